"""Five ways to compute a convolution and its gradients, for the benchmark.

Each form takes an input (N, C_in, H, W), a weight (C_out, C_in / groups, k, k), the
gradient by the output (N, C_out, H_out, W_out) and the layer's settings, and returns
the output and the gradients by the input and by the weight.
"""

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

import layerwise


class Layer(NamedTuple):
    """The settings of a square two-dimensional convolution."""

    kernel_size: int
    stride: int = 1
    padding: int = 0
    groups: int = 1


Result = tuple[Tensor, Tensor, Tensor]
Form = Callable[[Tensor, Tensor, Tensor, Layer], Result]


def by_autograd(operator: Callable[[Tensor, Tensor, Layer], Tensor]) -> Form:
    """Let autograd compute the gradients of a form that is only a forward pass."""

    def form(input: Tensor, weight: Tensor, gradient: Tensor, layer: Layer) -> Result:
        leaves = input.detach().requires_grad_(), weight.detach().requires_grad_()
        output = operator(*leaves, layer)
        return output.detach(), *torch.autograd.grad(output, leaves, gradient)

    return form


def fused(input: Tensor, weight: Tensor, layer: Layer) -> Tensor:
    """torch's own convolution."""
    return functional.conv2d(
        input, weight, None, layer.stride, layer.padding, groups=layer.groups
    )


def reference(input: Tensor, weight: Tensor, layer: Layer) -> Tensor:
    """Ours."""
    return layerwise.conv2d(
        input, weight, None, layer.stride, layer.padding, groups=layer.groups
    )


def as_strided_einsum(input: Tensor, weight: Tensor, layer: Layer) -> Tensor:
    """All windows as one overlapping view, and one einsum over it."""
    padded = functional.pad(input, [layer.padding] * 4)
    batch, channels, height, width = padded.shape
    k, stride, groups = layer.kernel_size, layer.stride, layer.groups
    space = (height - k) // stride + 1, (width - k) // stride + 1
    n, c, h, w = padded.stride()
    windows = padded.as_strided(
        (batch, groups, channels // groups, *space, k, k),
        (n, c * (channels // groups), c, h * stride, w * stride, h, w),
    )
    kernels = weight.unflatten(0, (groups, -1))  # (G, C_out/G, C_in/G, k, k)
    return torch.einsum("ngchwuv,gocuv->ngohw", windows, kernels).flatten(1, 2)


def numpy_im2col(
    input: Tensor, weight: Tensor, gradient: Tensor, layer: Layer
) -> Result:
    """Columns, matrix products and their transposes, by hand in NumPy."""
    x, w, g = input.numpy(), weight.numpy(), gradient.numpy()
    batch, groups, rows = len(x), layer.groups, w[0].size
    margin = ((0, 0), (0, 0), *[(layer.padding, layer.padding)] * 2)
    padded = np.pad(x, margin)
    positions = g.shape[2:]
    columns = np.empty((*x.shape[:2], layer.kernel_size**2, *positions), x.dtype)
    taps = _tap_slices(positions, layer)
    for tap, (down, right) in enumerate(taps):
        columns[:, :, tap] = padded[:, :, down, right]
    columns = columns.reshape(batch, groups, rows, -1)  # (N, G, C_in/G·K, L)
    kernels = w.reshape(groups, -1, rows)  # (G, C_out/G, C_in/G·K)
    g = g.reshape(batch, groups, kernels.shape[1], -1)  # (N, G, C_out/G, L)
    output = kernels @ columns
    by_weight = (g @ columns.swapaxes(2, 3)).sum(axis=0)
    by_columns = kernels.swapaxes(1, 2) @ g
    by_columns = by_columns.reshape(*x.shape[:2], len(taps), *positions)
    by_padded = np.zeros_like(padded)
    for tap, (down, right) in enumerate(taps):
        by_padded[:, :, down, right] += by_columns[:, :, tap]
    p, (height, width) = layer.padding, x.shape[2:]
    by_input = by_padded[:, :, p : p + height, p : p + width]
    return (
        torch.from_numpy(output.reshape(gradient.shape)),
        torch.from_numpy(by_input),
        torch.from_numpy(by_weight.reshape(w.shape)),
    )


def _tap_slices(positions: tuple[int, int], layer: Layer) -> list[tuple[slice, slice]]:
    """For every tap the rows and the columns that it meets."""
    stride, (height, width) = layer.stride, positions
    return [
        (
            slice(u, u + (height - 1) * stride + 1, stride),
            slice(v, v + (width - 1) * stride + 1, stride),
        )
        for u, v in product(range(layer.kernel_size), repeat=2)
    ]


@torch.no_grad()
def loops(input: Tensor, weight: Tensor, gradient: Tensor, layer: Layer) -> Result:
    """Loops over the output's positions and the taps; batch and channels at once."""
    k, stride, p = layer.kernel_size, layer.stride, layer.padding
    padded = functional.pad(input, [p] * 4)
    output, by_padded = torch.zeros_like(gradient), torch.zeros_like(padded)
    by_weight = torch.zeros_like(weight)
    for i, j in product(*map(range, gradient.shape[2:])):
        g = gradient[:, :, i, j]  # (N, C_out)
        for u, v in product(range(k), repeat=2):
            y, x = i * stride + u, j * stride + v
            pixels, factors = padded[:, :, y, x], weight[:, :, u, v]
            if layer.groups == 1:
                output[:, :, i, j] += pixels @ factors.T
                by_weight[:, :, u, v] += g.T @ pixels
                by_padded[:, :, y, x] += g @ factors
            else:  # depthwise
                output[:, :, i, j] += pixels * factors[:, 0]
                by_weight[:, 0, u, v] += (g * pixels).sum(dim=0)
                by_padded[:, :, y, x] += g * factors[:, 0]
    height, width = input.shape[2:]
    return output, by_padded[:, :, p : p + height, p : p + width], by_weight


FORMS: dict[str, Form] = {
    "fused": by_autograd(fused),
    "reference": by_autograd(reference),
    "as_strided + einsum": by_autograd(as_strided_einsum),
    "numpy im2col": numpy_im2col,
    "loops": loops,
}
