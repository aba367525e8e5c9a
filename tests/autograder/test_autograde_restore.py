"""A submission is rebuilt: the instructor's frame, the student's text, nothing else."""

import pytest
from nbformat import validate
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)

from autograder.restore import Released, grade_id, restore


def nbgrader(name, **more):
    """The metadata of a cell of the frame."""
    return {"nbgrader": {"grade_id": name, "schema_version": 3, **more}}


def setup_cell():
    return new_code_cell("import random", metadata=nbgrader("imports", locked=True))


def solution_cell(name, source):
    return new_code_cell(source, metadata=nbgrader(name, solution=True))


def graded_cell(name, source="assert True"):
    metadata = nbgrader(f"{name}-tests", grade=True, locked=True, points=2)
    return new_code_cell(source, metadata=metadata)


SOURCE = new_notebook(
    cells=[
        new_markdown_cell("# Title"),
        setup_cell(),
        solution_cell("a", "a = 1"),
        graded_cell("a", "assert a == 1"),
        solution_cell("b", "b = 2"),
        graded_cell("b", "assert b == 2"),
    ],
    metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
)
NAMES = ["imports", "a", "a-tests", "b", "b-tests"]
RELEASED = {
    name: Released("# YOUR CODE HERE" if name in "ab" else "", f"checksum of {name}")
    for name in NAMES
}


def rebuilt(*cells, **metadata):
    """The notebook that a submission with these cells becomes; it is always valid."""
    notebook = restore(new_notebook(cells=cells, metadata=metadata), SOURCE, RELEASED)
    validate(notebook)
    assert [grade_id(cell) for cell in notebook.cells if grade_id(cell)] == NAMES
    return notebook


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def find(notebook, name):
    return next(cell for cell in notebook.cells if grade_id(cell) == name)


def test_faithful_submission_keeps_its_order():
    cells = [
        new_markdown_cell("# Title"),
        setup_cell(),
        solution_cell("a", "a = 10"),
        new_code_cell("helper = 3"),
        graded_cell("a"),
        solution_cell("b", "b = 20"),
        graded_cell("b"),
        new_raw_cell("the end"),
    ]
    assert sources(rebuilt(*cells)) == [
        "# Title",
        "import random",
        "a = 10",
        "helper = 3",
        "assert a == 1",
        "b = 20",
        "assert b == 2",
        "the end",
    ]


def test_only_text_survives():
    cells = [
        setup_cell(),
        solution_cell("a", "a = 10"),
        graded_cell("a"),
        new_code_cell("print(1)", outputs=[new_output("stream", text="secret")]),
        new_markdown_cell("![](attachment:x.png)", attachments={"x.png": {}}),
        solution_cell("b", "b = 20"),
        graded_cell("b"),
    ]
    for cell in cells:
        cell.metadata.tags = ["skip-execution", "raises-exception", "remove-cell"]
        cell.metadata.colab = {"background_save": True}
    cells[2].metadata.nbgrader |= {"points": 54321, "solution": True, "extra": 1}
    cells[0].metadata.nbgrader.schema_version = 98765
    notebook = rebuilt(*cells, widgets={"state": "<script>"}, celltoolbar="x")
    text = str(notebook)
    for trace in ("skip-", "colab", "secret", "extra", "98765", "54321", "widgets"):
        assert trace not in text
    assert notebook.metadata == SOURCE.metadata
    assert "attachments" not in notebook.cells[4]
    assert [cell.metadata for cell in notebook.cells if not grade_id(cell)] == [{}, {}]


def test_locked_cell_is_the_instructors():
    cell = new_markdown_cell("assert True", metadata=graded_cell("a").metadata)
    found = find(rebuilt(setup_cell(), solution_cell("a", "a = 10"), cell), "a-tests")
    assert (found.cell_type, found.source) == ("code", "assert a == 1")
    assert found.metadata.nbgrader.points == 2
    assert found.metadata.nbgrader.checksum == "checksum of a-tests"


@pytest.mark.parametrize("make", [new_markdown_cell, new_raw_cell])
def test_solution_of_another_type_is_code_again(make):
    cell = make("a = 10", metadata=nbgrader("a", solution=True))
    found = find(rebuilt(cell), "a")
    assert (found.cell_type, found.source) == ("code", "a = 10")


def test_missing_cells_come_back_in_place():
    notebook = rebuilt(new_code_cell("before = 1"), solution_cell("b", "b = 20"))
    assert sources(notebook)[:2] == ["before = 1", "import random"]
    assert find(notebook, "a").source.startswith("# This cell was missing")
    assert sources(notebook)[3:] == ["assert a == 1", "b = 20", "assert b == 2"]


@pytest.mark.parametrize(
    ("copies", "chosen"),
    [
        (["a = 10", "a = 11"], "a = 10"),
        (["# YOUR CODE HERE", "a = 11"], "a = 11"),
        (["# YOUR CODE HERE", "# YOUR CODE HERE"], "# YOUR CODE HERE"),
    ],
)
def test_of_duplicates_the_first_changed_one_counts(copies, chosen):
    notebook = rebuilt(*(solution_cell("a", text) for text in copies), graded_cell("a"))
    assert find(notebook, "a").source == chosen
    assert sorted(copies) == sorted(s for s in sources(notebook) if s in copies)


def test_of_duplicates_the_right_type_counts():
    text = new_markdown_cell("a = 12", metadata=nbgrader("a", solution=True))
    notebook = rebuilt(text, solution_cell("a", "a = 10"))
    assert find(notebook, "a").source == "a = 10"
    assert [c.source for c in notebook.cells if c.cell_type == "markdown"] == ["a = 12"]


def test_instructors_order_is_restored():
    notebook = rebuilt(
        graded_cell("b"),
        new_code_cell("before_a = 1"),
        solution_cell("a", "a = 10"),
        new_code_cell("after_a = 1"),
        graded_cell("a"),
        setup_cell(),
        solution_cell("b", "b = 20"),
        new_code_cell("after_b = 1"),
    )
    assert sources(notebook) == [
        "before_a = 1",
        "import random",
        "a = 10",
        "after_a = 1",
        "assert a == 1",
        "b = 20",
        "after_b = 1",
        "assert b == 2",
    ]


def test_without_metadata_the_students_cells_run_first():
    cells = [new_code_cell(text) for text in ("a = 10", "assert a", "b = 20")]
    notebook = rebuilt(*cells)
    assert sources(notebook)[:4] == ["a = 10", "assert a", "b = 20", "import random"]


def test_unknown_name_is_a_plain_cell():
    notebook = rebuilt(solution_cell("c", "c = 1"))
    assert notebook.cells[0].source == "c = 1"
    assert notebook.cells[0].metadata == {}
