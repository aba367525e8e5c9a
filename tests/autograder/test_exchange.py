"""nbgrader's Release, Fetch, Submit and Collect use the student's copy in work/."""

import logging
from pathlib import Path

import nbformat
import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeReleaseAssignment
from tiny_assignment import tiny_text
from traitlets.config import Config

from autograder.exchange import FetchAssignment, List, Submit
from autograder.release import release_exercises
from autograder.work import NO_SUBMISSION, update_copies

COPY = Path("work/area/area.ipynb")
ANSWER = "def area(width, height):\n    return width * height"
NEWER = tiny_text(title="# # Areas, second edition")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A student's checkout, and an exchange with one assignment released."""
    monkeypatch.chdir(tmp_path)
    release(tmp_path, tiny_text())
    return tmp_path


def do(step: type, course: Path, **options):
    """Carry out one step of the exchange."""
    config = Config()
    config.Exchange.root = str(course / "exchange")
    config.Exchange.cache = str(course / "cache")
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = "course"
    config.CourseDirectory.assignment_id = "area"
    config.CourseDirectory.release_directory = "exercises"
    config.CourseDirectory.ignore = list(NO_SUBMISSION)
    config[step.__name__].update(options)
    (course / "exchange").mkdir(exist_ok=True)
    coursedir = CourseDirectory(config=config)
    return step(
        coursedir=coursedir, authenticator=Authenticator(config=config), config=config
    ).start()


def release(course: Path, text: str) -> None:
    """Release an assignment anew through the exchange, and leave no trace of it."""
    path = course / "solutions/area/assignment.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    release_exercises(course)
    do(ExchangeReleaseAssignment, course, force=True)


def answer(course: Path) -> None:
    notebook = nbformat.read(course / COPY, as_version=4)
    (task,) = [cell for cell in notebook.cells if cell.id == "area"]
    task.source = ANSWER
    nbformat.write(notebook, course / COPY)


def sources(path: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def status(course: Path) -> str:
    (info,) = do(List, course)
    return info["status"]


def submissions(course: Path) -> list[Path]:
    return sorted((course / "exchange/course/inbound").glob("*"))


def test_fetch_makes_the_copy_in_work(course):
    assert status(course) == "released"
    do(FetchAssignment, course)
    assert (course / COPY).read_bytes() == (
        course / "exercises/area/area.ipynb"
    ).read_bytes()
    assert status(course) == "fetched"
    assert not (course / "area").exists()


def test_a_copy_made_by_the_lab_is_fetched_already(course):
    update_copies(course)
    assert status(course) == "fetched"


def test_fetch_never_overwrites_an_answer(course):
    update_copies(course)
    answer(course)
    before = (course / COPY).read_bytes()
    do(FetchAssignment, course)
    assert (course / COPY).read_bytes() == before


def test_a_newer_release_is_listed_and_merged_by_fetch(course):
    update_copies(course)
    answer(course)
    release(course, NEWER)
    assert status(course) == "released"
    do(FetchAssignment, course)
    assert status(course) == "fetched"
    merged = sources(course / COPY)
    assert ANSWER in merged
    assert merged[0] == "# Areas, second edition"
    (info,) = do(List, course)
    assert [found["notebook_id"] for found in info["notebooks"]] == ["area"]
    assert update_copies(course) == []


def test_exchange_and_exercises_that_differ_do_not_take_turns(course):
    update_copies(course)
    old = (course / "exercises/area/area.ipynb").read_bytes()
    answer(course)
    release(course, NEWER)
    (course / "exercises/area/area.ipynb").write_bytes(old)  # the student's checkout
    do(FetchAssignment, course)
    assert update_copies(course) == []
    assert status(course) == "fetched"
    assert sources(course / COPY)[0] == "# Areas, second edition"


def test_submit_sends_the_copy_and_no_backup(course):
    update_copies(course)
    answer(course)
    release(course, NEWER)
    do(FetchAssignment, course)
    assert len(list((course / "work/area").glob("*.ipynb"))) == 2
    do(Submit, course)
    (submission,) = submissions(course)
    assert [path.name for path in submission.glob("*.ipynb")] == ["area.ipynb"]
    assert ANSWER in sources(submission / "area.ipynb")


def test_submit_without_a_copy_says_how_to_make_one(course, caplog):
    with (
        caplog.at_level(logging.CRITICAL),
        pytest.raises(ExchangeError, match="python -m autograder work area"),
    ):
        do(Submit, course)
    assert submissions(course) == []
