"""The sample class gets the grades it must get, and pages that help."""

import csv

import graded_class as course
import pytest

from autograder.grade import grade_class
from autograder.percent import AssignmentError
from autograder.sample_class import build_sample_class

FOLDER = "_build/sample_class"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course, the sample class's submissions and the rows of its grades."""
    root = course.make_course(tmp_path_factory.mktemp("course"))
    course.limit_seconds(root, 8)
    submissions = build_sample_class(root, course.NAME, FOLDER)
    rows = grade_class(root, course.NAME, FOLDER)
    return (
        root,
        {submission.student: submission for submission in submissions},
        {row.student: row for row in rows},
    )


EXPECTED = {
    "perfect": 8,
    "different_but_right": 8,
    "noisy": 8,
    "duplicated_cells": 8,
    "half_right": 6,
    "syntax_error": 6,
    "infinite_loop": 6,
    "crash": 6,
    "untouched": 0,
    "not_a_notebook": None,
}


@pytest.mark.parametrize("student", [*EXPECTED, "wrong"])
def test_grade_is_the_expected_one(graded, student):
    _, submissions, rows = graded
    assert submissions.keys() == rows.keys() == {*EXPECTED, "wrong"}
    assert submissions[student].accepts(rows[student].points)
    if student in EXPECTED:
        assert rows[student].total == EXPECTED[student]


def test_every_wrong_task_loses_points(graded):
    _, _, rows = graded
    row = rows["wrong"]
    assert all(row.points[task] < row.worth[task] for task in row.worth)


def test_other_points_are_not_accepted(graded):
    _, submissions, _ = graded
    full = {"double": 2, "mean": 4, "total": 2}
    assert submissions["perfect"].accepts(full)
    assert not submissions["perfect"].accepts(full | {"mean": 3.5})
    assert not submissions["perfect"].accepts({"double": 2, "mean": 4})
    assert not submissions["perfect"].accepts({})
    assert not submissions["wrong"].accepts({"double": 2, "mean": 0, "total": 0})
    assert not submissions["not_a_notebook"].accepts(full)


SAID = {
    "perfect": ["Passed: 2 of 2 points."],
    "different_but_right": ["Passed: 4 of 4 points."],
    "noisy": ["Passed: 4 of 4 points.", "a warning that costs nothing"],
    "duplicated_cells": ["Passed: 1 of 1 points."],
    "half_right": ["Passed: 4 of 4 points.", "no answer yet", "NotImplementedError"],
    "wrong": ["A hidden check failed: wrong for … and more", "of 4 points."],
    "untouched": ["no answer yet", "No response."],
    "syntax_error": ["your cell stopped with SyntaxError", "print('a bracket is open'"],
    "infinite_loop": ["stopped: the code took longer than 8 s; does a loop never end?"],
    "crash": ["stopped: the code ended the Python process (exit code 1)"],
}


@pytest.mark.parametrize("student", SAID)
def test_feedback_helps_and_tells_no_hidden_test(graded, student):
    _, _, rows = graded
    text = course.page_text(rows[student].feedback)
    for said in [*SAID[student], "Results", "twice three is six"]:
        assert said in text
    for line in course.hidden_lines():
        assert line not in text
    assert "HIDDEN" not in text
    assert "SOLUTION" not in text


def test_duplicated_cells_are_there_twice(graded):
    _, submissions, _ = graded
    for text in ("def double(x)", "assert double(3)", '"import random"'):
        assert submissions["perfect"].text.count(text) == 1
        assert submissions["duplicated_cells"].text.count(text) == 2


def test_submission_without_grade_says_why(graded):
    _, _, rows = graded
    row = rows["not_a_notebook"]
    assert row.status.startswith("could not grade: sums.ipynb is not JSON")
    assert row.feedback is None


def test_table_is_written(graded):
    root, _, _ = graded
    with open(root / FOLDER / "grades" / "sums.csv", newline="") as file:
        head, *lines = csv.reader(file)
    assert head == ["student", "double", "mean", "total", "sum", "maximum", "status"]
    assert ["crash", "2", "4", "0", "6", "8", "graded"] in lines
    assert len(lines) == 11


def test_second_build_leaves_files_alone(graded):
    root, _, _ = graded
    files = list((root / FOLDER / "submitted").rglob("*.ipynb"))
    before = [path.stat().st_mtime_ns for path in files]
    build_sample_class(root, course.NAME, FOLDER)
    assert [path.stat().st_mtime_ns for path in files] == before
    assert len(files) == 11


def test_unreleased_assignment_is_named(tmp_path):
    root = course.make_course(tmp_path)
    (root / "exercises" / "sums" / "sums.ipynb").unlink()
    with pytest.raises(AssignmentError, match=r"sums\.ipynb: missing; run `make"):
        build_sample_class(root, course.NAME, FOLDER)
