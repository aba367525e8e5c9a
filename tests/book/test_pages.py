"""Every page of the built book, read as a file: no browser is needed."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src"}
EXTERNAL = re.compile(r"(https?:)?//", re.IGNORECASE)
CSS_ADDRESS = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""")


@cache
def parse(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture
def soup(html, page) -> BeautifulSoup:
    return parse(html / f"{page}.html")


def css_addresses(css: str) -> list[str]:
    return [found for found in CSS_ADDRESS.findall(css) if EXTERNAL.match(found)]


def test_loads_nothing_from_other_hosts(soup):
    loaded = [
        element[attribute]
        for tag, attribute in LOADING.items()
        for element in soup.find_all(tag, attrs={attribute: True})
    ]
    loaded += [link["href"] for link in soup.find_all("link", href=True)]
    external = [address for address in loaded if EXTERNAL.match(address)]
    styles = [style.get_text() for style in soup.find_all("style")]
    styles += [element["style"] for element in soup.find_all(style=True)]
    assert external + [a for css in styles for a in css_addresses(css)] == []


def test_style_sheets_load_nothing_from_other_hosts(html):
    sheets = list(html.rglob("*.css"))
    found = {s.name: css_addresses(s.read_text(encoding="utf-8")) for s in sheets}
    assert sheets
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


def test_every_picture_has_a_text_alternative(soup):
    article = soup.find("article")
    faults = [
        str(image)[:120]
        for image in article.find_all("img")
        if len(image.get("alt", "")) < 15 or image["alt"] in unquote(image["src"])
    ]
    for svg in article.find_all("svg"):
        title = svg.find("title", recursive=False)
        name = svg.get("aria-label") or (title.get_text() if title else "")
        hidden = svg.get("aria-hidden") == "true" or svg.find_parent("svg")
        if not hidden and (svg.get("role") != "img" or len(name) < 15):
            faults.append(str(svg)[:120])
    assert faults == []


def test_links_within_the_book_lead_somewhere(soup, html, page):
    broken = []
    for link in soup.find_all("a", href=True):
        address = urlsplit(link["href"])
        if address.scheme or address.netloc:
            continue
        here = html / f"{page}.html"
        target = (
            (here.parent / unquote(address.path)).resolve() if address.path else here
        )
        if not target.is_file():
            broken.append(link["href"])
        elif address.fragment and target.suffix == ".html":
            fragment = unquote(address.fragment)
            if parse(target).find(id=fragment) is None:
                broken.append(link["href"])
    assert broken == []


def test_has_a_description(soup):
    found = soup.find_all("meta", attrs={"name": "description"})
    assert len(found) == 1, "give one myst: html_meta: description: in the front matter"
    assert 50 <= len(found[0]["content"]) <= 200, found[0]["content"]


def test_has_one_first_heading_and_a_language(soup):
    headings = soup.find("article").find_all("h1")
    assert soup.html["lang"] == "en"
    assert len(headings) == 1
