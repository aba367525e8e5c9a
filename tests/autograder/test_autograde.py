"""Stock nbgrader commands with our settings: hostile and odd notebooks in one batch."""

import json
import os
import subprocess
import sys
import time
import urllib.request

import graded_class as course
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.api import Gradebook, MissingEntry

NAME = course.NAME
SCRIPT = "<script>alert('markdown')</script>"


def untouched_with_tag(root):
    notebook = course.released_notebook(root)
    for cell in notebook.cells:
        cell.metadata.tags = ["skip-execution"]
    return notebook


def forged_tests(root):
    notebook = course.released_notebook(root)
    for cell in notebook.cells:
        if "-tests" in cell.metadata.get("nbgrader", {}).get("grade_id", ""):
            cell.source = "100.0"
            cell.metadata.nbgrader |= {"points": 100, "locked": False, "grade": True}
            cell.outputs = [new_output("execute_result", data={"text/plain": "100.0"})]
    return notebook


def odd_schema(root):
    notebook = course.answered(root)
    for cell, version in zip(notebook.cells[1:], [0, 1, 99, "x", None], strict=False):
        cell.metadata.nbgrader.schema_version = version
    return notebook


def reversed_cells(root):
    notebook = course.answered(root)
    notebook.cells.reverse()
    notebook.cells.remove(course.cell_of(notebook, "mean-tests"))
    return notebook


def history_printed(root):
    notebook = course.answered(root)
    notebook.cells += [
        new_code_cell("print(*In)\nIn"),
        new_markdown_cell(f"# Notes {SCRIPT}"),
        new_code_cell(f'from IPython.display import HTML\nHTML("{SCRIPT}")'),
        new_code_cell("import os; print('files:', os.listdir('.'))"),
    ]
    return notebook


def import_shadowed(root):
    notebook = course.answered(root, double="x + 3")
    folder = root / "class" / "submitted" / "import_shadowed" / NAME
    folder.mkdir(parents=True)
    (folder / "random.py").write_text("randint = lambda a, b: 3")
    return notebook


CLASS = {
    "untouched_with_tag": (untouched_with_tag, 0),
    "forged_tests": (forged_tests, 0),
    "odd_schema": (odd_schema, 8),
    "reversed_cells": (reversed_cells, 8),
    "history_printed": (history_printed, 8),
    "import_shadowed": (import_shadowed, 6),
}


def nbgrader(root, *arguments):
    """Run an nbgrader command in the course, as a person would; returns its output."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        env={**os.environ, "PATH": os.defpath},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course after autograde and generate_feedback; autograde's output."""
    root = course.make_course(tmp_path_factory.mktemp("course"))
    for student, (make, _) in CLASS.items():
        course.submit(root / "class", student, make(root))
    course.submit(root / "class", "a_not_a_notebook", "{")
    before = (root / "exercises" / NAME / f"{NAME}.ipynb").read_bytes()
    status, output = nbgrader(root, "generate_assignment", NAME, "--force")
    assert status == 0, output
    assert (root / "exercises" / NAME / f"{NAME}.ipynb").read_bytes() == before
    log = nbgrader(root, "autograde", NAME)
    status, output = nbgrader(root, "generate_feedback", NAME)
    assert status == 0, output
    return root, log


@pytest.mark.parametrize("student", CLASS)
def test_batch_gets_the_right_points(graded, student):
    root, _ = graded
    with Gradebook(f"sqlite:///{root}/class/gradebook.db") as gradebook:
        assert gradebook.find_submission(NAME, student).score == CLASS[student][1]


def test_unreadable_submission_is_an_error_and_no_zero(graded):
    root, (status, log) = graded
    assert status == 1
    assert "could not grade a_not_a_notebook: sums.ipynb is not JSON" in log
    with (
        Gradebook(f"sqlite:///{root}/class/gradebook.db") as gradebook,
        pytest.raises(MissingEntry),
    ):
        gradebook.find_submission(NAME, "a_not_a_notebook")


@pytest.mark.parametrize("student", CLASS)
def test_pages_hold_no_hidden_test_and_no_script(graded, student):
    root, _ = graded
    page = root / "class" / "feedback" / student / NAME / "sums.html"
    text = course.page_text(page)
    for line in course.hidden_lines():
        assert line not in text
    assert "<script>alert" not in page.read_text()
    assert "twice three is six" in text


def test_kernel_sees_no_notebook(graded):
    root, _ = graded
    page = root / "class" / "feedback" / "history_printed" / NAME / "sums.html"
    assert "files: []" in course.page_text(page)
    assert "and is left out" in course.page_text(page)


def test_export_has_the_scores(graded):
    root, _ = graded
    status, output = nbgrader(root, "export")
    assert status == 0, output
    lines = (root / "class" / "grades.csv").read_text().splitlines()
    (line,) = [line for line in lines if "import_shadowed" in line]
    assert line.endswith("6.0,0.0,6.0,8.0")


def test_validate_tells_right_from_untouched(graded, tmp_path):
    root, _ = graded
    right = course.answered(root)
    right.cells.remove(course.cell_of(right, "mean-tests"))  # a score, not a check
    path = course.submit(tmp_path, "anna", right)
    untouched = root / "exercises" / NAME / f"{NAME}.ipynb"
    _, output = nbgrader(root, "validate", str(path), str(untouched))
    assert "Success! Your notebook passes all the tests." in output
    assert "VALIDATION FAILED ON 4 CELL(S)" in output


@pytest.fixture(scope="module")
def server(graded, tmp_path_factory):
    """A Jupyter server started in the course: reads pages of formgrader."""
    root, _ = graded
    runtime = tmp_path_factory.mktemp("runtime")
    options = ["--port=0", "--no-browser", "--IdentityProvider.token=t", "--allow-root"]
    with open(runtime / "log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options],
            cwd=root,
            env={**os.environ, "JUPYTER_RUNTIME_DIR": str(runtime)},
            stdout=log,
            stderr=log,
        )
    try:
        while not (found := list(runtime.glob("jpserver-*.json"))):
            assert process.poll() is None, (runtime / "log").read_text()
            time.sleep(0.1)
        url = json.loads(found[0].read_text())["url"]

        def read(path):
            request = urllib.request.Request(url + path)
            request.add_header("Authorization", "token t")
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read().decode()

        yield read
    finally:
        process.terminate()
        process.wait()


def test_formgrader_shows_the_class(server):
    assert "nbgrader" in server("formgrader/manage_assignments")
    (assignment,) = json.loads(server("formgrader/api/assignments"))
    assert assignment["max_score"] == 8
    assert assignment["num_submissions"] == len(CLASS) + 1


def test_formgrader_shows_a_submission_without_scripts(server):
    submissions = json.loads(
        server(f"formgrader/api/submitted_notebooks/{NAME}/{NAME}")
    )
    ids = {entry["student"]: entry["id"] for entry in submissions}
    page = server(f"formgrader/submissions/{ids['history_printed']}/")
    assert "double-tests" in page
    assert "Notes" in page
    assert "<script>alert" not in page
