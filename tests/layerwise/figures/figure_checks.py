"""What the tests of figures share: reading a figure as its reader's browser does."""

import re
from xml.etree import ElementTree

from layerwise.figures.theme import ThemedFigure


def parse(figure: ThemedFigure) -> ElementTree.Element:
    """Return the figure's HTML as a tree; raises if it is not well formed."""
    html = re.sub(r"(<input[^>]*)>", r"\1/>", figure.html)
    return ElementTree.fromstring(html)


def texts(figure: ThemedFigure) -> list[str]:
    """Return every text of the picture in order."""
    return ["".join(text.itertext()) for text in parse(figure).iter("text")]


def ids(figure: ThemedFigure) -> set[str]:
    """Return the ids in a figure's HTML."""
    return set(re.findall(r'\bid="([^"]+)"', figure.html))


def check_standard(figure: ThemedFigure) -> None:
    """Assert what every figure of the course keeps."""
    root = parse(figure)
    assert root.get("class") == "layerwise-figure"
    pictures = list(root.iter("svg"))
    assert len(pictures) >= 1
    for svg in pictures:
        assert svg.get("role") == "img"
        assert len(svg.get("aria-label")) >= 15
        assert svg.get("aria-label") in figure.alt
        assert svg.get("width") is None
        assert "max-width" in svg.get("style")
    markup = re.sub(r"data:image/(?:png|webp);base64,[\w+/=\s]*", "", figure.svg)
    outside_variables = re.sub(r"var\(--lw-[\w-]+, #[0-9a-f]{6}\)", "", markup)
    assert re.findall(r":\s*#[0-9a-fA-F]{3,8}\b|\brgb", outside_variables) == []
    assert "http" not in markup
    assert "font-family" not in markup
    referenced = set(re.findall(r'(?:href="|url\()#([\w-]+)', markup))
    assert referenced <= ids(figure)
    assert figure.png.startswith(b"\x89PNG")
