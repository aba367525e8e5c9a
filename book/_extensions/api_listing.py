"""Sphinx extension: ``{api_listing}`` documents all that ``layerwise`` exports.

The names come from ``layerwise.__all__``, grouped by the folder and the module that
define them, so the page has an entry for every public function on the day it is added.
A table on top says what each is for in a line.
"""

import dataclasses
import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import nested_parse_with_titles

FIRST = (  # modules of one folder stand in the order of the chapters, others after them
    *("sampling", "padding", "standard", "naive", "matrix", "gradients"),
    *("windows", "counting"),
)


def names_by_module(package: ModuleType) -> dict[str, list[str]]:
    """Return the public names of ``package`` under their modules' names, folder by
    folder and within a folder in the order of the chapters.

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
    folders = list(dict.fromkeys(map(folder_of, groups)))

    def place(module: str) -> tuple[int, int]:
        last = module.rpartition(".")[2]
        rank = FIRST.index(last) if last in FIRST else len(FIRST)
        return folders.index(folder_of(module)), rank

    return {module: groups[module] for module in sorted(groups, key=place)}


def folder_of(module: str) -> str:
    """Return 'convolution' for 'layerwise.convolution.padding'."""
    return f"{module}..".split(".")[1]


def title_of(name: str) -> str:
    """Return a module's name as words."""
    return name.rpartition(".")[2].replace("_", " ").capitalize()


def entry(package: ModuleType, name: str) -> str:
    """Return the autodoc directive, in reStructuredText, for one public name."""
    public = getattr(package, name)
    if inspect.ismodule(public):
        return f".. automodule:: {package.__name__}.{name}\n   :members:\n"
    if inspect.isclass(public):
        # A tuple or a dataclass says what its fields are in its own docstring.
        fields = issubclass(public, tuple) or dataclasses.is_dataclass(public)
        members = "" if fields else "   :members:\n"
        return f".. autoclass:: {package.__name__}.{name}\n{members}"
    if inspect.isroutine(public):
        return f".. autofunction:: {package.__name__}.{name}\n"
    return f".. autodata:: {package.__name__}.{name}\n"


def purpose(package: ModuleType, name: str) -> str:
    """Return the first sentence of what a name says about itself."""
    text = inspect.getdoc(getattr(package, name)) or ""
    first = " ".join(text.split("\n\n")[0].split())
    sentence = re.match(r".*?[.:;](?=\s|$)", first)
    first = (sentence[0] if sentence else first).rstrip(".:;")
    return escaped(first).replace("|", "\\|")


def escaped(text: str) -> str:
    """Return text whose stars, as in (N, C, *space), mean no emphasis; names in
    backquotes become code."""
    text = re.sub(r"``(.*?)``", r"`\1`", text)
    return re.sub(r"`.*?`|\*", lambda m: r"\*" if m[0] == "*" else m[0], text)


def overview(package: ModuleType, groups: dict[str, list[str]]) -> str:
    """Return a table with a line for each name, under its folder's title, as MyST."""
    lines = ["| name | what it is for |", "|---|---|"]
    folder = ""
    for module, names in groups.items():
        if folder_of(module) != folder:
            folder = folder_of(module)
            lines.append(f"| **{title_of(folder)}** | |")
        for name in names:
            target = f"{package.__name__}.{name}"
            kind = "mod" if inspect.ismodule(getattr(package, name)) else "obj"
            link = f"{{py:{kind}}}`{name} <{target}>`"
            lines.append(f"| {link} | {purpose(package, name)} |")
    return "\n".join(lines) + "\n"


def listing(package: ModuleType) -> str:
    """Return the whole listing as MyST text: the overview, and a section a module."""
    groups = names_by_module(package)
    sections = [f"## All names\n\n{overview(package, groups)}"]
    for module, names in groups.items():
        text = inspect.getdoc(importlib.import_module(module)) or ""
        opening = escaped(text.partition("\n\n")[0])
        entries = "\n".join(entry(package, name) for name in names)
        sections.append(
            f"## {title_of(module)}\n\n{opening}\n\n```{{eval-rst}}\n{entries}\n```\n"
        )
    return "\n".join(sections)


def escape_stars(app, what, name, public, options, lines: list[str]) -> None:
    """Keep the stars of shapes such as (N, C, *space) from meaning emphasis; those in
    an example, which ends at an empty line, stay as they are."""
    in_example = False
    for i, line in enumerate(lines):
        in_example = bool(line.strip()) and (in_example or ">>>" in line)
        if not in_example:
            lines[i] = re.sub(
                r"``.*?``|\*", lambda m: r"\*" if m[0] == "*" else m[0], line
            )


class ApiListing(SphinxDirective):
    """The ``api_listing`` directive; it takes no argument."""

    def run(self) -> list[nodes.Node]:
        package = importlib.import_module("layerwise")
        for path in Path(package.__file__).parent.rglob("*.py"):
            self.env.note_dependency(str(path))
        holder = nodes.section()
        holder.document = self.state.document
        lines = StringList(listing(package).splitlines(), source=package.__file__)
        nested_parse_with_titles(self.state, lines, holder)
        return holder.children


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("api_listing", ApiListing)
    app.connect("autodoc-process-docstring", escape_stars)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
