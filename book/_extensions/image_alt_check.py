"""Sphinx extension: warn about every image that has no real text alternative.

Under -W the warning fails the build. It looks at what the reader gets: images of
the text, images among the outputs of cells, and <img> and <svg> inside raw HTML,
where cells put their inline figures.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath

from docutils import nodes
from numbered_figures import PLACEHOLDER
from sphinx.application import Sphinx
from sphinx.util import logging

SHORTEST = 15  # characters; "A 3 × 3 kernel." is about the least that says anything
FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp)", re.IGNORECASE)

logger = logging.getLogger(__name__)


def fault_of_alternative(text: str | None, uri: str = "") -> str | None:
    """Return what is wrong with ``text`` as the alternative of an image, or None."""
    text = (text or "").strip()
    if not text:
        return "no text alternative"
    if PLACEHOLDER.fullmatch(text):
        return f"a placeholder as text alternative: {text!r} (write a {{caption}})"
    name = PurePosixPath(uri)
    if FILE_NAME.fullmatch(text) or text in (uri, name.name, name.stem):
        return f"a file name as text alternative: {text!r}"
    if len(text) < SHORTEST:
        return f"a text alternative of under {SHORTEST} characters: {text!r}"
    return None


class GraphicsParser(HTMLParser):
    """Collects the faults of the <img> and <svg> elements of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.depth = 0  # of <svg> elements; only the outermost one is the graphic
        self.reads_title = False
        self.title = ""
        self.root: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "img":
            fault = fault_of_alternative(
                attributes.get("alt"), attributes.get("src") or ""
            )
            self.add("<img>", attributes, fault)
        elif tag == "svg":
            if self.depth == 0:
                self.root, self.title = attributes, ""
            self.depth += 1
        elif tag == "title" and self.depth == 1:
            self.reads_title = not self.title

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self.reads_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.reads_title = False
        elif tag == "svg" and self.depth:
            self.depth -= 1
            if self.depth == 0:
                self.add("<svg>", self.root, self.fault_of_svg())

    def fault_of_svg(self) -> str | None:
        """Return what is wrong with the outermost <svg> that just ended, or None."""
        if self.root.get("role") != "img":
            return 'no role="img"'
        return fault_of_alternative(self.root.get("aria-label") or self.title)

    def add(self, what: str, attributes: dict[str, str | None], fault: str | None):
        if fault and attributes.get("aria-hidden") != "true":
            self.faults.append(f"{what} with {fault}")


def faults_of_html(html: str) -> list[str]:
    """Return one line for every <img> or <svg> of ``html`` without an alternative."""
    parser = GraphicsParser()
    parser.feed(html)
    parser.close()
    return parser.faults


def faults_of_page(page: nodes.document) -> Iterator[tuple[nodes.Node, str]]:
    """Yield (node, fault) for every graphic of a page without an alternative."""
    for image in page.findall(nodes.image):
        fault = fault_of_alternative(image.get("alt"), image["uri"])
        if fault:
            yield image, f"image with {fault}"
    for raw in page.findall(nodes.raw):
        if "html" in raw.get("format", ""):
            for fault in faults_of_html(raw.astext()):
                yield raw, fault


def check_page(app: Sphinx, page: nodes.document, docname: str) -> None:
    for node, fault in faults_of_page(page):
        logger.warning(
            "%s; say in its alt text what the picture shows",
            fault,
            location=node if node.line else docname,
            type="image_alt_check",
        )


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-resolved", check_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
