"""Shapes that drawings share beside boxes, lines and texts: pixels and arrows."""

import base64
import io
from dataclasses import dataclass, field, replace
from math import hypot
from xml.etree import ElementTree

import numpy as np
from matplotlib.axes import Axes
from PIL import Image

from layerwise.figures.drawing import Line, Pen

# WebP, lossy where pixels are as small as the screen's: a quarter of a PNG's size.
_FINEST = 1.5  # pixels for a CSS pixel
_BOX, _SMOOTH = Image.Resampling.BOX, Image.Resampling.LANCZOS
_GREY = {"quality": 70}
_COLOR = {"quality": 40, "alpha_quality": 20}
PEN = Pen(width=1.6)  # of an arrow

_HEAD = 9  # length of an arrow's head, in CSS pixels


@dataclass(frozen=True)
class Picture:
    """Pixels in the rectangle with its upper left corner at (x, y).

    ``pixels`` are bytes of shape (H, W), grey, or (H, W, 4), RGB and opacity. With
    ``sharp`` they stay squares when they are enlarged.
    """

    x: float
    y: float
    width: float
    height: float
    pixels: np.ndarray = field(repr=False)
    sharp: bool = False

    def svg(self) -> ElementTree.Element:
        """Return the shape as an SVG element."""
        webp = io.BytesIO()
        options = _GREY if self.pixels.ndim == 2 else _COLOR
        options = {"lossless": True} if self.sharp else options
        self._image().save(webp, "WEBP", method=6, **options)
        data = base64.b64encode(webp.getvalue()).decode()
        attributes = {
            "x": f"{self.x:g}",
            "y": f"{self.y:g}",
            "width": f"{self.width:g}",
            "height": f"{self.height:g}",
            "preserveAspectRatio": "none",
            "href": f"data:image/webp;base64,{data}",
        }
        if self.sharp:
            attributes["style"] = "image-rendering: pixelated"
        return ElementTree.Element("image", attributes)

    def _image(self) -> Image.Image:
        """Return the pixels, no finer than a page needs: halved bytes, still sharp."""
        image = Image.fromarray(self.pixels)
        ratio = _FINEST * self.width / image.width
        if self.sharp or ratio >= 1:
            return image
        size = round(ratio * image.width), round(ratio * image.height)
        if image.mode == "RGBA":  # colours count as much as they are seen
            return image.convert("RGBa").resize(size, _BOX).convert("RGBA")
        return image.resize(size, _SMOOTH)

    def moved(self, x: float, y: float) -> "Picture":
        """Return the shape, x further right and y further down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def paint(self, axes: Axes) -> None:
        """Draw the shape with matplotlib."""
        grey = {"cmap": "gray", "vmin": 0, "vmax": 255} if self.pixels.ndim == 2 else {}
        right, bottom = self.x + self.width, self.y + self.height
        axes.imshow(
            self.pixels,
            extent=(self.x, right, bottom, self.y),
            aspect="auto",
            interpolation="nearest" if self.sharp else "antialiased",
            zorder=1,  # as boxes, so that what comes later lies above
            **grey,
        )


def arrow(
    start: tuple[float, float], end: tuple[float, float], pen: Pen = PEN
) -> list[Line]:
    """Return a straight arrow from one point (x, y) to another."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1)
    along = (_HEAD * (x2 - x1) / length, _HEAD * (y2 - y1) / length)
    half = (-along[1] / 2, along[0] / 2)
    sides = [
        (x2 - along[0] + sign * half[0], y2 - along[1] + sign * half[1])
        for sign in (-1, 1)
    ]
    return [Line(start, end, pen), *(Line(side, end, pen) for side in sides)]
