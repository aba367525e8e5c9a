"""The rules for test cells, checked when an assignment is generated.

One text of a test cell must serve a plain kernel and an engine that runs tests outside
the student's process, and no wrong answer may pass it by accident. Each rule has an id
and a one-line message with the fix.

| rule | the cells it holds for |
|---|---|
| syntax, released-syntax | every code cell: plain Python, in full and as released |
| released-import, star-import | every code cell |
| unknown-name, withheld-name | set-up, solution and test cells |
| forbidden | set-up and test cells |
| fixed-seed | set-up and test cells |
| fresh-randomness | test cells |
| visible-part, hidden-part, identity-only | test cells |
| assert-message, negated-comparison, shape-blind, score | test cells |
| rebinds-answer, setup-name, text-block, own-draws | test cells |
| without-unknown, without-unsaid | solution cells |
| solution-shown | every cell but solutions |
"""

from ..graded_cells import HELPERS_CELL
from ..source import Assignment
from .checks import check_comparisons, check_messages, check_parts, check_score
from .functions import check_draws, check_test_names, check_without
from .names import (
    KnownNames,
    check_forbidden,
    check_imports,
    check_names,
    check_solution_shown,
)
from .parsed import Finding, ParsedCell, find_broken_cells, parse
from .randomness import check_fresh, check_seeds

__all__ = ["Finding", "describe_findings", "lint"]


def lint(assignment: Assignment) -> list[Finding]:
    """Every broken rule of the assignment, in the order of the lines.

    While a cell does not compile, what it binds is unknown: nothing else is looked at.
    """
    broken = find_broken_cells(assignment)
    if broken:
        return broken
    findings = [*check_solution_shown(assignment), *check_without(assignment)]
    locked, known = [], KnownNames()
    for cell in assignment.cells:
        if cell.kind != "markdown" and cell.name != HELPERS_CELL:
            parsed = parse(cell, locked[-1] if locked else None)
            findings += _check_cell(parsed, known, locked)
            if cell.kind == "tests":
                findings += [*check_test_names(parsed, assignment)]
            if cell.kind in ("setup", "tests"):
                locked.append(parsed)
        known.add(cell)
    return sorted(findings, key=lambda finding: (finding.line, finding.rule))


def describe_findings(assignments: list[Assignment]) -> list[str]:
    """Every broken rule of the assignments: a line each, with the file and the fix."""
    return [
        f"{assignment.path}: {finding}"
        for assignment in assignments
        for finding in lint(assignment)
    ]


def _check_cell(
    parsed: ParsedCell, known: KnownNames, locked: list[ParsedCell]
) -> list[Finding]:
    """The rules for one cell of code; `locked` holds the locked cells above it."""
    kind = parsed.cell.kind
    findings = list(check_imports(parsed))
    if kind != "plain":
        findings += check_names(parsed, known)
    if kind in ("setup", "tests"):
        findings += [*check_forbidden(parsed), *check_seeds(parsed)]
    if kind == "tests":
        findings += [
            *check_fresh(parsed, locked),
            *check_draws(parsed),
            *check_parts(parsed),
            *check_messages(parsed),
            *check_comparisons(parsed),
            *check_score(parsed),
        ]
    return findings
