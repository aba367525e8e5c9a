"""Sphinx extension: ``{course_map} concepts.yml`` shows the course, a card a chapter.

A card says what the reader will be able to do, how long the chapter and its exercises
take, and how much of it was done (predict.js fills that in). The facts are those of
the chapters' ``{goals}``. What is planned for a part is folded below its cards.
"""

from pathlib import Path

from concept_map import PARTS, coming, part_section, read_concepts
from docutils import nodes
from goals import Goals
from page_records import (
    moved_to,
    note_formulas,
    note_listing,
    records,
    reference,
    without_links,
)
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

GOALS_ON_A_CARD = 2


class part_map(nodes.General, nodes.Element):
    """Stands where the cards of the chapters in a ``folder`` will be."""


class CourseMap(SphinxDirective):
    """The ``course_map`` directive; its argument is the concept map's data."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        note_listing(self.env)
        concepts = read_concepts(Path(path))
        content = []
        for folder, part in PARTS.items():
            section = part_section(part)
            section += part_map(folder=folder)
            section += coming([c for c in concepts if c.part == part and not c.chapter])
            content.append(section)
        return content


class DrawCards(SphinxPostTransform):
    """Makes the cards, from what the chapters say about themselves."""

    default_priority = 5  # before links are resolved

    def run(self) -> None:
        for place in list(self.document.findall(part_map)):
            pages = [
                page
                for page in getattr(self.config, "external_site_map", ())
                if page.startswith(f"{place['folder']}/")
            ]
            cards = nodes.bullet_list("", *map(self.card, pages), classes=["cards"])
            place.replace_self(cards if pages else [])
            note_formulas(self.env, cards)

    def card(self, page: str) -> nodes.list_item:
        card = nodes.list_item(classes=["card-of-chapter"])
        here = self.env.docname
        number = self.env.toc_secnumbers.get(page, {}).get("", ())
        title = nodes.paragraph("", "", classes=["card-title"])
        label = ".".join(map(str, number))
        title += nodes.inline("", f"{label} ", classes=["card-number"])
        title += reference(here, "std", "doc", f"/{page}")
        card += title
        for facts in records(self.env, "goals").get(page, []):
            items = nodes.bullet_list(classes=["card-goals"])
            for goal in facts.items[:GOALS_ON_A_CARD]:
                text = without_end(without_links(moved_to(here, goal)))
                items += nodes.list_item("", nodes.paragraph("", "", text))
            card += [items, facts_line(facts, self.is_shared(facts.assignment))]
        mark = f'<span class="card-progress" data-progress-page="{page}"></span>'
        card += nodes.raw("", mark, format="html")
        return card

    def is_shared(self, assignment: str) -> bool:
        """Say whether several chapters lead to an assignment."""
        pages = records(self.env, "goals").values()
        return sum(facts.assignment == assignment for p in pages for facts in p) > 1


def without_end(goal: nodes.Element) -> nodes.Element:
    """Return a goal without the mark that ends it: its list goes on elsewhere."""
    last = goal[-1]
    if isinstance(last, nodes.Text):
        goal.replace(last, nodes.Text(last.rstrip(" ;.,")))
    return goal


def facts_line(facts: Goals, shared: bool) -> nodes.paragraph:
    """Return the line with the time and the number of exercises.

    Chapters that share an assignment each have a part of its exercises.
    """
    text = f"{facts.reading} min"
    if facts.assignment:
        count = "" if shared else f"{facts.tasks} "
        unit = "exercise" if facts.tasks == 1 and not shared else "exercises"
        text += f" · {count}{unit}, {facts.practice} min"
    return nodes.paragraph("", text, classes=["card-facts"])


def setup(app: Sphinx) -> dict[str, bool]:
    app.setup_extension("goals")
    app.add_node(part_map)
    app.add_directive("course_map", CourseMap)
    app.add_post_transform(DrawCards)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
