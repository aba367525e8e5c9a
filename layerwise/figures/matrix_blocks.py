"""The matrix of a 2-D convolution: its blocks, and a colour for each kernel row."""

from collections.abc import Sequence

from layerwise.convolution.arguments import Size, per_axis
from layerwise.convolution.sampling import window_geometry
from layerwise.figures.drawing import Box, Line, Pen, Shape, Text, drawn_figure
from layerwise.figures.theme import PALETTE, ThemedFigure

MAX_PIXELS = 49  # of the input, one column each: more do not fit beside each other

_CELL = 15  # in CSS pixels
_LEFT, _TOP = 74, 46
_BLOCK = Pen(opacity=0.45)
_FRAME = Pen(opacity=0.8)


def draw_matrix_blocks(
    input_size: Size,
    kernel_size: Size,
    *,
    stride: Size = 1,
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw which weight stands where in the matrix of a 2-D convolution.

    A cell is an entry that is not zero: its colour says in which row of the kernel
    its weight stands, its strength in which column. Lines part the blocks, one for
    each row of the output and each row of the input. There is no padding.

    >>> layerwise.draw_matrix_blocks((3, 3), (2, 2)).alt
    'A matrix of 4 rows and 9 columns in 2 × 3 blocks of 2 × 3; 16 of 36 entries are
    coloured. Block row 0 holds kernel rows 0, 1 in block columns 0, 1; block row 1
    holds kernel rows 0, 1 in block columns 1, 2. The other blocks are empty.'
    """
    geometry = window_geometry(per_axis(input_size, "input_size", 2, 1), kernel_size)
    (height, width), (k_h, k_w) = geometry.input_size, geometry.kernel_size
    (down, across) = per_axis(stride, "stride", 2, 1)
    rows, columns = window_geometry((height, width), (k_h, k_w), (down, across))[-1]
    if height * width > MAX_PIXELS:
        raise ValueError(
            f"input_size {(height, width)} has {height * width} pixels, more than "
            f"{MAX_PIXELS}: take a smaller input"
        )
    if k_h > len(PALETTE):
        raise ValueError(f"kernel_size must have at most {len(PALETTE)} rows")
    shapes: list[Shape] = []
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    row = i * columns + j
                    column = (i * down + u) * width + j * across + v
                    shapes.append(_entry(row, column, u, (v + 1) / k_w))
    shapes += _lines(rows, columns, height, width)
    shapes += _labels(rows, columns, height, width)
    shapes += _legend(k_h, rows * columns)
    size = _LEFT + height * width * _CELL, _TOP + rows * columns * _CELL + 34
    if alt is None:
        alt = _describe((rows, columns), (height, width), (k_h, k_w), down)
    return drawn_figure(shapes, size, alt=alt, caption=caption, name=name)


def _entry(row: int, column: int, kernel_row: int, strength: float) -> Box:
    corner = _LEFT + column * _CELL, _TOP + row * _CELL
    fill = PALETTE[kernel_row]
    pen = Pen(width=0)
    return Box(*corner, _CELL, _CELL, pen, fill, 0.25 + 0.75 * strength)


def _lines(rows: int, columns: int, height: int, width: int) -> list[Shape]:
    """Return the lines between the blocks, and the frame."""
    right = _LEFT + height * width * _CELL
    bottom = _TOP + rows * columns * _CELL
    across = [_TOP + i * columns * _CELL for i in range(1, rows)]
    along = [_LEFT + r * width * _CELL for r in range(1, height)]
    return [
        *(Line((_LEFT, y), (right, y), _BLOCK) for y in across),
        *(Line((x, _TOP), (x, bottom), _BLOCK) for x in along),
        Box(_LEFT, _TOP, right - _LEFT, bottom - _TOP, _FRAME),
    ]


def _labels(rows: int, columns: int, height: int, width: int) -> list[Shape]:
    """Return what the blocks' rows and columns stand for."""
    middle = _LEFT + height * width * _CELL / 2
    return [
        Text(middle, 8, "pixels of the input, row by row", 14, bold=True),
        *(
            Text(_LEFT + (r + 0.5) * width * _CELL, _TOP - 12, f"row {r}", 13)
            for r in range(height)
        ),
        Text(0, _TOP - 12, "output", 14, "start", bold=True),
        *(
            Text(_LEFT - 8, _TOP + (i + 0.5) * columns * _CELL, f"row {i}", 13, "end")
            for i in range(rows)
        ),
    ]


def _legend(k_h: int, outputs: int) -> list[Shape]:
    """Return the kernel rows' colours, below the matrix."""
    y = _TOP + outputs * _CELL + 24
    shapes: list[Shape] = []
    for u in range(k_h):
        x = _LEFT + u * 120
        shapes.append(Box(x, y - 7, 14, 14, Pen(width=0), PALETTE[u]))
        shapes.append(Text(x + 21, y, f"kernel row {u}", 13, "start"))
    return shapes


def _describe(
    output_size: Sequence[int],
    input_size: Sequence[int],
    kernel_size: Sequence[int],
    stride: int,
) -> str:
    """Return a text alternative: sizes, counts, and which block holds what."""
    (rows, columns), (height, width), (k_h, k_w) = output_size, input_size, kernel_size
    filled = rows * columns * k_h * k_w
    kernel_rows = ", ".join(map(str, range(k_h)))
    blocks = "; ".join(
        f"block row {i} holds kernel rows {kernel_rows} in block columns "
        f"{', '.join(str(i * stride + u) for u in range(k_h))}"
        for i in range(rows)
    )
    blocks = blocks[0].upper() + blocks[1:]
    return (
        f"A matrix of {rows * columns} rows and {height * width} columns in {rows} × "
        f"{height} blocks of {columns} × {width}; {filled} of "
        f"{rows * columns * height * width} entries are coloured. {blocks}. The other "
        "blocks are empty."
    )
