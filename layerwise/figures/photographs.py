"""Photographs and their maps, wide and sharp, with a part enlarged or framed."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import ArrayLike

from layerwise.figures.drawing import Box, Pen, Shape, Text
from layerwise.figures.panels import panels_figure
from layerwise.figures.pictures import Picture, arrow
from layerwise.figures.theme import HIGHLIGHT, NEGATIVE, POSITIVE, ThemedFigure

Area = tuple[int, int, int, int]  # row, column, height, width in pixels of the image

_WIDTH = 340  # of a picture in CSS pixels; a sharp one has twice as many pixels
_WIDEST = 700
_TITLE = 26
_LABEL = 30  # room for the labels of frames, above a picture
_LETTER = 7.6  # width of a letter
_INSET = 0.42  # of the picture's width
_STRONG = 0.99  # the share of a map's entries that the colours tell apart
_FAINT = 10  # of 255: fainter entries are left out, which halves a map's bytes
_MARK = Pen(HIGHLIGHT, 2)
_EDGE = Pen(opacity=0.35)


def show_photographs(
    images: Sequence[ArrayLike],
    titles: Sequence[str],
    *,
    signed: bool | Sequence[bool] = False,
    zoom: Area | None = None,
    frames: Mapping[str, Area] | None = None,
    columns: int = 2,
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Show grey photographs (H, W), black at 0 and white at 1, and maps with a sign.

    ``signed`` says for all images or for each one that it is a map: zero is the
    page's background, blue is positive and orange negative. All maps have one scale,
    which ends at the size that 99% of their entries stay below. ``zoom``
    (row, column, height, width) enlarges that part of every image in its corner;
    ``frames`` draws parts of the first image with an arrow from a label to each.

    >>> image = torch.linspace(0, 1, 48).reshape(6, 8)
    >>> figure = layerwise.show_photographs(
    ...     [image, image - 0.5], ["grey", "map"], signed=[False, True],
    ...     alt="A ramp from black to white, and the same with its mean taken off.")
    >>> figure.alt
    'A ramp from black to white, and the same with its mean taken off. The next
    picture: map.'
    """
    arrays = [torch.as_tensor(image).detach().cpu().double() for image in images]
    signs = [signed] * len(arrays) if isinstance(signed, bool) else list(signed)
    _check(arrays, titles, signs)
    scale = _scale([a for a, sign in zip(arrays, signs, strict=True) if sign])
    pixels = [
        signed_pixels(array, scale) if sign else grey_pixels(array)
        for array, sign in zip(arrays, signs, strict=True)
    ]
    width = _WIDEST if columns == 1 else _WIDTH
    top = _TITLE + (_LABEL if frames else 0)
    rows, across = arrays[0].shape
    height = width * rows / across
    pictures = []
    for number, (picture, title) in enumerate(zip(pixels, titles, strict=True)):
        shapes = _picture(picture, title, (0, top, width, height), zoom)
        if frames and number == 0:
            shapes += _frames(frames, width / across, top, width)
        pictures.append(shapes)
    return panels_figure(
        pictures,
        (width, top + height),
        columns=columns,
        titles=titles,
        alt=alt,
        caption=caption,
        name=name,
    )


def grey_pixels(image: ArrayLike) -> np.ndarray:
    """Return an image from 0, black, to 1, white, as bytes (H, W)."""
    image = torch.as_tensor(image).clamp(0, 1)
    return (255 * image).round().byte().numpy()


def signed_pixels(image: ArrayLike, scale: float) -> np.ndarray:
    """Return a map as bytes (H, W, 4): the sign is the colour, the size the opacity."""
    image = torch.as_tensor(image)
    colors = [[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (NEGATIVE, POSITIVE)]
    pixels = torch.tensor(colors, dtype=torch.uint8)[(image > 0).long()]  # (H, W, 3)
    opacity = (255 * (image.abs() / scale).clamp(max=1)).round().byte()
    faint = opacity < _FAINT
    pixels[faint], opacity[faint] = pixels.new_tensor(colors[1]), 0
    return torch.cat([pixels, opacity[..., None]], -1).numpy()


def _check(images: list, titles: Sequence[str], signs: list[bool]) -> None:
    """Raise ValueError for images of different shapes, and for titles that miss one."""
    shapes = {tuple(image.shape) for image in images}
    if not images or len({len(shape) for shape in shapes} | {2}) > 1:
        raise ValueError(f"images must have shape (H, W), got {sorted(shapes)}")
    for word, items in (("titles", titles), ("signed", signs)):
        if len(items) != len(images):
            raise ValueError(
                f"{word} must have one entry per image: there are {len(images)} images "
                f"and {len(items)} {word}"
            )


def _scale(maps: list[torch.Tensor]) -> float:
    """Return the size at which the colours of maps are strongest."""
    if not maps:
        return 1
    sizes = torch.cat([array.flatten() for array in maps]).abs().sort().values
    return float(sizes[int(_STRONG * (len(sizes) - 1))]) or float(sizes[-1]) or 1


def _picture(
    pixels: np.ndarray,
    title: str,
    place: tuple[float, float, float, float],
    zoom: Area | None,
) -> list[Shape]:
    """Return an image with its title, and with an enlarged part in its corner."""
    x, y, width, height = place
    sharp = pixels.shape[1] < width / 2  # enlarged: pixels are to be seen
    shapes: list[Shape] = [
        Text(0, 9, title, 14, "start", bold=True),
        Picture(*place, pixels, sharp),
        Box(*place, _EDGE),
    ]
    if zoom is None:
        return shapes
    row, column, rows, columns = zoom
    ratio = width / pixels.shape[1]
    part = pixels[row : row + rows, column : column + columns]
    inset_width = _INSET * width
    inset_height = inset_width * rows / columns
    left = column + columns / 2 > pixels.shape[1] / 2  # the corner that is far away
    inset = (
        x + (4 if left else width - inset_width - 4),
        y + height - inset_height - 4,
        inset_width,
        inset_height,
    )
    if part.ndim == 3:  # a map is transparent: clear its inset's ground
        shapes = [*shapes[:1], Picture(*place, _without(pixels, inset, place), sharp)]
        shapes.append(Box(*place, _EDGE))
    return [
        *shapes,
        Box(x + ratio * column, y + ratio * row, ratio * columns, ratio * rows, _MARK),
        Picture(*inset, part, sharp=True),
        Box(*inset, _MARK),
    ]


def _without(
    pixels: np.ndarray,
    inset: tuple[float, float, float, float],
    place: tuple[float, float, float, float],
) -> np.ndarray:
    """Return pixels that are transparent where the inset lies."""
    ratio = pixels.shape[1] / place[2]
    left, top = ((inset[axis] - place[axis]) * ratio for axis in (0, 1))
    right, bottom = left + inset[2] * ratio, top + inset[3] * ratio
    cleared = pixels.copy()
    cleared[int(top) : int(bottom) + 1, int(left) : int(right) + 1, 3] = 0
    return cleared


def _frames(
    frames: Mapping[str, Area], ratio: float, top: float, width: float
) -> list[Shape]:
    """Return a frame around each area, and an arrow from its label above."""
    by_column = sorted(frames.items(), key=lambda frame: frame[1][1] + frame[1][3] / 2)
    shapes: list[Shape] = []
    free = 0.0  # where the next label may start
    for number, (label, (row, column, rows, columns)) in enumerate(by_column):
        left, upper = ratio * column, top + ratio * row
        middle, wide = left + ratio * columns / 2, _LETTER * len(label)
        rest = sum(_LETTER * len(text) + 16 for text, _ in by_column[number + 1 :])
        start = max(free, min(middle - wide / 2, width - rest - wide))
        free = start + wide + 16
        shapes.append(Box(left, upper, ratio * columns, ratio * rows, _MARK))
        shapes.append(Text(start, _TITLE + 9, label, 14, "start"))
        shapes += arrow((start + wide / 2, _TITLE + 20), (middle, upper - 2), _MARK)
    return shapes
