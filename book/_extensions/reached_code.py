"""What a page's cells depend on: the modules and result files that they can reach.

Read from the text: the names that the cells take from ``layerwise``, the modules that
define them, and what those modules take from the package in turn. Where the text does
not say (``getattr(layerwise, name)``, a star, a magic of IPython, a path in a string),
a page depends on the whole package. Result files count where they are named.
"""

import ast
import hashlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

PACKAGE = "layerwise"
EVERYTHING = "*"


def names_taken(code: str) -> set[str]:
    """Return the names that some code takes from the package.

    ``from layerwise.data import load`` gives "load", ``layerwise.naive.pad`` gives
    "naive" and "pad"; EVERYTHING is among them if the code does not tell.
    """
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return {EVERYTHING}
    names, aliases, explained = set(), set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first, *rest = alias.name.split(".")
                if first == PACKAGE:
                    names |= set(rest)
                    aliases.add(alias.asname or PACKAGE)
        elif isinstance(node, ast.ImportFrom) and from_package(node):
            names |= {alias.name for alias in node.names}  # a star is EVERYTHING
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            chain, value = [node.attr], node.value
            while isinstance(value, ast.Attribute):
                chain.append(value.attr)
                value = value.value
            if isinstance(value, ast.Name) and value.id in aliases:
                explained.add(value)
                names |= set(chain)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in aliases and node not in explained:
            names.add(EVERYTHING)
        if isinstance(node, ast.Constant) and f"{PACKAGE}/" in str(node.value):
            names.add(EVERYTHING)
    return names


def from_package(node: ast.ImportFrom) -> bool:
    return node.level > 0 or node.module.split(".")[0] == PACKAGE


class Module:
    """A module of the package."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name  # with dots
        self.own_name = name.rpartition(".")[2]
        self.is_folder = path.name == "__init__.py"
        self.source = path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module | None:
        try:
            return ast.parse(self.source)
        except SyntaxError:  # the page that imports it will say so
            return None

    @cached_property
    def defines(self) -> set[str]:
        """The names of functions, classes and constants at its top level."""
        names = set()
        for node in self.tree.body if self.tree else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            else:
                names |= {
                    n.id
                    for n in ast.walk(node)
                    if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
                }
        return names - {"__all__"}

    @cached_property
    def takes(self) -> set[str]:
        """The names that it takes from the package; an __init__ only passes them on."""
        return set() if self.is_folder else names_taken(self.source)

    @cached_property
    def meaning(self) -> bytes:
        """What it does: comments and the breaking of lines do not count."""
        return (ast.dump(self.tree) if self.tree else self.source).encode()


class Package:
    """The package ``layerwise`` and the folder ``results`` of a checkout."""

    def __init__(self, root: Path) -> None:
        self.modules = [
            Module(dotted(path.relative_to(root)), path)
            for path in sorted((root / PACKAGE).rglob("*.py"))
        ]
        self.results = sorted(p for p in (root / "results").rglob("*") if p.is_file())
        lock = root / "requirements.txt"
        self.versions = lock.read_bytes() if lock.exists() else b""

    def named(self, names: Iterable[str]) -> list[Module]:
        """Return the modules that these names stand for, or that define them."""
        names = set(names)
        if EVERYTHING in names:
            return self.modules
        folders = tuple(
            f"{module.name}."
            for module in self.modules
            if module.is_folder and module.own_name in names
        )
        return [
            module
            for module in self.modules
            if module.own_name in names
            or module.defines & names
            or module.name.startswith(folders)
        ]

    def reached(self, code: str) -> list[Module]:
        """Return the modules that the code of a page can reach."""
        found: dict[str, Module] = {}
        waiting = self.named(names_taken(code))
        while waiting:
            found |= {module.name: module for module in waiting}
            taken = set().union(*(module.takes for module in waiting))
            waiting = [m for m in self.named(taken) if m.name not in found]
        return [found[name] for name in sorted(found)]

    def fingerprint(self, code: str) -> str:
        """Return a hash of all that the code of a page can reach."""
        modules = self.reached(code)
        text = "\n".join([code, *(module.source for module in modules)])
        found = hashlib.sha256(self.versions)
        for module in modules:
            found.update(module.name.encode() + module.meaning)
        for path in self.results:
            if path.stem in text:
                found.update(path.name.encode() + path.read_bytes())
        return found.hexdigest()[:16]


def dotted(path: Path) -> str:
    """Return 'layerwise.data' for layerwise/data/__init__.py."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
