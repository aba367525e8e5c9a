"""Sphinx extension: the glossary's Chinese terms, marked, with lasting anchors.

Browsers then choose Chinese letter forms and screen readers a Chinese voice. An anchor
made of Chinese letters alone would be a number that changes when a term is added, so a
Chinese term gets the anchor of the English one above it with ``-zh``: #term-stride-zh.
"""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

HAN = re.compile(r"[\u4e00-\u9fff]")


class NameChineseTerms(SphinxTransform):
    """Gives every Chinese term an anchor that depends on its entry's English name."""

    default_priority = 250  # the directives have run, no link is resolved

    def apply(self) -> None:
        for glossary in self.document.findall(addnodes.glossary):
            for item in glossary.findall(nodes.definition_list_item):
                self.name_terms([n for n in item if isinstance(n, nodes.term)])

    def name_terms(self, terms: list[nodes.term]) -> None:
        english = [term for term in terms if not HAN.search(term.astext())]
        chinese = [term for term in terms if HAN.search(term.astext())]
        for number, term in enumerate(chinese if english else [], start=1):
            anchor = f"{english[0]['ids'][0]}-zh{number if number > 1 else ''}"
            self.move(term, term["ids"][0], anchor)

    def move(self, term: nodes.term, old: str, new: str) -> None:
        """Change a term's anchor, and what Sphinx has noted about it."""
        term["ids"] = [new]
        self.document.ids.pop(old, None)
        self.document.ids[new] = term
        standard, text = self.env.get_domain("std"), term.astext()
        standard.objects["term", text] = (self.env.docname, new)
        standard.data["terms"][text.lower()] = (self.env.docname, new)
        for index in term.findall(addnodes.index):
            index["entries"] = [
                (kind, value, new if target == old else target, main, key)
                for kind, value, target, main, key in index["entries"]
            ]


class MarkChineseTerms(SphinxPostTransform):
    """Gives every term with Chinese characters the attribute lang="zh"."""

    default_priority = 500  # after smart quotes, which know no Chinese ones

    def run(self) -> None:
        for term in self.document.findall(nodes.term):
            if HAN.search(term.astext()):
                term["classes"].append("language-zh")  # docutils writes lang="zh"


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_transform(NameChineseTerms)
    app.add_post_transform(MarkChineseTerms)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
