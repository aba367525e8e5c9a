"""What students get is what solutions/ generates, and gives nothing away."""

from pathlib import Path

import nbformat
import pytest

from autograder.lint import lint
from autograder.release import check_exercises
from autograder.source import (
    HIDDEN_MARKERS,
    SOLUTION_MARKERS,
    find_assignments,
    read_assignment,
)

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = ROOT / "exercises"
ASSIGNMENTS = [read_assignment(path) for path in find_assignments(ROOT)]
IDS = [assignment.name for assignment in ASSIGNMENTS]


def test_exercises_are_what_the_solutions_generate():
    assert check_exercises(ROOT) == []


def test_exercises_hold_one_notebook_per_assignment_and_nothing_else():
    files = {path.relative_to(EXERCISES) for path in EXERCISES.rglob("*.*")}
    assert files == {Path(name) / f"{name}.ipynb" for name in IDS}


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=IDS)
def test_assignment_keeps_the_rules(assignment):
    assert lint(assignment) == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=IDS)
def test_nothing_withheld_is_anywhere_in_the_released_file(assignment):
    name = assignment.name
    text = (EXERCISES / name / f"{name}.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    shown = {
        line.strip() for cell in assignment.cells for line in cell.released.splitlines()
    }
    withheld = {
        line.strip()
        for cell in assignment.cells
        for line in cell.withheld.splitlines()
        if len(line.strip()) > 20 and line.strip() not in shown
    }
    assert withheld, "the assignment withholds nothing"
    everything = "\n".join(strings_of(notebook))
    assert not [marker for marker in SOLUTION_MARKERS if marker in everything]
    assert not [marker for marker in HIDDEN_MARKERS if marker in everything]
    assert not withheld & {line.strip() for line in everything.splitlines()}


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=IDS)
def test_no_answer_lies_in_the_released_file(assignment):
    name = assignment.name
    released = (EXERCISES / name / f"{name}.ipynb").read_text(encoding="utf-8")
    answers = (ROOT / "solutions" / name / "answers").rglob("*.py")
    shown = {
        line.strip() for cell in assignment.cells for line in cell.released.splitlines()
    }
    lines = {
        line.strip()
        for path in answers
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line.strip()) > 30 and line.strip() not in shown
    }
    assert lines
    text = "\n".join(strings_of(nbformat.reads(released, as_version=4)))
    assert not lines & {line.strip() for line in text.splitlines()}


def strings_of(value) -> list[str]:
    """Every string in a notebook: sources, outputs and metadata, keys included."""
    if isinstance(value, dict):
        return [*value, *(text for v in value.values() for text in strings_of(v))]
    if isinstance(value, list):
        return [text for v in value for text in strings_of(v)]
    return [value] if isinstance(value, str) else []
