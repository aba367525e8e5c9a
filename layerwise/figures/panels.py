"""Several pictures of one size, in rows on a wide page and in a column on a phone."""

import math
from collections.abc import Sequence

from layerwise.figures.drawing import Shape, group, png_picture, svg_markup
from layerwise.figures.theme import ThemedFigure, alternative, centered

_MARGIN = 20  # between pictures, in CSS pixels
_NARROWEST = 0.75  # of its width, before a picture moves into the next row


def panels_figure(
    pictures: Sequence[Sequence[Shape]],
    size: tuple[float, float],
    *,
    columns: int,
    titles: Sequence[str],
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Return pictures of ``size`` (width, height) in CSS pixels as one figure.

    The first picture carries the text alternative, each further one its title.
    """
    given = alternative(alt, name)
    labels = [given] * len(pictures)
    if alt is not None:
        labels[1:] = [f"The next picture: {title}." for title in titles[1:]]
    columns = min(columns, len(pictures))
    row_width = columns * (size[0] + _MARGIN) - _MARGIN
    svgs = [
        svg_markup([group(shapes)], *size, label)
        for shapes, label in zip(pictures, labels, strict=True)
    ]
    narrowest = f"min(100%, {_NARROWEST * size[0]:g}px)"
    style = f"display: grid; gap: {_MARGIN}px; {centered(row_width)}; "
    style += f"grid-template-columns: repeat(auto-fill, minmax({narrowest}, 1fr))"
    html = f'<div style="{style}">{"".join(svgs)}</div>'
    sheet = [
        shape.moved(
            number % columns * (size[0] + _MARGIN),
            number // columns * (size[1] + _MARGIN),
        )
        for number, shapes in enumerate(pictures)
        for shape in shapes
    ]
    rows = math.ceil(len(pictures) / columns)
    png = png_picture(sheet, row_width, rows * (size[1] + _MARGIN) - _MARGIN)
    alt = given if alt is None else " ".join(labels)
    return ThemedFigure(html, png, alt, caption, name)
