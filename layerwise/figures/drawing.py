"""A few shapes that are written as SVG for the page and painted as PNG for print.

Coordinates are CSS pixels, from the upper left corner.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from matplotlib import patches
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from layerwise.figures.theme import (
    INK,
    ThemedFigure,
    alternative,
    css_color,
    svg_attributes,
)

_PIXELS_PER_INCH = 96
_POINTS_PER_PIXEL = 72 / _PIXELS_PER_INCH
_EDGE = 2  # around a picture, so that no outline is cut


@dataclass(frozen=True)
class Pen:
    """How an outline is drawn."""

    color: str = INK
    width: float = 1
    opacity: float = 1
    dashed: bool = False

    def css(self) -> str:
        """Return the pen as CSS."""
        style = f"stroke: {css_color(self.color)}; stroke-width: {self.width:g}"
        style += f"; stroke-opacity: {self.opacity:g}" if self.opacity < 1 else ""
        return style + ("; stroke-dasharray: 4 3" if self.dashed else "")

    def options(self) -> dict:
        """Return the pen as matplotlib's options for a patch without a filling."""
        return {
            "fill": False,
            "edgecolor": self.color,
            "linewidth": self.width * _POINTS_PER_PIXEL,
            "linestyle": (0, (4 / self.width, 3 / self.width)) if self.dashed else "-",
            "alpha": self.opacity,
        }


PAGE = "#ffffff"  # as a fill, white stands for the page: transparent


@dataclass(frozen=True)
class Box:
    """A rectangle with its upper left corner at (x, y), or the ellipse inside it."""

    x: float
    y: float
    width: float
    height: float
    pen: Pen = Pen()
    fill: str = PAGE
    fill_opacity: float = 1
    round: bool = False

    def svg(self) -> ElementTree.Element:
        """Return the shape as an SVG element."""
        numbers = {"x": self.x, "y": self.y, "width": self.width, "height": self.height}
        if self.round:
            numbers["rx"] = self.width / 2
        style = f"fill: {css_color(self.fill)}"
        style += (
            f"; fill-opacity: {self.fill_opacity:g}" if self.fill_opacity < 1 else ""
        )
        attributes = {key: f"{value:g}" for key, value in numbers.items()}
        attributes["style"] = f"{style}; {self.pen.css()}"
        return ElementTree.Element("rect", attributes)

    def moved(self, x: float, y: float) -> "Box":
        """Return the shape, x further right and y further down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def paint(self, axes: Axes) -> None:
        """Draw the shape with matplotlib."""
        inside = {"color": self.fill, "alpha": self.fill_opacity, "linewidth": 0}
        layers = [self.pen.options()]
        if self.fill != PAGE:
            layers.insert(0, inside)
        for options in layers:
            if self.round:
                center = (self.x + self.width / 2, self.y + self.height / 2)
                patch = patches.Ellipse(center, self.width, self.height, **options)
            else:
                corner = (self.x, self.y)
                patch = patches.Rectangle(corner, self.width, self.height, **options)
            axes.add_patch(patch)


@dataclass(frozen=True)
class Line:
    """A straight line between two points (x, y)."""

    start: tuple[float, float]
    end: tuple[float, float]
    pen: Pen = Pen()

    def svg(self) -> ElementTree.Element:
        """Return the shape as an SVG element."""
        (x1, y1), (x2, y2) = self.start, self.end
        path = f"M{x1:g} {y1:g}L{x2:g} {y2:g}"
        style = f"fill: none; {self.pen.css()}"
        return ElementTree.Element("path", {"d": path, "style": style})

    def moved(self, x: float, y: float) -> "Line":
        """Return the shape, x further right and y further down."""
        (x1, y1), (x2, y2) = self.start, self.end
        return replace(self, start=(x1 + x, y1 + y), end=(x2 + x, y2 + y))

    def paint(self, axes: Axes) -> None:
        """Draw the shape with matplotlib."""
        axes.add_patch(patches.Polygon((self.start, self.end), **self.pen.options()))


@dataclass(frozen=True)
class Text:
    """A line of text, vertically centred on y; ``anchor`` is start, middle or end."""

    x: float
    y: float
    text: str
    size: float = 14
    anchor: str = "middle"
    bold: bool = False

    @property
    def baseline(self) -> float:
        """The y on which the letters stand."""
        return self.y + 0.35 * self.size

    def svg(self) -> ElementTree.Element:
        """Return the shape as an SVG element."""
        style = f"font-size: {self.size:g}px; text-anchor: {self.anchor}"
        style += "; font-weight: 700" if self.bold else ""
        attributes = {"x": f"{self.x:g}", "y": f"{self.baseline:g}", "style": style}
        element = ElementTree.Element("text", attributes)
        element.text = self.text
        return element

    def moved(self, x: float, y: float) -> "Text":
        """Return the shape, x further right and y further down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def paint(self, axes: Axes) -> None:
        """Draw the shape with matplotlib."""
        axes.text(
            self.x,
            self.baseline,
            self.text,
            color=INK,
            fontsize=self.size * _POINTS_PER_PIXEL,
            fontweight="bold" if self.bold else "normal",
            ha={"start": "left", "middle": "center", "end": "right"}[self.anchor],
            va="baseline",
        )


Shape = Box | Line | Text


def group(
    shapes: Iterable[Shape], attributes: Mapping[str, str] | None = None
) -> ElementTree.Element:
    """Return shapes as one SVG group."""
    element = ElementTree.Element("g", dict(attributes or {}))
    element.extend(shape.svg() for shape in shapes)
    return element


def svg_markup(
    groups: Iterable[ElementTree.Element], width: float, height: float, alt: str
) -> str:
    """Return groups of shapes as an ``<svg>`` element of an HTML page."""
    area = (-_EDGE, -_EDGE, width + 2 * _EDGE, height + 2 * _EDGE)
    root = ElementTree.Element("svg", svg_attributes(area, alt))
    root.extend(groups)
    return ElementTree.tostring(root, encoding="unicode")


def png_picture(shapes: Iterable[Shape], width: float, height: float) -> bytes:
    """Return shapes as a PNG file, dark on white, at twice the screen's resolution."""
    x, y = (-_EDGE, width + _EDGE), (height + _EDGE, -_EDGE)
    size = ((x[1] - x[0]) / _PIXELS_PER_INCH, (y[0] - y[1]) / _PIXELS_PER_INCH)
    axes = Figure(figsize=size).add_axes((0, 0, 1, 1), xlim=x, ylim=y)
    axes.set_axis_off()
    for shape in shapes:
        shape.paint(axes)
    png = io.BytesIO()
    dpi = 2 * _PIXELS_PER_INCH
    axes.figure.savefig(png, format="png", dpi=dpi, metadata={"Software": None})
    return png.getvalue()


def drawn_figure(
    shapes: list[Shape],
    size: tuple[float, float],
    *,
    alt: str | None,
    caption: str | None,
    name: str | None = None,
) -> ThemedFigure:
    """Return shapes as a figure of ``size`` (width, height) in CSS pixels."""
    alt = alternative(alt, name)
    svg = svg_markup([group(shapes)], *size, alt)
    return ThemedFigure(svg, png_picture(shapes, *size), alt, caption, name)
