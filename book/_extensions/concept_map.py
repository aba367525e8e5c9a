"""Sphinx extension: ``{concept_map}`` renders concepts.yml, a list for each part.

A concept is covered (chapter, section, reference, figure, task) or planned; the
planned ones are folded. Sections, figures and functions become links, so a build under
-W -n fails on a wrong label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from docutils import nodes
from exercise_link import in_jupyter, notebook_path
from page_records import reference
from source_directive import find_object
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

PARTS = {
    "convolution": "Part I · Convolution",
    "architectures": "Part II · Architectures",
    "sequences": "Part III · Sequences",
}
CHINESE = "language-zh"  # docutils writes lang="zh"
COVERED = {"chapter", "section", "reference", "figure", "task"}


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
        content: list[nodes.Node] = []
        for part in PARTS.values():
            of_part = [concept for concept in concepts if concept.part == part]
            covered = [c for c in of_part if c.chapter in self.env.found_docs]
            section = part_section(part)
            if covered:
                entries = [self.entry(concept) for concept in covered]
                section += nodes.bullet_list("", *entries, classes=["concepts"])
            section += coming([c for c in of_part if c not in covered])
            content.append(section)
        return content

    def entry(self, concept: Concept) -> nodes.list_item:
        """Return what leads to a concept: section, figure, code and tasks."""
        name = nodes.paragraph("", "", nodes.strong("", concept.title))
        name += [nodes.Text(" "), nodes.inline("", concept.chinese, classes=[CHINESE])]
        section = self.link("std", "ref", concept.section)
        figure = self.link("std", "numref", concept.figure)
        explained = nodes.paragraph("", "", section, nodes.Text(", "), figure)
        used = nodes.paragraph("", "", classes=["concept-code"])
        used += separated([self.function(name) for name in concept.reference])
        used += nodes.Text(" · practised in ")
        used += separated([task_text(task) for task in concept.task])
        entry = nodes.list_item("", name, explained, used)
        entry["ids"].append(f"concept-{concept.id}")
        return entry

    def function(self, name: str) -> nodes.Node:
        code = breakable(name.removeprefix("layerwise."))
        return self.link("py", "obj", name, code) if is_public(name) else code

    def link(
        self, domain: str, kind: str, target: str, text: nodes.Node | None = None
    ) -> addnodes.pending_xref:
        """Return a cross-reference; its text is the target's title unless given."""
        return reference(self.env.docname, domain, kind, target, text)


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


def part_section(part: str) -> nodes.section:
    """Return a section of the page with the name of a part as its heading."""
    section = nodes.section("", nodes.title(part, part))
    section["ids"].append(nodes.make_id(part))
    section["names"].append(nodes.fully_normalize_name(part))
    return section


def separated(pieces: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return nodes with commas between them."""
    commas = [node for piece in pieces for node in (nodes.Text(", "), piece)]
    return commas[1:]


def coming(concepts: Sequence[Concept]) -> list[nodes.Node]:
    """Return a folded line with the concepts that are planned, if there are any."""
    if not concepts:
        return []
    count = "one concept" if len(concepts) == 1 else f"{len(concepts)} concepts"
    opening = f'<details class="coming"><summary>Coming: {count}</summary>'
    text = nodes.paragraph()
    for concept in concepts:
        text += [nodes.Text(", " if text.children else ""), nodes.Text(concept.title)]
        text += nodes.Text(" ")
        text += nodes.inline("", concept.chinese, classes=[CHINESE])
    return [
        nodes.raw("", opening, format="html"),
        text,
        nodes.raw("", "</details>", format="html"),
    ]


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("concept_map", ConceptMap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
