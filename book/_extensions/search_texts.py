"""Sphinx extension: the texts that the search page looks through.

Sphinx's search knows words and pages, and fetches a page to show an excerpt, which
fails on file://. Here every section, glossary term and function is an entry of
``search/texts.js``, a classic script that the search page alone loads;
_extra/search/search.js finds and shows them.
"""

import json
import re
from pathlib import Path

from docutils import nodes
from page_records import in_reading_order, record, records
from sphinx import addnodes
from sphinx.application import Sphinx

# Not read as text: pictures, hidden targets, formulas on lines of their own.
UNREAD = (nodes.raw, nodes.comment, nodes.math_block, addnodes.index, nodes.image)
SPACE = re.compile(r"\s+")
BRACES = str.maketrans("", "", "{}")


def text_of(node: nodes.Node, stop: tuple[type, ...] = ()) -> str:
    """Return what a reader reads of a node, without what lies in ``stop`` nodes."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, (*UNREAD, *stop)) or hides_answers(node):
        return " "
    if isinstance(node, nodes.math):
        return formula(node.astext())
    if isinstance(node, addnodes.pending_xref) and not named(node):
        return " "
    apart = "" if isinstance(node, nodes.TextElement) else " "
    return apart.join(text_of(child, stop) for child in node.children)


def formula(tex: str) -> str:
    """Return a short formula without the marks of TeX: C_out for C_\\text{out}."""
    plain = tex.replace("\\text", "").replace("\\times", "×").translate(BRACES)
    return plain if "\\" not in plain and len(plain) < 20 else "…"


def named(link: addnodes.pending_xref) -> bool:
    """Whether the text of a link is known before all pages are read."""
    return link["refexplicit"] or link["reftype"] in ("term", "func", "class", "meth")


def hides_answers(node: nodes.Node) -> bool:
    """Whether a node is the output of a cell; it may answer a question."""
    return isinstance(node, nodes.Element) and (
        node.get("nb_element") == "cell_code_output"
        or "predict-explanation" in node.get("classes", ())
    )


def squeezed(text: str) -> str:
    return SPACE.sub(" ", text).strip(" →")  # a link whose text is not known yet


def note_texts(app: Sphinx, doctree: nodes.document) -> None:
    """Record the sections, terms and functions of the page that was read."""

    def note(anchor: str, title: str, kind: str, text: str) -> None:
        entry = (anchor, squeezed(title), kind, squeezed(text))
        record(app.env, "search", entry)

    inner = (nodes.section, nodes.title, addnodes.glossary, addnodes.desc)
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        kind = "page" if section.parent is doctree else "section"
        text = " ".join(text_of(child, inner) for child in section.children)
        note(section["ids"][0], title.astext(), kind, text)
    for entry in doctree.findall(nodes.definition_list_item):
        if isinstance(entry.parent.parent, addnodes.glossary):
            terms = [child for child in entry if isinstance(child, nodes.term)]
            title = " · ".join(text_of(term) for term in terms)
            note(terms[0]["ids"][0], title, "term", text_of(entry.children[-1]))
    for described in doctree.findall(addnodes.desc):
        signature = described.next_node(addnodes.desc_signature)
        if signature["ids"]:
            content = text_of(described.children[-1], (addnodes.desc,))
            note(signature["ids"][0], signature["ids"][0], "code", content)


def write_texts(app: Sphinx, exception: Exception | None) -> None:
    """Write the entries of all pages, in reading order, as one script."""
    if exception or app.builder.format != "html":
        return
    found = records(app.env, "search")
    pages, entries = [], []
    for docname in in_reading_order(app.env, found):
        title = app.env.titles[docname].astext()
        pages.append([app.builder.get_target_uri(docname), title])
        entries += [[len(pages) - 1, *entry] for entry in found[docname]]
    texts = {"pages": pages, "entries": entries}
    content = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    path = Path(app.outdir) / "search" / "texts.js"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"window.searchTexts = {content};\n", encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.setup_extension("page_records")
    app.connect("doctree-read", note_texts)
    app.connect("build-finished", write_texts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
