"""The sampling engine: pick samples of an input at coordinates.

Every convolution weights the samples that a *sampling grid* picks and adds them
up. A kind of convolution is therefore a rule for the coordinates:

    coordinate = window start + dilation * tap - padding

and a *boundary rule* says what a sample outside the input is worth. Coordinates
count from 0 in the input as given, so those of the padding are negative or at
least the input's size.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import torch
from torch import Tensor

from layerwise.convolution.arguments import (
    Size,
    check_floating,
    check_tensor,
    is_integer_tensor,
    output_sizes,
    padding_pairs,
    per_axis,
    spatial_size,
)

BOUNDARY_RULES = ("zeros", "reflect", "replicate", "circular")


class WindowStep(NamedTuple):
    """One position of a sliding window: the output entry that it computes and, tap
    by tap in row-major order, the coordinates of the samples that it weights.

    >>> layerwise.index_trace((3,), 2)[1]
    WindowStep(output_index=(1,), input_indices=((1,), (2,)))
    """

    output_index: tuple[int, ...]
    input_indices: tuple[tuple[int, ...], ...]


def sampling_grid(kernel_size: Sequence[int], dilation: Size = 1) -> Tensor:
    """Return the offsets of a kernel's taps from the first one.

    ``kernel_size`` has one entry per spatial axis. The result has shape (K, D), K
    taps in row-major order and D axes: for a 3×3 kernel (0, 0), (0, 1) … (2, 2),
    times the dilation.

    >>> layerwise.sampling_grid((2, 2), dilation=3).tolist()
    [[0, 0], [0, 3], [3, 0], [3, 3]]
    """
    kernel_size = spatial_size(kernel_size, "kernel_size")
    dilation = per_axis(dilation, "dilation", len(kernel_size), 1)
    taps = torch.cartesian_prod(*map(torch.arange, kernel_size))
    return taps.reshape(-1, len(kernel_size)) * torch.tensor(dilation)


class WindowGeometry(NamedTuple):
    """Where the windows of a convolution lie, one entry per spatial axis."""

    input_size: tuple[int, ...]
    kernel_size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]
    dilation: tuple[int, ...]
    output_size: tuple[int, ...]

    @property
    def padded_size(self) -> tuple[int, ...]:
        """The input's size with the padding of both sides."""
        return tuple(
            n + sum(pair) for n, pair in zip(self.input_size, self.padding, strict=True)
        )

    @property
    def interior(self) -> tuple[slice, ...]:
        """Where the input lies inside the padded input."""
        return tuple(
            slice(before, before + n)
            for n, (before, _) in zip(self.input_size, self.padding, strict=True)
        )

    def tap_slices(self) -> list[tuple[slice, ...]]:
        """For every tap, the entries of the padded input that it meets while the
        window visits all its positions."""
        return [
            tuple(
                slice(offset, offset + (size - 1) * step + 1, step)
                for offset, size, step in zip(
                    tap, self.output_size, self.stride, strict=True
                )
            )
            for tap in sampling_grid(self.kernel_size, self.dilation).tolist()
        ]


def window_geometry(
    input_size: Sequence[int],
    kernel_size: Size,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
) -> WindowGeometry:
    """Check the arguments of a convolution and work out where its windows lie."""
    input_size = spatial_size(input_size, "input_size")
    dimensions = len(input_size)
    kernel_size = per_axis(kernel_size, "kernel_size", dimensions, 1)
    stride = per_axis(stride, "stride", dimensions, 1)
    dilation = per_axis(dilation, "dilation", dimensions, 1)
    pairs = padding_pairs(padding, kernel_size, stride, dilation)
    output_size = output_sizes(input_size, kernel_size, stride, pairs, dilation)
    return WindowGeometry(input_size, kernel_size, stride, pairs, dilation, output_size)


def window_coordinates(
    input_size: Sequence[int],
    kernel_size: Size,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
) -> Tensor:
    """Return where every window of a convolution takes its samples.

    The result has shape (*output_size, K, D): for every output entry the D
    coordinates of each of the K taps. Raises ValueError if no window fits.

    >>> windows = layerwise.window_coordinates((5,), 3, stride=2, padding=1)
    >>> windows.squeeze(-1).tolist()
    [[-1, 0, 1], [1, 2, 3], [3, 4, 5]]
    """
    geometry = window_geometry(input_size, kernel_size, stride, padding, dilation)
    starts = torch.stack(
        torch.meshgrid(
            *(
                torch.arange(size) * step - before
                for size, step, (before, _) in zip(
                    geometry.output_size,
                    geometry.stride,
                    geometry.padding,
                    strict=True,
                )
            ),
            indexing="ij",
        ),
        dim=-1,
    )  # (*output_size, D)
    return starts.unsqueeze(-2) + sampling_grid(geometry.kernel_size, geometry.dilation)


def index_trace(
    input_size: Sequence[int],
    kernel_size: Size,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
) -> list[WindowStep]:
    """Return every step of the sliding window, in row-major order of the output.

    The figures are drawn from this list and the naive operators walk along it.

    >>> for step in layerwise.index_trace((4,), 2, stride=2):
    ...     print(step.output_index, "reads", *step.input_indices)
    (0,) reads (0,) (1,)
    (1,) reads (2,) (3,)
    """
    coordinates = window_coordinates(input_size, kernel_size, stride, padding, dilation)
    output_size = coordinates.shape[:-2]
    windows = coordinates.flatten(end_dim=-3).tolist()
    return [
        WindowStep(output_index, tuple(map(tuple, window)))
        for output_index, window in zip(
            product(*map(range, output_size)), windows, strict=True
        )
    ]


def apply_boundary(
    coordinates: Tensor, size: int, boundary: str
) -> tuple[Tensor, Tensor]:
    """Send integer coordinates along one axis of ``size`` entries into 0 … size − 1.

    Returns the indices and a boolean tensor that is False where the sample counts
    as zero. 'reflect' mirrors at the first and the last entry without repeating it,
    'replicate' repeats that entry, 'circular' starts again at the other end.

    >>> apply_boundary(torch.arange(-2, 6), 4, "reflect")[0].tolist()
    [2, 1, 0, 1, 2, 3, 2, 1]
    """
    if boundary not in BOUNDARY_RULES:
        raise ValueError(
            f"boundary must be one of {', '.join(BOUNDARY_RULES)}, got {boundary!r}"
        )
    inside = torch.ones_like(coordinates, dtype=torch.bool)
    if boundary == "zeros":
        inside = (coordinates >= 0) & (coordinates < size)
    if boundary == "circular":
        return coordinates % size, inside
    if boundary == "reflect" and size > 1:
        period = 2 * (size - 1)
        folded = coordinates % period
        return torch.minimum(folded, period - folded), inside
    return coordinates.clamp(0, size - 1), inside


def sample(input: Tensor, coordinates: Tensor, boundary: str = "zeros") -> Tensor:
    """Pick samples of an input.

    ``input`` has shape (N, C, *space) with D spatial axes and ``coordinates``
    (..., D): integers, or fractions, between which the samples are interpolated
    linearly along every axis (bilinear in 2-D). The result has shape (N, C, ...).
    It is differentiable in ``input`` and in fractional coordinates.

    >>> signal = torch.tensor([[[10.0, 20.0, 40.0]]])
    >>> layerwise.sample(signal, torch.tensor([[-1], [0], [2]]))
    tensor([[[ 0., 10., 40.]]])
    >>> layerwise.sample(signal, torch.tensor([[1.5]]))  # between 20 and 40
    tensor([[[30.]]])
    """
    check_tensor(input, "input")
    check_tensor(coordinates, "coordinates")
    if coordinates.shape[-1] != input.dim() - 2:
        raise ValueError(
            f"coordinates must end in one entry per spatial axis of input "
            f"({input.dim() - 2}), got shape {tuple(coordinates.shape)}"
        )
    coordinates = coordinates.to(input.device)
    if is_integer_tensor(coordinates):
        return _gather(input, coordinates, boundary)
    check_floating(coordinates, "coordinates")
    floor = coordinates.detach().floor()
    fraction = coordinates - floor
    total = 0
    for corner in product((0, 1), repeat=coordinates.shape[-1]):
        upper = torch.tensor(corner, device=coordinates.device)
        nearness = torch.where(upper == 1, fraction, 1 - fraction).prod(dim=-1)
        total = total + nearness * _gather(input, floor.long() + upper, boundary)
    return total


def _gather(input: Tensor, coordinates: Tensor, boundary: str) -> Tensor:
    """Pick samples at integer coordinates (..., D): (N, C, ...)."""
    indices, inside = [], True
    for axis, size in enumerate(input.shape[2:]):
        index, valid = apply_boundary(coordinates[..., axis], size, boundary)
        indices.append(index)
        inside = inside & valid
    samples = input[(slice(None), slice(None), *indices)]
    return torch.where(inside, samples, torch.zeros_like(samples))
