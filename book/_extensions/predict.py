"""Sphinx extension: ``{predict} How many are zero?`` asks before a cell answers.

The directive stands directly before the code cell that shows the answer. It takes a
number (``:answer: 144``, and if wanted ``:tolerance:`` and ``:unit:``) or a choice
(``:choices: A | B | C`` with ``:answer: 2``, counted from 1); its content is shown
after the reader has answered. predict.js hides the cell's output, and the assertions in
its source, until then; with ``:cells: 2`` those of the next cell, too. Without a script
everything is visible.

A number must occur in the source or in the output of that cell: the build checks it.
"""

import ast
import hashlib
import re
from html import escape, unescape
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from page_records import record, records
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

TAG = re.compile(r"<[^>]*>")
# With thousands separators: comma, underscore, thin and no-break spaces.
NUMBER = re.compile(r"[-−]?\d+(?:[,_\u202f\u2009\u00a0]\d{3})*(?:\.\d*)?(?:e[-+]?\d+)?")
SEPARATOR = re.compile(r"[,_\u202f\u2009\u00a0]")
PROGRESS = re.compile(r'data-progress-page="([^"]+)"')

FORM = """\
<div class="predict-answer">
<form class="predict-form">
{question}
<span class="predict-buttons"><button type="submit">Commit</button>
<button type="button" class="predict-skip">Just show me</button></span>
</form>
<div class="predict-result"><p role="status"></p>
<button type="button" class="predict-again" hidden>Try again</button></div>
</div>
"""
NUMBER_FIELD = (
    '<label><span class="predict-prompt">Your prediction</span> '
    '<input type="number" step="any" name="said" autocomplete="off" required></label>'
    "{unit}"
)


class predict(nodes.General, nodes.Element):
    """A question, its choices, and what is said after the answer."""


class predict_form(nodes.Part, nodes.Element):
    """The field or the choices; children are ``predict_choice``."""


class predict_choice(nodes.Part, nodes.TextElement):
    """One of the answers to choose from."""


class Predict(SphinxDirective):
    """The ``predict`` directive; its argument is the question."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {
        "answer": directives.unchanged_required,
        "tolerance": directives.unchanged_required,
        "unit": directives.unchanged_required,
        "choices": directives.unchanged_required,
        "cells": directives.positive_int,
    }

    def run(self) -> list[nodes.Node]:
        question = " ".join(self.arguments[0].split())
        answer = self.options.get("answer", "").strip()
        labels = [c.strip() for c in self.options.get("choices", "").split(" | ")]
        labels = [label for label in labels if label]
        self.check(answer, labels)
        key = f"{question} {answer} {self.options.get('choices', '')}"
        name = "predict-" + hashlib.sha256(key.encode()).hexdigest()[:8]
        box = predict(
            ids=[name],
            answer=answer,
            tolerance=self.options.get("tolerance", "0"),
            unit=self.options.get("unit", ""),
            choices=len(labels),
            cells=self.options.get("cells", 1),
            docname=self.env.docname,
        )
        self.set_source_info(box)
        text, messages = self.state.inline_text(question, self.lineno)
        box += nodes.paragraph("", "", *text, classes=["predict-question"])
        form = predict_form()
        for label in labels:
            text, more = self.state.inline_text(label, self.lineno)
            form += predict_choice("", "", *text)
            messages += more
        box += form
        if self.content:
            explanation = nodes.container(classes=["predict-explanation"])
            self.state.nested_parse(self.content, self.content_offset, explanation)
            box += explanation
        return [box, *messages]

    def check(self, answer: str, labels: list[str]) -> None:
        """Raise an error that says how to write the answer."""
        if labels:
            if len(labels) < 2:
                raise self.error("predict: :choices: is written as `one | two | three`")
            if not (answer.isdecimal() and 1 <= int(answer) <= len(labels)):
                raise self.error(
                    f"predict: :answer: is the place of the right choice, "
                    f"1 to {len(labels)}, not {answer!r}"
                )
        for option in ("answer", "tolerance"):
            text = answer if option == "answer" else self.options.get(option, "0")
            try:
                value(text)
            except ValueError:
                raise self.error(
                    f"predict: :{option}: is a number, not {text!r}"
                ) from None


def value(text: str) -> float:
    """Return the number that is written as ``text``."""
    return float(SEPARATOR.sub("", text).replace("−", "-"))


def numbers(text: str) -> list[float]:
    """Return all numbers in a text: "1,234" is 1234, and may also be 1 and 234."""
    text = text.lower()
    apart = NUMBER.findall(SEPARATOR.sub(" ", text))
    return [value(found) for found in [*NUMBER.findall(text), *apart]]


def text_of(cell: nodes.Element) -> str:
    """Return the source and the outputs of a cell, without their markup."""
    pieces = []
    for node in cell.findall(nodes.Text):
        if isinstance(node.parent, nodes.raw):
            pieces.append(unescape(TAG.sub(" ", node.astext())))
        else:
            pieces.append(node.astext())
    return "\n".join(pieces)


class HidePredictedCells(SphinxTransform):
    """Marks the cell after each question as hidden, and checks that it answers."""

    default_priority = 495  # before figures are taken out of their outputs

    def apply(self) -> None:
        for box in self.document.findall(predict):
            record(self.env, "predict", box["ids"][0])
            first = next_sibling(box)
            if first is None or not is_cell(first):
                warn(box, "no code cell directly after this question")
                continue
            self.check(box, first)
            following = box.parent[box.parent.index(first) :]
            cells = [node for node in following if is_cell(node)][: box["cells"]]
            for number, cell in enumerate(cells, start=1):
                cell["classes"].append("predict-hides")
                cell["ids"].insert(0, f"{box['ids'][0]}-cell-{number}")
                hide_assertions(cell)

    def check(self, box: predict, cell: nodes.Element) -> None:
        parts = [child.get("nb_element") for child in cell.children]
        if "cell_code_output" not in parts:
            warn(box, "the cell after this question has no output to hide")
        elif not box["choices"]:
            answer = value(box["answer"])
            near = 1e-9 * max(abs(answer), 1.0)
            if all(abs(n - answer) > near for n in numbers(text_of(cell))):
                warn(
                    box,
                    f"the answer {box['answer']} is no number in the source or the "
                    "output of the cell after this question",
                )


def is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and node.get("nb_element") == "cell_code"


def next_sibling(node: nodes.Element) -> nodes.Element | None:
    """Return what follows a node in its parent, labels and comments aside."""
    following = node.parent[node.parent.index(node) + 1 :]
    unseen = (nodes.comment, nodes.target, nodes.system_message)
    return next((n for n in following if not isinstance(n, unseen)), None)


def hide_assertions(cell: nodes.Element) -> None:
    """Mark the assertions of a cell's source: they would give the answer away.

    Sphinx writes marked lines as elements of class "hll".
    """
    for block in cell.findall(nodes.literal_block):
        if block.parent.get("nb_element") == "cell_code_source":
            try:
                tree = ast.parse(block.astext())
            except SyntaxError:  # a magic of IPython
                continue
            lines = [
                line
                for statement in ast.walk(tree)
                if isinstance(statement, ast.Assert)
                for line in range(statement.lineno, statement.end_lineno + 1)
            ]
            if lines:
                block.setdefault("highlight_args", {})["hl_lines"] = lines


def warn(box: predict, text: str) -> None:
    logger.warning(f"predict: {text}", location=box, type="predict")


def visit_predict(self: HTML5Translator, node: predict) -> None:
    attributes = {
        "id": node["ids"][0],
        "data-page": node["docname"],
        "data-answer": node["answer"],
        "data-tolerance": node["tolerance"],
        "data-unit": node["unit"],
    }
    written = " ".join(f'{name}="{escape(text)}"' for name, text in attributes.items())
    label = f"{node['ids'][0]}-label"
    self.body.append(
        f'<div class="predict" role="group" aria-labelledby="{label}" {written}>\n'
        f'<p class="predict-label" id="{label}">Predict</p>\n'
    )


def depart_predict(self: HTML5Translator, node: predict) -> None:
    self.body.append("</div>\n")


def visit_form(self: HTML5Translator, node: predict_form) -> None:
    before, self.predict_after = FORM.split("{question}")
    self.body.append(before)
    if node.children:
        self.body.append(
            '<fieldset><legend class="predict-prompt">Your prediction</legend>\n'
        )
    else:
        unit = escape(node.parent["unit"])
        unit = f' <span class="predict-unit">{unit}</span>' if unit else ""
        self.body.append(NUMBER_FIELD.format(unit=unit))


def depart_form(self: HTML5Translator, node: predict_form) -> None:
    self.body.append("</fieldset>\n" if node.children else "\n")
    self.body.append(self.predict_after)


def visit_choice(self: HTML5Translator, node: predict_choice) -> None:
    place = node.parent.index(node) + 1
    self.body.append(
        f'<label><input type="radio" name="said" value="{place}" required> <span>'
    )


def depart_choice(self: HTML5Translator, node: predict_choice) -> None:
    self.body.append("</span></label>\n")


def ignore(self: nodes.NodeVisitor, node: nodes.Node) -> None:
    """Other formats show question, choices and explanation as they are."""


def list_predictions(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Tell every progress mark which questions its page has."""

    def complete(mark: re.Match) -> str:
        names = " ".join(records(app.env, "predict").get(mark[1], []))
        return f'{mark[0]} data-predictions="{names}"'

    if "body" in context:
        context["body"] = PROGRESS.sub(complete, context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    app.setup_extension("page_records")
    others = {"latex": (ignore, ignore), "text": (ignore, ignore)}
    app.add_node(predict, html=(visit_predict, depart_predict), **others)
    app.add_node(predict_form, html=(visit_form, depart_form), **others)
    app.add_node(predict_choice, html=(visit_choice, depart_choice), **others)
    app.add_directive("predict", Predict)
    app.add_transform(HidePredictedCells)
    app.connect("html-page-context", list_predictions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
