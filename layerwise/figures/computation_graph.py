"""The computation graph of a sliding sum, with the numbers of both directions."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from numpy.typing import ArrayLike

from layerwise.convolution.arguments import Size
from layerwise.figures.drawing import Box, Line, Pen, Shape, Text, drawn_figure
from layerwise.figures.sliding_window import SlidingWindow, slide
from layerwise.figures.theme import HIGHLIGHT, PALETTE, ThemedFigure, number_text

MAX_INPUT = 10  # entries: more do not fit with their numbers

_GAP = 84  # between neighbouring input entries, in CSS pixels
_SIDE = 34  # of a gradient's square, and a disc's diameter
_LEVELS = (0, 44, 184, 228)  # of gradient by y, y, x and gradient by x
_NAMES = ("gradient by y", "y", "x", "gradient by x")
_LEFT = 128  # first column's centre; the rows' names stand before it
_LABEL_AT = 1 / 3  # of the way from the output to the input
_LABEL_GAP = 13  # half of the gap in an edge for its label


class Edge(NamedTuple):
    """One product of the sliding sum: ``weight`` times input, added to an output."""

    output: int
    input: int
    tap: int
    weight: float


def draw_computation_graph(
    input: ArrayLike,
    kernel: ArrayLike,
    grad_output: ArrayLike,
    *,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw a 1-D correlation as a graph: an edge is a product, a node adds up.

    ``input`` has shape (W,), ``kernel`` (k,) and ``grad_output``, the gradient of a
    loss by the output, (W_out,); stride, padding and dilation are those of
    `index_trace`. Read upwards, the edges give the output y, read downwards the
    gradient by the input x. Edges with one weight share a colour. Raises ValueError
    for other shapes and for more than MAX_INPUT entries.

    >>> layerwise.draw_computation_graph([1, 4], [3, 2], [5]).alt
    'A graph with inputs x 1, 4 below and outputs y 11 above. Edges: y0 to x0 times 3;
    y0 to x1 times 2. Gradient by y: 5. Gradient by x: 15, 10.'
    """
    sliding = slide(input, kernel, stride, padding, dilation)
    gradient = torch.as_tensor(grad_output).detach().double().cpu()
    _check_sizes(sliding, tuple(gradient.shape))
    edges = [
        Edge(step.output_index[0], index[0], tap, sliding.weights[tap])
        for step in sliding.steps
        for tap, index in enumerate(step.input_indices)
        if not sliding.is_padding(index)
    ]
    rows = _numbers(sliding, edges, gradient.tolist())
    middles = [
        sum(j for (j,) in step.input_indices) / len(step.input_indices)
        for step in sliding.steps
    ]
    shapes, width = _graph(rows, edges, middles)
    alt = _describe(rows, edges) if alt is None else alt
    size = (width, _LEVELS[-1] + _SIDE)
    return drawn_figure(shapes, size, alt=alt, caption=caption, name=name)


def _check_sizes(sliding: SlidingWindow, gradient_size: tuple[int, ...]) -> None:
    """Raise ValueError for an input that is no short signal, and for a gradient that
    is not one number per output."""
    if len(sliding.input_size) != 1 or sliding.input_size[0] > MAX_INPUT:
        raise ValueError(
            f"input must have shape (W,) with at most {MAX_INPUT} entries, got "
            f"{sliding.input_size}"
        )
    if gradient_size != sliding.output_size:
        raise ValueError(
            f"grad_output must have the output's shape {sliding.output_size}, got "
            f"{gradient_size}"
        )


def _numbers(
    sliding: SlidingWindow, edges: Sequence[Edge], gradient: list[float]
) -> tuple[list[float], ...]:
    """Return the figure's rows, from gradient by y down to gradient by x."""
    inputs = [sliding.values[(j,)] for j in range(sliding.input_size[0])]
    outputs, input_gradient = [0.0] * len(gradient), [0.0] * len(inputs)
    for edge in edges:
        outputs[edge.output] += edge.weight * inputs[edge.input]
        input_gradient[edge.input] += edge.weight * gradient[edge.output]
    return gradient, outputs, inputs, input_gradient


def _graph(
    rows: Sequence[Sequence[float]], edges: Sequence[Edge], middles: Sequence[float]
) -> tuple[list[Shape], float]:
    """Return names, edges and numbers, and the width; outputs stand at ``middles``."""
    left = _LEFT - _GAP * min(0, *middles)  # of input 0
    above = [left + _GAP * middle for middle in middles]
    below = [left + _GAP * j for j in range(len(rows[2]))]
    shapes: list[Shape] = []
    for edge in edges:
        shapes += _edge(edge, above[edge.output], below[edge.input])
    for level, name, numbers, xs in zip(
        _LEVELS, _NAMES, rows, (above, above, below, below), strict=True
    ):
        is_gradient = name.startswith("gradient")
        pen = Pen(HIGHLIGHT, 1.6) if is_gradient else Pen(opacity=0.7)
        y = level + _SIDE / 2
        shapes.append(Text(0, y, name, 13, "start", bold=True))
        for x, number in zip(xs, numbers, strict=True):
            corner = (x - _SIDE / 2, level)
            shapes.append(Box(*corner, _SIDE, _SIDE, pen, round=not is_gradient))
            shapes.append(Text(x, y, number_text(number), 13))
    return shapes, max(above + below) + _SIDE / 2


def _edge(edge: Edge, above: float, below: float) -> list[Shape]:
    """Return an edge as a line from y down to x, with its weight in a gap."""
    top, bottom = _LEVELS[1] + _SIDE, _LEVELS[2]
    length = ((below - above) ** 2 + (bottom - top) ** 2) ** 0.5

    def point(part: float) -> tuple[float, float]:
        return above + part * (below - above), top + part * (bottom - top)

    pen = Pen(PALETTE[edge.tap % len(PALETTE)], 1.8)
    gap = _LABEL_GAP / length
    label = Text(*point(_LABEL_AT), f"×{number_text(edge.weight)}", 13)
    return [
        Line(point(0), point(_LABEL_AT - gap), pen),
        Line(point(_LABEL_AT + gap), point(1), pen),
        label,
    ]


def _describe(rows: Sequence[Sequence[float]], edges: Sequence[Edge]) -> str:
    """Return a text alternative: the four rows of numbers, and the edges."""
    gradient, outputs, inputs, input_gradient = (
        ", ".join(map(number_text, row)) for row in rows
    )
    products = "; ".join(
        f"y{edge.output} to x{edge.input} times {number_text(edge.weight)}"
        for edge in edges
    )
    return (
        f"A graph with inputs x {inputs} below and outputs y {outputs} above. Edges: "
        f"{products}. Gradient by y: {gradient}. Gradient by x: {input_gradient}."
    )
