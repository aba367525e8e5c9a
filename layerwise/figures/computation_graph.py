"""The computation graph of a sliding sum, with the numbers of both directions.

Products stand where they stand in the convolution's matrix: output i reads input j at
row i, column j. So an input's products lie below one another, an output's side by
side, and those of a weight on a line of their own; each gradient adds up along a line.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import torch
from numpy.typing import ArrayLike

from layerwise.convolution.arguments import Size, per_axis
from layerwise.figures.drawing import Box, Line, Pen, Shape, Text, drawn_figure
from layerwise.figures.sliding_window import SlidingWindow, slide
from layerwise.figures.theme import HIGHLIGHT, PALETTE, ThemedFigure, number_text

MAX_INPUT = 10  # entries: more do not fit with their numbers

_ACROSS, _DOWN = 58, 54  # between neighbouring columns and rows, in CSS pixels
_RADIUS = 16  # of a number's disc, and half of a gradient's square
_LEFT = 96  # the rows' names stand before it
_TOP = 2.35 * _DOWN  # of the first row of products: two rows of x stand above
_FAINT = 0.45


class Product(NamedTuple):
    """One product of the sliding sum: weight ``tap`` times input, added to output."""

    output: int
    input: int
    tap: int


class Numbers(NamedTuple):
    """What stands in the figure, forwards and, as g_, backwards."""

    x: list[float]
    w: list[float]
    b: float
    y: list[float]
    g_x: list[float]
    g_w: list[float]
    g_b: float
    g_y: list[float]


Point = tuple[float, float]


def draw_computation_graph(
    input: ArrayLike,
    kernel: ArrayLike,
    grad_output: ArrayLike,
    *,
    bias: float = 0,
    backward: bool = True,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw a 1-D correlation as a graph of numbers, products and sums.

    ``input`` has shape (W,), ``kernel`` (k,) and ``grad_output``, the gradient of a
    loss with respect to the output, (W_out,); stride, padding and dilation are those
    of `index_trace`. Discs hold the numbers of the way forward: inputs on top, the
    weights and the bias at the bottom, outputs on the right, products in between.
    Squares hold the gradients; without ``backward`` there is only ``grad_output``.
    Raises ValueError for other shapes and for more than MAX_INPUT entries.

    >>> layerwise.draw_computation_graph([1, 4], [3, 2], [5], bias=1).alt
    'Inputs x 1, 4; weights w 3, 2; bias b 1; outputs y 12. Products: y0 adds w0·x0 =
    3, w1·x1 = 8 and b. Gradients with respect to y: 5; x: 15, 10; w: 5, 20; b: 5.'
    """
    sliding = slide(input, kernel, stride, padding, dilation)
    gradient = torch.as_tensor(grad_output).detach().double().cpu()
    _check_sizes(sliding, tuple(gradient.shape))
    products = [
        Product(step.output_index[0], index[0], tap)
        for step in sliding.steps
        for tap, index in enumerate(step.input_indices)
        if not sliding.is_padding(index)
    ]
    numbers = _numbers(sliding, products, float(bias), gradient.tolist())
    (step,), (gap,) = per_axis(stride, "stride", 1, 1), per_axis(dilation, "", 1, 1)
    (first,) = sliding.steps[0].input_indices[0]
    shapes, size = _graph(numbers, products, (step, first, gap), backward)
    alt = _describe(numbers, products, backward) if alt is None else alt
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
    sliding: SlidingWindow,
    products: Sequence[Product],
    bias: float,
    gradient: list[float],
) -> Numbers:
    """Walk along the products, forwards and backwards."""
    x = [sliding.values[(j,)] for j in range(sliding.input_size[0])]
    w = sliding.weights
    y, g_x, g_w = [bias] * len(gradient), [0.0] * len(x), [0.0] * len(w)
    for i, j, u in products:
        y[i] += w[u] * x[j]
        g_x[j] += gradient[i] * w[u]
        g_w[u] += gradient[i] * x[j]
    return Numbers(x, w, bias, y, g_x, g_w, sum(gradient), gradient)


def _graph(
    numbers: Numbers,
    products: Sequence[Product],
    line: tuple[int, int, int],
    backward: bool,
) -> tuple[list[Shape], tuple[float, float]]:
    """Return names, edges and nodes, and the figure's size.

    ``line`` is (stride, first, dilation): output i reads input
    first + stride · i + dilation · u through weight u.
    """
    stride, first, dilation = line
    rows, taps = len(numbers.y), len(numbers.w)
    w_columns = [first + stride * rows + dilation * u for u in range(taps)]
    y_column = max(len(numbers.x), w_columns[-1] + 1) + 0.25
    left = _LEFT - _ACROSS * min(0, w_columns[0])

    top = _TOP if backward else _TOP - 0.9 * _DOWN

    def at(row: float, column: float) -> Point:
        return left + _ACROSS * column, top + _DOWN * row

    nodes_x = [at(-1.1, j) for j in range(len(numbers.x))]
    nodes_y = [at(i, y_column) for i in range(rows)]
    nodes_w = [at(rows + 0.1, column) for column in w_columns]
    node_b = at(rows + 0.1, y_column)
    shapes: list[Shape] = []
    pens_of_w = [Pen(PALETTE[u % len(PALETTE)], 1.8) for u in range(taps)]
    plain = Pen(opacity=_FAINT)
    for j, node in enumerate(nodes_x):
        shapes += _chain([node, *(at(i, j) for i, k, _ in products if k == j)], plain)
    for i, node in enumerate(nodes_y):
        shapes += _chain([*(at(i, j) for k, j, _ in products if k == i), node], plain)
    for u, node in enumerate(nodes_w):
        ends = [at(i, j) for i, j, tap in products if tap == u]
        shapes += _chain([*ends, node], pens_of_w[u])
    shapes += _chain([*nodes_y, node_b], plain)
    for i, j, u in products:
        shapes += _number(at(i, j), numbers.w[u] * numbers.x[j], pens_of_w[u])
    for nodes, values, gradients, pens, (across, down) in (
        (nodes_x, numbers.x, numbers.g_x, [Pen()], (0, -0.9)),
        (nodes_y, numbers.y, numbers.g_y, [Pen()], (1, 0)),
        (nodes_w, numbers.w, numbers.g_w, pens_of_w, (0, 0.85)),
        ([node_b], [numbers.b], [numbers.g_b], [Pen()], (0, 0.85)),
    ):
        for k, (node, value, gradient) in enumerate(
            zip(nodes, values, gradients, strict=True)
        ):
            shapes += _number(node, value, pens[k % len(pens)])
            if backward or nodes is nodes_y:
                beside = node[0] + across * _ACROSS, node[1] + down * _DOWN
                shapes += _number(beside, gradient, Pen(HIGHLIGHT, 1.6), square=True)
    width = left + _ACROSS * (y_column + 1) + 2 * _RADIUS
    bottom = at(rows + (0.95 if backward else 0.1), 0)[1]
    shapes += _row_names(nodes_x[0][1], node_b[1], backward)
    above = nodes_y[0][1] - _RADIUS - 12
    shapes.append(Text(nodes_y[0][0], above, "y", 13, bold=True))
    shapes.append(Text(nodes_y[0][0] + _ACROSS, above, "gradient", 13, bold=True))
    return shapes, (width, bottom + _RADIUS)


def _row_names(inputs: float, parameters: float, backward: bool) -> list[Shape]:
    """Return the names of the rows on top and at the bottom, which stand at these y."""
    names = {inputs: "x", parameters: "w and b"}
    if backward:
        names[inputs - 0.9 * _DOWN] = names[parameters + 0.85 * _DOWN] = "gradient"
    return [Text(0, y, name, 13, "start", bold=True) for y, name in names.items()]


def _chain(nodes: Sequence[Point], pen: Pen) -> list[Shape]:
    """Return lines from each node to the next, outside their discs."""
    lines: list[Shape] = []
    for (x1, y1), (x2, y2) in pairwise(nodes):
        part = _RADIUS / math.dist((x1, y1), (x2, y2))
        x, y = part * (x2 - x1), part * (y2 - y1)
        lines.append(Line((x1 + x, y1 + y), (x2 - x, y2 - y), pen))
    return lines


def _number(center: Point, value: float, pen: Pen, square: bool = False) -> list[Shape]:
    """Return a number in a disc, or in a square if it is a gradient."""
    x, y = center
    side = 2 * _RADIUS
    corner = x - _RADIUS, y - _RADIUS
    return [
        Box(*corner, side, side, pen, round=not square),
        Text(x, y, number_text(value), 13),
    ]


def _describe(numbers: Numbers, products: Sequence[Product], backward: bool) -> str:
    """Return a text alternative: the numbers of both directions, and the products."""

    def listed(values: Sequence[float]) -> str:
        return ", ".join(map(number_text, values))

    sums = []
    for i in range(len(numbers.y)):
        terms = [
            f"w{u}·x{j} = {number_text(numbers.w[u] * numbers.x[j])}"
            for k, j, u in products
            if k == i
        ]
        sums.append(f"y{i} adds {', '.join(terms)} and b")
    gradients = f"Gradients with respect to y: {listed(numbers.g_y)}"
    if backward:
        gradients += (
            f"; x: {listed(numbers.g_x)}; w: {listed(numbers.g_w)}; b: "
            f"{number_text(numbers.g_b)}"
        )
    return (
        f"Inputs x {listed(numbers.x)}; weights w {listed(numbers.w)}; bias b "
        f"{number_text(numbers.b)}; outputs y {listed(numbers.y)}. Products: "
        f"{'; '.join(sums)}. {gradients}."
    )
