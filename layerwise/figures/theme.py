"""What every figure of the course shares: colours, text alternatives, and output.

A figure is inline SVG, so that it follows the page: text and axes take the page's
text colour, and the palette are CSS variables which the book sets for its light and
its dark theme. Each colour has 3:1 contrast to both backgrounds (WCAG 2.2, 1.4.11),
so that a page without those variables, a notebook for example, stays readable.
"""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html import escape

INK = "#1f2328"  # text, axes and ticks: the page's own text colour
PALETTE = ("#2e82c9", "#b8751a", "#2b8f5b", "#9a6bd6", "#d0558f", "#7d8420")
MUTED = "#7f858f"
HIGHLIGHT = "#d9531e"
POSITIVE, NEGATIVE = PALETTE[:2]  # of values with a sign

_CSS_COLORS = {
    INK: "currentColor",
    "#000000": "currentColor",
    "#ffffff": "none",  # the background: transparent
    MUTED: f"var(--lw-muted, {MUTED})",
    HIGHLIGHT: f"var(--lw-highlight, {HIGHLIGHT})",
} | {color: f"var(--lw-{i}, {color})" for i, color in enumerate(PALETTE, start=1)}

_FILE_NAME = re.compile(r"\.(png|svg|jpe?g|gif|webp|pdf)\s*$", re.IGNORECASE)


def css_color(color: str) -> str:
    """Return the CSS value that stands for one of the theme's hex colours.

    Raises ValueError for any other colour, which could not follow the theme.
    """
    if color not in _CSS_COLORS:
        raise ValueError(
            f"colour {color} does not follow the theme: draw inside `with "
            "figure_style():` and choose from PALETTE, INK, MUTED and HIGHLIGHT"
        )
    return _CSS_COLORS[color]


def alternative(alt: str | None, name: str | None) -> str:
    """Return the text alternative of a figure; a named one may leave it to the book.

    There a ``{caption}`` with the figure's name gives it. Raises ValueError where
    there is neither a text nor a name.
    """
    if alt is None and name is None:
        raise ValueError(
            "give alt, a sentence that says what the figure shows, or in a chapter "
            "name='fig-...', for which a {caption} on the page gives it"
        )
    return f"Figure {name}: see its caption in the book" if alt is None else alt


def id_prefix(name: str | None, alt: str) -> str:
    """Return the start of every id inside a figure, the same in every run.

    It is the figure's name, or without one a digest of its text alternative: two
    figures on a page need different names or different alternatives. Raises
    ValueError for a text alternative that describes nothing and for a name that
    cannot be an anchor.
    """
    if not isinstance(alt, str) or len(alt.strip()) < 15 or _FILE_NAME.search(alt):
        raise ValueError(
            f"alt must say in a sentence what the figure shows, got {alt!r}: for "
            "example alt='Training loss falls from 2.3 to 0.1 within 10 epochs'"
        )
    if name is None:
        return "lw-" + hashlib.sha256(alt.encode()).hexdigest()[:8]
    return anchor(name)


def anchor(name: str) -> str:
    """Return a figure's or table's name; raises ValueError if it is no anchor."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise ValueError(
            f"name must be lower-case letters, digits and hyphens, got {name!r}"
        )
    return name


@dataclass(frozen=True)
class ThemedFigure:
    """A figure that notebooks and the book display.

    ``svg`` is HTML with one or several inline ``<svg>`` elements and ``png`` the same
    picture, dark on white, for PDF and for viewers that show no HTML. Every figure
    has a text alternative, see `id_prefix`.
    """

    svg: str = field(repr=False)
    png: bytes = field(repr=False)
    alt: str
    caption: str | None = None
    name: str | None = None

    def __post_init__(self) -> None:
        id_prefix(self.name, self.alt)  # raises for a missing text alternative

    @property
    def html(self) -> str:
        """The figure as one HTML element."""
        anchor = f' id="{self.name}"' if self.name else ""
        caption = ""
        if self.caption:
            caption = f"\n<figcaption>{escape(self.caption, quote=False)}</figcaption>"
        return (
            f'<figure class="layerwise-figure"{anchor}>\n{self.svg}{caption}\n</figure>'
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {
            "text/html": self.html,
            "image/png": base64.b64encode(self.png).decode(),
            "text/plain": self.alt,
        }


def svg_attributes(
    area: tuple[float, float, float, float], alt: str, pixels_per_unit: float = 1
) -> dict[str, str]:
    """Return the attributes of the outermost SVG element of a figure.

    ``area`` is (left, top, width, height) in the figure's own units. It is displayed
    with that many CSS pixels per unit where there is room, and shrinks with the page.
    """
    width = area[2] * pixels_per_unit
    return {
        "viewBox": " ".join(f"{number:g}" for number in area),
        "role": "img",
        "aria-label": alt,
        "fill": "currentColor",
        "style": f"display: block; width: 100%; height: auto; {centered(width)}",
    }


def centered(width: float) -> str:
    """Return the CSS of something at most ``width`` CSS pixels wide."""
    return f"max-width: {width:g}px; margin-inline: auto"


def number_text(value: float) -> str:
    """Return a number as figures show it: two decimals at most, a real minus sign."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")
