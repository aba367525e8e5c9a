"""Sphinx extension: a box with a claim, the cells that decide it, and the verdict.

Everything from ``{claim}`` to ``{verdict}``, in one section, becomes one box, with
the verdict as a chip in its head. ``{claims}`` lists the boxes of all pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from page_records import (
    in_reading_order,
    moved_to,
    note_formulas,
    note_listing,
    record,
    records,
    reference,
    without_links,
)
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

VERDICTS = ("holds only if", "holds", "false")  # the longer one is looked for first
SENTENCE_END = re.compile(r"[.!?…][”’)]?(?=\s|$)")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """A claim box, for the list of all of them."""

    name: str
    title: nodes.Element
    word: str
    words: nodes.Element  # the verdict with its condition
    sentence: nodes.Element  # the first one of the verdict


class claim(nodes.General, nodes.Element):
    """A box; its first child is its title, as an inline node."""


class verdict(nodes.General, nodes.Element):
    """The end of a box; its first child is the condition, as an inline node."""


class chip(nodes.Inline, nodes.TextElement):
    """A verdict's word in colour."""


class claims_list(nodes.General, nodes.Element):
    """Stands where the list of all claims will be."""


class ClaimDirective(SphinxDirective):
    """The ``claim`` directive; its argument is the claim."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {"name": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        name = self.options.get("name", "")
        if not re.fullmatch(r"claim-[a-z0-9-]+", name):
            raise self.error(
                f"claim: give a name such as `:name: claim-commutes`, got {name!r}"
            )
        text, messages = self.state.inline_text(self.arguments[0], self.lineno)
        box = claim("", nodes.inline("", "", *text), names=[name])
        self.set_source_info(box)
        self.state.nested_parse(self.content, self.content_offset, box)
        self.state.document.note_explicit_target(box, box)
        return [box, *messages]


class VerdictDirective(SphinxDirective):
    """The ``verdict`` directive: holds, false, or holds only if and a condition."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        given = " ".join(self.arguments[0].split())
        word = next((w for w in VERDICTS if re.match(rf"{w}\b", given)), "")
        condition = given.removeprefix(word).strip()
        if not word or bool(condition) != (word == "holds only if"):
            raise self.error(
                "verdict: say `holds`, `holds only if <condition>` or `false`, "
                f"got {given!r}"
            )
        text, messages = self.state.inline_text(condition, self.lineno)
        end = verdict("", nodes.inline("", "", *text), word=word)
        self.set_source_info(end)
        self.state.nested_parse(self.content, self.content_offset, end)
        if len(end) < 2 or not isinstance(end[1], nodes.paragraph):
            raise self.error("verdict: say in one to three sentences what is true")
        return [end, *messages]


class FrameClaims(SphinxTransform):
    """Puts everything from a claim to its verdict into one box."""

    default_priority = 600  # after figures have their captions

    def apply(self) -> None:
        for box in list(self.document.findall(claim)):
            inside = list(until_verdict(box))
            if inside and isinstance(inside[-1], verdict):
                frame(box, inside)
                record(self.env, "claims", facts_of(box))
            else:
                warn(
                    box,
                    f"claim {box['ids'][0]!r} has no verdict: end it with {{verdict}} "
                    "in the same section, before the next claim",
                )
        for end in self.document.findall(verdict):
            if not isinstance(end.parent, claim):
                warn(end, "verdict without a claim before it in its section")


def warn(node: nodes.Element, message: str) -> None:
    logger.warning(message, location=node, type="claim_boxes")


def until_verdict(box: claim) -> Iterator[nodes.Node]:
    """Yield what follows a claim, up to and with its verdict."""
    for node in box.parent[box.parent.index(box) + 1 :]:
        if isinstance(node, claim | nodes.section):
            return
        yield node
        if isinstance(node, verdict):
            return


def frame(box: claim, inside: list[nodes.Node]) -> None:
    """Move what follows a claim, and ends in its verdict, into its box."""
    for node in inside:
        box.parent.remove(node)
    end = inside[-1]
    title = nodes.paragraph("", "", classes=["claim-title"])
    title["ids"].append(f"{box['ids'][0]}-title")
    title += nodes.inline("", "Check the claim:", classes=["claim-label"])
    title += [nodes.Text(" “"), box[0], nodes.Text("”")]
    mark = nodes.paragraph("", "", chip_of(end["word"]), classes=["claim-chip"])
    box[0] = nodes.container("", title, mark, classes=["claim-head"])
    box["word"] = end["word"]
    box += inside
    condition = end.pop(0)
    end[0].insert(0, verdict_words(end["word"], condition))


def chip_of(word: str) -> chip:
    return chip("", word + " …" * (word == "holds only if"), word=word)


def verdict_words(word: str, condition: nodes.Element) -> nodes.strong:
    """Return the verdict as it stands before its sentences."""
    space = [nodes.Text(" ")] if len(condition) else []
    words = [nodes.Text(word.capitalize()), *space, *condition, nodes.Text(". ")]
    return nodes.strong("", "", *words)


def facts_of(box: claim) -> Claim:
    """Return what the list of claims says of a box in its frame."""
    end = box[-1]
    text = end[0].deepcopy()
    words = text.pop(0)
    return Claim(
        name=box["ids"][0],
        title=box[0][0][2].deepcopy(),
        word=end["word"],
        words=words,
        sentence=first_sentence(text),
    )


def first_sentence(paragraph: nodes.Element) -> nodes.inline:
    """Return the first sentence of a paragraph; its mark-up stays."""
    sentence = nodes.inline()
    for node in paragraph:
        end = SENTENCE_END.search(node) if isinstance(node, nodes.Text) else None
        if end:
            sentence += nodes.Text(node[: end.end()])
            return sentence
        sentence += node.deepcopy()
    return sentence


class ClaimsDirective(SphinxDirective):
    """The ``claims`` directive: the list of all claim boxes of the book."""

    def run(self) -> list[nodes.Node]:
        note_listing(self.env)
        return [claims_list()]


class ListClaims(SphinxPostTransform):
    """Fills the list of claims, chapter by chapter."""

    default_priority = 5  # before links are resolved

    def run(self) -> None:
        claims = records(self.env, "claims")
        for place in list(self.document.findall(claims_list)):
            listing = nodes.container("", count(claims), classes=["claims"])
            for page in in_reading_order(self.env, claims):
                listing += self.chapter(page, claims[page])
            place.replace_self(listing)
            note_formulas(self.env, listing)

    def chapter(self, page: str, claims: list[Claim]) -> list[nodes.Node]:
        here = self.env.docname
        link = reference(here, "std", "doc", f"/{page}")
        items = nodes.bullet_list()
        for entry in claims:
            address = f"{self.app.builder.get_relative_uri(here, page)}#{entry.name}"
            items += nodes.list_item("", *self.entry(entry, address))
        return [nodes.paragraph("", "", link, classes=["claims-chapter"]), items]

    def entry(self, entry: Claim, address: str) -> list[nodes.paragraph]:
        here = self.env.docname
        title = without_links(entry.title)
        link = nodes.reference("", "", title, refuri=address, internal=True)
        head = nodes.paragraph("", "", link, nodes.Text(" "), chip_of(entry.word))
        text = nodes.paragraph("", "", *moved_to(here, entry.sentence))
        if entry.word == "holds only if":
            text.insert(0, moved_to(here, entry.words))
        return [head, text]


def count(claims: dict[str, list[Claim]]) -> nodes.paragraph:
    """Return a line that says how many claims have which verdict."""
    words = [entry.word for page in claims.values() for entry in page]
    line = nodes.paragraph("", f"{len(words)} claims: ", classes=["claims-count"])
    for word in ("holds", "holds only if", "false"):
        line += [nodes.Text(f"{words.count(word)} "), chip_of(word), nodes.Text(" ")]
    return line


def visit_claim(self: HTML5Translator, node: claim) -> None:
    name = node["ids"][0]
    kind = kind_of(node.get("word", ""))
    self.body.append(
        f'<div class="claim claim-{kind}" id="{name}" role="group" '
        f'aria-labelledby="{name}-title">\n'
    )


def visit_verdict(self: HTML5Translator, node: verdict) -> None:
    self.body.append(f'<div class="verdict verdict-{kind_of(node["word"])}">\n')


def depart_block(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def visit_chip(self: HTML5Translator, node: chip) -> None:
    kind = kind_of(node["word"])
    self.body.append(f'<span class="chip chip-{kind}">')


def depart_chip(self: HTML5Translator, node: chip) -> None:
    self.body.append("</span>")


def kind_of(word: str) -> str:
    """Return a verdict's name in the style sheet."""
    return word.replace(" ", "-")


def setup(app: Sphinx) -> dict[str, bool]:
    app.setup_extension("page_records")
    app.add_node(claim, html=(visit_claim, depart_block))
    app.add_node(verdict, html=(visit_verdict, depart_block))
    app.add_node(chip, html=(visit_chip, depart_chip))
    app.add_node(claims_list)
    app.add_directive("claim", ClaimDirective)
    app.add_directive("verdict", VerdictDirective)
    app.add_directive("claims", ClaimsDirective)
    app.add_transform(FrameClaims)
    app.add_post_transform(ListClaims)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
