"""Links from a task back to what it practises, read from the book's concept map.

Nothing here knows what the concepts are about: `book/concepts.yml` says for each its
title, its page, the label of its section and the tasks that practise it.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

# Where JupyterLab, set up by book/lab_config.py, serves the book.
BOOK = "/static"
CONCEPTS = Path("book") / "concepts.yml"


@dataclass(frozen=True)
class Section:
    """A section of the book: the page without its ending, the label, what it is on."""

    page: str
    label: str
    title: str

    @property
    def address(self) -> str:
        """The section's address in JupyterLab."""
        return f"{BOOK}/{self.page}.html#{self.label}"


def read_links(root: Path) -> dict[str, Section]:
    """The section that each task, "<assignment>/<task>", practises; {} without a book.

    A task of several concepts is linked with the last one: it builds on the others.
    """
    path = Path(root) / CONCEPTS
    if not path.is_file():
        return {}
    links = {}
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")).values():
        tasks = entry.get("task") or []
        for task in [tasks] if isinstance(tasks, str) else tasks:
            links[task] = Section(entry["chapter"], entry["section"], entry["title"])
    return links


def links_of(name: str, links: dict[str, Section]) -> tuple[str, dict[str, Section]]:
    """The page of an assignment, "" if none is known, and the section of each task."""
    own = {
        task.partition("/")[2]: section
        for task, section in links.items()
        if task.partition("/")[0] == name
    }
    pages = Counter(section.page for section in own.values())
    return (pages.most_common(1)[0][0] if pages else ""), own


def chapter_line(page: str) -> str:
    """What the first cell of a notebook says about its chapter."""
    return (
        f"**[Open the chapter]({BOOK}/{page}.html)** beside this notebook. The link "
        "works in the JupyterLab that `make lab` starts; anywhere else, open the file "
        f"`_build/html/{page}.html` of the course's folder."
    )


def section_line(section: Section) -> str:
    """What the text of a task says about its section."""
    return f"*Read again:* [{section.title}]({section.address})"
