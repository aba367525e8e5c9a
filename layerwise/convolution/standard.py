"""Convolution in one, two and three dimensions, fast, by matrix products.

The functions take torch.nn.functional's arguments and compute, like it,
cross-correlation: the kernel is not flipped.
"""

from math import prod

import torch
from torch import Tensor

from layerwise.convolution.arguments import Size, check_convolution, kernel_size_of
from layerwise.convolution.depthwise_products import DepthwiseProduct
from layerwise.convolution.sampling import WindowGeometry, window_geometry
from layerwise.convolution.windows import ImageToColumns


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

    >>> signal = torch.tensor([[1.0, 4.0, 2.0, 5.0, 3.0]])
    >>> layerwise.conv1d(signal, torch.tensor([[[3.0, 2.0, 1.0]]]))
    tensor([[13., 21., 19.]])
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

    >>> image = torch.arange(9.0).reshape(1, 3, 3)
    >>> layerwise.conv2d(image, torch.tensor([[[[0.0, 1.0], [2.0, 3.0]]]]))
    tensor([[[19., 25.],
             [37., 43.]]])
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

    >>> layerwise.conv3d(torch.ones(1, 2, 2, 3), torch.ones(1, 1, 2, 2, 2))
    tensor([[[[8., 8.]]]])
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
