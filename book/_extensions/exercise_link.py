"""Sphinx extension: ``{exercise} padding_and_stride`` renders a chapter's exercises.

It stands under the heading ``## Exercises``. The box lists the tasks of the released
notebook with their points, and the one place to work: the student's copy in work/.
Where JupyterLab serves the book, jupyter_links.js adds the link "Open in Jupyter";
anywhere else the box says how to get there, and holds the notebook as a download that
needs no server: a data URI.
"""

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

HEADING = re.compile(r"^#+ +(?:\d+\. +)?(.+?) *$", re.MULTILINE)
MINUTES = re.compile(r"\babout (\d+) minutes\b", re.IGNORECASE)
URI_SAFE = "!$()*+,/:;=?@"  # what may stand in a data URI as it is


@dataclass
class Task:
    """A task: the heading above it, what it is worth, how long it takes (0: unsaid)."""

    title: str
    minutes: int
    points: float = 0


def notebook_path(name: str) -> str:
    """Return the path of an assignment's notebook, relative to the repository."""
    return f"exercises/{name}/{name}.ipynb"


def work_path(name: str) -> str:
    """Return the path of the student's copy, relative to the repository."""
    return f"work/{name}/{name}.ipynb"


def read_tasks(path: Path) -> list[Task]:
    """Return every task of a released notebook, in order.

    A task's title is the last heading above the student's cell, without its number,
    or else the task's id; its time is what that text calls "about N minutes". Its
    points are those of all its test cells, whose ids are ``<task>-tests`` and
    ``<task>-tests-<part>``.
    """
    tasks: dict[str, Task] = {}
    heading, minutes = None, 0
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        grading = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            heading = ([heading, *HEADING.findall(text)])[-1]
            minutes = int((["0", *MINUTES.findall(text)])[-1])
        if grading.get("solution"):
            task = Task(heading or grading["grade_id"], minutes)
            tasks[grading["grade_id"]] = task
            heading, minutes = None, 0
        elif grading.get("grade"):
            task = tasks.get(grading["grade_id"].partition("-tests")[0])
            if task:
                task.points += grading["points"]
    return list(tasks.values())


def in_plural(number: float, unit: str) -> str:
    """Return for example "1 point" or "2.5 points"."""
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def in_jupyter(path: str, content: str, classes: str = "", hidden: bool = False) -> str:
    """Return HTML that jupyter_links.js makes a link to the copy of a notebook.

    ``path`` is that of the released notebook. Outside JupyterLab the content stays
    plain text, or stays hidden.
    """
    copy = work_path(Path(path).stem)
    attributes = f'class="{classes}" data-notebook="{html.escape(copy)}"'
    return f"<span {attributes}{' hidden' * hidden}>{content}</span>"


def download(path: Path) -> str:
    """Return HTML for a link that saves a notebook, from file:// and offline too."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps(notebook, ensure_ascii=False, separators=(",", ":"))
    uri = f"data:application/x-ipynb+json;charset=utf-8,{quote(text, URI_SAFE)}"
    return (
        f'<a class="download-notebook" download="{html.escape(path.name)}" '
        f'href="{html.escape(uri)}">Download the notebook</a>'
    )


class Exercise(SphinxDirective):
    """The ``exercise`` directive; its argument is the name of an assignment."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        path = Path(self.env.srcdir).parent / notebook_path(name)
        if not path.is_file():
            raise self.error(f"{notebook_path(name)} is missing: run `make exercises`")
        self.env.note_dependency(str(path))
        tasks = read_tasks(path)
        box = nodes.admonition(classes=["layerwise-exercise"])
        box += nodes.title("", self.summary(tasks))
        box += self.task_list(tasks)
        button = in_jupyter(
            notebook_path(name), "Open in Jupyter", "open-in-jupyter", hidden=True
        )
        box += nodes.raw("", f"<p>{button}</p>", format="html")
        outside = nodes.container(classes=["without-jupyter"])
        outside += nodes.paragraph(
            "",
            "",
            nodes.Text("Run "),
            self.code("make lab"),
            nodes.Text(" in the course's folder (without make: "),
            self.code("jupyter lab --config book/lab_config.py"),
            nodes.Text("), come back to this page there and press "),
            nodes.emphasis("", "Open in Jupyter"),
            nodes.Text(". You work in "),
            self.code(work_path(name)),
            nodes.Text(", your own copy, which no update overwrites."),
        )
        link = f"<p>{download(path)}, to work on it anywhere else.</p>"
        outside += nodes.raw("", link, format="html")
        box += outside
        return [box]

    @staticmethod
    def summary(tasks: list[Task]) -> str:
        minutes = sum(task.minutes for task in tasks)
        points = sum(task.points for task in tasks)
        parts = [in_plural(len(tasks), "task"), in_plural(points, "point")]
        if minutes:
            parts.append(f"about {in_plural(minutes, 'minute')}")
        return ", ".join(parts)

    def task_list(self, tasks: list[Task]) -> nodes.Node:
        items = nodes.enumerated_list(enumtype="arabic")
        for task in tasks:
            text, messages = self.state.inline_text(task.title, self.lineno)
            about = in_plural(task.points, "point")
            if task.minutes:
                about += f", about {in_plural(task.minutes, 'minute')}"
            items += nodes.list_item(
                "", nodes.paragraph("", "", *text, nodes.Text(f" ({about})"))
            )
            items += messages
        return items

    @staticmethod
    def code(text: str) -> nodes.literal:
        return nodes.literal(text, text)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("exercise", Exercise)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
