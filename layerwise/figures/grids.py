"""Figures made of cells with numbers: matrices, and how often pixels are used."""

from collections.abc import Iterable, Sequence

import torch
from numpy.typing import ArrayLike
from torch import Tensor

from layerwise.figures.drawing import Box, Pen, Shape, Text, drawn_figure
from layerwise.figures.theme import NEGATIVE, POSITIVE, ThemedFigure, number_text

CELL = 36  # side of a cell with a number, in CSS pixels
SMALL_CELL = 9
MAX_CELLS = 2000  # more make a page slow

GRID = Pen(opacity=0.35)
_NO_PEN = Pen(width=0)
_LETTER = 8  # width of a letter, in CSS pixels


def number_size(texts: Iterable[str]) -> float:
    """Return the font size at which the longest of some texts fits into a cell."""
    return min(14, 1.6 * CELL / max(map(len, texts), default=1))


def cell(
    x: float, y: float, text: str, size: float, pen: Pen = GRID, rise: float = 0
) -> list[Shape]:
    """Return a grid's cell with its upper left corner at (x, y).

    The text stands in the middle, or ``rise`` higher; an empty cell has none.
    """
    outline = Box(x, y, CELL, CELL, pen)
    number = Text(x + CELL / 2, y + CELL / 2 - rise, text, size)
    return [outline, number] if text else [outline]


def show_matrix(
    matrix: ArrayLike,
    *,
    alt: str | None = None,
    caption: str | None = None,
    values: bool = True,
    row_labels: Sequence[str] = (),
    column_labels: Sequence[str] = (),
    name: str | None = None,
) -> ThemedFigure:
    """Show a matrix (rows, columns) as cells, tinted by sign and size; zero has none.

    ``values`` writes the numbers into the cells, rounded to two decimals; without it
    the cells are small. Raises ValueError for anything but a matrix, for labels that
    do not fit it, and for more than MAX_CELLS cells to draw.

    >>> layerwise.show_matrix([[3, 0], [0, -3]], alt="3 and −3 on the diagonal.")
    ThemedFigure(alt='3 and −3 on the diagonal.', caption=None, name=None)
    """
    matrix = torch.as_tensor(matrix).detach().double().cpu()
    if matrix.dim() != 2 or matrix.numel() == 0:
        raise ValueError(
            f"matrix must have shape (rows, columns), got {tuple(matrix.shape)}"
        )
    for labels, size in zip((row_labels, column_labels), matrix.shape, strict=True):
        if len(labels) not in (0, size):
            raise ValueError(
                f"row_labels and column_labels must fit the matrix of shape "
                f"{tuple(matrix.shape)}, got {len(labels)} labels for {size}"
            )
    side = CELL if values else SMALL_CELL
    left = max((len(label) * _LETTER + 10 for label in row_labels), default=0)
    top = 24 if column_labels else 0
    height, width = (side * size for size in matrix.shape)
    shapes = _matrix_cells(matrix, left, top, values)
    shapes.append(Box(left, top, width, height, Pen(opacity=0.6)))
    for row, label in enumerate(row_labels):
        shapes.append(Text(left - 8, top + (row + 0.5) * side, label, 13, "end"))
    for column, label in enumerate(column_labels):
        shapes.append(Text(left + (column + 0.5) * side, top - 12, label, 13))
    size = (left + width, top + height)
    return drawn_figure(shapes, size, alt=alt, caption=caption, name=name)


def _matrix_cells(matrix: Tensor, left: float, top: float, values: bool) -> list[Shape]:
    """Return the cells of a matrix: all of them with numbers, or those not zero."""
    drawn = torch.ones_like(matrix) if values else matrix
    places = drawn.nonzero().tolist()
    if len(places) > MAX_CELLS:
        raise ValueError(
            f"matrix has {len(places)} cells to draw, more than {MAX_CELLS}: show a "
            "smaller one" + (", or give values=False" if values else "")
        )
    largest = matrix.abs().max().clamp(min=torch.finfo(matrix.dtype).tiny).item()
    side = CELL if values else SMALL_CELL
    size = number_size(map(number_text, matrix.flatten().tolist()))
    shapes = []
    for row, column in places:
        value = matrix[row, column].item()
        x, y = left + column * side, top + row * side
        fill = POSITIVE if value > 0 else NEGATIVE
        # Half as strong behind a number, which must stay readable.
        opacity = abs(value) / largest * (0.5 if values else 1)
        shapes.append(Box(x, y, side, side, _NO_PEN, fill, opacity))
        if values:
            shapes += cell(x, y, number_text(value), size)
    return shapes


def draw_usage_counts(
    counts: Tensor,
    *,
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw how often each input entry is read, tinted by the count.

    ``counts`` has shape (W,) or (H, W), as `usage_counts` returns it. The text
    alternative is made from the counts if it is not given.

    >>> layerwise.draw_usage_counts(layerwise.usage_counts((5,), 3)).alt
    'How many windows read each of the 5 input entries, by row: 1, 2, 3, 2, 1'
    """
    counts = torch.as_tensor(counts)
    grid = counts[None] if counts.dim() == 1 else counts
    if alt is None:
        size = " × ".join(map(str, counts.shape))
        rows = "; ".join(", ".join(map(str, row)) for row in grid.tolist())
        alt = f"How many windows read each of the {size} input entries, by row: {rows}"
    return show_matrix(grid, alt=alt, caption=caption, name=name)
