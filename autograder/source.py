"""Assignments as text: read `solutions/<name>/assignment.py`, make nbgrader's source.

The text is a jupytext notebook in the percent format. Five kinds of cell:

    # %% [markdown]                               prose
    # %%                                          plain code, the student may change it
    # %% setup="imports"                          locked code, read-only for the student
    # %% solution="area"                          where the student works on task `area`
    # %% tests="area" points=3                    graded, locked tests of task `area`
    # %% tests="area" part="gradients" points=2   a further graded cell of the same task

A solution cell may forbid calls that would make its task trivial:

    # %% solution="area" without="torch.nn.functional.conv2d numpy.convolve"

`Cell.text` is what an instructor wrote, `Cell.source` what the instructor's notebook
holds (tests are functions there, see graded_cells.py), `Cell.released` what a student
gets.
"""

import ast
import re
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from .graded_cells import (
    HELPER_NAMES,
    HELPERS_CELL,
    helpers_source,
    names_read,
    setup_imports,
    wrap_tests,
)
from .links import Section, chapter_line, links_of, section_line
from .percent import AssignmentError, TextCell, read_percent

SOLUTION_MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")
HIDDEN_MARKERS = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")  # nbgrader's default


def regions(source: str) -> list[tuple[str, bool]]:
    """Each line, and whether it belongs to a solution or hidden region or marks one."""
    lines, inside = [], False
    for text in source.split("\n"):
        opens = text.strip() in (SOLUTION_MARKERS[0], HIDDEN_MARKERS[0])
        closes = text.strip() in (SOLUTION_MARKERS[1], HIDDEN_MARKERS[1])
        lines.append((text, inside or opens))
        inside = (inside or opens) and not closes
    return lines


@dataclass(frozen=True)
class Cell:
    """One cell of an assignment.

    `kind` is "markdown", "plain", "setup", "solution" or "tests"; `name` the set-up
    cell's name or the task's; `part` and `points` belong to "tests" alone, `without`
    to "solution": the dotted names of calls that the student may not make.
    """

    kind: str
    source: str
    line: int
    name: str = ""
    part: str = ""
    points: float = 0
    text: str = ""
    without: tuple[str, ...] = ()

    @property
    def grade_id(self) -> str:
        """nbgrader's name of the cell, "" for prose and plain code."""
        if self.kind != "tests":
            return self.name
        return "-".join(filter(None, [self.name, "tests", self.part]))

    @property
    def released(self) -> str:
        """The source as a student gets it: solutions are stubs, hidden tests gone."""
        lines = []
        for text, region in regions(self.source):
            if text.strip() == SOLUTION_MARKERS[0]:
                indent = text[: len(text) - len(text.lstrip())]
                lines += [indent + stub for stub in STUB]
            elif not region:
                lines.append(text)
        return "\n".join(lines)

    @property
    def withheld(self) -> str:
        """The lines inside solution or hidden regions, without the markers."""
        markers = SOLUTION_MARKERS + HIDDEN_MARKERS
        return "\n".join(
            text
            for text, region in regions(self.source)
            if region and text.strip() not in markers
        )


@dataclass(frozen=True)
class Task:
    """A graded task: the student's cell and the test cells that grade it, in order."""

    name: str
    solution: Cell
    tests: tuple[Cell, ...]

    @property
    def points(self) -> float:
        """What the task is worth."""
        return sum(cell.points for cell in self.tests)


@dataclass(frozen=True)
class Assignment:
    """One assignment: the cells and the tasks, both in the order of the notebook."""

    name: str
    path: Path
    cells: tuple[Cell, ...]
    tasks: tuple[Task, ...]

    @property
    def setup(self) -> tuple[Cell, ...]:
        """The locked set-up cells, in order."""
        return tuple(cell for cell in self.cells if cell.kind == "setup")

    def task(self, name: str) -> Task:
        """The task called `name`; AssignmentError lists the known ones."""
        for task in self.tasks:
            if task.name == name:
                return task
        known = ", ".join(task.name for task in self.tasks)
        raise AssignmentError(f"{self.name}: no task {name!r}; known tasks: {known}")


def find_assignments(root: Path, names: list[str] | None = None) -> list[Path]:
    """The assignment.py files under `root`/solutions: all of them, or those named.

    Raises AssignmentError for an unknown name and lists the known ones.
    """
    known = {
        path.parent.name: path
        for path in sorted((Path(root) / "solutions").glob("*/assignment.py"))
    }
    for name in names or []:
        if name not in known:
            raise AssignmentError(
                f"unknown assignment {name!r}; known: {', '.join(known) or 'none'}"
            )
    return [path for name, path in known.items() if not names or name in names]


def read_assignment(path: Path) -> Assignment:
    """Read and check one assignment; its name is that of the file's folder.

    Raises AssignmentError, one line, for anything that nbgrader could not release
    faithfully: an unknown key, a task without solution or tests, a repeated id, a
    missing number of points, unbalanced markers, no title.
    """
    path = Path(path)
    if not path.is_file():
        raise AssignmentError(f"{path}: no such file; write the assignment there")
    cells = tuple(_read_cell(cell, path) for cell in read_percent(path))
    if not cells or cells[0].kind != "markdown" or cells[0].source[:2] != "# ":
        raise AssignmentError(
            f"{path}: the first cell must be markdown and begin with a title, '# ...'"
        )
    cells = _complete(cells, path)
    _check_unique(cells, path)
    return Assignment(path.parent.name, path, cells, _collect_tasks(cells, path))


def to_source_notebook(
    assignment: Assignment, links: dict[str, Section] | None = None
) -> NotebookNode:
    """nbgrader's source notebook: solutions and hidden tests in, ids deterministic.

    `links` are the sections of the book that tasks practise: the first cell gets a
    link to the chapter, the text above each task one to its section.
    """
    additions = _links_by_cell(assignment, links or {})
    cells = []
    for position, cell in enumerate(assignment.cells):
        make = new_markdown_cell if cell.kind == "markdown" else new_code_cell
        cells.append(
            make(
                "\n\n".join([cell.source, *additions.get(position, [])]),
                id=cell.grade_id or f"cell-{position}",
                metadata=_nbgrader_metadata(cell),
            )
        )
    kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernelspec, "language_info": {"name": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def _links_by_cell(
    assignment: Assignment, links: dict[str, Section]
) -> dict[int, list[str]]:
    """The lines with links that are added to prose, by the number of its cell."""
    page, sections = links_of(assignment.name, links)
    additions = {0: [chapter_line(page)]} if page else {}
    prose = 0
    for position, cell in enumerate(assignment.cells):
        if cell.kind == "markdown":
            prose = position
        elif cell.kind == "solution" and cell.name in sections:
            additions.setdefault(prose, []).append(section_line(sections[cell.name]))
    return additions


def _read_cell(text: TextCell, path: Path) -> Cell:
    """Turn the marker's keys into a cell; the rules of one cell are checked here."""
    where = f"{path}:{text.line}"
    keys = set(text.metadata)
    known = {"setup", "solution", "tests", "part", "points", "without"}
    if keys - known or text.cell_type == "raw":
        raise AssignmentError(
            f"{where}: cannot use the cell marker '# %% {text.marker}'; known keys: "
            'setup="name", solution="task" [without="calls"], '
            'tests="task" [part="name"] points=N'
        )
    kinds = keys & {"setup", "solution", "tests"}
    extra = keys - {"setup", "solution", "tests"}
    allowed = {"solution": {"without"}, "tests": {"part", "points"}}
    if len(kinds) > 1 or extra - allowed.get(next(iter(kinds), ""), set()):
        raise AssignmentError(
            f"{where}: a cell is one of setup, solution and tests; "
            "part and points belong to tests, without to solution"
        )
    if kinds and text.cell_type == "markdown":
        raise AssignmentError(f"{where}: only a code cell can be {kinds.pop()}")
    kind = kinds.pop() if kinds else {"code": "plain"}.get(text.cell_type, "markdown")
    for key in keys - {"points", "without"}:
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", str(text.metadata[key])):
            raise AssignmentError(
                f"{where}: {key}={text.metadata[key]!r} is not a short snake_case name"
            )
    points = text.metadata.get("points", 0)
    if kind == "tests" and (type(points) not in (int, float) or not points > 0):
        raise AssignmentError(f"{where}: tests need a positive number: points=N")
    _check_markers(text, kind, path)
    name = text.metadata.get(kind, "")
    part = text.metadata.get("part", "")
    without = tuple(str(text.metadata.get("without", "")).split())
    return Cell(kind, text.source, text.line, name, part, points, text.source, without)


def _complete(cells: tuple[Cell, ...], path: Path) -> tuple[Cell, ...]:
    """Turn tests into functions and add the helpers that they use, if any."""
    imports = setup_imports([c.source for c in cells if c.kind == "setup"])
    without = {c.name: c.without for c in cells if c.kind == "solution"}
    completed = [
        _wrapped(cell, imports, without.get(cell.name, ()))
        if cell.kind == "tests"
        else cell
        for cell in cells
    ]
    used = {n for c in completed if c.kind == "tests" for n in _names(c.source)}
    if used & HELPER_NAMES:
        text = helpers_source()
        completed.insert(1, Cell("setup", text, 1, HELPERS_CELL, text=text))
    return tuple(completed)


def _wrapped(cell: Cell, imports: dict[str, str], without: tuple[str, ...]) -> Cell:
    """The tests as a function; as they are when they are not Python (lint says why)."""
    if not _names(cell.text):
        return cell
    source = wrap_tests(cell.text, cell.grade_id, cell.points, imports, without)
    return replace(cell, source=source)


def _names(source: str) -> set[str]:
    try:
        return names_read(ast.parse(source))
    except SyntaxError:
        return set()


def _check_markers(text: TextCell, kind: str, path: Path) -> None:
    """Regions open and close in turn, each kind only in the cells it belongs to."""
    allowed = {"solution": SOLUTION_MARKERS, "tests": HIDDEN_MARKERS}.get(kind, ())
    expected = 0  # index in `allowed` of the marker that may come next
    for number, line in enumerate(text.source.splitlines(), text.line):
        if not re.search(r"(BEGIN|END) +(SOLUTION|HIDDEN TESTS)|MARK SCHEME", line):
            continue
        if not allowed or line.strip() != allowed[expected]:
            fix = (
                f"write '{allowed[expected]}'" if allowed else "no marker belongs here"
            )
            raise AssignmentError(
                f"{path}:{number}: marker '{line.strip()}' in a {kind} cell; {fix}"
            )
        expected = 1 - expected
    if expected:
        raise AssignmentError(
            f"{path}:{text.line}: '{allowed[0]}' is never closed; add '{allowed[1]}'"
        )
    if kind == "solution" and SOLUTION_MARKERS[0] not in text.source:
        raise AssignmentError(
            f"{path}:{text.line}: a solution cell needs '{SOLUTION_MARKERS[0]}' and "
            f"'{SOLUTION_MARKERS[1]}' around what the student must write"
        )


def _check_unique(cells: tuple[Cell, ...], path: Path) -> None:
    """No two cells share nbgrader's name."""
    lines = {}
    for cell in cells:
        if cell.grade_id and cell.grade_id in lines:
            raise AssignmentError(
                f"{path}:{cell.line}: the id {cell.grade_id!r} is taken by line "
                f"{lines[cell.grade_id]}; give each setup, solution and part of tests "
                "its own name"
            )
        lines[cell.grade_id] = cell.line


def _collect_tasks(cells: tuple[Cell, ...], path: Path) -> tuple[Task, ...]:
    """Group test cells under the solution cell that comes before them."""
    tests = {cell.name: [] for cell in cells if cell.kind == "solution"}
    defined = set()
    for cell in cells:
        if cell.kind == "solution":
            defined.add(cell.name)
        elif cell.kind == "tests" and cell.name not in defined:
            raise AssignmentError(
                f"{path}:{cell.line}: tests of {cell.name!r} but no solution cell "
                f"above; add '# %% solution=\"{cell.name}\"' before them"
            )
        elif cell.kind == "tests":
            tests[cell.name].append(cell)
    for cell in cells:
        if cell.kind == "solution" and not tests[cell.name]:
            raise AssignmentError(
                f"{path}:{cell.line}: task {cell.name!r} has no tests; "
                f"add '# %% tests=\"{cell.name}\" points=N'"
            )
    if not tests:
        raise AssignmentError(f"{path}: no task; add a solution cell and its tests")
    solutions = {cell.name: cell for cell in cells if cell.kind == "solution"}
    return tuple(Task(name, solutions[name], tuple(tests[name])) for name in solutions)


def _nbgrader_metadata(cell: Cell) -> dict:
    """nbgrader's metadata, schema version 3; {} for prose and plain code."""
    if not cell.grade_id:
        return {}
    nbgrader = {
        "grade": cell.kind == "tests",
        "grade_id": cell.grade_id,
        "locked": cell.kind != "solution",
        "schema_version": 3,
        "solution": cell.kind == "solution",
        "task": False,
    }
    if cell.kind == "tests":
        nbgrader["points"] = cell.points
    if cell.name == HELPERS_CELL:  # JupyterLab folds it, VS Code too
        return {"nbgrader": nbgrader, "jupyter": {"source_hidden": True}}
    return {"nbgrader": nbgrader}
