"""Sampling grids: the offsets of a kernel's taps from the middle one."""

from collections.abc import Sequence

from layerwise.convolution.arguments import per_axis
from layerwise.convolution.sampling import sampling_grid
from layerwise.figures.drawing import Box, Pen, Shape, Text, drawn_figure
from layerwise.figures.theme import HIGHLIGHT, ThemedFigure, number_text

MAX_SPAN = 9  # entries: more do not fit beside each other

_CELL = 62  # in CSS pixels
_GAP = 34  # between two grids
_TITLE = 30
_TAP = {"pen": Pen(HIGHLIGHT, 1.8), "fill": HIGHLIGHT, "fill_opacity": 0.16}
_SKIPPED = {"pen": Pen(opacity=0.3)}


def draw_sampling_grids(
    kernel_size: Sequence[int],
    dilations: Sequence[int] = (1, 2),
    *,
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw where the taps of an odd 2-D kernel lie around the middle one.

    There is one picture for each of the ``dilations``; a coloured cell is a tap with
    its offset (row, column). The text alternative lists the offsets if not given.

    >>> layerwise.draw_sampling_grids((1, 3)).alt
    'Offsets of the taps, dilation 1: (0, −1), (0, 0), (0, 1); dilation 2: (0, −2),
    (0, 0), (0, 2).'
    """
    grids = {dilation: _offsets(kernel_size, dilation) for dilation in dilations}
    reach = [max(abs(p[axis]) for g in grids.values() for p in g) for axis in (0, 1)]
    if max(reach) > MAX_SPAN // 2:
        raise ValueError(f"a dilated kernel must span at most {MAX_SPAN} entries")
    height, width = (_CELL * (2 * entries + 1) for entries in reach)
    shapes: list[Shape] = []
    for number, (dilation, offsets) in enumerate(grids.items()):
        left = number * (width + _GAP)
        title = f"dilation {dilation}"
        shapes.append(Text(left + width / 2, 10, title, 14, bold=True))
        shapes += [
            shape
            for row in range(-reach[0], reach[0] + 1)
            for column in range(-reach[1], reach[1] + 1)
            for shape in _cell(
                left + (column + reach[1]) * _CELL,
                _TITLE + (row + reach[0]) * _CELL,
                (row, column),
                (row, column) in offsets,
            )
        ]
    size = len(grids) * (width + _GAP) - _GAP, _TITLE + height
    if alt is None:
        lists = (f"dilation {d}: {', '.join(map(_text, g))}" for d, g in grids.items())
        alt = f"Offsets of the taps, {'; '.join(lists)}."
    return drawn_figure(shapes, size, alt=alt, caption=caption, name=name)


def _offsets(kernel_size: Sequence[int], dilation: int) -> list[tuple[int, int]]:
    """Return the taps' offsets from the middle one, row by row."""
    sizes = per_axis(tuple(kernel_size), "kernel_size", 2, 1)
    if any(size % 2 == 0 for size in sizes):
        raise ValueError(f"kernel_size must be odd, to have a middle tap, got {sizes}")
    grid = sampling_grid(sizes, dilation)
    return [tuple(offset) for offset in (grid - grid[len(grid) // 2]).tolist()]


def _cell(x: float, y: float, offset: tuple[int, int], is_tap: bool) -> list[Shape]:
    """Return a pixel, with its offset if the grid has a tap there."""
    if not is_tap:
        return [Box(x, y, _CELL, _CELL, **_SKIPPED)]
    middle = x + _CELL / 2, y + _CELL / 2
    inset = 3  # so that neighbouring taps keep outlines of their own
    side = _CELL - 2 * inset
    return [
        Box(x, y, _CELL, _CELL, **_SKIPPED),
        Box(x + inset, y + inset, side, side, **_TAP),
        Text(*middle, _text(offset), 12.5),
    ]


def _text(offset: tuple[int, int]) -> str:
    """Return an offset as text: '(−1, 0)'."""
    return f"({', '.join(map(number_text, offset))})"
