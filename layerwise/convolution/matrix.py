"""A convolution as a matrix: sparse, with tied weights."""

from collections.abc import Sequence

import torch
from torch import Tensor

from layerwise.convolution.arguments import (
    Size,
    check_groups,
    check_tensor,
    kernel_size_of,
    per_axis,
)
from layerwise.convolution.sampling import window_coordinates


def convolution_matrix(
    weight: Tensor,
    input_size: Sequence[int],
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Return the matrix A with conv(x).flatten() = A @ x.flatten() for one image x.

    ``weight`` is (C_out, C_in / groups, *kernel_size) and ``input_size`` the spatial
    size. A has shape (C_out · L, C_in · prod(input_size)) with L output positions. For
    one channel, at stride 1, it is a Toeplitz matrix in one dimension and a doubly
    block Toeplitz matrix in two; a larger stride keeps some of its rows. It is
    differentiable in ``weight``.

    >>> layerwise.convolution_matrix(torch.tensor([[[3.0, 2.0, 1.0]]]), (5,))
    tensor([[3., 2., 1., 0., 0.],
            [0., 3., 2., 1., 0.],
            [0., 0., 3., 2., 1.]])
    """
    check_tensor(weight, "weight")
    input_size = per_axis(input_size, "input_size", weight.dim() - 2, 1)
    out_channels, group_channels = weight.shape[:2]
    check_groups(groups, out_channels)
    coordinates = window_coordinates(
        input_size, kernel_size_of(weight), stride, padding, dilation
    ).flatten(end_dim=-3)  # (L, K, D)
    inside = ((coordinates >= 0) & (coordinates < torch.tensor(input_size))).all(-1)
    position, tap = inside.nonzero(as_tuple=True)  # known from the sizes: on the CPU
    column = torch.zeros_like(position)  # of the sample in one flattened channel
    for axis, size in enumerate(input_size):
        column = column * size + coordinates[position, tap, axis]
    pixels = torch.Size(input_size).numel()
    matrix = weight.new_zeros(
        out_channels, len(coordinates), group_channels * groups, pixels
    )
    taps = weight.flatten(2)  # (C_out, C_in / groups, K)
    for o in range(out_channels):
        first = o // (out_channels // groups) * group_channels
        for c in range(group_channels):
            matrix[o, position, first + c, column] = taps[o, c, tap]
    return matrix.flatten(2).flatten(0, 1)
