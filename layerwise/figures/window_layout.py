"""Where the parts of a sliding window's picture stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from layerwise.convolution.sampling import WindowStep
from layerwise.figures.drawing import Box, Line, Pen, Shape, Text
from layerwise.figures.grids import CELL, GRID, cell, number_size
from layerwise.figures.sliding_window import SlidingWindow
from layerwise.figures.theme import HIGHLIGHT, number_text

MAX_CELLS = 256  # of the padded input: more are too small to read

_GAP = 40  # between the input and the output, in CSS pixels like all lengths here
_TITLE = 26
_SUM_LINE = 20
_LETTER = 7.4  # width of a letter of the sum
_NARROWEST = 13 * _LETTER
_PADDING = Pen(opacity=0.4, dashed=True)
_FRAME = Pen(width=1.5, opacity=0.8)
_BEAM = Pen(HIGHLIGHT, opacity=0.7)
_READ = {"pen": Pen(HIGHLIGHT, 2), "fill": HIGHLIGHT, "fill_opacity": 0.2}


@dataclass(frozen=True)
class Grid:
    """The padded input of a window, with its upper left corner at ``corner``."""

    sliding: SlidingWindow
    corner: tuple[float, float] = (0, 0)

    @property
    def width(self) -> float:
        """Width of the padded input."""
        return self._extent(1)

    @property
    def height(self) -> float:
        """Height of the padded input."""
        return self._extent(0)

    def place(self, index: tuple[int, ...]) -> tuple[float, float]:
        """Return the upper left corner of an entry's cell."""
        row, column = _place(index)
        first_row, first_column = _place(min(self.sliding.values))
        x, y = CELL * (column - first_column), CELL * (row - first_row)
        return self.corner[0] + x, self.corner[1] + y

    def cells(self, rise: float = 0) -> list[Shape]:
        """Return the padded input, dashed cells around a firm frame.

        The numbers stand ``rise`` above the middle of their cells.
        """
        texts = {i: number_text(value) for i, value in self.sliding.values.items()}
        size = number_size(texts.values())
        shapes, corners = [], []
        for index, text in texts.items():
            x, y = self.place(index)
            padding = self.sliding.is_padding(index)
            shapes += cell(x, y, text, size, _PADDING if padding else GRID, rise)
            corners += [] if padding else [(x, y)]
        (left, top), (right, bottom) = min(corners), max(corners)
        width, height = right - left + CELL, bottom - top + CELL
        return [*shapes, Box(left, top, width, height, _FRAME)]

    def _extent(self, axis: int) -> float:
        first, last = min(self.sliding.values), max(self.sliding.values)
        return CELL * (_place(last)[axis] - _place(first)[axis] + 1)


@dataclass(frozen=True)
class Panel:
    """A picture of one step: a title, the input, the output and the sum.

    The input stands at the left below the title, the output beside or below it with
    its upper left corner at ``output``, and the sum starts at ``sum_y``.
    """

    sliding: SlidingWindow
    output: tuple[float, float]
    arrow: Text
    sum_y: float
    width: float
    height: float

    def grids(self, known: int) -> list[Shape]:
        """Return the input with its numbers and the output with its first ``known``."""
        # The numbers stand a little high: the weight comes below.
        return self._input.cells(rise=3) + self._output_grid(known)

    @property
    def _input(self) -> Grid:
        return Grid(self.sliding, (0, _TITLE))

    def window(self, number: int) -> list[Shape]:
        """Return what changes with the step: title, taps, weights, result and sum."""
        step = self.sliding.steps[number]
        title = f"Window {number + 1} of {len(self.sliding.steps)}"
        shapes = [Text(0, 10, title, 13, "start", bold=True), *self._link(step)]
        for index, weight in zip(step.input_indices, self.sliding.weights, strict=True):
            x, y = self._input.place(index)
            text = f"×{number_text(weight)}"
            shapes.append(Box(x, y, CELL, CELL, **_READ))
            shapes.append(Text(x + CELL - 3, y + CELL - 7, text, 10, "end"))
        shapes.append(Box(*self._output(step.output_index), CELL, CELL, **_READ))
        for row, line in enumerate(wrap(self.sliding.sum_terms(step), self.width)):
            y = self.sum_y + (row + 0.5) * _SUM_LINE
            shapes.append(Text(0, y, line, 14, "start"))
        return shapes

    def _output_grid(self, known: int) -> list[Shape]:
        """Return the output with the numbers that are ``known`` by now."""
        totals = [number_text(self.sliding.total(step)) for step in self.sliding.steps]
        size = number_size(totals)
        shapes = []
        for number, step in enumerate(self.sliding.steps):
            text = totals[number] if number < known else ""
            shapes += cell(*self._output(step.output_index), text, size)
        return shapes

    def _output(self, index: tuple[int, ...]) -> tuple[float, float]:
        """Return the upper left corner of an output entry's cell."""
        row, column = _place(index)
        return self.output[0] + CELL * column, self.output[1] + CELL * row

    def _link(self, step: WindowStep) -> list[Shape]:
        """Return lines from a 1-D window to its output, between 2-D grids an arrow."""
        if len(step.output_index) == 2:
            return [self.arrow]
        left, top = self._input.place(step.input_indices[0])
        right, _ = self._input.place(step.input_indices[-1])
        x, y = self._output(step.output_index)
        return [
            Line((left, top + CELL), (x, y), _BEAM),
            Line((right + CELL, top + CELL), (x + CELL, y), _BEAM),
        ]


def panel_beside(sliding: SlidingWindow) -> Panel:
    """Lay out a step with the output to the right of the input."""
    (height, width), (output_height, output_width) = _grid_sizes(sliding)
    output = (width + _GAP, _TITLE + max(0, height - output_height) / 2)
    arrow = Text(width + _GAP / 2, output[1] + output_height / 2, "→", 20)
    bottom = _TITLE + max(height, output_height)
    return _with_sum(sliding, output, arrow, width + _GAP + output_width, bottom)


def panel_below(sliding: SlidingWindow) -> Panel:
    """Lay out a step with the output below the input."""
    (height, width), (output_height, output_width) = _grid_sizes(sliding)
    output = (max(0, width - output_width) / 2, _TITLE + height + _GAP)
    arrow = Text(output[0] + output_width / 2, output[1] - _GAP / 2, "↓", 20)
    bottom = output[1] + output_height
    return _with_sum(sliding, output, arrow, max(width, output_width), bottom)


def _grid_sizes(sliding: SlidingWindow) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return (height, width) of the padded input and of the output."""
    if len(sliding.values) > MAX_CELLS:
        raise ValueError(
            f"the padded input has {len(sliding.values)} entries, more than "
            f"{MAX_CELLS}: draw a smaller one"
        )
    rows, columns = _place(sliding.steps[-1].output_index)
    grid = Grid(sliding)
    return (grid.height, grid.width), (CELL * (rows + 1), CELL * (columns + 1))


def _with_sum(
    sliding: SlidingWindow,
    output: tuple[float, float],
    arrow: Text,
    width: float,
    bottom: float,
) -> Panel:
    """Add room for the longest sum below grids that end at ``bottom``."""
    width = max(width, _NARROWEST)
    sums = (sliding.sum_terms(step) for step in sliding.steps)
    lines = max(len(wrap(terms, width)) for terms in sums)
    sum_y = bottom + 12
    return Panel(sliding, output, arrow, sum_y, width, sum_y + lines * _SUM_LINE)


def _place(index: tuple[int, ...]) -> tuple[int, int]:
    """Return (row, column) of an index in its grid; a 1-D grid is one row."""
    row, column = (0, *index)[-2:]
    return row, column


def wrap(pieces: Sequence[str], width: float) -> list[str]:
    """Join the pieces of a sum to lines that fit into ``width``."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        longer = f"{lines[-1]} {piece}"
        if len(longer) * _LETTER <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines
