"""Sphinx extension: ``{api_listing}`` documents all that ``layerwise`` exports.

The names come from ``layerwise.__all__``, grouped by the module that defines them,
so the page has an entry for every public function on the day it is added.
"""

import importlib
import inspect
import re
from types import ModuleType

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import nested_parse_with_titles


def names_by_module(package: ModuleType) -> dict[str, list[str]]:
    """Return the public names of ``package``, in order, under their modules' names.

    A public module stands under its own name, a constant under the package's.
    """
    groups: dict[str, list[str]] = {}
    for name in package.__all__:
        public = getattr(package, name)
        if inspect.ismodule(public):
            module = public.__name__
        else:
            module = getattr(public, "__module__", package.__name__)
        groups.setdefault(module, []).append(name)
    return groups


def entry(package: ModuleType, name: str) -> str:
    """Return the autodoc directive, in reStructuredText, for one public name."""
    public = getattr(package, name)
    if inspect.ismodule(public):
        return f".. automodule:: {package.__name__}.{name}\n   :members:\n"
    if inspect.isclass(public):
        # A named tuple says what its fields are in its own docstring.
        members = "" if issubclass(public, tuple) else "   :members:\n"
        return f".. autoclass:: {package.__name__}.{name}\n{members}"
    if inspect.isroutine(public):
        return f".. autofunction:: {package.__name__}.{name}\n"
    return f".. autodata:: {package.__name__}.{name}\n"


def listing(package: ModuleType) -> str:
    """Return the whole listing as MyST text, one section a module."""
    sections = []
    for module, names in names_by_module(package).items():
        text = inspect.getdoc(importlib.import_module(module)) or ""
        purpose = text.split("\n\n")[0]
        title = module.rpartition(".")[2].replace("_", " ").capitalize()
        entries = "\n".join(entry(package, name) for name in names)
        sections.append(f"## {title}\n\n{purpose}\n\n```{{eval-rst}}\n{entries}\n```\n")
    return "\n".join(sections)


def escape_stars(app, what, name, public, options, lines: list[str]) -> None:
    """Keep the stars of shapes such as (N, C, *space) from meaning emphasis."""
    for i, line in enumerate(lines):
        lines[i] = re.sub(r"``.*?``|\*", lambda m: r"\*" if m[0] == "*" else m[0], line)


class ApiListing(SphinxDirective):
    """The ``api_listing`` directive; it takes no argument."""

    def run(self) -> list[nodes.Node]:
        package = importlib.import_module("layerwise")
        self.env.note_dependency(package.__file__)
        holder = nodes.section()
        holder.document = self.state.document
        lines = StringList(listing(package).splitlines(), source=package.__file__)
        nested_parse_with_titles(self.state, lines, holder)
        return holder.children


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("api_listing", ApiListing)
    app.connect("autodoc-process-docstring", escape_stars)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
