"""A picture of what stride does: all windows of an axis, and those that are kept."""

from collections import Counter

from numpy.typing import ArrayLike

from layerwise.figures.drawing import Box, Pen, Shape, Text, drawn_figure
from layerwise.figures.grids import CELL, GRID, cell, number_size
from layerwise.figures.sliding_window import SlidingWindow, slide
from layerwise.figures.theme import HIGHLIGHT, MUTED, ThemedFigure, number_text

MAX_WINDOWS = 16  # more make a picture too high to take in

_LABEL = 22  # height of a line of words, in CSS pixels like all lengths here
_ROW = 26  # height of a window
_BAR = 18  # of which its bar takes
_RESULT = 46  # width of the column with the results
_INDEX = 60  # width of the column with the output's entries
_PADDING = Pen(opacity=0.4, dashed=True)
_KEPT = {"pen": Pen(HIGHLIGHT, 1.5), "fill": HIGHLIGHT, "fill_opacity": 0.25}
_UNREAD = {"pen": Pen(width=0), "fill": MUTED, "fill_opacity": 0.4}
_DROPPED = {"pen": Pen(opacity=0.3, dashed=True)}


def draw_strided_windows(
    input: ArrayLike,
    kernel: ArrayLike,
    *,
    stride: int,
    padding: int = 0,
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw all windows of a kernel (k,) over an input (n,), and which ``stride`` keeps.

    Every window has its own row with its sum; those of the strided convolution are
    filled and lead to their output entry. The last row counts how many of them read
    each entry of the padded input. The text alternative is made from the trace if it
    is not given.

    >>> layerwise.draw_strided_windows([3, 1, 4, 1, 5], [1, 1], stride=3).alt
    'The padded input 3, 1, 4, 1, 5 and the 4 windows of 2 entries, with sums 4, 5, 5,
    6. Stride 3 keeps 2 of them: 4, 6. They read the entries 1, 1, 0, 1, 1 times.'
    """
    every = slide(input, kernel, padding=padding)
    if len(every.input_size) != 1 or len(every.steps) > MAX_WINDOWS:
        raise ValueError(
            f"input must have shape (n,) and at most {MAX_WINDOWS} windows, got shape "
            f"{every.input_size} and {len(every.steps)} windows"
        )
    strided = slide(input, kernel, stride, padding)
    kept = {step.input_indices: step.output_index[0] for step in strided.steps}
    reads = Counter(index for step in strided.steps for index in step.input_indices)
    counts = [reads[index] for index in every.values]
    shapes = _entries(every) + _windows(every, kept)
    bottom = CELL + 8 + _ROW * len(every.steps)
    shapes += _counts(every, counts, bottom)
    size = (CELL * len(counts) + _RESULT + _INDEX, bottom + _LABEL + CELL)
    if alt is None:
        alt = _description(every, strided, stride, counts)
    return drawn_figure(shapes, size, alt=alt, caption=caption, name=name)


def _x(sliding: SlidingWindow, index: tuple[int, ...]) -> float:
    """Return where an entry of the padded input begins."""
    return CELL * (index[0] - min(sliding.values)[0])


def _entries(sliding: SlidingWindow) -> list[Shape]:
    """Return the padded input."""
    texts = {i: number_text(value) for i, value in sliding.values.items()}
    size = number_size(texts.values())
    shapes = []
    for index, text in texts.items():
        pen = _PADDING if sliding.is_padding(index) else GRID
        shapes += cell(_x(sliding, index), 0, text, size, pen)
    width = CELL * sliding.input_size[0]
    frame = Pen(width=1.5, opacity=0.8)
    return [*shapes, Box(_x(sliding, (0,)), 0, width, CELL, frame)]


def _windows(
    sliding: SlidingWindow, kept: dict[tuple[tuple[int, ...], ...], int]
) -> list[Shape]:
    """Return a bar and a sum for every window, and the output entry of those kept."""
    right = CELL * len(sliding.values)
    shapes = []
    for row, step in enumerate(sliding.steps):
        y = CELL + 8 + _ROW * row
        middle = y + _BAR / 2
        output = kept.get(step.input_indices)
        look = _DROPPED if output is None else _KEPT
        for index in step.input_indices:
            shapes.append(Box(_x(sliding, index), y, CELL, _BAR, **look))
        total = number_text(sliding.total(step))
        shapes.append(
            Text(right + _RESULT - 10, middle, total, 13, "end", output is not None)
        )
        if output is not None:
            text = f"→ y[{output}]"
            shapes.append(Text(right + _RESULT, middle, text, 13, "start"))
    return shapes


def _counts(sliding: SlidingWindow, counts: list[int], y: float) -> list[Shape]:
    """Return how often each entry is read, in a row of cells with a line above."""
    words = "read by the windows that are kept:"
    shapes = [Text(0, y + _LABEL / 2, words, 13, "start")]
    for index, count in zip(sliding.values, counts, strict=True):
        pen = _PADDING if sliding.is_padding(index) else GRID
        x = _x(sliding, index)
        if count == 0:
            shapes.append(Box(x, y + _LABEL, CELL, CELL, **_UNREAD))
        shapes += cell(x, y + _LABEL, str(count), 13, pen)
    return shapes


def _description(
    every: SlidingWindow, strided: SlidingWindow, stride: int, counts: list[int]
) -> str:
    """Return the picture in words."""
    padded, sums, kept = (
        ", ".join(map(number_text, numbers))
        for numbers in (
            every.values.values(),
            map(every.total, every.steps),
            map(strided.total, strided.steps),
        )
    )
    return (
        f"The padded input {padded} and the {len(every.steps)} windows of "
        f"{every.kernel_size[0]} entries, with sums {sums}. Stride {stride} keeps "
        f"{len(strided.steps)} of them: {kept}. They read the entries "
        f"{', '.join(map(str, counts))} times."
    )
