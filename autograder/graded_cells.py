"""Test cells as functions: what a check needs is inside, so no name can collide.

An author writes the checks of a task as plain statements. In the notebook they stand in
one function, with the imports and the builtins that they use: the cell binds one name
that no student writes, and a student may call a helper `size`, a list `max` or a module
`F` without losing a point. When every check passes the function prints a tick.
"""

import ast
import builtins
import textwrap
from collections.abc import Iterator
from pathlib import Path

HELPERS = Path(__file__).with_name("check_helpers.py")
HELPER_NAMES = frozenset(
    {
        *("_expect_equal", "_expect_close", "_expect_error", "_layouts"),
        *("_draws", "_run_checks"),
    }
)
DRAWS = ("random", "generator")  # what `_draws` returns
FUNCTION = "_checks_of_"
HELPERS_CELL = "check_helpers"  # its name in the notebook


def helpers_source() -> str:
    """The locked cell that binds the helpers of the checks."""
    return HELPERS.read_text(encoding="utf-8").rstrip()


def wrap_tests(
    text: str, grade_id: str, points: float, imports: dict[str, str], without: list[str]
) -> str:
    """Return the checks in `text` as one function and its call.

    `imports` maps a name that a set-up cell imports to the statement that does it;
    `without` are the calls that the student's code may not make.
    """
    tree = ast.parse(text)
    function = FUNCTION + grade_id.replace("-tests", "").replace("-", "_")
    body = text.split("\n")
    scores = bool(tree.body) and isinstance(tree.body[-1], ast.Expr)
    scores = scores and ast.unparse(tree.body[-1]).startswith("float(")
    if scores:
        line = tree.body[-1].lineno - 1
        body[line] = f"return {body[line]}"
    else:
        body.append(f'print("✓ {grade_id.split("-")[0]}: {_worth(points)}")')
    header = [
        *_builtins_line(tree, scores),
        *_imports_used(tree, imports),
        *_draws_line(tree, grade_id),
    ]
    lines = [f"    {line}" if line else "" for line in [*header, *body]]
    arguments = ", ".join([function, *(f'"{name}"' for name in without)])
    call = f"_run_checks({arguments})"
    return "\n".join([f"def {function}():", *lines, "", "", call])


def setup_imports(sources: list[str]) -> dict[str, str]:
    """Each name that the set-up cells import, and a statement that imports it alone."""
    found = {}
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    name = alias.asname or alias.name.split(".")[0]
                    found[name] = ast.unparse(ast.Import([alias]))
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    one = ast.ImportFrom(node.module, [alias], node.level)
                    found[alias.asname or alias.name] = ast.unparse(one)
    return found


def names_bound(tree: ast.AST) -> set[str]:
    """Every name that the code binds, at any depth."""
    bound = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
    return bound


def names_read(tree: ast.AST) -> set[str]:
    """Every name that the code reads, at any depth."""
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _builtins_line(tree: ast.AST, scores: bool) -> Iterator[str]:
    known = {name for name in dir(builtins) if not name.startswith("_")}
    used = (names_read(tree) - names_bound(tree)) & (known - {"True", "False", "None"})
    used |= set() if scores else {"print"}
    if used:
        names = textwrap.fill(", ".join(sorted(used)), 66)
        opening, closing = ("(", ")") if "\n" in names else ("", "")
        yield from f"from builtins import {opening}{names}{closing}".split("\n")


def _imports_used(tree: ast.AST, imports: dict[str, str]) -> list[str]:
    used = names_read(tree) - names_bound(tree) - {*DRAWS}
    return sorted(imports[name] for name in used & imports.keys())


def _draws_line(tree: ast.AST, grade_id: str) -> Iterator[str]:
    """The generators of the inputs, unless the checks bring their own."""
    if (names_read(tree) - names_bound(tree)) & {*DRAWS}:
        yield f'random, generator = _draws("{grade_id}")'


def _worth(points: float) -> str:
    return "1 point" if points == 1 else f"{points:g} points"
