"""A kernel that is turned by 180°, with its numbers in the cells."""

import torch
from numpy.typing import ArrayLike

from layerwise.figures.drawing import Box, Pen, Shape, Text, drawn_figure
from layerwise.figures.grids import CELL, cell, number_size
from layerwise.figures.pictures import arrow
from layerwise.figures.theme import HIGHLIGHT, PALETTE, ThemedFigure, number_text

_GAP = 76
_TITLE = 26
_NO_PEN = Pen(width=0)


def draw_rotation(
    kernel: ArrayLike,
    *,
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw a square kernel (k, k) as written, turned by 90° and by 180°.

    Rows keep their tints on the way, and the first entry its frame.

    >>> layerwise.draw_rotation([[1, 2], [3, 4]]).alt
    'As written: 1, 2; 3, 4. By 90°: 3, 1; 4, 2. By 180°: 4, 3; 2, 1.'
    """
    kernel = torch.as_tensor(kernel).detach().cpu().double()
    if kernel.dim() != 2 or kernel.shape[0] != kernel.shape[1] or kernel.numel() == 0:
        raise ValueError(
            f"kernel must have shape (k, k), got {tuple(kernel.shape)}: only a square "
            "fits its own outline after 90°"
        )
    k = len(kernel)
    side = k * CELL
    names = ("As written", "By 90°", "By 180°")
    rows = torch.arange(k)[:, None].expand(k, k)
    size = number_size(map(number_text, kernel.flatten().tolist()))
    shapes: list[Shape] = []
    told = []
    for turns, title in enumerate(names):
        left = turns * (side + _GAP)
        turned = kernel.rot90(-turns).tolist()
        from_row = rows.rot90(-turns).tolist()
        first = torch.arange(k * k).reshape(k, k).rot90(-turns) == 0
        shapes.append(Text(left + side / 2, 9, title, 14, bold=True))
        for i in range(k):
            for j in range(k):
                x, y = left + j * CELL, _TITLE + i * CELL
                color = PALETTE[from_row[i][j] % len(PALETTE)]
                shapes.append(Box(x, y, CELL, CELL, _NO_PEN, color, 0.25))
                shapes += cell(x, y, number_text(turned[i][j]), size)
        (i, j) = first.nonzero()[0].tolist()
        frame = (left + j * CELL, _TITLE + i * CELL, CELL, CELL)
        shapes.append(Box(*frame, Pen(HIGHLIGHT, 2.4)))
        if turns:
            middle = _TITLE + side / 2
            shapes += arrow((left - _GAP + 14, middle), (left - 14, middle))
            shapes.append(Text(left - _GAP / 2, middle - 15, "↻ 90°", 14))
        told.append(f"{title}: {_rows_text(turned)}.")
    return drawn_figure(
        shapes,
        (3 * side + 2 * _GAP, _TITLE + side),
        alt=" ".join(told) if alt is None else alt,
        caption=caption,
        name=name,
    )


def _rows_text(rows: list[list[float]]) -> str:
    """Return a matrix in words: commas in a row, semicolons between rows."""
    return "; ".join(", ".join(map(number_text, row)) for row in rows)
