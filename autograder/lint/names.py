"""Names and imports: what test cells may use so that any engine can run them."""

import ast
import builtins
import re
import sys
from collections.abc import Iterator

from ..graded_cells import DRAWS, HELPER_NAMES
from ..source import Assignment, Cell
from .parsed import Finding, ParsedCell, bound_and_used, visible_source

RELEASED_MODULES = {"torch", "numpy", "matplotlib"} | set(sys.stdlib_module_names)
# What a verdict may not rest on: the clock, files, the network, a device, the source
# or the pickled bytes of a student, a stream, another process.
FORBIDDEN_CALLS = {
    *("eval", "exec", "compile", "open", "input", "__import__", "breakpoint"),
    *("globals", "locals", "vars"),
}
FORBIDDEN_MODULES = {
    *("inspect", "pickle", "dill", "cloudpickle", "marshal", "shelve", "importlib"),
    *("time", "timeit", "warnings", "socket", "ssl", "urllib", "http", "requests"),
    *("httpx", "ftplib", "smtplib", "subprocess", "multiprocessing", "threading"),
    *("tempfile", "pathlib", "shutil", "gc", "ctypes", "os"),
    *("sys.stderr", "sys.modules", "sys.settrace"),
    *("torch.load", "torch.save", "torch.hub", "torch.cuda", "torch.mps"),
    *("numpy.load", "numpy.fromfile", "numpy.loadtxt", "numpy.genfromtxt"),
}


class KnownNames:
    """What the cells read so far bind, and what the released text mentions."""

    def __init__(self) -> None:
        self.always = set(dir(builtins))  # in set-up cells and outside solutions
        self.solutions = set()  # only inside solution regions
        self.visible_tests = set()
        self.hidden_tests = set()
        self.plain = set()
        self.words = set()

    def add(self, cell: Cell) -> None:
        """Take in one more cell, of any kind."""
        self.words |= set(re.findall(r"\w+", cell.released))
        if cell.kind == "markdown":
            return
        full, _ = bound_and_used(cell.text)
        visible, _ = bound_and_used(visible_source(cell))
        if cell.kind == "plain":
            self.plain |= full
        elif cell.kind == "tests":
            self.visible_tests |= visible
            self.hidden_tests |= full - visible
        else:
            self.always |= visible
            self.solutions |= full - visible


def check_names(parsed: ParsedCell, known: KnownNames) -> Iterator[Finding]:
    """unknown-name, withheld-name: locked and solution cells stand on firm names."""
    cell = parsed.cell
    own, used = bound_and_used(cell.text)
    own_visible, used_visible = bound_and_used(visible_source(cell))
    allowed = known.always | known.solutions
    if cell.kind == "tests":
        allowed = allowed | HELPER_NAMES | {*DRAWS}
    for name in sorted(used - own - allowed):
        where = "only in a plain cell" if name in known.plain else "nowhere above"
        yield parsed.finding(
            _first_use(parsed.full, name),
            "unknown-name",
            f"{name!r} is bound {where}; bind it in a set-up or solution cell above",
        )
    if cell.kind == "solution":
        return
    hidden = (used_visible - own_visible) & (known.hidden_tests | own)
    for name in sorted(hidden - known.always - known.solutions - known.visible_tests):
        yield parsed.finding(
            _first_use(parsed.visible, name),
            "withheld-name",
            f"{name!r} is bound only in hidden tests; bind it where it is released",
        )
    silent = known.solutions - known.always - known.words - own
    for name in sorted(used & silent):
        yield parsed.finding(
            _first_use(parsed.full, name),
            "withheld-name",
            f"{name!r} is bound only inside a solution; name it in released text",
        )


def check_imports(parsed: ParsedCell) -> Iterator[Finding]:
    """released-import, star-import: students need torch, numpy, matplotlib only."""
    whole = parsed.cell.kind == "solution"
    for node in ast.walk(parsed.full if whole else parsed.visible):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            yield parsed.finding(
                node, "star-import", "'import *' hides what is bound; list the names"
            )
        origins = (
            [node.module or "."]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
        for origin in origins:
            if origin.split(".")[0] not in RELEASED_MODULES:
                yield parsed.finding(
                    node,
                    "released-import",
                    f"students do not have {origin!r}; use torch, numpy or matplotlib",
                )


def check_forbidden(parsed: ParsedCell) -> Iterator[Finding]:
    """forbidden: nothing that a verdict may not rest on; one finding a line."""
    lines = set()
    for node in ast.walk(parsed.full):
        for name in _forbidden(parsed, node):
            if node.lineno not in lines:
                lines.add(node.lineno)
                yield parsed.finding(
                    node,
                    "forbidden",
                    f"tests must not use {name!r}; compare results as plain data",
                )


def check_solution_shown(assignment: Assignment) -> Iterator[Finding]:
    """solution-shown: no long line of a solution is printed elsewhere."""
    skip = ("#", "import ", "from ", "def ", "class ", "for ", "@")
    lines = {}
    for task in assignment.tasks:
        for line in task.solution.withheld.splitlines():
            squeezed = "".join(line.split())
            if len(squeezed) >= 30 and not line.strip().startswith(skip):
                lines[squeezed] = task.name
    for cell in assignment.cells:
        if cell.kind == "solution":
            continue
        released = visible_source(cell).splitlines()
        for number, line in enumerate(released, cell.line):
            squeezed = "".join(line.split())
            for solution in lines:
                if solution in squeezed:
                    yield Finding(
                        cell.grade_id or cell.kind,
                        number,
                        "solution-shown",
                        f"a line of the solution of {lines[solution]!r} stands here; "
                        "state a law or an example instead",
                    )


def _first_use(tree: ast.Module, name: str) -> ast.AST | None:
    """The first node that reads `name`."""
    uses = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == name]
    return min(uses, key=lambda node: node.lineno, default=None)


def _forbidden(parsed: ParsedCell, node: ast.AST) -> list[str]:
    """The forbidden names that a node imports, calls or spells."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return [node.func.id] if node.func.id in FORBIDDEN_CALLS else []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    elif isinstance(node, ast.Attribute):
        names = [parsed.dotted(node)]
    else:
        return []
    return [
        name
        for name in names
        if any(f"{name}.".startswith(f"{module}.") for module in FORBIDDEN_MODULES)
    ]
