"""Sphinx extension: the addresses of the glossary's Chinese terms do not move.

Sphinx makes an anchor from the letters a to z of a term, and numbers the terms that
have none: ``#term-32`` is another term when one is added above. Here a Chinese term
takes the anchor of the English one over the same definition: 步幅, below stride, is
``#term-stride-zh``, and a second one ``#term-stride-zh-2``.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import Glossary
from term_language import HAN


class StableGlossary(Glossary):
    """The ``glossary`` directive with anchors that do not depend on other entries."""

    def run(self) -> list[nodes.Node]:
        result = super().run()
        for node in result:
            for entry in node.findall(nodes.definition_list_item):
                self.name_chinese_terms([n for n in entry if isinstance(n, nodes.term)])
        return result

    def name_chinese_terms(self, terms: list[nodes.term]) -> None:
        chinese = [term for term in terms if HAN.search(term.astext())]
        english = [term for term in terms if term not in chinese]
        if chinese and not english:
            raise self.error(f"write the English term above {chinese[0].astext()}")
        for place, term in enumerate(chinese, start=1):
            number = "" if place == 1 else f"-{place}"
            self.rename(term, f"{english[0]['ids'][0]}-zh{number}")

    def rename(self, term: nodes.term, anchor: str) -> None:
        """Give a term another anchor, wherever Sphinx has noted its old one."""
        document = self.state.document
        (old,) = term["ids"]
        term["ids"] = [anchor]
        document.ids.pop(old, None)
        document.ids[anchor] = term
        text = term.astext()
        terms = self.env.get_domain("std")
        terms.objects["term", text] = (self.env.docname, anchor)
        terms._terms[text.lower()] = (self.env.docname, anchor)
        for index in term.findall(lambda node: node.tagname == "index"):
            index["entries"] = [
                (kind, value, anchor, main, key)
                for kind, value, _, main, key in index["entries"]
            ]


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive_to_domain("std", "glossary", StableGlossary, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
