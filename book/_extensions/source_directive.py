"""Sphinx extension: ``{source} layerwise.conv2d`` shows a definition as it is.

The code comes from the package, so the page cannot differ from what runs. The
docstring is left out, because the page says the same in its own words; the option
``:docstring:`` keeps it. The caption links to the entry in the API page.
"""

import ast
import importlib
import inspect
import textwrap
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def find_object(name: str) -> object:
    """Return the object with this dotted name, e.g. 'layerwise.conv2d'.

    Raises LookupError when a part of the name does not exist.
    """
    found: object = importlib.import_module("layerwise")
    parts = name.split(".")
    if parts[0] != "layerwise":
        raise LookupError(f"{name}: give a name that starts with 'layerwise.'")
    for i, part in enumerate(parts[1:], 1):
        if not hasattr(found, part):
            module = ".".join(parts[: i + 1])
            try:
                importlib.import_module(module)
            except ModuleNotFoundError:
                raise LookupError(
                    f"{name}: {'.'.join(parts[:i])} has no {part!r}"
                ) from None
        found = getattr(found, part)
    return found


def package_folder() -> Path:
    """Return the folder that holds the package's modules."""
    return Path(importlib.import_module("layerwise").__file__).parent


def without_docstring(source: str) -> str:
    """Return the source of a function or class with its own docstring removed."""
    definition = ast.parse(source).body[0]
    first = definition.body[0]
    if ast.get_docstring(definition, clean=False) is None or len(definition.body) == 1:
        return source
    lines = source.splitlines()
    kept = lines[: first.lineno - 1] + lines[first.end_lineno :]
    return "\n".join(kept) + "\n"


def source_of(name: str, docstring: bool = False) -> tuple[str, Path]:
    """Return the source text of ``name`` and the file that holds it.

    Raises LookupError when there is no such object or the package does not define it.
    """
    found = inspect.unwrap(find_object(name))  # the function under its decorators
    try:
        path = Path(inspect.getsourcefile(found))
    except TypeError:  # not a function, class or module
        path = Path()
    if not path.is_relative_to(package_folder()):
        raise LookupError(f"{name} is no function, class or module of the package")
    source = textwrap.dedent(inspect.getsource(found))
    return (source if docstring else without_docstring(source)), path


class Source(SphinxDirective):
    """The ``source`` directive; its argument is a dotted name."""

    required_arguments = 1
    option_spec: ClassVar = {"docstring": directives.flag}

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        try:
            source, path = source_of(name, "docstring" in self.options)
        except LookupError as error:
            raise self.error(str(error.args[0])) from None
        self.env.note_dependency(str(path))
        code = nodes.literal_block(source, source, language="python")
        code["force"] = False
        caption = nodes.caption("", "", *self.caption(name, path))
        block = nodes.container(
            "", caption, code, literal_block=True, classes=["literal-block-wrapper"]
        )
        self.set_source_info(code)
        self.set_source_info(block)
        return [block]

    def caption(self, name: str, path: Path) -> list[nodes.Node]:
        """Return the nodes "name, in path", the name linked if the API page has it."""
        label: nodes.Node = nodes.literal(name, name)
        package = importlib.import_module("layerwise")
        if name.partition(".")[2] in package.__all__:
            label = addnodes.pending_xref(
                "",
                label,
                refdomain="py",
                reftype="obj",
                reftarget=name,
                refdoc=self.env.docname,
                refexplicit=True,
            )
        place = path.relative_to(package_folder().parent).as_posix()
        return [label, nodes.Text(", in "), nodes.literal(place, place)]


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("source", Source)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
