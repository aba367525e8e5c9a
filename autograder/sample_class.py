"""A sample class: one submission of each kind that a grader meets, and what it earns.

The submissions are the released notebook with code put into its solution cells: the
solution, right and wrong answers, and faults made from them. `make course` grades them.
"""

import ast
import os
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from .answers import read_answers
from .percent import AssignmentError
from .restore import grade_id
from .source import SOLUTION_MARKERS, Assignment, find_assignments, read_assignment

LOOP = "while True:\n        pass"
CRASH = "import os\n    os._exit(1)"
NOISY = """import functools
import sys
import warnings


def noisily(function):
    @functools.wraps(function)
    def noisy(*args, **kwargs):
        warnings.warn("a warning that costs nothing", stacklevel=1)
        print("a line on stderr that costs nothing", file=sys.stderr)
        return function(*args, **kwargs)

    return noisy


noisily(print)()
"""


@dataclass(frozen=True)
class Submission:
    """A student of the sample class.

    `expected` gives the points by task; a task in `below` gets less than that instead.
    None instead of points: the submission cannot be graded.
    """

    student: str
    text: str
    expected: dict[str, float] | None
    below: frozenset[str] = field(default=frozenset())

    def accepts(self, points: dict[str, float] | None) -> bool:
        """Whether grades are as expected."""
        if self.expected is None or not points:
            return self.expected is None and not points
        return points.keys() == self.expected.keys() and all(
            points[task] < most if task in self.below else points[task] == most
            for task, most in self.expected.items()
        )


def build_sample_class(
    root: Path, assignment: str, class_folder: Path
) -> list[Submission]:
    """Write the sample class's submissions into `class_folder`/submitted.

    Needs the released notebook in `root`/exercises and the answers beside the
    assignment; raises AssignmentError where one is missing. Returns the submissions.
    """
    root = Path(root)
    (path,) = find_assignments(root, [assignment])
    released = root / "exercises" / assignment / f"{assignment}.ipynb"
    if not released.is_file():
        raise AssignmentError(f"{released}: missing; run `make exercises`")
    notebook = nbformat.read(released, as_version=4)
    submissions = _make(read_assignment(path), notebook)
    for submission in submissions:
        _write(
            Path(root, class_folder, "submitted", submission.student, assignment)
            / released.name,
            submission.text,
        )
    return submissions


def _make(assignment: Assignment, notebook: NotebookNode) -> list[Submission]:
    """The submissions, perfect first."""
    tasks = [task.name for task in assignment.tasks]
    worth = {task.name: task.points for task in assignment.tasks}
    folder = assignment.path.parent
    answers = {task: read_answers(folder, task) for task in tasks}
    perfect = {task.name: _solution(task.solution.source) for task in assignment.tasks}
    wrong = {task: answers[task]["wrong"][0].code for task in tasks}
    half = tasks[: (len(tasks) + 1) // 2]
    victim = _last_with_function(perfect)

    def submission(student: str, codes: dict, lost: list[str], **more) -> Submission:
        points = {task: 0 if task in lost else worth[task] for task in tasks}
        return Submission(student, _fill(notebook, codes), points, **more)

    def faulty(student: str, fault: Callable[[str], str]) -> Submission:
        codes = {**perfect, victim: fault(perfect[victim])}
        return submission(student, codes, [victim])

    different = {task: answers[task]["right"][0].code for task in tasks}
    noisy = {task: _noisy(code) for task, code in perfect.items()}
    return [
        submission("perfect", perfect, []),
        submission("different_but_right", different, []),
        submission(
            "half_right", {task: perfect[task] for task in half}, tasks[len(half) :]
        ),
        submission("wrong", wrong, [], below=frozenset(tasks)),
        submission("untouched", {}, tasks),
        faulty("syntax_error", lambda code: f"{code}\nprint('a bracket is open'"),
        faulty("infinite_loop", lambda code: _with_body(code, LOOP)),
        faulty("crash", lambda code: _with_body(code, CRASH)),
        submission("noisy", noisy, []),
        _duplicated(notebook, perfect, worth),
        Submission("not_a_notebook", '{"cells": [', None),
    ]


def _duplicated(notebook: NotebookNode, codes: dict, worth: dict) -> Submission:
    """Every cell that nbgrader knows stands there twice, ids and all."""
    twice = deepcopy(notebook)
    twice.cells = [
        copy
        for cell in notebook.cells
        for copy in [cell] * (2 if grade_id(cell) else 1)
    ]
    return Submission("duplicated_cells", _fill(twice, codes), dict(worth))


def _solution(source: str) -> str:
    """A solution cell without its markers."""
    lines = source.splitlines()
    return "\n".join(line for line in lines if line.strip() not in SOLUTION_MARKERS)


def _fill(notebook: NotebookNode, codes: dict[str, str]) -> str:
    """The notebook's JSON with the codes in its solution cells."""
    filled = deepcopy(notebook)
    for cell in filled.cells:
        cell.source = codes.get(grade_id(cell), cell.source)
    return nbformat.v4.writes(filled)


def _defined(code: str, *kinds: type[ast.stmt]) -> list[str]:
    """The names that definitions of these kinds have at the top level of the code."""
    return [node.name for node in ast.parse(code).body if isinstance(node, kinds)]


def _last_with_function(codes: dict[str, str]) -> str:
    """The last task whose answer can be called: none after it depends on it."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    callable_tasks = [task for task in codes if _defined(codes[task], *kinds)]
    if not callable_tasks:
        raise AssignmentError("the sample class needs a task that defines a function")
    return callable_tasks[-1]


def _with_body(code: str, body: str) -> str:
    """The code with every function and class replaced by a function with this body."""
    names = _defined(code, ast.FunctionDef, ast.ClassDef)
    stubs = [f"def {name}(*args, **kwargs):\n    {body}" for name in names]
    return "\n\n\n".join([code, *stubs])


def _noisy(code: str) -> str:
    """The code with functions that write to stderr at every call."""
    names = _defined(code, ast.FunctionDef)
    return "\n\n".join([NOISY, code, *(f"{name} = noisily({name})" for name in names)])


def _write(path: Path, text: str) -> None:
    """Write a file in one step; one that says the same is left alone."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
