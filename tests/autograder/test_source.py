"""Assignments as text become nbgrader source notebooks, or one clear error line."""

import re

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator
from tiny_assignment import VISIBLE, tiny_text, write_assignment

from autograder.source import (
    AssignmentError,
    find_assignments,
    read_assignment,
    to_source_notebook,
)

SECOND_PART = """
# %% tests="area" part="units" points=0.5
assert area(1, 1) == 1, "the unit square"
### BEGIN HIDDEN TESTS
assert area(1, random.random()) <= 1, "wrong"
### END HIDDEN TESTS
"""


@pytest.fixture
def assignment(tmp_path):
    return read_assignment(write_assignment(tmp_path, tiny_text() + SECOND_PART))


def test_cells_keep_their_order_and_kind(assignment):
    kinds = [cell.kind for cell in assignment.cells]
    assert kinds == [
        "markdown",
        "setup",
        "setup",
        "solution",
        "plain",
        "tests",
        "tests",
    ]
    assert assignment.name == "area"
    assert [cell.name for cell in assignment.setup] == ["check_helpers", "imports"]
    assert assignment.setup[1].source == "import random"


def test_task_holds_solution_and_tests_in_order(assignment):
    (task,) = assignment.tasks
    assert (task.name, task.points) == ("area", 3.5)
    assert [cell.grade_id for cell in task.tests] == ["area-tests", "area-tests-units"]
    assert "product = width * height" in task.solution.source
    assert assignment.task("area") is task


def test_unknown_task_lists_the_known_ones(assignment):
    with pytest.raises(AssignmentError, match="no task 'volume'; known tasks: area"):
        assignment.task("volume")


def test_released_solution_is_the_stub_with_its_indent(assignment):
    solution = assignment.task("area").solution
    assert solution.released == (
        'def area(width, height):\n    """Return the area."""\n'
        "    # YOUR CODE HERE\n    raise NotImplementedError()"
    )
    assert solution.withheld == "    product = width * height\n    return product"


def test_test_cell_splits_into_visible_and_hidden(assignment):
    tests = assignment.task("area").tests[1]
    assert tests.released == (
        "def _checks_of_area_units():\n    from builtins import print\n"
        '    random, generator = _draws("area-tests-units")\n'
        '    assert area(1, 1) == 1, "the unit square"\n'
        '    print("✓ area: 0.5 points")\n\n\n_run_checks(_checks_of_area_units)'
    )
    assert tests.withheld == '    assert area(1, random.random()) <= 1, "wrong"'
    assert tests.source.count("assert") == 2


def test_cell_knows_its_line_in_the_file(tmp_path):
    text = tiny_text(setup="\n\nimport random", visible="\n" + VISIBLE)
    assignment = read_assignment(write_assignment(tmp_path, text))
    lines = text.splitlines()
    for cell in assignment.cells[2:]:
        assert lines[cell.line - 1] == cell.text.splitlines()[0]


def test_source_notebook_is_valid_for_nbgrader(assignment):
    notebook = to_source_notebook(assignment)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    graded = [
        (cell.id, cell.metadata.nbgrader.points)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    ]
    assert graded == [("area-tests", 3), ("area-tests-units", 0.5)]
    locked = [
        cell.metadata.nbgrader.locked
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    ]
    assert locked == [True, True, False, True, True]


def test_source_notebook_names_a_kernel_and_no_pairing(assignment):
    notebook = to_source_notebook(assignment)
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_source_notebook_is_the_same_each_time(assignment):
    again = read_assignment(assignment.path)
    first, second = to_source_notebook(assignment), to_source_notebook(again)
    assert nbformat.writes(first) == nbformat.writes(second)


def test_a_comment_that_looks_like_a_magic_stays_a_comment(tmp_path):
    path = write_assignment(tmp_path, tiny_text(plain="# %matplotlib inline\nx = 1"))
    assert read_assignment(path).cells[4].source == "# %matplotlib inline\nx = 1"


def test_find_assignments_in_the_order_of_their_names(tmp_path):
    for name in ("b", "a", "c"):
        write_assignment(tmp_path, tiny_text(), name)
    assert [p.parent.name for p in find_assignments(tmp_path)] == ["a", "b", "c"]
    named = find_assignments(tmp_path, ["c", "a"])
    assert [p.parent.name for p in named] == ["a", "c"]


def test_unknown_assignment_lists_the_known_ones(tmp_path):
    write_assignment(tmp_path, tiny_text())
    with pytest.raises(AssignmentError, match="unknown assignment 'are'; known: area"):
        find_assignments(tmp_path, ["are"])


GOOD = tiny_text()
SOLUTION_CELL = GOOD[GOOD.index("# %% solution") : GOOD.index("# %%\n")]
TESTS_CELL = GOOD[GOOD.index("# %% tests") :]
BAD_TEXTS = {
    "repeated task": (GOOD + SOLUTION_CELL + TESTS_CELL, "'area' is taken by line"),
    "repeated tests": (GOOD + TESTS_CELL, "'area-tests' is taken by line"),
    "set-up called as a task": (
        GOOD.replace('setup="imports"', 'setup="area"'),
        "'area' is taken by line",
    ),
    "tests without solution": (
        GOOD.replace(SOLUTION_CELL, ""),
        "tests of 'area' but no solution cell above",
    ),
    "tests before the solution": (
        GOOD.replace(TESTS_CELL, "").replace(SOLUTION_CELL, TESTS_CELL + SOLUTION_CELL),
        "tests of 'area' but no solution cell above",
    ),
    "solution without tests": (
        GOOD.replace(TESTS_CELL, ""),
        "task 'area' has no tests",
    ),
    "no task": ("# %% [markdown]\n# # Title\n", "no task"),
    "no points": (GOOD.replace(" points=3", ""), "a positive number: points=N"),
    "zero points": (GOOD.replace("points=3", "points=0"), "a positive number"),
    "points as text": (GOOD.replace("points=3", 'points="3"'), "a positive number"),
    "points that are true": (GOOD.replace("points=3", "points=true"), "a positive num"),
    "unknown key": (GOOD.replace("points=3", "point=3"), "known keys: setup="),
    "marker cut short": (GOOD.replace('="imports"', '="imports'), "known keys: setup="),
    "title on a marker": (
        GOOD.replace("# %%\n", "# %% try it\n"),
        "known keys: setup=",
    ),
    "raw cell": (GOOD.replace("# %%\n", "# %% [raw]\n"), "known keys: setup="),
    "two kinds": (
        GOOD.replace('setup="imports"', 'setup="imports" solution="b"'),
        "one of setup, solution and tests",
    ),
    "points of a set-up cell": (
        GOOD.replace('setup="imports"', 'setup="imports" points=2'),
        "part and points belong to tests",
    ),
    "prose as solution": (
        GOOD.replace('# %% solution="area"', '# %% [markdown] solution="area"'),
        "only a code cell can be solution",
    ),
    "name that is no identifier": (
        GOOD.replace('"area"', '"the area"'),
        "not a short snake_case name",
    ),
    "no title": (tiny_text(title="# Areas"), "begin with a title"),
    "title in a code cell": (
        GOOD.replace("# %% [markdown]", "# %%"),
        "begin with a title",
    ),
    "no region": (
        GOOD.replace("    ### BEGIN SOLUTION\n", "").replace(
            "    ### END SOLUTION\n", ""
        ),
        "a solution cell needs '### BEGIN SOLUTION'",
    ),
    "region never closed": (
        GOOD.replace("### END HIDDEN TESTS\n", ""),
        "add '### END HIDDEN TESTS'",
    ),
    "region never opened": (
        GOOD.replace("    ### BEGIN SOLUTION\n", ""),
        "write '### BEGIN SOLUTION'",
    ),
    "region opened twice": (
        GOOD.replace("### END SOLUTION", "### BEGIN SOLUTION"),
        "write '### END SOLUTION'",
    ),
    "misspelt marker": (
        GOOD.replace("### BEGIN HIDDEN", "# BEGIN HIDDEN"),
        "write '### BEGIN HIDDEN TESTS'",
    ),
    "hidden tests in a plain cell": (
        tiny_text(plain="### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"),
        "in a plain cell; no marker belongs here",
    ),
    "text before the first cell": (
        "import torch\n" + GOOD,
        "start the file with a cell",
    ),
    "marker inside a string": (
        tiny_text(plain='text = """\n# %% no cell\n"""'),
        "no '# %%' inside a string",
    ),
}


@pytest.mark.parametrize(("text", "message"), BAD_TEXTS.values(), ids=BAD_TEXTS.keys())
def test_bad_text_is_one_line_that_names_the_file(tmp_path, text, message):
    path = write_assignment(tmp_path, text)
    with pytest.raises(AssignmentError, match=re.escape(message)) as caught:
        read_assignment(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_missing_file_says_so(tmp_path):
    with pytest.raises(AssignmentError, match="no such file"):
        read_assignment(tmp_path / "assignment.py")


def test_file_that_is_not_text_says_so(tmp_path):
    path = write_assignment(tmp_path, "")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AssignmentError, match="cannot read"):
        read_assignment(path)
