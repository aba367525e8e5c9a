"""Two ways around a square: move, then correlate, or correlate, then move."""

from collections.abc import Sequence

import torch
from numpy.typing import ArrayLike

from layerwise.figures.drawing import Box, Pen, Shape, Text, drawn_figure
from layerwise.figures.photographs import grey_pixels, signed_pixels
from layerwise.figures.pictures import Picture, arrow
from layerwise.figures.theme import ThemedFigure

_WIDTH = 270  # of a picture, in CSS pixels
_ACROSS, _DOWN = 130, 84  # room for the arrows
_TITLE = 26
_EDGE = Pen(opacity=0.35)


def draw_commuting_square(
    images: Sequence[ArrayLike],
    titles: Sequence[str],
    *,
    across: str,
    down: str,
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw an image, its map, the moved image and that one's map as a square.

    ``images`` are these four, each of shape (H, W); images are grey from 0 to 1, maps
    have a sign and one scale. ``across`` names the step from an image to its map,
    ``down`` the move. Whoever walks either way must arrive at the fourth.

    >>> image = torch.eye(4)
    >>> figure = layerwise.draw_commuting_square(
    ...     [image, -image, image.roll(1, 1), -image.roll(1, 1)],
    ...     ["x", "y", "x moved", "y moved"], across="negate", down="move by 1",
    ...     alt="A diagonal, its negative, and both one pixel to the right.")
    >>> figure.alt
    'A diagonal, its negative, and both one pixel to the right.'
    """
    arrays = [torch.as_tensor(image).detach().cpu().double() for image in images]
    if len(arrays) != 4 or len(titles) != 4 or any(a.dim() != 2 for a in arrays):
        raise ValueError(
            "images must be four of shape (H, W) with four titles: an image, its map, "
            f"the moved image, its map; got {[tuple(a.shape) for a in arrays]}"
        )
    scale = max(float(arrays[i].abs().flatten().quantile(0.99)) for i in (1, 3)) or 1
    height = _WIDTH * max(array.shape[0] / array.shape[1] for array in arrays)
    right, below = _WIDTH + _ACROSS, _TITLE + height + _DOWN
    shapes: list[Shape] = []
    for number, (array, title) in enumerate(zip(arrays, titles, strict=True)):
        x, y = right * (number % 2), _TITLE + below * (number // 2)
        is_map = number % 2 == 1
        pixels = signed_pixels(array, scale) if is_map else grey_pixels(array)
        own_height = _WIDTH * array.shape[0] / array.shape[1]
        place = (x, y, _WIDTH, own_height)
        shapes.append(Text(x, y - 16, title, 15, "start", bold=True))
        shapes.append(Picture(*place, pixels, sharp=array.shape[1] < _WIDTH))
        shapes.append(Box(*place, _EDGE))
    for y in (_TITLE + height / 2, _TITLE + below + height / 2):
        shapes += arrow((_WIDTH + 12, y), (right - 12, y))
        shapes.append(Text(_WIDTH + _ACROSS / 2, y - 15, across, 15))
    for x in (_WIDTH / 2, right + _WIDTH / 2):
        shapes += arrow((x, _TITLE + height + 8), (x, below - 6))
        shapes.append(Text(x + 14, _TITLE + height + 26, down, 15, "start"))
    size = (right + _WIDTH, _TITLE + below + height)
    return drawn_figure(shapes, size, alt=alt, caption=caption, name=name)
