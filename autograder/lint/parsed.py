"""A cell as syntax: all it says, what is released, what its names stand for."""

import ast
import symtable
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..source import SOLUTION_MARKERS, STUB, Assignment, Cell, regions


@dataclass(frozen=True)
class Finding:
    """A broken rule: the cell, the line in the file, the rule's id, what to change."""

    cell: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message} [{self.rule}]"


@dataclass(frozen=True)
class ParsedCell:
    """One code cell.

    `full` and `visible` are syntax trees with equal line numbers; `modules` maps a
    name to what an import bound it to, `helpers` a name to its function, both from
    the locked cells up to and including this one.
    """

    cell: Cell
    full: ast.Module
    visible: ast.Module
    hidden_lines: frozenset[int]
    modules: dict[str, str] = field(default_factory=dict)
    helpers: dict[str, ast.FunctionDef] = field(default_factory=dict)

    def finding(self, node: ast.AST | None, rule: str, message: str) -> Finding:
        """A finding at `node`, or at the cell's first line."""
        line = self.cell.line + (node.lineno - 1 if node else 0)
        return Finding(self.cell.grade_id or "plain", line, rule, message)

    def hidden(self) -> list[ast.AST]:
        """All nodes that start in a hidden region, in order of their lines."""
        nodes = [n for n in ast.walk(self.full) if hasattr(n, "lineno")]
        return [n for n in nodes if n.lineno in self.hidden_lines]

    def dotted(self, node: ast.AST) -> str:
        """The full name that an expression spells, `F.pad` as torch.nn.functional.pad.

        What is no name, as in `(a - b).abs`, becomes "?": "?.abs".
        """
        if isinstance(node, ast.Attribute):
            return f"{self.dotted(node.value)}.{node.attr}"
        if isinstance(node, ast.Name):
            return self.modules.get(node.id, node.id)
        return "?"


def calls(nodes: Iterator[ast.AST] | list[ast.AST]) -> list[ast.Call]:
    """The calls among the nodes."""
    return [node for node in nodes if isinstance(node, ast.Call)]


def bound_and_used(source: str) -> tuple[set[str], set[str]]:
    """The global names that code binds, and those that it reads at any depth."""
    bound, used = set(), set()
    tables = [symtable.symtable(source, "cell", "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if table.get_type() != "module" and not symbol.is_global():
                continue
            if symbol.is_assigned() or symbol.is_imported():
                bound.add(symbol.get_name())
            if symbol.is_referenced():
                used.add(symbol.get_name())
    return bound, used


def visible_source(cell: Cell) -> str:
    """The released source with the line numbers of the full one."""
    lines = []
    for text, region in regions(cell.text):
        indent = text[: len(text) - len(text.lstrip())]
        starts_solution = text.strip() == SOLUTION_MARKERS[0]
        lines.append(indent + STUB[1] if starts_solution else "" if region else text)
    return "\n".join(lines)


def find_broken_cells(assignment: Assignment) -> list[Finding]:
    """syntax, released-syntax: cells that are not plain Python, in full or released."""
    findings = []
    for cell in assignment.cells:
        if cell.kind == "markdown":
            continue
        error = _syntax_error(cell.text)
        rule, form = "syntax", ""
        if error is None:
            error = _syntax_error(visible_source(cell))
            rule, form = "released-syntax", "as released, with the stub, "
        if error is not None:
            line = cell.line + (error.lineno or 1) - 1
            message = f"{form}not plain Python: {error.msg}; use no magics, no await"
            findings.append(Finding(cell.grade_id or cell.kind, line, rule, message))
    return findings


def parse(cell: Cell, before: ParsedCell | None) -> ParsedCell:
    """Parse a code cell; `before` is the locked cell before it, whose names go on."""
    visible = visible_source(cell)
    parsed = ParsedCell(
        cell,
        ast.parse(cell.text),
        ast.parse(visible),
        frozenset(n for n, (_, r) in enumerate(regions(cell.text), 1) if r),
        dict(before.modules) if before else {},
        dict(before.helpers) if before else {},
    )
    for node in ast.walk(parsed.full):
        if isinstance(node, ast.FunctionDef):
            parsed.helpers[node.name] = node
        elif isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.split(".")[0]
                parsed.modules[alias.asname or root] = (
                    alias.name if alias.asname else root
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                parsed.modules[alias.asname or alias.name] = name
    return parsed


def _syntax_error(source: str) -> SyntaxError | None:
    """Why plain Python cannot compile it; a warning like 'always true' counts too."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", SyntaxWarning)
        try:
            compile(source, "cell", "exec")
        except SyntaxError as error:
            return error
    return None
