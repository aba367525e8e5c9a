"""A window that slides over numbers: what it reads, and the sum that it computes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import torch
from numpy.typing import ArrayLike

from layerwise.convolution.arguments import Size, padding_pairs, per_axis
from layerwise.convolution.sampling import WindowStep, index_trace, sample
from layerwise.figures.theme import number_text


@dataclass(frozen=True)
class SlidingWindow:
    """The steps of a window over an input of one channel, with 1 or 2 axes.

    ``values`` maps every coordinate, those of the padding included, to the number
    found there; ``weights`` are the kernel's entries in the order of a step's taps.
    """

    input_size: tuple[int, ...]
    kernel_size: tuple[int, ...]
    settings: str
    values: dict[tuple[int, ...], float]
    weights: list[float]
    steps: list[WindowStep]

    @property
    def output_size(self) -> tuple[int, ...]:
        """Number of windows along every axis."""
        return tuple(index + 1 for index in self.steps[-1].output_index)

    def is_padding(self, index: tuple[int, ...]) -> bool:
        """Say whether a coordinate lies outside the input."""
        pairs = zip(index, self.input_size, strict=True)
        return not all(0 <= i < size for i, size in pairs)

    def total(self, step: WindowStep) -> float:
        """Return the output entry that a step computes."""
        return sum(value * weight for value, weight in self._terms(step))

    def sum_terms(self, step: WindowStep, times: str = "·") -> list[str]:
        """Return a step's sum in pieces: '0·0', '+ 1·1', …, '= 19'."""
        terms = self._terms(step)
        pieces = [
            f"{_factor(value)}{times}{_factor(weight)}" for value, weight in terms
        ]
        exact = all(is_exact(number) for term in terms for number in term)
        equals = "=" if exact and is_exact(self.total(step)) else "≈"
        result = f"{equals} {number_text(self.total(step))}"
        return [pieces[0], *(f"+ {piece}" for piece in pieces[1:]), result]

    def describe(self) -> str:
        """Return the sizes and the settings in a sentence."""
        return (
            f"A kernel of size {size_text(self.kernel_size)} slides over an input of "
            f"size {size_text(self.input_size)} with {self.settings}; the output has "
            f"size {size_text(self.output_size)}."
        )

    def describe_step(self, number: int) -> str:
        """Return what a step, counted from 0, computes in a sentence."""
        step = self.steps[number]
        index = ", ".join(map(str, step.output_index))
        return (
            f"Window {number + 1} of {len(self.steps)} gives output ({index}): "
            f"{' '.join(self.sum_terms(step, ' × '))}."
        )

    def _terms(self, step: WindowStep) -> list[tuple[float, float]]:
        """Return (sample, weight) of every tap."""
        samples = (self.values[index] for index in step.input_indices)
        return list(zip(samples, self.weights, strict=True))


def slide(
    input: ArrayLike,
    kernel: ArrayLike,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    boundary: str = "zeros",
) -> SlidingWindow:
    """Trace a kernel's way over an input: both of shape (W,), or both (H, W).

    The arguments are those of `index_trace`; ``boundary`` says what the padding is
    worth, see `sample`.
    """
    input = torch.as_tensor(input).detach().double().cpu()
    kernel = torch.as_tensor(kernel).detach().double().cpu()
    if input.dim() not in (1, 2) or kernel.dim() != input.dim():
        raise ValueError(
            "input and kernel must both have shape (W,) or both (H, W), got "
            f"{tuple(input.shape)} and {tuple(kernel.shape)}"
        )
    steps = index_trace(input.shape, kernel.shape, stride, padding, dilation)
    stride = per_axis(stride, "stride", input.dim(), 1)
    dilation = per_axis(dilation, "dilation", input.dim(), 1)
    pairs = padding_pairs(padding, tuple(kernel.shape), stride, dilation)
    coordinates = list(
        product(
            *(
                range(-before, size + after)
                for size, (before, after) in zip(input.shape, pairs, strict=True)
            )
        )
    )
    values = sample(input[None, None], torch.tensor(coordinates), boundary).flatten()
    return SlidingWindow(
        tuple(input.shape),
        tuple(kernel.shape),
        _settings_text(stride, pairs, dilation),
        dict(zip(coordinates, values.tolist(), strict=True)),
        kernel.flatten().tolist(),
        steps,
    )


def size_text(size: Sequence[int]) -> str:
    """Return sizes along axes as text: '3 × 4'."""
    return " × ".join(map(str, size))


def _factor(number: float) -> str:
    """Return a number as a factor of a product, a negative one in brackets."""
    text = number_text(number)
    return f"({text})" if text.startswith("−") else text


def is_exact(number: float) -> bool:
    """Say whether two decimals are all that a number has."""
    return abs(number - round(number, 2)) < 1e-9


def _settings_text(
    stride: Sequence[int], pairs: Sequence[tuple[int, int]], dilation: Sequence[int]
) -> str:
    """Return stride, padding and dilation in words, one number where axes agree."""
    sides = [
        str(before) if before == after else f"{before} before and {after} after"
        for before, after in pairs
    ]
    words = []
    for name, entries in (
        ("stride", stride),
        ("padding", sides),
        ("dilation", dilation),
    ):
        entries = entries[:1] if len(set(entries)) == 1 else entries
        words.append(f"{name} {size_text(entries)}")
    return "{}, {} and {}".format(*words)
