"""A filter that slides over several channels: its slices' sums, and their total."""

from dataclasses import dataclass

import torch
from numpy.typing import ArrayLike

from layerwise.convolution.arguments import Size
from layerwise.figures.sliding_window import SlidingWindow, size_text, slide
from layerwise.figures.theme import number_text


@dataclass(frozen=True)
class ChannelSum:
    """The steps of filter ``number`` of ``filters`` over the channels of an input.

    ``channels`` has a `SlidingWindow` for every input channel, those that the filter
    does not read included: ``reads`` says which it does. ``bias`` is None for a layer
    without.
    """

    number: int
    filters: int
    channels: list[SlidingWindow]
    reads: range
    bias: float | None

    @property
    def slices(self) -> list[SlidingWindow]:
        """The windows of the channels that the filter reads."""
        return [self.channels[c] for c in self.reads]

    def parts(self, number: int) -> list[float]:
        """Return the sum of every slice at a window, counted from 0."""
        return [one.total(one.steps[number]) for one in self.slices]

    def total(self, number: int) -> float:
        """Return the output entry that a window computes."""
        return sum(self.parts(number)) + (self.bias or 0)

    def describe(self) -> str:
        """Return the sizes and the settings in a sentence."""
        first = self.channels[0]
        slices = len(self.reads)
        return (
            f"An input of {_count(len(self.channels), 'channel')} of size "
            f"{size_text(first.input_size)} meets {_count(self.filters, 'filter')} of "
            f"{_count(slices, 'slice')} of size {size_text(first.kernel_size)}, with "
            f"{first.settings}; the output has {_count(self.filters, 'channel')} of "
            f"size {size_text(first.output_size)}."
        )

    def describe_step(self, number: int) -> str:
        """Return what a window, counted from 0, computes in a sentence."""
        steps = self.channels[0].steps
        sums = [
            f"channel {c} gives {' '.join(one.sum_terms(one.steps[number], ' × '))}"
            for c, one in zip(self.reads, self.slices, strict=True)
        ]
        parts = " + ".join(map(number_text, self.parts(number)))
        bias = "" if self.bias is None else f" + bias {number_text(self.bias)}"
        index = ", ".join(map(str, steps[number].output_index))
        return (
            f"Filter {self.number}, window {number + 1} of {len(steps)}: "
            f"{'; '.join(sums)}. Output channel {self.number} at ({index}): "
            f"{parts}{bias} = {number_text(self.total(number))}."
        )


def slide_over_channels(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    groups: int = 1,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    boundary: str = "zeros",
) -> list[ChannelSum]:
    """Trace every filter of a convolution over an input of shape (C, H, W).

    ``weight`` is (C_out, C / groups, k_h, k_w), or (C, k_h, k_w) for one filter, and
    ``bias`` has an entry for every filter.
    """
    input = torch.as_tensor(input).detach().double().cpu()
    weight = torch.as_tensor(weight).detach().double().cpu()
    weight = weight[None] if weight.dim() == 3 else weight
    if input.dim() != 3 or weight.dim() != 4:
        raise ValueError(
            "an input with channels is (C, H, W) and its kernel (C, k_h, k_w) or "
            f"(C_out, C / groups, k_h, k_w), got {tuple(input.shape)} and "
            f"{tuple(weight.shape)}"
        )
    channels, filters, depth = len(input), len(weight), weight.shape[1]
    if groups < 1 or filters % groups or depth * groups != channels:
        raise ValueError(
            f"{filters} filters of {depth} slices in {groups} groups do not fit an "
            f"input of {channels} channels"
        )
    biases = _biases(bias, filters)
    sums = []
    for number, kernel in enumerate(weight):
        first = number // (filters // groups) * depth
        reads = range(first, first + depth)
        unread = torch.zeros_like(kernel[0])
        slices = [kernel[c - first] if c in reads else unread for c in range(channels)]
        windows = [
            slide(channel, one, stride, padding, dilation, boundary)
            for channel, one in zip(input, slices, strict=True)
        ]
        sums.append(ChannelSum(number, filters, windows, reads, biases[number]))
    return sums


def _biases(bias: ArrayLike | None, filters: int) -> list[float | None]:
    """Return the bias of every filter."""
    if bias is None:
        return [None] * filters
    numbers = torch.as_tensor(bias).detach().double().cpu().reshape(-1).tolist()
    if len(numbers) != filters:
        raise ValueError(
            f"bias must have one number for each of the {filters} filters, got "
            f"{len(numbers)}"
        )
    return numbers


def _count(number: int, thing: str) -> str:
    """Return a number of things in words: '1 slice', '2 slices'."""
    return f"{number} {thing}" + "s" * (number != 1)
