"""Sphinx extension: figures drawn by a cell are numbered and can be referred to.

``layerwise``'s figures are inline HTML with a name and a caption. To Sphinx that is an
opaque output; here it becomes a figure of the document, so that "Figure 2.1" stands in
front of its caption and {numref}`fig-padding` works from any page.
"""

import re
from html import unescape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

FIGURE = re.compile(
    r'<figure class="layerwise-figure" id="(?P<name>[^"]+)"[^>]*>'
    r"(?P<content>.*)<figcaption>(?P<caption>.*)</figcaption>\s*</figure>",
    re.DOTALL,
)


class NumberFigures(SphinxTransform):
    """Wraps the outputs that are captioned, named figures in figure nodes."""

    default_priority = 500  # before Sphinx collects labels and numbers figures

    def apply(self) -> None:
        for raw in list(self.document.findall(nodes.raw)):
            match = FIGURE.fullmatch(raw.astext().strip())
            output = raw.parent.parent  # raw in its MIME type in the cell's output
            if match and output.get("nb_element") == "mime_bundle":
                self.wrap(output, raw, match)

    def wrap(self, output: nodes.Element, raw: nodes.raw, match: re.Match) -> None:
        figure = nodes.figure(names=[match["name"]], classes=["layerwise-figure"])
        figure.source, figure.line = raw.source, raw.line
        self.document.note_explicit_target(figure, figure)
        output.replace_self(figure)
        text = unescape(match["caption"])
        caption = nodes.caption(text, text)
        caption.source, caption.line = raw.source, raw.line
        figure.extend([output, caption])
        content = match["content"].strip()
        raw.replace_self(nodes.raw(content, content, format="html"))


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_transform(NumberFigures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
