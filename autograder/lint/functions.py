"""What follows from tests being functions (see graded_cells.py), and from `without`."""

import ast
import importlib
from collections.abc import Iterator

from ..graded_cells import names_bound, names_read, setup_imports
from ..source import Assignment, Cell
from .parsed import Finding, ParsedCell, calls, visible_source

TORCH_DRAWS = {"rand", "randn", "randint", "randperm", "normal", "bernoulli"}


def check_test_names(parsed: ParsedCell, assignment: Assignment) -> Iterator[Finding]:
    """rebinds-answer, setup-name, text-block: what a test's function may hold."""
    answers = _bound_in(assignment, "solution")
    for name in sorted(names_bound(parsed.full) & answers):
        yield parsed.finding(
            None, "rebinds-answer", f"the test binds {name!r}, which a task asks for"
        )
    sources = [cell.text for cell in assignment.setup]
    settings = _bound_in(assignment, "setup") - setup_imports(sources).keys()
    for name in sorted(names_read(parsed.full) & settings - answers):
        if not name.startswith("_"):
            yield parsed.finding(
                None,
                "setup-name",
                f"a student may have bound {name!r} again; call it {'_' + name!r} in "
                "the set-up cell, or define it in the test",
            )
    for node in ast.walk(parsed.full):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if text and node.end_lineno > node.lineno and "\n" in node.value:
            yield parsed.finding(
                node, "text-block", "a string over several lines; join short ones"
            )


def check_draws(parsed: ParsedCell) -> Iterator[Finding]:
    """own-draws: inputs come from the task's generators, so that they can be repeated.

    What draws from torch's global generator stands under `fork_rng`, seeded.
    """
    free = [
        (node.lineno, node.end_lineno)
        for node in ast.walk(parsed.full)
        if isinstance(node, ast.With) and "fork_rng" in ast.unparse(node.items[0])
    ]
    for call in calls(ast.walk(parsed.full)):
        name = parsed.dotted(call.func)
        module, _, function = name.rpartition(".")
        drawn = module == "torch" and function in TORCH_DRAWS
        given = any(keyword.arg == "generator" for keyword in call.keywords)
        inside = any(first <= call.lineno <= last for first, last in free)
        if drawn and not given and not inside:
            yield parsed.finding(
                call, "own-draws", f"write {name}(..., generator=generator)"
            )


def check_without(assignment: Assignment) -> Iterator[Finding]:
    """without-unknown, without-unsaid: forbidden calls exist; the text names them."""
    text = ""
    for cell in assignment.cells:
        if cell.kind == "markdown":
            text = cell.text
        if cell.kind != "solution":
            continue
        for name in cell.without:
            if not _exists(name):
                yield _finding(cell, "without-unknown", f"{name!r} does not exist")
            elif name.rpartition(".")[2] not in text + visible_source(cell):
                short = name.rpartition(".")[2]
                yield _finding(
                    cell, "without-unsaid", f"the task's text must forbid `{short}`"
                )


def _finding(cell: Cell, rule: str, message: str) -> Finding:
    return Finding(cell.grade_id, cell.line, rule, message)


def _bound_in(assignment: Assignment, kind: str) -> set[str]:
    """What the cells of a kind bind at their top level."""
    bound = set()
    for cell in assignment.cells:
        if cell.kind == kind:
            for node in ast.parse(visible_source(cell)).body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    bound.add(node.name)
                elif not isinstance(node, ast.Import | ast.ImportFrom):
                    bound |= names_bound(node)
    return bound


def _exists(name: str) -> bool:
    """Whether a dotted name is a function or class of a module, or a method."""
    parts = name.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for part in parts[end:]:
            found = getattr(found, part, None)
        return callable(found)
    return False
