"""The operators as their definitions: loops along the trace of the sliding window.

They are for reading, and the oracle for the reference forms in ``layerwise``; the
arguments and shapes are the same. They are slow, and differentiable. `convolve` is the
one operation here that flips its kernel.
"""

from itertools import product

import torch
from torch import Tensor

from layerwise.convolution.arguments import (
    Size,
    check_convolution,
    check_same_kind,
    check_tensor,
    kernel_size_of,
)
from layerwise.convolution.sampling import WindowStep, index_trace, window_geometry


def convolve(input: Tensor, kernel: Tensor) -> Tensor:
    """Convolve in the strict sense, wherever the two overlap, as scipy.signal.convolve.

    ``input`` and ``kernel`` have the same number of axes, one or more, and no channels.
    Entry t of the result is the sum over a of kernel[a] · input[t − a]: the kernel
    runs backwards. Along each axis n and k entries give n + k − 1, the *full* form, and
    exchanging input and kernel changes nothing. One axis: numpy.convolve.

    >>> doses, effect = torch.tensor([1, 4, 2, 5, 3]), torch.tensor([3, 2, 1])
    >>> naive.convolve(doses, effect).tolist()
    [3, 14, 15, 23, 21, 11, 3]
    >>> naive.convolve(effect, doses).tolist()
    [3, 14, 15, 23, 21, 11, 3]
    """
    _check_convolve(input, kernel)
    sizes = [n + k - 1 for n, k in zip(input.shape, kernel.shape, strict=True)]
    output = input.new_zeros(sizes)
    for t in product(*map(range, sizes)):
        total = 0
        for a in product(*map(range, kernel.shape)):
            index = tuple(i - j for i, j in zip(t, a, strict=True))
            if all(0 <= i < n for i, n in zip(index, input.shape, strict=True)):
                total = total + kernel[a] * input[index]
        output[t] = total
    return output


def conv1d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Convolve (N, C_in, L) or (C_in, L) by loops; see ``layerwise.conv1d``.

    >>> signal = torch.tensor([[1.0, 4.0, 2.0, 5.0, 3.0]])
    >>> naive.conv1d(signal, torch.tensor([[[3.0, 2.0, 1.0]]]))
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
    """Convolve (N, C_in, H, W) or (C_in, H, W) by loops; see ``layerwise.conv2d``.

    >>> image = torch.arange(9.0).reshape(1, 3, 3)
    >>> naive.conv2d(image, torch.tensor([[[[0.0, 1.0], [2.0, 3.0]]]]))
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
    """Convolve (N, C_in, D, H, W) or (C_in, D, H, W) by loops; see
    ``layerwise.conv3d``.

    >>> naive.conv3d(torch.ones(1, 2, 2, 3), torch.ones(1, 1, 2, 2, 2))
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

    >>> signal, kernel = torch.tensor([[5.0, 7.0]]), torch.tensor([[1.0, 2.0, 3.0]])
    >>> step = naive.index_trace((2,), 3, padding=1)[0]
    >>> step.input_indices  # the first one lies outside
    ((-1,), (0,), (1,))
    >>> naive.window_sum(signal, kernel, step)  # 2·5 + 3·7
    tensor(31.)
    """
    total = channels.new_zeros(())
    for c, factors in enumerate(kernel.flatten(1)):
        for factor, index in zip(factors, step.input_indices, strict=True):
            if all(0 <= i < n for i, n in zip(index, channels.shape[1:], strict=True)):
                total = total + channels[(c, *index)] * factor
    return total


def _check_convolve(input: Tensor, kernel: Tensor) -> None:
    """Raise TypeError or ValueError for tensors that `convolve` cannot combine."""
    check_tensor(input, "input")
    check_tensor(kernel, "kernel")
    if input.dim() == 0 or input.dim() != kernel.dim():
        raise ValueError(
            "input and kernel must have the same number of axes, at least one, got "
            f"shapes {tuple(input.shape)} and {tuple(kernel.shape)}"
        )
    if 0 in (*input.shape, *kernel.shape):
        raise ValueError(
            "input and kernel must not be empty, got shapes "
            f"{tuple(input.shape)} and {tuple(kernel.shape)}"
        )
    if input.dtype == torch.bool:
        raise TypeError("input must hold numbers, got torch.bool: use .to(dtype)")
    check_same_kind(input, kernel, "kernel")
