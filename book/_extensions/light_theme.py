"""Sphinx extension: pages load only the icons of the theme that they show.

The theme ships Font Awesome: 1,400 icons as a script, as a font and as rules of its
style sheet, together half of a page's weight, of which pages show about thirty. Once
all pages are written, this writes beside the theme's own files

* ``styles/light-theme.css``: its style sheet without the rules of other icons, and
* ``styles/icons.woff``: its font, cut to the glyphs that any style sheet names.

_templates/static/webpack-macros.html links these instead of the theme's.
"""

import re
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from sphinx.application import Sphinx

ICON_CLASS = re.compile(r"\bfa-[a-z0-9-]+")
ICON_RULE = re.compile(
    r'((?:\.fa-[a-z0-9-]+::?before,?)+)\{content:"\\?[^"]{1,6}"\}|'
    r'((?:\.fa-[a-z0-9-]+,?)+)\{--fa:"\\?[^"]{1,6}"\}'
)
FONT_SOURCE = re.compile(r"src:[^;}]*fa-solid-900[^;}]*")
GLYPH = re.compile(r"[\ue000-\uf8ff]|\\([ef][0-9a-f]{3})\b")


def used_icons(html: Path) -> set[str]:
    """Return the classes of all icons of the pages, and of those that scripts add."""
    pages = [*html.rglob("*.html"), *(html / "_static" / "scripts").glob("*theme.js")]
    return {
        name
        for path in pages
        for name in ICON_CLASS.findall(path.read_text(encoding="utf-8"))
    }


def without_other_icons(css: str, used: set[str]) -> str:
    """Return a style sheet without the rules of icons that are not used."""

    def keep(rule: re.Match) -> str:
        return rule[0] if used.intersection(ICON_CLASS.findall(rule[0])) else ""

    return ICON_RULE.sub(keep, css)


def glyphs(css: str) -> set[int]:
    """Return the code points of the icons that a style sheet shows."""
    return {
        int(match[1], 16) if match[1] else ord(match[0])
        for match in GLYPH.finditer(css)
    }


def cut_font(source: Path, code_points: set[int], target: Path) -> None:
    """Write the glyphs of these code points as a font for the web."""
    options = Options(flavor="woff", desubroutinize=True, hinting=False)
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)
    save_font(font, str(target), options)


def lighten(app: Sphinx, exception: Exception | None) -> None:
    """Write the style sheet and the font with the icons that the pages show."""
    static = Path(app.outdir) / "_static"
    theme = static / "styles" / "pydata-sphinx-theme.css"
    if exception or app.builder.format != "html" or not theme.exists():
        return
    css = without_other_icons(theme.read_text(encoding="utf-8"), used_icons(app.outdir))
    css, changed = FONT_SOURCE.subn('src:url(icons.woff) format("woff")', css)
    if not changed:
        raise ValueError(f"{theme.name} has no @font-face of fa-solid-900: new theme?")
    (theme.parent / "light-theme.css").write_text(css, encoding="utf-8")
    others = (
        p.read_text(encoding="utf-8") for p in static.rglob("*.css") if p != theme
    )
    shown = glyphs(css).union(*map(glyphs, others))
    (font,) = static.rglob("fa-solid-900.ttf")
    cut_font(font, shown, theme.parent / "icons.woff")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("build-finished", lighten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
