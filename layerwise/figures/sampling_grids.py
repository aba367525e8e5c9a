"""Sampling grids: the offsets of a kernel's taps from the middle one."""

from collections.abc import Sequence

from layerwise.convolution.arguments import per_axis
from layerwise.convolution.sampling import sampling_grid
from layerwise.figures.drawing import (
    Box,
    Pen,
    Shape,
    Text,
    group,
    png_picture,
    svg_markup,
)
from layerwise.figures.theme import HIGHLIGHT, ThemedFigure, centered, number_text

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
    'Offsets of the taps, dilation 1: (0, −1), (0, 0), (0, 1). Offsets of the taps,
    dilation 2: (0, −2), (0, 0), (0, 2).'
    """
    grids = {dilation: _offsets(kernel_size, dilation) for dilation in dilations}
    reach = [max(abs(p[axis]) for g in grids.values() for p in g) for axis in (0, 1)]
    if max(reach) > MAX_SPAN // 2:
        raise ValueError(f"a dilated kernel must span at most {MAX_SPAN} entries")
    height, width = (_CELL * (2 * entries + 1) for entries in reach)
    pictures = {d: _picture(d, offsets, reach) for d, offsets in grids.items()}
    labels = [
        f"Offsets of the taps, dilation {d}: {', '.join(map(_text, offsets))}."
        for d, offsets in grids.items()
    ]
    if alt is not None:
        labels = [alt, *labels[1:]]
    size = width, _TITLE + height
    svgs = "".join(
        svg_markup([group(shapes)], *size, label)
        for shapes, label in zip(pictures.values(), labels, strict=True)
    )
    columns = f"repeat(auto-fit, minmax(min(100%, {0.8 * width:g}px), 1fr))"
    style = f"display: grid; gap: {_GAP}px; grid-template-columns: {columns}; "
    style += centered(len(grids) * (width + _GAP) - _GAP)
    sheet = [
        shape.moved(number * (width + _GAP), 0)
        for number, shapes in enumerate(pictures.values())
        for shape in shapes
    ]
    png = png_picture(sheet, len(grids) * (width + _GAP) - _GAP, size[1])
    html = f'<div style="{style}">{svgs}</div>'
    return ThemedFigure(html, png, " ".join(labels), caption, name)


def _picture(
    dilation: int, offsets: Sequence[tuple[int, int]], reach: Sequence[int]
) -> list[Shape]:
    """Return one grid with its title; it reaches so far up and down, left and right."""
    middle = (reach[1] + 0.5) * _CELL
    shapes: list[Shape] = [Text(middle, 10, f"dilation {dilation}", 14, bold=True)]
    for row in range(-reach[0], reach[0] + 1):
        for column in range(-reach[1], reach[1] + 1):
            x, y = (column + reach[1]) * _CELL, _TITLE + (row + reach[0]) * _CELL
            shapes += _cell(x, y, (row, column), (row, column) in offsets)
    return shapes


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
