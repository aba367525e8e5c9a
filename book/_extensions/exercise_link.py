"""Sphinx extension: ``{exercise} padding_and_stride`` renders a chapter's exercises.

The box lists the tasks and points of the released notebook, its path and the command
that opens it. Where JupyterLab serves the book, jupyter_links.js adds the link "Open
in Jupyter"; anywhere else there is no link, because it would lead nowhere.
"""

import html
import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

HEADING = re.compile(r"^#+ +(?:\d+\. +)?(.+?) *$", re.MULTILINE)


def notebook_path(name: str) -> str:
    """Return the path of an assignment's notebook, relative to the repository."""
    return f"exercises/{name}/{name}.ipynb"


def read_tasks(path: Path) -> list[tuple[str, float]]:
    """Return (title, points) of every task of a released notebook, in order.

    A task's title is the last heading above the student's cell, without its number,
    or else the task's id. Its points are those of all its test cells, whose ids are
    ``<task>-tests`` and ``<task>-tests-<part>``.
    """
    titles: dict[str, str] = {}
    points: dict[str, float] = {}
    heading = None
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        grading = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "markdown":
            heading = ([heading, *HEADING.findall("".join(cell["source"]))])[-1]
        if grading.get("solution"):
            titles[grading["grade_id"]] = heading or grading["grade_id"]
            heading = None
        elif grading.get("grade"):
            task = grading["grade_id"].partition("-tests")[0]
            points[task] = points.get(task, 0) + grading["points"]
    return [(title, points.get(task, 0)) for task, title in titles.items()]


def in_jupyter(path: str, content: str, classes: str = "", hidden: bool = False) -> str:
    """Return HTML that jupyter_links.js makes a link to the notebook at ``path``.

    Outside JupyterLab it stays plain text, or stays hidden.
    """
    attributes = f'class="{classes}" data-notebook="{html.escape(path)}"'
    return f"<span {attributes}{' hidden' * hidden}>{content}</span>"


class Exercise(SphinxDirective):
    """The ``exercise`` directive; its argument is the name of an assignment."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        path = Path(self.env.srcdir).parent / notebook_path(name)
        if not path.is_file():
            raise self.error(f"{notebook_path(name)} is missing: run `make exercises`")
        self.env.note_dependency(str(path))
        box = nodes.admonition(classes=["layerwise-exercise"])
        box += nodes.title("", "Exercises")
        box += self.task_list(read_tasks(path))
        button = in_jupyter(
            notebook_path(name), "Open in Jupyter", "open-in-jupyter", hidden=True
        )
        box += nodes.raw("", f"<p>{button}</p>", format="html")
        box += self.paragraph("Notebook: ", notebook_path(name))
        box += self.paragraph("Open it with: ", f"jupyter lab {notebook_path(name)}")
        return [box]

    def task_list(self, tasks: list[tuple[str, float]]) -> nodes.Node:
        items = nodes.enumerated_list(enumtype="arabic")
        for title, points in tasks:
            unit = "point" if points == 1 else "points"
            text, messages = self.state.inline_text(title, self.lineno)
            worth = nodes.Text(f" ({points:g} {unit})")
            items += nodes.list_item("", nodes.paragraph("", "", *text, worth))
            items += messages
        return items

    def paragraph(self, text: str, code: str) -> nodes.paragraph:
        return nodes.paragraph("", "", nodes.Text(text), nodes.literal(code, code))


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("exercise", Exercise)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
