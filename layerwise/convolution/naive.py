"""The operators as their definitions: loops along the trace of the sliding window.

They are for reading, and the oracle for the reference forms in ``layerwise``; the
arguments and shapes are the same. They are slow, and differentiable.
"""

from itertools import product

from torch import Tensor

from layerwise.convolution.arguments import Size, check_convolution, kernel_size_of
from layerwise.convolution.sampling import WindowStep, index_trace, window_geometry


def conv1d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Convolve (N, C_in, L) or (C_in, L) by loops; see ``layerwise.conv1d``."""
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
    """Convolve (N, C_in, H, W) or (C_in, H, W) by loops; see ``layerwise.conv2d``."""
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
    """Convolve (N, C_in, D, H, W) or (C_in, D, H, W) by loops; see
    ``layerwise.conv3d``."""
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
    images = input if input.dim() == dimensions + 2 else input.unsqueeze(0)
    windows = (images.shape[2:], kernel_size_of(weight), stride, padding, dilation)
    output = images.new_zeros(
        len(images), len(weight), *window_geometry(*windows).output_size
    )
    trace = index_trace(*windows)
    kernels_per_group = len(weight) // groups
    for n, o in product(range(len(images)), range(len(weight))):
        first = o // kernels_per_group * weight.shape[1]
        channels = images[n, first : first + weight.shape[1]]
        for step in trace:
            total = 0 if bias is None else bias[o]
            output[(n, o, *step.output_index)] = total + window_sum(
                channels, weight[o], step
            )
    return output if input.dim() == dimensions + 2 else output.squeeze(0)


def window_sum(channels: Tensor, kernel: Tensor, step: WindowStep) -> Tensor:
    """Weight the samples of one window and add them up.

    ``channels`` is (C, *space), ``kernel`` (C, *kernel_size); samples outside the
    input count as zero.
    """
    total = channels.new_zeros(())
    for c, factors in enumerate(kernel.flatten(1)):
        for factor, index in zip(factors, step.input_indices, strict=True):
            if all(0 <= i < n for i, n in zip(index, channels.shape[1:], strict=True)):
                total = total + channels[(c, *index)] * factor
    return total
