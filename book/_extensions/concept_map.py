"""Sphinx extension: ``{concept_map}`` renders concepts.yml as one table a part.

A concept is covered (chapter, section, reference, figure, task) or planned. Sections,
figures and functions become links, so a build under -W -n fails on a wrong label.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml
from docutils import nodes
from exercise_link import in_jupyter, notebook_path
from source_directive import find_object
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

PARTS = {
    "convolution": "Part I · Convolution",
    "architectures": "Part II · Architectures",
    "sequences": "Part III · Sequences",
}
COVERED = {"chapter", "section", "reference", "figure", "task"}
COLUMNS = {
    "Concept": 20,
    "中文": 14,
    "Section": 24,
    "Reference": 18,
    "Figure": 10,
    "Task": 14,
}


@dataclass(frozen=True)
class Concept:
    """One entry of concepts.yml; ``chapter`` is None when it is only planned."""

    id: str
    title: str
    chinese: str
    part: str
    chapter: str | None = None
    section: str | None = None
    reference: tuple[str, ...] = ()
    figure: str | None = None
    task: tuple[str, ...] = ()


def read_concept(identifier: str, entry: dict) -> Concept:
    """Return the checked entry of one concept; raises ValueError that names it."""
    keys = set(entry) - {"title", "chinese"}
    if not {"title", "chinese"} <= set(entry):
        raise ValueError(f"concept {identifier}: give a title and a chinese term")
    if keys == {"planned"}:
        if entry["planned"] not in PARTS.values():
            raise ValueError(
                f"concept {identifier}: planned must be one of {list(PARTS.values())}"
            )
        part = entry["planned"]
        return Concept(identifier, entry["title"], entry["chinese"], part)
    if keys != COVERED:
        raise ValueError(
            f"concept {identifier}: give planned alone, or all of "
            f"{', '.join(sorted(COVERED))}; got {', '.join(sorted(keys)) or 'none'}"
        )
    folder = entry["chapter"].partition("/")[0]
    if folder not in PARTS:
        raise ValueError(f"concept {identifier}: no part has the folder {folder!r}")
    lists = {key: tuple(entry[key]) for key in ("reference", "task")}
    return Concept(identifier, part=PARTS[folder], **{**entry, **lists})


def read_concepts(path: Path) -> list[Concept]:
    """Return the concepts of a YAML file, in its order.

    Raises ValueError, naming the concept and the fix, for an incomplete entry.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [read_concept(identifier, entry) for identifier, entry in entries.items()]


def is_public(name: str) -> bool:
    """Say whether the API page has an entry for a dotted name of the package."""
    return name.partition(".")[2] in find_object("layerwise").__all__


class ConceptMap(SphinxDirective):
    """The ``concept_map`` directive; its argument is the data file."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        try:
            concepts = read_concepts(Path(path))
        except ValueError as error:
            raise self.error(f"{relative}: {error}") from None
        return [
            self.part_table(part, [c for c in concepts if c.part == part])
            for part in PARTS.values()
        ]

    def part_table(self, part: str, concepts: list[Concept]) -> nodes.table:
        table = nodes.table("", nodes.title("", part), classes=["concept-map"])
        group = nodes.tgroup(cols=len(COLUMNS))
        for i, width in enumerate(COLUMNS.values()):
            group += nodes.colspec(colwidth=width, stub=i == 0)
        head = nodes.row("", *(cell(nodes.Text(name)) for name in COLUMNS))
        group += nodes.thead("", head)
        group += nodes.tbody("", *(self.row(concept) for concept in concepts))
        table += group
        return table

    def row(self, concept: Concept) -> nodes.row:
        row = nodes.row(ids=[f"concept-{concept.id}"])
        row += cell(nodes.Text(concept.title))
        row += cell(nodes.inline("", concept.chinese, classes=["language-zh"]))
        if concept.chapter not in self.env.found_docs:
            row += [cell(nodes.emphasis("", "planned")), cell(), cell(), cell()]
            return row
        row += cell(self.link("std", "ref", concept.section))
        row += cell(*(self.function(name) for name in concept.reference))
        row += cell(self.link("std", "numref", concept.figure))
        row += cell(*(task_text(task) for task in concept.task))
        return row

    def function(self, name: str) -> nodes.Node:
        code = breakable(name.removeprefix("layerwise."))
        return self.link("py", "obj", name, code) if is_public(name) else code

    def link(
        self, domain: str, kind: str, target: str, text: nodes.Node | None = None
    ) -> addnodes.pending_xref:
        """Return a cross-reference; its text is the target's title unless given."""
        return addnodes.pending_xref(
            "",
            text or nodes.inline(target, target),
            refdomain=domain,
            reftype=kind,
            reftarget=target,
            refdoc=self.env.docname,
            refexplicit=text is not None,
            refwarn=True,
        )


def breakable(name: str) -> nodes.literal:
    """Return a name as code that a narrow column breaks after its underscores."""
    first, *rest = name.split("_")
    code = nodes.literal("", "", nodes.Text(first))
    for part in rest:
        code += [nodes.raw("", "_<wbr>", format="html"), nodes.Text(part)]
    return code


def task_text(task: str) -> nodes.raw:
    """Return the task of 'assignment/task' as a link to its notebook in JupyterLab."""
    assignment, _, name = task.partition("/")
    code = f"<code>{name.replace('_', '_<wbr>')}</code>"
    link = in_jupyter(notebook_path(assignment), code)
    return nodes.raw("", link, format="html")


def cell(*content: nodes.Node) -> nodes.entry:
    """Return a table cell with one paragraph for each piece of content."""
    return nodes.entry("", *(nodes.paragraph("", "", piece) for piece in content))


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("concept_map", ConceptMap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
