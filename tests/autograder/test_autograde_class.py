"""A class is graded to the end: any submission, killed runs, second runs."""

import csv
import shutil
import signal
import subprocess
import sys
import time
from fcntl import LOCK_EX, flock

import graded_class as course
import pytest
from nbgrader.api import Gradebook

from autograder import execution
from autograder.grade import grade_class
from autograder.grade_table import Row, format_table, write_csv
from autograder.percent import AssignmentError

NAME = course.NAME


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course with a class of one, anna, who has full marks."""
    root = course.make_course(tmp_path_factory.mktemp("graded"))
    course.submit(root / "class", "anna", course.answered(root))
    assert grades(root) == {"anna": (8, "graded")}
    return root


@pytest.fixture
def root(graded, tmp_path):
    """A copy of the course for one test; anna is graded."""
    return shutil.copytree(graded, tmp_path / "course")


def grades(root):
    """Grade the class `class`: total and status by student."""
    rows = grade_class(root, NAME, "class")
    return {row.student: (row.total, row.status) for row in rows}


def students_in_gradebook(root):
    with Gradebook(f"sqlite:///{root}/class/gradebook.db") as gradebook:
        return {
            submission.student_id
            for submission in gradebook.assignment_submissions(NAME)
        }


def test_bad_submissions_get_a_status_and_the_others_a_grade(root, capsys):
    folder = root / "class"
    course.submit(folder, "bert", "{")
    course.submit(folder, "=cmd()", course.answered(root, double="x + 3"))
    course.submit(folder, "d[1]", course.answered(root))
    course.submit(folder, "cleo", "{}").rename(
        folder / "submitted" / "cleo" / NAME / "sums (1).ipynb"
    )
    found = grades(root)
    assert found["anna"] == (8, "graded")
    assert found["=cmd()"] == (6, "graded")
    assert found["bert"][0] is None
    assert found["bert"][1].startswith("could not grade: sums.ipynb is not JSON")
    assert "no folder named with *, ? or [" in found["d[1]"][1]
    assert "only 'sums (1).ipynb'; rename" in found["cleo"][1]
    assert students_in_gradebook(root) == {"anna", "=cmd()"}
    table = capsys.readouterr().out
    words = [line.split() for line in table.splitlines()]
    assert ["anna", "2", "4", "2", "8", "graded"] in words
    assert str(folder / "feedback") in table
    with open(folder / "grades" / "sums.csv", newline="") as file:
        students = [line[0] for line in csv.reader(file)]
    assert students == ["student", "'=cmd()", "anna", "bert", "cleo", "d[1]"]


def test_second_run_grades_what_changed(root):
    page = root / "class" / "feedback" / "anna" / NAME / "sums.html"
    before = page.stat().st_mtime_ns
    course.submit(root / "class", "bert", course.answered(root))
    assert grades(root) == {"anna": (8, "graded"), "bert": (8, "graded")}
    assert page.stat().st_mtime_ns == before
    course.submit(root / "class", "anna", course.answered(root, double="0"))
    assert grades(root) == {"anna": (6, "graded"), "bert": (8, "graded")}
    page.unlink()
    assert grades(root) == {"anna": (6, "graded"), "bert": (8, "graded")}
    assert page.is_file()


def test_broken_file_after_a_good_one_is_not_called_graded(root):
    course.submit(root / "class", "anna", "{")
    assert grades(root)["anna"][0] is None


def test_killed_run_is_completed_by_the_next(root):
    slow = course.answered(root, total="0")
    cell = course.cell_of(slow, "total")
    cell.source = f"{cell.source}\nimport time; time.sleep(600)"
    course.submit(root / "class", "bert", slow)
    command = f"from autograder.grade import *; grade_class('.', {NAME!r}, 'class')"
    process = subprocess.Popen([sys.executable, "-c", command], cwd=root)
    half_graded = root / "class" / "autograded" / "bert" / NAME / "sums.ipynb"
    try:
        while not half_graded.is_file():
            assert process.poll() is None
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    cell.source = cell.source.replace("time.sleep(600)", "")
    course.submit(root / "class", "bert", slow)
    assert grades(root) == {"anna": (8, "graded"), "bert": (7, "graded")}


def test_two_graders_do_not_meet(root):
    with open(root / "class" / "grades" / ".lock", "w") as lock:
        flock(lock, LOCK_EX)
        with pytest.raises(AssignmentError, match="another grading run is at work"):
            grades(root)


def test_fault_of_the_machine_is_no_zero(root, monkeypatch):
    course.submit(root / "class", "bert", course.answered(root))

    def broken_start(kernel):
        raise RuntimeError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(execution.Kernel, "start", broken_start)
        found = grades(root)
    assert found["bert"] == (None, "could not grade: no space left on device")
    assert students_in_gradebook(root) == {"anna"}
    assert grades(root)["bert"] == (8, "graded")


def test_interrupt_ends_the_run(root, monkeypatch):
    course.submit(root / "class", "bert", course.answered(root))

    def interrupted(kernel):
        raise KeyboardInterrupt

    monkeypatch.setattr(execution.Kernel, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        grades(root)


def test_changed_tests_are_graded_anew(root):
    course.submit(root / "class", "anna", course.answered(root, double="2.0 * x"))
    assert grades(root)["anna"] == (8, "graded")
    source = root / "_build" / "source" / NAME / "sums.ipynb"
    text = source.read_text()
    stricter = text.replace("double(3) == 6,", "str(double(3)) == '6',")
    source.write_text(stricter)
    assert grades(root)["anna"] == (6, "graded")
    source.write_text(stricter.replace('"mean-tests"', '"mean-tests-new"'))
    with pytest.raises(AssignmentError, match=r"sums has other cells .* move"):
        grades(root)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sumz", "unknown assignment 'sumz'; known: sums"),
        ("sums", r"no submissions to sums; put them in .*/class/submitted/<student>"),
    ],
)
def test_nothing_to_grade_is_one_line(root, name, message):
    shutil.rmtree(root / "class" / "submitted")
    with pytest.raises(AssignmentError, match=message):
        grade_class(root, name, "class")


def test_source_must_be_generated(root):
    shutil.rmtree(root / "_build")
    with pytest.raises(AssignmentError, match="is missing; run `make exercises`"):
        grades(root)


def test_table_is_harmless(tmp_path):
    rows = [Row("\x1b[2Janna", {"a": 0.5}, {"a": 2.0}, "@graded", None)]
    assert "\x1b" not in format_table(rows)
    write_csv(rows, tmp_path / "grades" / "t.csv")
    text = (tmp_path / "grades" / "t.csv").read_text()
    assert text.splitlines()[1].endswith("anna,0.5,0.5,2,'@graded")
