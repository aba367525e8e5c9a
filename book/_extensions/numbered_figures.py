"""Sphinx extension: figures and tables made by a cell get their number and caption.

``layerwise``'s figures are inline HTML with a name. To Sphinx that is an opaque
output; here it becomes a figure of the document, so that "Figure 2.1" stands in front
of its caption and {numref}`fig-padding` works from any page. ``{caption} fig-padding``
after the cell gives the caption, in the page's mark-up, and with ``:alt:`` the text
alternative, so that neither stands in the code that readers study.
"""

import re
from html import escape, unescape
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

OUTPUT = re.compile(
    r'<figure class="(?P<kind>layerwise-figure|layerwise-table)" id="(?P<name>[^"]+)"'
    r"[^>]*>(?P<content>.*)</figure>",
    re.DOTALL,
)
CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
LABEL = re.compile(r'(role="img"\s+)?aria-label="([^"]*)"')
# What layerwise writes where a figure has a name and no text alternative.
PLACEHOLDER = re.compile(r"Figure [a-z0-9-]+: see its caption in the book")

logger = logging.getLogger(__name__)


class caption_text(nodes.General, nodes.Element):
    """A caption that waits for its figure: ``name``, ``alt`` and inline content."""


class table_figure(nodes.figure):
    """A table made by a cell, which is numbered as tables are."""


class Caption(SphinxDirective):
    """The ``caption`` directive; its argument is the name of a figure or table."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        alt = self.options.get("alt", "").split()
        # MyST reads one line of an option; further lines of it are indented.
        while alt and self.content and self.content[0].startswith("  "):
            alt += self.content[0].split()
            self.content.trim_start()
            self.content_offset += 1
        content = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, content)
        if len(content) != 1 or not isinstance(content[0], nodes.paragraph):
            raise self.error(
                f"caption {self.arguments[0]!r}: write it as one paragraph"
            )
        found = caption_text(
            "",
            *content[0],
            name=self.arguments[0],
            alt=" ".join(alt),
            text=content.astext(),
        )
        self.set_source_info(found)
        return [found]


class NumberFigures(SphinxTransform):
    """Wraps the outputs that are named figures with a caption in figure nodes."""

    default_priority = 500  # before Sphinx collects labels and numbers figures

    def apply(self) -> None:
        captions = self.captions()
        for raw in list(self.document.findall(nodes.raw)):
            match = OUTPUT.fullmatch(raw.astext().strip())
            output = raw.parent.parent  # raw in its MIME type in the cell's output
            if match and output.get("nb_element") == "mime_bundle":
                self.wrap(output, raw, match, captions.pop(match["name"], None))
        for name, text in captions.items():
            names = [f["names"][0] for f in self.document.findall(is_wrapped)]
            there = ", ".join(names) or "none"
            self.warn(
                text,
                f"caption {name!r}: no figure or table of this page's cells has this "
                f'name; give the figure name="{name}". Those with a caption: {there}',
            )

    def captions(self) -> dict[str, caption_text]:
        """Take the captions out of the page, by the name of their figure."""
        found: dict[str, caption_text] = {}
        for text in list(self.document.findall(caption_text)):
            text.parent.remove(text)
            if text["name"] in found:
                self.warn(text, f"caption {text['name']!r} is given twice")
            found[text["name"]] = text
        return found

    def warn(self, node: nodes.Element, message: str) -> None:
        logger.warning(message, location=node, type="numbered_figures")

    def wrap(
        self,
        output: nodes.Element,
        raw: nodes.raw,
        match: re.Match,
        text: caption_text | None,
    ) -> None:
        content = match["content"].strip()
        printed = CAPTION.search(content)  # the caption that the code gave
        if text is None and printed is None:
            return
        table = match["kind"] == "layerwise-table"
        node = table_figure if table else nodes.figure
        figure = node(names=[match["name"]], classes=[match["kind"]])
        figure.source, figure.line = raw.source, raw.line
        self.document.note_explicit_target(figure, figure)
        output.replace_self(figure)
        caption = nodes.caption()
        caption.source, caption.line = raw.source, raw.line
        if text is not None:
            caption.source, caption.line = text.source, text.line
            caption.rawsource = text["text"]
            caption += text.children
            content = self.describe(content, text, output, table)
        if printed:  # after the directive's, as a sentence about seeds is
            space = " " if text is not None else ""
            caption += nodes.Text(space + unescape(printed[1]))
            caption.rawsource += space + unescape(printed[1])
        figure.extend([output, caption])
        content = CAPTION.sub("", content).strip()
        raw.replace_self(nodes.raw(content, content, format="html"))

    def describe(
        self, content: str, text: caption_text, output: nodes.Element, table: bool
    ) -> str:
        """Return a figure's HTML with the text alternative of its caption."""
        if not text["alt"]:
            if PLACEHOLDER.search(content):
                self.warn(
                    text,
                    f"caption {text['name']!r}: the figure has no text alternative: "
                    "say in `:alt:` what it shows, with its numbers",
                )
            return content
        if table:
            self.warn(text, f"caption {text['name']!r}: a table needs no `:alt:`")
            return content
        for image in output.findall(nodes.image):  # where HTML does not show
            image["alt"] = text["alt"]
        return with_alternative(content, text["alt"])


def with_alternative(html: str, alt: str) -> str:
    """Return a figure whose first picture has this text alternative.

    The other pictures keep theirs; one with a placeholder is hidden from screen
    readers, since the first one's describes all.
    """
    count = 0

    def replace(match: re.Match) -> str:
        nonlocal count
        count += 1
        if count == 1:
            return f'{match[1] or ""}aria-label="{escape(alt)}"'
        return 'aria-hidden="true"' if PLACEHOLDER.fullmatch(match[2]) else match[0]

    return LABEL.sub(replace, html)


def is_wrapped(node: nodes.Node) -> bool:
    """Say whether a node is a cell's figure or table with its caption."""
    return isinstance(node, nodes.figure) and bool(
        {"layerwise-figure", "layerwise-table"} & set(node["classes"])
    )


def visit_table(self: HTML5Translator, node: table_figure) -> None:
    self.visit_figure(node)


def depart_table(self: HTML5Translator, node: table_figure) -> None:
    self.depart_figure(node)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_node(caption_text)
    app.add_enumerable_node(table_figure, "table", html=(visit_table, depart_table))
    app.add_directive("caption", Caption)
    app.add_transform(NumberFigures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
