"""Where the parts of a window over several channels stand.

One row for each input channel: the channel with the window, the filter's slice, the
slice's sum. Below them the sums are added up, and the output channel follows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from layerwise.figures.channel_sum import ChannelSum
from layerwise.figures.drawing import Box, Pen, Shape, Text
from layerwise.figures.grids import CELL, GRID, cell, number_size
from layerwise.figures.sliding_window import SlidingWindow, is_exact
from layerwise.figures.theme import HIGHLIGHT, PALETTE, number_text
from layerwise.figures.window_layout import Grid, wrap

MAX_SLICES = 6  # of a filter: the sums of more do not fit into a line

_TITLE = 26  # height of the title, in CSS pixels like all lengths here
_LABEL = 20  # height of a line above a grid
_BETWEEN_ROWS = 12
_OPERATOR = 24  # width of a sign between two grids
_GAP = 16  # between a slice and its sum
_SUM = 17 * 7.4  # width of a sum that stands beside its slice
_SUM_LINE = 20
_WIDEST_ROW = 390  # wider ones have the sum below: a phone shrinks the picture
_SIGN = 16  # width of a + or = between the parts of the total


@dataclass(frozen=True)
class ChannelPanel:
    """A picture of one step of one filter."""

    sums: ChannelSum

    @property
    def width(self) -> float:
        """The picture's width."""
        return max(self._row_width, self._total_width, self._title_width)

    @property
    def height(self) -> float:
        """The picture's height."""
        rows = len(self.sums.channels) * self._row_height
        return _TITLE + rows + self._total_height

    def grids(self, known: int) -> list[Shape]:
        """Return what every step shares, and the output's first ``known`` numbers."""
        shapes = []
        for c, channel in enumerate(self.sums.channels):
            y = self._row_y(c)
            shapes.append(Text(0, y + 8, f"input channel {c}", 13, "start"))
            shapes += self._grid(channel, y).cells()
            if c in self.sums.reads:
                shapes += self._slice(c, y)
            else:
                left, top = self._slice_corner(y)
                shapes.append(Text(left, top + self._middle(), "not read", 13, "start"))
        return shapes + self._output_grid(known)

    def window(self, number: int) -> list[Shape]:
        """Return what changes with the step: title, windows, sums and result."""
        count = len(self.sums.channels[0].steps)
        title = f"Filter {self.sums.number}, window {number + 1} of {count}"
        shapes = [Text(0, 10, title, 13, "start", bold=True)]
        for c in self.sums.reads:
            shapes += self._channel_window(c, number)
        return shapes + self._total(number)

    @property
    def _title_width(self) -> float:
        return 7.4 * len("Filter 00, window 00 of 00")

    @property
    def _kernel_width(self) -> float:
        return CELL * self.sums.channels[0].kernel_size[1]

    @property
    def _grids_width(self) -> float:
        """Width of a channel and its slice."""
        width = Grid(self.sums.channels[0]).width
        return width + _OPERATOR + max(self._kernel_width, 7.4 * len("slice 0"))

    @property
    def _sums_beside(self) -> bool:
        return self._grids_width + _GAP + _SUM <= _WIDEST_ROW

    @property
    def _row_width(self) -> float:
        return self._grids_width + (_GAP + _SUM) * self._sums_beside

    def _sum_lines(self, channel: SlidingWindow, number: int) -> list[str]:
        terms = channel.sum_terms(channel.steps[number])
        return wrap(terms, _SUM if self._sums_beside else self._row_width)

    @cached_property
    def _row_height(self) -> float:
        grid = Grid(self.sums.channels[0]).height
        lines = max(
            len(self._sum_lines(channel, number))
            for channel in self.sums.slices
            for number in range(len(channel.steps))
        )
        text = lines * _SUM_LINE
        inner = max(grid, text) if self._sums_beside else grid + 6 + text
        return _LABEL + inner + _BETWEEN_ROWS

    def _row_y(self, channel: int) -> float:
        return _TITLE + channel * self._row_height

    def _grid(self, channel: SlidingWindow, y: float) -> Grid:
        return Grid(channel, (0, y + _LABEL))

    def _slice_corner(self, y: float) -> tuple[float, float]:
        """Return where a slice stands: in the middle of its channel's height."""
        grid = Grid(self.sums.channels[0])
        height = CELL * self.sums.channels[0].kernel_size[0]
        top = y + _LABEL + max(0, (grid.height - height) / 2)
        return grid.width + _OPERATOR, top

    def _slice(self, c: int, y: float) -> list[Shape]:
        """Return the filter's slice for a channel."""
        channel = self.sums.channels[c]
        left, top = self._slice_corner(y)
        texts = [number_text(weight) for weight in channel.weights]
        size = number_size(texts)
        shapes = [
            Text(left, top - 12, f"slice {c - self.sums.reads[0]}", 13, "start"),
            Text(left - _OPERATOR / 2, top + self._middle(), "·", 20, bold=True),
        ]
        for place, text in enumerate(texts):
            row, column = divmod(place, channel.kernel_size[1])
            x, y = left + CELL * column, top + CELL * row
            shapes.append(Box(x, y, CELL, CELL, **_tint(c)))
            shapes += cell(x, y, text, size, Pen(width=0))
        return shapes

    def _middle(self) -> float:
        return CELL * self.sums.channels[0].kernel_size[0] / 2

    def _channel_window(self, c: int, number: int) -> list[Shape]:
        """Return a channel's window and its slice's sum."""
        channel, y = self.sums.channels[c], self._row_y(c)
        grid = self._grid(channel, y)
        shapes = [
            Box(*grid.place(index), CELL, CELL, **_tint(c))
            for index in channel.steps[number].input_indices
        ]
        lines = self._sum_lines(channel, number)
        if self._sums_beside:
            x = self._grids_width + _GAP
            top = self._slice_corner(y)[1]
            top += self._middle() - len(lines) * _SUM_LINE / 2
        else:
            x, top = 0, y + _LABEL + grid.height + 6
        for row, line in enumerate(lines):
            shapes.append(Text(x, top + (row + 0.5) * _SUM_LINE, line, 14, "start"))
        return shapes

    # The total: one cell a part, signs between them, then the output channel.

    @property
    def _parts_width(self) -> float:
        """Width of '19 + 37 + b = 66' in cells."""
        cells = len(self.sums.reads) + (self.sums.bias is not None) + 1
        return cells * CELL + (cells - 1) * _SIGN

    @property
    def _output_size(self) -> tuple[float, float]:
        """(width, height) of the output channel with the line above it."""
        rows, columns = self.sums.channels[0].output_size
        return max(CELL * columns, 7.4 * len("output channel 0")), _LABEL + CELL * rows

    @property
    def _output_beside(self) -> bool:
        width = self._parts_width + 2 * _OPERATOR + self._output_size[0]
        return width <= max(self._row_width, _WIDEST_ROW)

    @property
    def _total_width(self) -> float:
        if self._output_beside:
            return self._parts_width + 2 * _OPERATOR + self._output_size[0]
        return max(self._parts_width, self._output_size[0])

    @property
    def _total_y(self) -> float:
        return self._row_y(len(self.sums.channels)) + 4

    @property
    def _total_height(self) -> float:
        parts, output = _LABEL + CELL, self._output_size[1]
        return 4 + (max(parts, output) if self._output_beside else parts + 12 + output)

    def _parts_top(self) -> float:
        """Return the y of the total's cells."""
        if not self._output_beside:
            return self._total_y + _LABEL
        spare = max(0, self._output_size[1] - _LABEL - CELL)
        return self._total_y + _LABEL + spare / 2

    def _output_corner(self) -> tuple[float, float]:
        if self._output_beside:
            return self._parts_width + 2 * _OPERATOR, self._total_y + _LABEL
        return 0, self._total_y + _LABEL + CELL + 12 + _LABEL

    def _output_grid(self, known: int) -> list[Shape]:
        """Return the output channel with the numbers that are ``known`` by now."""
        x, y = self._output_corner()
        label = f"output channel {self.sums.number}"
        shapes = [Text(x, y - 12, label, 13, "start")]
        numbers = range(len(self.sums.channels[0].steps))
        totals = [number_text(self.sums.total(number)) for number in numbers]
        size = number_size(totals)
        for number, step in enumerate(self.sums.channels[0].steps):
            row, column = step.output_index
            text = totals[number] if number < known else ""
            shapes += cell(x + CELL * column, y + CELL * row, text, size)
        return shapes

    def _total(self, number: int) -> list[Shape]:
        """Return the slices' sums, added up, and the output entry that they make."""
        sums, top = self.sums, self._parts_top()
        parts = [
            (number_text(part), _tint(c))
            for c, part in zip(sums.reads, sums.parts(number), strict=True)
        ]
        if sums.bias is not None:
            parts.append((number_text(sums.bias), {"pen": GRID}))
        parts.append((number_text(sums.total(number)), _RESULT))
        size = number_size([text for text, _ in parts])
        numbers = [*sums.parts(number), sums.bias or 0]
        equals = "=" if all(map(is_exact, numbers)) else "≈"
        shapes = []
        for place, (text, look) in enumerate(parts):
            x = place * (CELL + _SIGN)
            shapes.append(Box(x, top, CELL, CELL, **look))
            shapes += cell(x, top, text, size, Pen(width=0))
            if place:
                sign = equals if place == len(parts) - 1 else "+"
                shapes.append(Text(x - _SIGN / 2, top + CELL / 2, sign, 16))
        if sums.bias is not None:
            x = (len(parts) - 2) * (CELL + _SIGN) + CELL / 2
            shapes.append(Text(x, top - 10, "bias", 13))
        row, column = sums.channels[0].steps[number].output_index
        x, y = self._output_corner()
        shapes.append(Box(x + CELL * column, y + CELL * row, CELL, CELL, **_RESULT))
        if self._output_beside:
            arrow = self._parts_width + _OPERATOR
            shapes.append(Text(arrow, top + CELL / 2, "→", 20))
        return shapes


_RESULT = {"pen": Pen(HIGHLIGHT, 2), "fill": HIGHLIGHT, "fill_opacity": 0.2}


def _tint(channel: int) -> dict:
    """Return how a channel's window, slice and sum are marked."""
    color = PALETTE[channel % len(PALETTE)]
    return {"pen": Pen(color, 2), "fill": color, "fill_opacity": 0.18}


def channel_panels(sums: Iterable[ChannelSum]) -> list[ChannelPanel]:
    """Return a picture's layout for every filter; raises for filters too deep."""
    layouts = [ChannelPanel(one) for one in sums]
    for layout in layouts:
        if len(layout.sums.reads) > MAX_SLICES:
            raise ValueError(
                f"a filter has {len(layout.sums.reads)} slices, more than "
                f"{MAX_SLICES}: draw a smaller one"
            )
    return layouts
