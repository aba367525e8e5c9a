"""Verdicts are written so that stock nbgrader reads exactly the same score."""

import pytest
from nbformat import validate
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.utils import determine_grade

from autograder.execution import CellRun
from autograder.outputs import error_output
from autograder.verdicts import is_test, judge, task_of, write_verdict


def graded(source="score", points=3):
    """A test cell."""
    metadata = {"grade_id": "a-tests", "grade": True, "solution": False}
    cell = new_code_cell(source, metadata={"nbgrader": metadata | {"points": points}})
    assert is_test(cell)
    return cell


def read_by_nbgrader(cell, run):
    """The score that nbgrader reads from the cell after the verdict is written."""
    write_verdict(cell, judge(cell, run), run)
    validate(new_notebook(cells=[cell]))
    return determine_grade(cell)[0]


@pytest.mark.parametrize(
    ("value", "score", "status"),
    [
        ("", 3, "passed"),
        ("3.0", 3, "passed"),
        ("1.25", 1.25, "partial"),
        ("1e-05", 1e-05, "partial"),
        ("0.0", 0, "partial"),
        ("-0.0", 0, "partial"),
        ("-5.0", 0, "stopped"),
        ("3.0000001", 0, "stopped"),
        ("nan", 0, "stopped"),
        ("inf", 0, "stopped"),
        ("bool", 0, "stopped"),
        ("ndarray", 0, "stopped"),
        ("OverflowError", 0, "stopped"),
    ],
)
def test_last_value_is_the_score(value, score, status):
    cell = graded()
    assert judge(cell, CellRun(value=value)).status == status
    assert read_by_nbgrader(cell, CellRun(value=value)) == score


def test_value_counts_only_where_the_cell_ends_with_one():
    assert read_by_nbgrader(graded("assert True"), CellRun(value="1.0")) == 3
    assert read_by_nbgrader(graded("score;"), CellRun(value="1.0")) == 3


@pytest.mark.parametrize("stopped", [False, True])
def test_error_is_no_points(stopped):
    error = error_output("E", "message", [])
    cell = graded("assert False")
    run = CellRun(error=error, stopped=stopped, line=1)
    assert read_by_nbgrader(cell, run) == 0
    assert cell.metadata["autograder"]["line"] == 1


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_what_was_printed_costs_nothing(name):
    printed = new_output("stream", name=name, text="warning: 0.5\n")
    forged = new_output("execute_result", data={"text/plain": "0.5"})
    run = CellRun(outputs=[printed, forged])
    cell = graded("assert True")
    assert read_by_nbgrader(cell, run) == 3
    assert cell.outputs[0].text == "warning: 0.5\n"


def test_task_of_a_test_cell():
    assert task_of("area-tests-gradients") == task_of("area-tests") == "area"
