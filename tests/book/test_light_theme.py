"""The theme's icons, cut down to those that the pages show."""

import pytest
from book_building import ROOT
from fontTools.ttLib import TTFont
from light_theme import glyphs, without_other_icons

CSS = (
    '.fa-bars:before,.fa-navicon:before{content:"\\f0c9"}'
    '.fa-bars-progress:before{content:"\\f828"}'
    ".fa-lg{font-size:1.25em}"
    '.fa-sun{--fa:"\\f185"}'
)


def test_rules_of_other_icons_are_dropped():
    kept = without_other_icons(CSS, {"fa-navicon", "fa-lg"})
    assert "f0c9" in kept
    assert ".fa-lg{" in kept
    assert "f828" not in kept
    assert "f185" not in kept
    assert without_other_icons(CSS, {"fa-sun"}).endswith('.fa-sun{--fa:"\\f185"}')


def test_glyphs_are_found_as_escapes_and_as_characters():
    css = (
        'a{content:"\\f0c9"} :root{--pst-icon-bell:"\uf0f3"} b{color:#fafafa;top:-1em}'
    )
    assert glyphs(css) == {0xF0C9, 0xF0F3}


@pytest.mark.browser
@pytest.mark.parametrize("name", ["convolution/convolution", "search"])
def test_every_icon_on_a_page_is_in_the_font(browser, html, name):
    tab = browser.new_page()
    tab.goto((html / f"{name}.html").as_uri())
    shown = tab.evaluate(
        "[...document.querySelectorAll('i.fa-solid')].map(icon =>"
        " getComputedStyle(icon, '::before').content.replaceAll('\"', ''))"
    )
    assert len(shown) > 5
    assert tab.evaluate("document.fonts.check('900 16px \"Font Awesome 6 Free\"')")
    tab.close()
    (font,) = html.rglob("icons.woff")
    assert {ord(character) for character in shown} <= set(TTFont(font).getBestCmap())


def test_pages_do_not_load_what_was_replaced(html):
    text = (html / "index.html").read_text(encoding="utf-8")
    assert "light-theme.css" in text
    for replaced in ("fontawesome.js", "pydata-sphinx-theme.css", "searchindex.js"):
        assert replaced not in text


def test_fonttools_is_a_dependency():
    assert "fonttools" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
