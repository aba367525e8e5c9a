"""Sphinx extension: ``{course_outline} concepts.yml`` lists the parts of the course.

Under each part stand links to the chapters that exist, in the order of the table of
contents, and the names of the concepts that are planned.
"""

from pathlib import Path

from concept_map import PARTS, Concept, read_concepts
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class CourseOutline(SphinxDirective):
    """The ``course_outline`` directive; its argument is the concept map's data."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        concepts = read_concepts(Path(path))
        outline = nodes.definition_list(classes=["course-outline"])
        for folder, part in PARTS.items():
            planned = [c for c in concepts if c.part == part and c.chapter is None]
            content = nodes.definition("", self.chapters(folder), self.planned(planned))
            outline += nodes.definition_list_item("", nodes.term("", part), content)
        return [outline]

    def chapters(self, folder: str) -> nodes.bullet_list:
        """Return links to the chapters of a part, in reading order."""
        chapters = nodes.bullet_list()
        for docname in self.config.external_site_map:
            if docname.startswith(f"{folder}/"):
                link = addnodes.pending_xref(
                    "",
                    nodes.inline(docname, docname),
                    refdomain="std",
                    reftype="doc",
                    reftarget=f"/{docname}",
                    refdoc=self.env.docname,
                    refexplicit=False,
                    refwarn=True,
                )
                chapters += nodes.list_item("", nodes.paragraph("", "", link))
        return chapters

    def planned(self, concepts: list[Concept]) -> nodes.paragraph:
        """Return one sentence with the titles of the planned concepts."""
        titles = ", ".join(concept.title for concept in concepts)
        text = f"Planned: {titles}." if titles else ""
        return nodes.paragraph("", text, classes=["planned"])


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("course_outline", CourseOutline)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
