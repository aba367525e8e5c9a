"""Sizes, parameters, multiply–accumulates and receptive fields, by formula."""

from collections.abc import Iterable, Sequence
from math import prod
from typing import NamedTuple

import torch
from torch import Tensor, nn

from layerwise.convolution.arguments import Size, check_groups, per_axis, spatial_size
from layerwise.convolution.sampling import index_trace, window_geometry


def conv_output_size(
    input_size: Sequence[int],
    kernel_size: Size,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
) -> tuple[int, ...]:
    """Return a convolution's (or pooling's) output size for a spatial input size.

    floor((n + 2p − d (k − 1) − 1) / s) + 1 along every axis (Dumoulin and Visin,
    arXiv:1603.07285, relationship 15). Raises ValueError if no window fits.

    >>> layerwise.conv_output_size((28, 28), 5, stride=2, padding=2)
    (14, 14)
    """
    return window_geometry(
        input_size, kernel_size, stride, padding, dilation
    ).output_size


def conv_parameters(
    in_channels: int,
    out_channels: int,
    kernel_size: Sequence[int],
    groups: int = 1,
    bias: bool = True,
) -> int:
    """Return the number of weights and biases of a convolution.

    C_out · C_in / groups · prod(kernel_size), and one bias per output channel. The
    image's size does not enter.

    >>> layerwise.conv_parameters(4, 2, (2, 2))  # 2 · (4 · 2 · 2 + 1)
    34
    """
    _check_channels(in_channels, out_channels, groups)
    kernel_size = spatial_size(kernel_size, "kernel_size")
    weights = out_channels * (in_channels // groups) * prod(kernel_size)
    return weights + (out_channels if bias else 0)


def conv_multiply_accumulates(
    input_size: Sequence[int],
    in_channels: int,
    out_channels: int,
    kernel_size: Size,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> int:
    """Return the multiply–accumulates of a convolution of one image.

    Every output entry takes C_in / groups · prod(kernel_size) of them; products with
    the padding's zeros count, biases do not.

    >>> layerwise.conv_multiply_accumulates((6, 6), 1, 1, 3)  # 16 windows of 9
    144
    """
    _check_channels(in_channels, out_channels, groups)
    geometry = window_geometry(input_size, kernel_size, stride, padding, dilation)
    per_entry = in_channels // groups * prod(geometry.kernel_size)
    return out_channels * prod(geometry.output_size) * per_entry


def linear_parameters(in_features: int, out_features: int, bias: bool = True) -> int:
    """Return the number of weights and biases of a dense layer.

    >>> layerwise.linear_parameters(784, 10)
    7850
    """
    per_axis((in_features, out_features), "features", 2, 1)
    return in_features * out_features + (out_features if bias else 0)


def count_parameters(module: nn.Module) -> int:
    """Return the number of trainable parameters of a module.

    >>> layerwise.count_parameters(torch.nn.Linear(784, 10))
    7850
    """
    return sum(p.numel() for p in module.parameters() if p.requires_grad)


def usage_counts(
    input_size: Sequence[int],
    kernel_size: Size,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
) -> Tensor:
    """Return how many windows of a convolution read each input entry.

    The result has shape ``input_size``; reads of the padding are not counted.

    >>> layerwise.usage_counts((5,), 3)
    tensor([1, 2, 3, 2, 1])
    """
    counts = torch.zeros(*input_size, dtype=torch.int64)
    for step in index_trace(input_size, kernel_size, stride, padding, dilation):
        for index in step.input_indices:
            if all(0 <= i < size for i, size in zip(index, input_size, strict=True)):
                counts[index] += 1
    return counts


class ReceptiveField(NamedTuple):
    """What one output entry sees along one axis: ``size`` input entries; neighbouring
    outputs look ``jump`` entries apart; output 0 sees from entry ``start`` on
    (negative: in the padding).

    >>> layerwise.receptive_field([{"kernel_size": 3, "stride": 2, "padding": 1}])
    ReceptiveField(size=3, jump=2, start=-1)
    """

    size: int
    jump: int
    start: int


def receptive_field(layers: Iterable[dict[str, int]]) -> ReceptiveField:
    """Return the receptive field of a stack of layers along one axis.

    Each layer is a dict with 'kernel_size' and optionally 'stride', 'padding' and
    'dilation', the first layer first. With jump j before a layer,
    size += d (k − 1) j, start −= p j and j *= s (Araujo, Norris and Sim, "Computing
    receptive fields of convolutional neural networks", Distill 2019).

    >>> layerwise.receptive_field([{"kernel_size": 3}, {"kernel_size": 3}]).size
    5
    """
    size, jump, start = 1, 1, 0
    for layer in layers:
        unknown = set(layer) - {"kernel_size", "stride", "padding", "dilation"}
        if unknown or "kernel_size" not in layer:
            raise ValueError(
                "a layer needs 'kernel_size' and may have 'stride', 'padding' and "
                f"'dilation', got {layer!r}"
            )
        (kernel,) = per_axis(layer["kernel_size"], "kernel_size", 1, 1)
        (stride,) = per_axis(layer.get("stride", 1), "stride", 1, 1)
        (padding,) = per_axis(layer.get("padding", 0), "padding", 1, 0)
        (dilation,) = per_axis(layer.get("dilation", 1), "dilation", 1, 1)
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return ReceptiveField(size, jump, start)


def _check_channels(in_channels: int, out_channels: int, groups: int) -> None:
    per_axis((in_channels, out_channels), "channels", 2, 1)
    check_groups(groups, out_channels)
    if in_channels % groups:
        raise ValueError(
            f"groups must divide the input channels: {in_channels} is not a multiple "
            f"of {groups}"
        )
