"""Convolution in one, two and three dimensions, fast, by matrix products.

The functions take torch.nn.functional's arguments and compute, like it,
cross-correlation: the kernel is not flipped.
"""

from math import prod
from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function

from layerwise.arguments import Size, check_convolution, kernel_size_of
from layerwise.windows import ImageToColumns, WindowGeometry, window_geometry, zero_pad


def conv1d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Convolve sequences, as torch.nn.functional.conv1d.

    ``input`` is (N, C_in, L) or (C_in, L), ``weight`` (C_out, C_in / groups, k),
    ``bias`` (C_out,); the result is (N, C_out, L_out) or (C_out, L_out). Raises
    TypeError or ValueError where torch rejects its arguments.
    """
    return _convolve(input, weight, bias, stride, padding, dilation, groups, 1)


def conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Convolve images, as torch.nn.functional.conv2d.

    ``input`` is (N, C_in, H, W) or (C_in, H, W), ``weight``
    (C_out, C_in / groups, k_h, k_w), ``bias`` (C_out,); the result is
    (N, C_out, H_out, W_out) or without N. Raises TypeError or ValueError where torch
    rejects its arguments.
    """
    return _convolve(input, weight, bias, stride, padding, dilation, groups, 2)


def conv3d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Convolve volumes, as torch.nn.functional.conv3d.

    ``input`` is (N, C_in, D, H, W) or (C_in, D, H, W), ``weight``
    (C_out, C_in / groups, k_d, k_h, k_w), ``bias`` (C_out,); the result is
    (N, C_out, D_out, H_out, W_out) or without N. Raises TypeError or ValueError where
    torch rejects its arguments.
    """
    return _convolve(input, weight, bias, stride, padding, dilation, groups, 3)


def _convolve(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Size,
    padding: Size | str,
    dilation: Size,
    groups: int,
    dimensions: int,
) -> Tensor:
    check_convolution(input, weight, bias, groups, dimensions)
    batch = input if input.dim() == dimensions + 2 else input.unsqueeze(0)
    geometry = window_geometry(
        batch.shape[2:], kernel_size_of(weight), stride, padding, dilation
    )
    if groups > 1 and weight.shape[:2] == (groups, 1):
        output = DepthwiseProduct.apply(batch, weight, geometry)
    else:
        output = _window_product(batch, weight, geometry, groups)
    if bias is not None:
        output = output + bias.reshape(-1, *[1] * dimensions)
    return output if input.dim() == dimensions + 2 else output.squeeze(0)


def _window_product(
    input: Tensor, weight: Tensor, geometry: WindowGeometry, groups: int
) -> Tensor:
    """Multiply every window by the kernels: one matrix product per image and group."""
    sizes = {geometry.input_size, geometry.padded_size, geometry.output_size}
    if weight.shape[2:].numel() == 1 and len(sizes) == 1:
        columns = input  # a 1×1 kernel: the pixels are the windows
    else:
        columns = ImageToColumns.apply(input, geometry)
    batch, out_channels = input.shape[0], weight.shape[0]
    rows, positions = weight.shape[1:].numel(), prod(geometry.output_size)
    columns = columns.reshape(batch * groups, rows, positions)  # (N·G, C_in/G·K, L)
    kernels = weight.reshape(1, groups, out_channels // groups, rows)
    kernels = kernels.expand(batch, -1, -1, -1).reshape(
        batch * groups, out_channels // groups, rows
    )  # (N·G, C_out/G, C_in/G·K); for one group a view, not a copy
    return torch.bmm(kernels, columns).reshape(
        batch, out_channels, *geometry.output_size
    )


class DepthwiseProduct(Function):
    """Depthwise convolution: every channel has one kernel of its own.

    A matrix product per channel would be too small to be fast, so the taps are
    multiplied and added one by one, image by image so that an image stays in the
    processor's cache. ``input`` is (N, C, *space), ``weight`` (C, 1, *kernel).
    """

    @staticmethod
    def forward(
        ctx: Any, input: Tensor, weight: Tensor, geometry: WindowGeometry
    ) -> Tensor:
        ctx.save_for_backward(input, weight)
        ctx.geometry = geometry
        slices, taps = geometry.tap_slices(), list(_per_tap(weight))
        output = input.new_zeros(*input.shape[:2], *geometry.output_size)
        for n, image in enumerate(zero_pad(input, geometry)):
            sums = output[n]
            for window, tap in zip(slices, taps, strict=True):
                sums.addcmul_(image[(..., *window)], tap)
        return output

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor, None]:
        input, weight = ctx.saved_tensors
        geometry, taps = ctx.geometry, list(_per_tap(weight.conj()))
        slices, padded = geometry.tap_slices(), zero_pad(input.conj(), geometry)
        input_gradient = torch.zeros_like(padded)
        weight_gradient = weight.new_zeros(len(taps), len(weight))
        for n, (image, upstream) in enumerate(zip(padded, gradient, strict=True)):
            for k, window in enumerate(slices):
                input_gradient[(n, ..., *window)].addcmul_(upstream, taps[k])
                products = upstream * image[(..., *window)]
                weight_gradient[k] += products.flatten(1).sum(dim=1)
        return (
            input_gradient[(..., *geometry.interior)],
            weight_gradient.T.reshape(weight.shape),
            None,
        )


def _per_tap(weight: Tensor) -> Tensor:
    """(C, 1, *kernel) → (K, C, 1, …, 1): one factor per channel for every tap."""
    taps = weight.flatten(1).T
    return taps.reshape(*taps.shape, *[1] * (weight.dim() - 2))
