"""The products of depthwise convolution: every channel has one kernel of its own.

A matrix product per channel would be too small to be fast, so taps are multiplied and
added one by one. Three products belong together. Each is linear in both its factors,
and the other two are its derivatives, which gives derivatives of every order:

* ``DepthwiseProduct``: image and kernels → output;
* ``DepthwiseInputGradient``: output and kernels → image;
* ``DepthwiseWeightGradient``: image and output → kernels.

Images are (N, C, *space), outputs (N, C, *output_size), kernels (C, 1, *kernel_size).
"""

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function

from layerwise.convolution.sampling import WindowGeometry


class DepthwiseProduct(Function):
    """Weight the window around every entry with the channel's kernel and add up."""

    @staticmethod
    def forward(
        ctx: Any, image: Tensor, weight: Tensor, geometry: WindowGeometry
    ) -> Tensor:
        ctx.save_for_backward(image, weight)
        ctx.geometry = geometry
        output = image.new_zeros(*image.shape[:2], *geometry.output_size)
        _, interior, windows = _padded_buffer(image, geometry)
        taps = list(_per_tap(weight))
        for pixels, sums in zip(_in_turn(image), _in_turn(output), strict=True):
            interior.copy_(pixels)
            for window, tap in zip(windows, taps, strict=True):
                sums.addcmul_(window, tap)
        return output

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor, None]:
        image, weight = ctx.saved_tensors
        return (
            DepthwiseInputGradient.apply(gradient, weight.conj(), ctx.geometry),
            DepthwiseWeightGradient.apply(image.conj(), gradient, ctx.geometry),
            None,
        )


class DepthwiseInputGradient(Function):
    """Add every entry of the output, times the channel's kernel, to its window."""

    @staticmethod
    def forward(
        ctx: Any, output: Tensor, weight: Tensor, geometry: WindowGeometry
    ) -> Tensor:
        ctx.save_for_backward(output, weight)
        ctx.geometry = geometry
        image = output.new_empty(*output.shape[:2], *geometry.input_size)
        padded, interior, windows = _padded_buffer(output, geometry)
        taps = list(_per_tap(weight))
        for entries, pixels in zip(_in_turn(output), _in_turn(image), strict=True):
            padded.zero_()
            for window, tap in zip(windows, taps, strict=True):
                window.addcmul_(entries, tap)
            pixels.copy_(interior)
        return image

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor, None]:
        output, weight = ctx.saved_tensors
        return (
            DepthwiseProduct.apply(gradient, weight.conj(), ctx.geometry),
            DepthwiseWeightGradient.apply(gradient, output.conj(), ctx.geometry),
            None,
        )


class DepthwiseWeightGradient(Function):
    """For every tap, multiply what it meets with the output and add up."""

    @staticmethod
    def forward(
        ctx: Any, image: Tensor, output: Tensor, geometry: WindowGeometry
    ) -> Tensor:
        ctx.save_for_backward(image, output)
        ctx.geometry = geometry
        _, interior, windows = _padded_buffer(image, geometry)
        sums = image.new_zeros(len(windows), image.shape[1])  # (K, C)
        products = windows[0].new_empty(windows[0].shape)
        channel = products.dim() - len(geometry.kernel_size) - 1
        others = [axis for axis in range(products.dim()) if axis != channel]
        for pixels, entries in zip(_in_turn(image), _in_turn(output), strict=True):
            interior.copy_(pixels)
            for tap, window in enumerate(windows):
                torch.mul(window, entries, out=products)
                sums[tap] += products.sum(dim=others)
        return sums.T.reshape(-1, 1, *geometry.kernel_size)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor, None]:
        image, output = ctx.saved_tensors
        return (
            DepthwiseInputGradient.apply(output.conj(), gradient, ctx.geometry),
            DepthwiseProduct.apply(image.conj(), gradient, ctx.geometry),
            None,
        )


def _per_tap(weight: Tensor) -> Tensor:
    """(C, 1, *kernel) → (K, C, 1, …, 1): one factor per channel for every tap."""
    taps = weight.flatten(1).T
    return taps.reshape(*taps.shape, *[1] * (weight.dim() - 2))


def _in_turn(batch: Tensor) -> Tensor:
    """Return what to loop over: on a CPU one image after another, so that each stays
    in the processor's cache; elsewhere the batch at once, in few large steps."""
    return batch if batch.device.type == "cpu" else batch.unsqueeze(0)


def _padded_buffer(
    batch: Tensor, geometry: WindowGeometry
) -> tuple[Tensor, Tensor, list[Tensor]]:
    """Return room for a padded image, the image's place in it and, for every tap, the
    entries that the tap meets; all share the same memory."""
    leading = _in_turn(batch).shape[1 : -len(geometry.kernel_size)]
    padded = batch.new_zeros(*leading, *geometry.padded_size)
    windows = [padded[(..., *window)] for window in geometry.tap_slices()]
    return padded, padded[(..., *geometry.interior)], windows
