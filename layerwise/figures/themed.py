"""Matplotlib figures as inline SVG that follows the page's theme."""

import base64
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

import matplotlib
from cycler import cycler
from matplotlib import pyplot
from matplotlib.figure import Figure
from PIL import Image

from layerwise.figures.theme import (
    INK,
    PALETTE,
    ThemedFigure,
    alternative,
    css_color,
    id_prefix,
    svg_attributes,
)

_HREF = "{http://www.w3.org/1999/xlink}href"
_CSS_PIXELS_PER_POINT = 4 / 3  # matplotlib's SVG counts in points
_PNG = "data:image/png;base64,"
PHOTOGRAPH = 100  # pixels along the longer side: smaller images are drawings of data

_STYLE = {
    "svg.fonttype": "none",  # text stays text, in the page's font
    "svg.hashsalt": "layerwise",  # the same ids in every run
    "figure.figsize": (7, 3.6),
    "savefig.bbox": "tight",
    "savefig.pad_inches": 0.04,
    "figure.constrained_layout.use": True,
    # Markers and dashes change with the colours: colour is never the only cue.
    "axes.prop_cycle": cycler(
        color=PALETTE,
        marker=["o", "s", "^", "D", "v", "P"],
        linestyle=["-", "--", "-.", ":", (0, (7, 1.5)), (0, (4, 1, 1, 1, 1, 1))],
    ),
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10.5,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "grid.color": INK,
    "grid.alpha": 0.12,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "legend.frameon": False,
    "legend.handlelength": 3,  # long enough to tell the dashes apart
    "image.cmap": "gray",
    "image.interpolation": "none",  # pixels stay squares at any zoom
}


@contextmanager
def figure_style() -> Iterator[None]:
    """Let matplotlib draw in the course's sizes, colours, markers and dashes."""
    with matplotlib.rc_context(_STYLE):
        yield


def themed_figure(
    figure: Figure,
    *,
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Turn a matplotlib figure, drawn inside ``with figure_style():``, into inline SVG.

    ``name`` becomes the figure's anchor on the page; ``alt`` says what it shows to a
    reader who cannot see it. A named figure of a chapter may leave ``alt`` and
    ``caption`` to the page's ``{caption}``. The figure is closed, so that it shows only
    once. Raises ValueError for an ``alt`` that describes nothing and for colours that
    are not the theme's.
    """
    alt = alternative(alt, name)
    prefix = id_prefix(name, alt)
    pyplot.close(figure)
    svg, png = io.BytesIO(), io.BytesIO()
    with figure_style():
        figure.savefig(svg, format="svg")
        figure.savefig(
            png, format="png", dpi=150, facecolor="white", metadata={"Software": None}
        )
    markup = _inline_svg(ElementTree.fromstring(svg.getvalue()), alt, prefix)
    return ThemedFigure(markup, png.getvalue(), alt, caption, name)


def _inline_svg(root: ElementTree.Element, alt: str, prefix: str) -> str:
    """Turn matplotlib's SVG document into an element of an HTML page."""
    root.remove(root.find("{*}metadata"))
    for definitions in root.findall("{*}defs"):
        for style in definitions.findall("{*}style"):  # it would style the whole page
            definitions.remove(style)
    area = tuple(map(float, root.get("viewBox").split()))
    root.attrib = svg_attributes(area, alt, _CSS_PIXELS_PER_POINT)
    root.set("stroke-linejoin", "round")
    referenced = set(
        re.findall(r'(?:href="|url\()#(\w+)', ElementTree.tostring(root, "unicode"))
    )
    for element in root.iter():
        element.tag = element.tag.partition("}")[2] or element.tag
        if element.tag not in ("text", "tspan"):
            element.text = None
        element.tail = None
        if element.get(_HREF, "").startswith(_PNG):
            _lighten(element)
        if element.get("id") not in referenced:
            element.attrib.pop("id", None)
        element.attrib = {
            key.removeprefix("{http://www.w3.org/1999/xlink}"): _themed(
                key, value, prefix
            )
            for key, value in element.attrib.items()
        }
    return ElementTree.tostring(root, encoding="unicode")


def _lighten(element: ElementTree.Element) -> None:
    """Embed a photograph as WebP, a fraction of PNG's weight, and scale it smoothly.

    Small images stay as they are: each of their pixels is a number to look at. WebP
    keeps transparency exactly, so maps with a transparent zero get 16 shades of it.
    """
    content = element.get(_HREF).removeprefix(_PNG)
    image = Image.open(io.BytesIO(base64.b64decode(content)))
    if max(image.size) < PHOTOGRAPH or min(image.size) < 32:  # a scale's bar is thin
        return
    webp = io.BytesIO()
    if image.mode == "RGBA" and image.getextrema()[3][0] < 255:
        image.putalpha(image.getchannel("A").point(lambda a: round(a / 17) * 17))
        image.save(webp, "WEBP", lossless=True)
    else:
        image.convert("RGB").save(webp, "WEBP", quality=85, method=6)
    if len(webp.getvalue()) < 3 / 4 * len(content):  # base64 writes 4 characters for 3
        coded = base64.b64encode(webp.getvalue()).decode()
        element.set(_HREF, f"data:image/webp;base64,{coded}")
    element.attrib.pop("style", None)  # image-rendering: pixelated


def _themed(key: str, value: str, prefix: str) -> str:
    """Return an attribute with ids of this figure only, and the theme's colours."""
    if key == "id":
        return f"{prefix}-{value}"
    if key == "style":
        value = re.sub(r"font-family:[^;]*;?", "", value)
        value = re.sub(r"#[0-9a-f]{6}\b", lambda match: css_color(match[0]), value)
    if key == _HREF:
        return re.sub(r"^#", f"#{prefix}-", value)
    return value.replace("url(#", f"url(#{prefix}-")
