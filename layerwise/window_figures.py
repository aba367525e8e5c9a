"""Pictures of a sliding window, drawn from the sampling engine's index trace."""

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.typing import ArrayLike

from layerwise.arguments import Size
from layerwise.drawing import Box, Pen, Shape, Text, drawn_figure
from layerwise.grid_figures import CELL, GRID, cell
from layerwise.sliding_window import SlidingWindow, slide
from layerwise.theme import HIGHLIGHT, ThemedFigure, number_text

MAX_CELLS = 256  # of the padded input: more are too small to read

_PAGE_WIDTH = 720  # CSS pixels
_GAP = 44  # between the input and the output
_MARGIN = 28  # between panels
_TITLE = 26
_SUM_SIZE = 14
_SUM_LINE = 21
_LETTER = 7.4  # width of a letter of the sum
_READ = {"pen": Pen(HIGHLIGHT, 2), "fill": HIGHLIGHT, "fill_opacity": 0.2}
_PADDING = Pen(opacity=0.5, dashed=True)


def draw_windows(
    input: ArrayLike,
    kernel: ArrayLike,
    *,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    boundary: str = "zeros",
    steps: Sequence[int] | None = None,
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw a kernel at some of its positions over an input, with the sum it computes.

    ``input`` and ``kernel`` have shape (W,) or (H, W); stride, padding and dilation
    are those of `index_trace`, and ``boundary`` says what the dashed padding is
    worth, see `sample`. ``steps`` numbers the windows to draw from 0 in row-major
    order, −1 is the last; by default the first, the second and the last. The text
    alternative is made from the trace if it is not given.
    """
    window = slide(input, kernel, stride, padding, dilation, boundary)
    numbers = _step_numbers(steps, len(window.steps))
    layout = Layout.of(window, len(numbers))
    columns = max(1, int((_PAGE_WIDTH + _MARGIN) // (layout.width + _MARGIN)))
    shapes = []
    for place, number in enumerate(numbers):
        row, column = divmod(place, columns)
        x = column * (layout.width + _MARGIN)
        y = row * (layout.height + _MARGIN)
        shapes += layout.grids(x, y, number + 1) + layout.window(x, y, number)
    rows = -(-len(numbers) // columns)
    size = (
        min(columns, len(numbers)) * (layout.width + _MARGIN) - _MARGIN,
        rows * (layout.height + _MARGIN) - _MARGIN,
    )
    alt = alt or window.describe(numbers)
    return drawn_figure(shapes, size, alt=alt, caption=caption, name=name)


def _step_numbers(steps: Sequence[int] | None, count: int) -> list[int]:
    """Return the numbers of the windows to draw, counted from the first one."""
    if steps is None:
        return sorted({0, min(1, count - 1), count - 1})
    for step in steps:
        if not -count <= step < count:
            raise ValueError(
                f"steps: there is no window {step}; the {count} windows are numbered "
                f"0 to {count - 1}"
            )
    if len(steps) == 0:
        raise ValueError("steps must name at least one window")
    return [step % count for step in steps]


@dataclass(frozen=True)
class Layout:
    """Where the parts of a picture of one step stand, in CSS pixels.

    The input is at the upper left below the title; the output starts at ``output``,
    the sum at ``sum_top``.
    """

    sliding: SlidingWindow
    output: tuple[float, float]
    sum_top: float
    width: float
    height: float

    @classmethod
    def of(cls, sliding: SlidingWindow, panels: int) -> "Layout":
        """Lay out a step: 2-D outputs beside the input if all panels fit in a row."""
        if len(sliding.values) > MAX_CELLS:
            raise ValueError(
                f"the padded input has {len(sliding.values)} entries, more than "
                f"{MAX_CELLS}: draw a smaller one"
            )
        first, last = min(sliding.values), max(sliding.values)
        padded = [high - low + 1 for low, high in zip(first, last, strict=True)]
        input_height, input_width = (CELL * n for n in [1, *padded][-2:])
        out_height, out_width = (CELL * n for n in [1, *sliding.output_size][-2:])
        beside = input_width + _GAP + out_width
        if len(first) == 2 and panels * (beside + _MARGIN) - _MARGIN <= _PAGE_WIDTH:
            output = (
                input_width + _GAP,
                _TITLE + max(0, input_height - out_height) / 2,
            )
            width, height = beside, max(input_height, out_height)
        else:
            width = max(input_width, out_width)
            output = ((width - out_width) / 2, _TITLE + input_height + _GAP)
            height = input_height + _GAP + out_height
        width = max(width, 12 * _LETTER)
        lines = max(len(_wrap(sliding.sum_terms(s), width)) for s in sliding.steps)
        sum_top = _TITLE + height + 16
        return cls(sliding, output, sum_top, width, sum_top + lines * _SUM_LINE)

    def input_corner(self, index: tuple[int, ...]) -> tuple[float, float]:
        """Return the upper left corner of an input entry's cell."""
        row, column = (0, *index)[-2:]
        first_row, first_column = (0, *min(self.sliding.values))[-2:]
        return CELL * (column - first_column), _TITLE + CELL * (row - first_row)

    def output_corner(self, index: tuple[int, ...]) -> tuple[float, float]:
        """Return the upper left corner of an output entry's cell."""
        row, column = (0, *index)[-2:]
        x, y = self.output
        return x + CELL * column, y + CELL * row

    def grids(self, x: float, y: float, known: int) -> list[Shape]:
        """Return the input with its numbers and the output with the ``known`` first."""
        shapes = []
        for index, value in self.sliding.values.items():
            left, top = self.input_corner(index)
            pen = _PADDING if self.sliding.is_padding(index) else GRID
            shapes += cell(x + left, y + top, number_text(value), pen=pen)
        for number, step in enumerate(self.sliding.steps):
            left, top = self.output_corner(step.output_index)
            text = number_text(self.sliding.total(step)) if number < known else ""
            shapes += cell(x + left, y + top, text)
        return shapes

    def window(self, x: float, y: float, number: int) -> list[Shape]:
        """Return what belongs to one step: title, taps, weights, result and sum."""
        step = self.sliding.steps[number]
        count = len(self.sliding.steps)
        shapes = [Text(x, y + 10, f"Window {number + 1} of {count}", 13, "start", True)]
        for index, weight in zip(step.input_indices, self.sliding.weights, strict=True):
            left, top = self.input_corner(index)
            shapes.append(Box(x + left, y + top, CELL, CELL, **_READ))
            right, bottom = x + left + CELL - 3, y + top + CELL - 7
            shapes.append(Text(right, bottom, f"×{number_text(weight)}", 10, "end"))
        left, top = self.output_corner(step.output_index)
        shapes.append(Box(x + left, y + top, CELL, CELL, **_READ))
        for row, line in enumerate(_wrap(self.sliding.sum_terms(step), self.width)):
            middle = y + self.sum_top + (row + 0.5) * _SUM_LINE
            shapes.append(Text(x, middle, line, _SUM_SIZE, "start"))
        return shapes


def _wrap(pieces: Sequence[str], width: float) -> list[str]:
    """Join the pieces of a sum to lines that fit into ``width`` CSS pixels."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        longer = f"{lines[-1]} {piece}"
        if len(longer) * _LETTER <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines
