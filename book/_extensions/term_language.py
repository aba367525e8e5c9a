"""Sphinx extension: Chinese terms of the glossary are marked as Chinese.

Browsers then choose Chinese letter forms and screen readers a Chinese voice.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

HAN = re.compile(r"[\u4e00-\u9fff]")


class MarkChineseTerms(SphinxPostTransform):
    """Gives every term with Chinese characters the attribute lang="zh"."""

    default_priority = 500  # after smart quotes, which know no Chinese ones

    def run(self) -> None:
        for term in self.document.findall(nodes.term):
            if HAN.search(term.astext()):
                term["classes"].append("language-zh")  # docutils writes lang="zh"


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_post_transform(MarkChineseTerms)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
