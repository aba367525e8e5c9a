"""The command line: what it prints, and its exit status."""

import json
import subprocess
import sys

import pytest
from tiny_assignment import HIDDEN, tiny_text, write_assignment

from autograder.__main__ import main


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A checkout with two assignments, and the current folder."""
    write_assignment(tmp_path, tiny_text(), "area")
    write_assignment(tmp_path, tiny_text(), "volume")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_exercises_are_generated_and_checked(course, capsys):
    assert main(["exercises"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "exercises/area/area.ipynb",
        "exercises/volume/volume.ipynb",
    ]
    assert json.loads((course / "exercises/area/area.ipynb").read_text())["cells"]
    assert main(["check-exercises"]) == 0


def test_copies_are_made_and_then_up_to_date(course, capsys):
    main(["exercises"])
    capsys.readouterr()
    assert main(["work", "area"]) == 0
    assert main(["work"]) == 0
    assert main(["work"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "work/area/area.ipynb: new",
        "work/volume/volume.ipynb: new",
        "work/ is up to date",
    ]


def test_an_edited_exercise_is_one_line_with_the_fix_and_the_fix_works(course, capsys):
    main(["exercises"])
    notebook = course / "exercises/area/area.ipynb"
    answered = notebook.read_text().replace("raise NotImplementedError()", "return 42")
    notebook.write_text(answered)
    capsys.readouterr()
    assert main(["exercises"]) == 2
    assert capsys.readouterr().err == (
        "error: exercises/area/area.ipynb: somebody edited it, so it is not "
        "overwritten and nothing was generated; `python -m autograder exercises "
        "--move-edits` moves it to work/area/ first\n"
    )
    assert notebook.read_text() == answered
    assert main(["exercises", "--move-edits"]) == 0
    assert (course / "work/area/area.ipynb").read_text() == answered
    assert main(["check-exercises"]) == 0


def test_check_exercises_names_what_is_missing(course, capsys):
    main(["exercises", "area"])
    assert main(["check-exercises"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1] == "exercises/volume/volume.ipynb: missing; run `make exercises`"


@pytest.mark.parametrize("command", ["exercises", "lint", "check-answers"])
def test_unknown_assignment_lists_the_known_ones(course, capsys, command):
    assert main([command, "are"]) == 2
    error = capsys.readouterr().err
    assert error == "error: unknown assignment 'are'; known: area, volume\n"


def test_lint_prints_findings_with_paths_in_the_checkout(course, capsys):
    assert main(["lint"]) == 0
    write_assignment(course, tiny_text(hidden=HIDDEN + "assert not error > 1"), "bad")
    assert main(["lint", "area"]) == 0
    assert main(["lint"]) == 1
    assert capsys.readouterr().err.startswith("solutions/bad/assignment.py: line 26: ")


def test_bad_assignment_is_an_error_and_generates_nothing(course, capsys):
    write_assignment(course, tiny_text().replace(" points=3", ""), "bad")
    assert main(["exercises"]) == 2
    assert capsys.readouterr().err.startswith("error: solutions/bad/assignment.py:21: ")
    assert not (course / "exercises").exists()


def test_missing_answers_are_named(course, capsys):
    assert main(["check-answers", "area"]) != 0
    assert "answers/area/right.py" in capsys.readouterr().err


def test_help_of_the_module_imports_no_torch(course):
    code = (
        "import sys; from autograder.__main__ import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "sys.exit('torch' in sys.modules or 'nbgrader' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "check-answers" in done.stdout
