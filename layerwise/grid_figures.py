"""Figures made of cells with numbers: matrices, and how often pixels are used."""

from collections.abc import Sequence

import torch
from numpy.typing import ArrayLike
from torch import Tensor

from layerwise.arguments import Size
from layerwise.drawing import Box, Pen, Shape, Text, drawn_figure
from layerwise.sampling import index_trace
from layerwise.theme import NEGATIVE, POSITIVE, ThemedFigure, number_text

CELL = 36  # side of a cell with a number, in CSS pixels
SMALL_CELL = 9
MAX_CELLS = 2000  # more make a page slow

GRID = Pen(opacity=0.35)
_NO_PEN = Pen(width=0)
_LETTER = 8  # width of a letter, in CSS pixels


def cell(x: float, y: float, text: str, **options) -> list[Shape]:
    """Return a grid's cell with its upper left corner at (x, y).

    ``options`` are those of the ``Box``; the outline is faint if they name no pen.
    """
    size = min(14, 1.5 * CELL / max(len(text), 1))  # long numbers become smaller
    return [
        Box(x, y, CELL, CELL, **{"pen": GRID} | options),
        Text(x + CELL / 2, y + CELL / 2, text, round(size, 1)),
    ]


def show_matrix(
    matrix: ArrayLike,
    *,
    alt: str,
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
    """
    matrix = torch.as_tensor(matrix).detach().double().cpu()
    if matrix.dim() != 2 or matrix.numel() == 0:
        raise ValueError(
            f"matrix must have shape (rows, columns), got {tuple(matrix.shape)}"
        )
    for key, labels, size in (
        ("row_labels", row_labels, matrix.shape[0]),
        ("column_labels", column_labels, matrix.shape[1]),
    ):
        if len(labels) not in (0, size):
            raise ValueError(f"{key} must have {size} entries, got {len(labels)}")
    side = CELL if values else SMALL_CELL
    left = max(map(len, row_labels), default=0) * _LETTER + 10
    top = 26 if column_labels else 2
    height, width = (side * size for size in matrix.shape)
    shapes = _matrix_cells(matrix, left, top, values)
    shapes += [Box(left, top, width, height, Pen(opacity=0.6))]
    shapes += [
        Text(left - 8, top + (row + 0.5) * side, label, 13, "end")
        for row, label in enumerate(row_labels)
    ]
    shapes += [
        Text(left + (column + 0.5) * side, top - 12, label, 13)
        for column, label in enumerate(column_labels)
    ]
    size = (left + width + 2, top + height + 2)
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
    shapes = []
    for row, column in places:
        value = matrix[row, column].item()
        tint = {
            "fill": POSITIVE if value > 0 else NEGATIVE,
            "fill_opacity": (0.5 if values else 1) * abs(value) / largest,
        }
        if values:
            shapes += cell(
                left + column * CELL, top + row * CELL, number_text(value), **tint
            )
        else:
            x, y = left + column * SMALL_CELL, top + row * SMALL_CELL
            shapes.append(Box(x, y, SMALL_CELL, SMALL_CELL, _NO_PEN, **tint))
    return shapes


def usage_counts(
    input_size: Sequence[int],
    kernel_size: Size,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
) -> Tensor:
    """Return how many windows of a convolution read each input entry.

    The result has shape ``input_size``; reads of the padding are not counted.
    """
    counts = torch.zeros(*input_size, dtype=torch.int64)
    for step in index_trace(input_size, kernel_size, stride, padding, dilation):
        for index in step.input_indices:
            if all(0 <= i < size for i, size in zip(index, input_size, strict=True)):
                counts[index] += 1
    return counts


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
    """
    counts = torch.as_tensor(counts)
    grid = counts[None] if counts.dim() == 1 else counts
    if alt is None:
        size = " × ".join(map(str, counts.shape))
        rows = "; ".join(", ".join(map(str, row)) for row in grid.tolist())
        alt = f"How many windows read each of the {size} input entries, by row: {rows}"
    return show_matrix(grid, alt=alt, caption=caption, name=name)
