"""What an output entry of stacked layers sees, drawn from their index traces."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layerwise.convolution.counting import receptive_field
from layerwise.convolution.sampling import WindowStep, index_trace
from layerwise.figures.drawing import Box, Line, Pen, Shape, Text, drawn_figure
from layerwise.figures.theme import HIGHLIGHT, ThemedFigure

MAX_INPUT = 40  # entries: more are too small to tell apart

_GAP = 32  # between neighbouring input entries, in CSS pixels
_RISE = 70  # from row to row
_RADIUS = 11
_LETTER = 6.4  # width of a letter of a row's settings
_TOP = _RADIUS + 5
_SEEN = {"pen": Pen(HIGHLIGHT, 2), "fill": HIGHLIGHT, "fill_opacity": 0.2}
_UNSEEN = {"pen": Pen(opacity=0.5)}
_PADDING = {"pen": Pen(opacity=0.5, dashed=True)}
_SEEN_EDGE = Pen(HIGHLIGHT, 1.6)
_UNSEEN_EDGE = Pen(opacity=0.2)


@dataclass(frozen=True)
class Row:
    """The entries of one layer: entry 0 stands at ``first``, the next ``gap`` further,
    counted in input entries. ``steps`` is empty for the input itself."""

    label: str
    settings: str
    size: int
    first: float
    gap: float
    steps: list[WindowStep]

    def x(self, index: int) -> float:
        """Return where an entry, or one of the padding, stands."""
        return self.first + self.gap * index

    def taps(self, index: int) -> list[int]:
        """Return the entries of the row below that an entry reads."""
        return [tap for (tap,) in self.steps[index].input_indices]


def draw_receptive_field(
    layers: Sequence[Mapping[str, int]],
    *,
    input_size: int,
    output_index: int | None = None,
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw stacked layers along one axis, and all entries that one output reads.

    Each layer is a dict as in `receptive_field`, the first layer first.
    ``output_index`` is the output entry to follow, by default a middle one. Dashed
    entries are padding. The text alternative is made from the traces if not given.

    >>> layerwise.draw_receptive_field([{"kernel_size": 3}] * 2, input_size=7).alt
    '7 input entries pass through layer 1 (kernel 3); layer 2 (kernel 3). Entry 1 of
    layer 2, which has 3, depends on 5 input entries: 1, 2, 3, 4, 5.'
    """
    if not 1 <= input_size <= MAX_INPUT:
        raise ValueError(f"input_size must be 1 to {MAX_INPUT}, got {input_size}")
    if not layers:
        raise ValueError("layers must hold at least one layer")
    receptive_field(layers)  # raises for a layer that it does not understand
    rows = _rows(layers, input_size)
    output_index = (rows[-1].size - 1) // 2 if output_index is None else output_index
    if not 0 <= output_index < rows[-1].size:
        raise ValueError(
            f"output_index must be 0 to {rows[-1].size - 1}, got {output_index}"
        )
    read = _read_entries(rows, output_index)
    shapes, width = _stack(rows, read)
    size = (width, (len(rows) - 1) * _RISE + 2 * _TOP)
    alt = _describe(rows, read) if alt is None else alt
    return drawn_figure(shapes, size, alt=alt, caption=caption, name=name)


def _rows(layers: Sequence[Mapping[str, int]], input_size: int) -> list[Row]:
    """Return the input and every layer's output, each entry above what it reads."""
    rows = [Row("input", f"{input_size} entries", input_size, 0, 1, [])]
    for number, layer in enumerate(layers, start=1):
        below = rows[-1]
        steps = index_trace((below.size,), **layer)
        firsts = [step.input_indices[0][0] for step in steps]
        lasts = [step.input_indices[-1][0] for step in steps]
        jump = firsts[1] - firsts[0] if len(steps) > 1 else 1
        settings = ", ".join(
            f"{key.removesuffix('_size')} {value}" for key, value in layer.items()
        )
        middle = (below.x(firsts[0]) + below.x(lasts[0])) / 2
        row = Row(
            f"layer {number}", settings, len(steps), middle, below.gap * jump, steps
        )
        rows.append(row)
    return rows


def _read_entries(rows: Sequence[Row], output_index: int) -> list[set[int]]:
    """Return for every row which entries the output entry depends on."""
    read = [{output_index}]
    for row, below in zip(rows[:0:-1], rows[-2::-1], strict=True):
        taps = {tap for index in read[0] for tap in row.taps(index)}
        read.insert(0, {tap for tap in taps if 0 <= tap < below.size})
    return read


def _stack(rows: Sequence[Row], read: Sequence[set[int]]) -> tuple[list[Shape], float]:
    """Return names, edges and entries of all rows, the input lowest, and the width."""
    entries = [_entries(rows, level) for level in range(len(rows))]
    xs = [
        row.x(entry)
        for row, drawn in zip(rows, entries, strict=True)
        for entry in drawn
    ]
    labels = _LETTER * max(len(row.settings) for row in rows)
    left = labels + 2 * _RADIUS - _GAP * min(xs)

    def center(level: int, entry: int) -> tuple[float, float]:
        y = (len(rows) - 1 - level) * _RISE + _TOP
        return left + _GAP * rows[level].x(entry), y

    names, lines, discs = [], [], []
    for level, row in enumerate(rows):
        _, y = center(level, 0)
        names.append(Text(0, y - 8, row.label, 13, "start", bold=True))
        names.append(Text(0, y + 9, row.settings, 12, "start"))
        for entry in entries[level]:
            inside = 0 <= entry < row.size
            seen = entry in read[level]
            style = (_SEEN if seen else _UNSEEN) if inside else _PADDING
            discs += _disc(*center(level, entry), str(entry) if inside else "", style)
            for tap in row.taps(entry) if inside and level > 0 else ():
                ends = _shortened(center(level - 1, tap), center(level, entry))
                lines.append(Line(*ends, _SEEN_EDGE if seen else _UNSEEN_EDGE))
    lines.sort(key=lambda line: line.pen is _SEEN_EDGE)  # the followed ones on top
    return names + lines + discs, left + _GAP * max(xs) + _RADIUS + 2


def _entries(rows: Sequence[Row], level: int) -> list[int]:
    """Return a row's entries, and those of its padding that the row above reads."""
    entries = set(range(rows[level].size))
    for above in rows[level + 1 : level + 2]:
        entries.update(tap for entry in range(above.size) for tap in above.taps(entry))
    return sorted(entries)


def _disc(x: float, y: float, text: str, style: dict) -> list[Shape]:
    """Return an entry with its number."""
    corner = (x - _RADIUS, y - _RADIUS)
    disc = Box(*corner, 2 * _RADIUS, 2 * _RADIUS, round=True, **style)
    return [disc, Text(x, y, text, 11)] if text else [disc]


def _shortened(
    start: tuple[float, float], end: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the part of a line between two entries that lies outside their discs."""
    (x1, y1), (x2, y2) = start, end
    part = _RADIUS / math.dist(start, end)
    x, y = part * (x2 - x1), part * (y2 - y1)
    return (x1 + x, y1 + y), (x2 - x, y2 - y)


def _describe(rows: Sequence[Row], read: Sequence[set[int]]) -> str:
    """Return a text alternative: the layers, and what the output entry reads."""
    layers = "; ".join(f"{row.label} ({row.settings})" for row in rows[1:])
    (output_index,) = read[-1]
    inputs = ", ".join(map(str, sorted(read[0])))
    return (
        f"{rows[0].size} input entries pass through {layers}. Entry {output_index} of "
        f"{rows[-1].label}, which has {rows[-1].size}, depends on {len(read[0])} input "
        f"entries: {inputs}."
    )
