"""Sphinx extension: ``{goals} padding_and_stride`` opens a chapter.

It says what the reader can do by the end, what to know before, and how long it takes,
and leads to the page's exercises, those of the assignment that is its argument. The
landing page makes a card of the same facts (see course_map.py).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from exercise_link import notebook_path, read_tasks
from page_records import record
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Goals:
    """What a chapter says about itself."""

    items: list[nodes.Element]  # one container of inline nodes for each goal
    reading: int  # minutes
    practice: int  # minutes, 0 without exercises
    assignment: str  # empty without exercises
    tasks: int  # of the assignment, which two chapters may share


class goals(nodes.General, nodes.Element):
    """The box; one with an ``assignment`` leads to the page's exercises."""


class Opening(SphinxDirective):
    """The ``goals`` directive; its argument is the name of an assignment, if any."""

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar = {
        "before": directives.unchanged_required,
        "reading": directives.positive_int,
        "practice": directives.positive_int,
    }

    def run(self) -> list[nodes.Node]:
        if "reading" not in self.options:
            raise self.error("goals: give the minutes of reading, `:reading: 30`")
        if bool(self.arguments) != ("practice" in self.options):
            raise self.error(
                "goals: give both the assignment, `{goals} name`, and the minutes of "
                "its exercises, `:practice: 40`, or neither"
            )
        content = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, content)
        if len(content) != 1 or not isinstance(content[0], nodes.bullet_list):
            raise self.error(
                "goals: after the options, of one line each, write what the reader can "
                "do as one list, `- …`"
            )
        facts = Goals(
            items=[
                nodes.inline("", "", *(n.deepcopy() for n in item[0]))
                for item in content[0]
            ],
            reading=self.options["reading"],
            practice=self.options.get("practice", 0),
            assignment="".join(self.arguments),
            tasks=self.count_tasks(),
        )
        record(self.env, "goals", facts)
        box = goals(assignment=facts.assignment)
        self.set_source_info(box)
        box += nodes.paragraph("", "By the end you can", classes=["goals-title"])
        box += content[0]
        box += self.before()
        box += self.time(facts)
        return [box]

    def count_tasks(self) -> int:
        if not self.arguments:
            return 0
        path = Path(self.env.srcdir).parent / notebook_path(self.arguments[0])
        if not path.is_file():
            raise self.error(
                f"goals: {notebook_path(self.arguments[0])} is missing: "
                "run `make exercises`"
            )
        self.env.note_dependency(str(path))
        return len(read_tasks(path))

    def before(self) -> list[nodes.Node]:
        """Return what to know before, as a paragraph."""
        if "before" not in self.options:
            return []
        text, messages = self.state.inline_text(self.options["before"], self.lineno)
        label = nodes.strong("", "Before this: ")
        return [nodes.paragraph("", "", label, *text), *messages]

    def time(self, facts: Goals) -> nodes.paragraph:
        """Return the line with the time and the button to the exercises."""
        line = nodes.paragraph("", "", classes=["goals-time"])
        line += nodes.inline("", f"{facts.reading} minutes to read")
        if facts.assignment:
            line += nodes.reference(
                "",
                f"Exercises, {facts.practice} minutes",
                refid="exercises",
                internal=True,
                classes=["goals-button"],
            )
        return line


def check_exercises(app: Sphinx, page: nodes.document) -> None:
    """Warn where the button would lead nowhere."""
    sections = {name for s in page.findall(nodes.section) for name in s["ids"]}
    for box in page.findall(goals):
        if box["assignment"] and "exercises" not in sections:
            logger.warning(
                "goals name an assignment, but the page has no section '## Exercises'",
                location=box,
                type="goals",
            )


def visit_goals(self: HTML5Translator, node: goals) -> None:
    self.body.append('<div class="goals" role="group" aria-label="Goals">\n')


def depart_goals(self: HTML5Translator, node: goals) -> None:
    self.body.append("</div>\n")


def setup(app: Sphinx) -> dict[str, bool]:
    app.setup_extension("page_records")
    app.add_node(goals, html=(visit_goals, depart_goals))
    app.add_directive("goals", Opening)
    app.connect("doctree-read", check_exercises)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
