"""Sphinx extension: "Summary", "Exercises" and the like are not numbered.

They end every chapter and are no step of it. Their sections get the class "afterword",
and no number in their headings and in "On this page".
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms import SphinxTransform

AFTERWORDS = {"Summary", "Exercises", "Think further", "References"}


class MarkAfterwords(SphinxTransform):
    """Gives the sections of a chapter that are no step of it a class."""

    default_priority = 600

    def apply(self) -> None:
        for section in self.document.findall(nodes.section):
            if section.next_node(nodes.title).astext() in AFTERWORDS:
                section["classes"].append("afterword")


def without_afterwords(env: BuildEnvironment) -> None:
    """Take the numbers of afterwords away, in headings and in tables of contents."""
    for docname, numbers in env.toc_secnumbers.items():
        for link in env.tocs[docname].findall(nodes.reference):
            anchor = link["anchorname"]
            if anchor in numbers and link.astext() in AFTERWORDS:
                numbers[anchor] = ()
                link["secnumber"] = None


def number_without_afterwords(app: Sphinx) -> None:
    """Wrap the method that numbers sections, Sphinx's or sphinx-multitoc-numbering's.

    It returns the pages whose numbers have changed since the last build, to write them
    again. Numbers that were taken away afterwards would count as changed every time.
    """
    assign = TocTreeCollector.assign_section_numbers
    if getattr(assign, "without_afterwords", False):
        return

    def assign_section_numbers(self, env: BuildEnvironment) -> list[str]:
        before = env.toc_secnumbers
        assign(self, env)
        without_afterwords(env)
        return [
            doc for doc, now in env.toc_secnumbers.items() if now != before.get(doc)
        ]

    assign_section_numbers.without_afterwords = True
    TocTreeCollector.assign_section_numbers = assign_section_numbers


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_transform(MarkAfterwords)
    app.connect("builder-inited", number_without_afterwords, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
