"""Grade a whole class through nbgrader: one command, any submission, resumable."""

import hashlib
import os
import platform
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from glob import escape
from pathlib import Path

import nbgrader
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import GenerateAssignment
from nbgrader.utils import capture_log, temp_attrs
from tqdm import tqdm
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from .grade_table import Row, format_table, write_csv
from .percent import AssignmentError
from .preprocessors import (
    OutdatedGradebook,
    forget_ungraded,
    read_released,
    read_source,
)
from .source import find_assignments
from .submissions import SubmissionError, find_submission
from .verdicts import task_of


def grade_class(root: Path, assignment: str, class_folder: Path) -> list[Row]:
    """Grade every submission in `class_folder`/submitted and write feedback.

    Grades go to `class_folder`/gradebook.db and grades/<assignment>.csv, pages to
    feedback/. A submission that cannot be graded gets a status and no grade; the others
    go on. What has not changed since it was graded is skipped, and a run that was
    killed is completed by the next. Prints the table and returns its rows.

    Raises AssignmentError: an unknown assignment, a class folder without submissions,
    another grader at work.
    """
    root, folder = Path(root).resolve(), Path(root, class_folder).resolve()
    find_assignments(root, [assignment])
    students = _students(folder, assignment)
    with _only_grader(folder):
        grader = Grader(root, assignment, folder)
        rows = [
            grader.grade(student)
            for student in tqdm(students, f"grading {assignment}", unit="submission")
        ]
    table = folder / "grades" / f"{assignment}.csv"
    write_csv(rows, table)
    print(format_table(rows))
    print(f"grades: {table}\nfeedback: {folder / 'feedback'}")
    return rows


def load_config(root: Path, folder: Path) -> Config:
    """The settings of nbgrader_config.py for one class folder."""
    before = os.environ.get("LAYERWISE_CLASS")
    os.environ["LAYERWISE_CLASS"] = str(folder)
    try:
        return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    finally:
        del os.environ["LAYERWISE_CLASS"]
        if before is not None:
            os.environ["LAYERWISE_CLASS"] = before


class Grader:
    """Grades submissions to one assignment, one at a time."""

    def __init__(self, root: Path, assignment: str, folder: Path) -> None:
        self.assignment = assignment
        self.folder = folder
        config = load_config(root, folder)
        self.api = NbGraderAPI(config=config)
        self._source = root / "_build" / "source" / assignment / f"{assignment}.ipynb"
        self._register()
        engine = [root / "nbgrader_config.py", *Path(__file__).parent.glob("*.py")]
        self._engine = _digest(self._source, *sorted(engine))

    def grade(self, student: str) -> Row:
        """Grade one submission, unless that is done; its row of the table."""
        submitted = self.folder / "submitted" / student / self.assignment
        stamp = self.folder / "grades" / ".done" / self.assignment / student
        page = self._page(student)
        try:
            if escape(student) != student:
                raise SubmissionError("nbgrader reads no folder named with *, ? or [")
            notebook = find_submission(submitted, self.assignment)
            key = self._engine + _digest(notebook, submitted / "timestamp.txt")
            done = stamp.is_file() and stamp.read_text() == key and page.is_file()
            if not done or self._points(student) is None:
                stamp.unlink(missing_ok=True)
                self._autograde(student)
                self._generate_feedback(student)
                _write(stamp, key)
        except SubmissionError as error:
            return Row(student, {}, self._worth(), f"could not grade: {error}", None)
        return Row(student, self._points(student), self._worth(), "graded", page)

    def _page(self, student: str) -> Path:
        """Where nbgrader writes the feedback."""
        name = f"{self.assignment}.html"
        return self.folder / "feedback" / student / self.assignment / name

    def _autograde(self, student: str) -> None:
        """nbgrader's autograde; a failure leaves no new entry in the gradebook."""
        result = self.api.autograde(self.assignment, student)
        if not result["success"]:
            forget_ungraded(self.api.coursedir.db_url, self.assignment, student)
            raise SubmissionError(_reason(result))

    def _generate_feedback(self, student: str) -> None:
        """nbgrader's generate_feedback."""
        result = self.api.generate_feedback(self.assignment, student)
        if not result["success"]:
            raise SubmissionError(f"graded, but no feedback: {_reason(result)}")

    def _gradebook(self) -> Gradebook:
        return Gradebook(self.api.coursedir.db_url, self.api.coursedir.course_id)

    def _points(self, student: str) -> dict[str, float] | None:
        """Points by task as the gradebook has them; None if it has no submission."""
        with self._gradebook() as gradebook:
            try:
                notebook = gradebook.find_submission_notebook(
                    self.assignment, self.assignment, student
                )
            except MissingEntry:
                return None
            return _by_task((grade.name, grade.score) for grade in notebook.grades)

    def _worth(self) -> dict[str, float]:
        """What each task is worth, in the order of the notebook."""
        return _by_task(
            (cell.metadata.nbgrader.grade_id, cell.metadata.nbgrader.points)
            for cell in read_source(self._source).cells
            if cell.metadata.get("nbgrader", {}).get("grade")
        )

    def _register(self) -> None:
        """Have the gradebook know the assignment as the source notebook has it."""
        coursedir = self.api.coursedir
        try:
            source = read_source(self._source)
        except OutdatedGradebook as error:
            raise AssignmentError(str(error)) from None
        try:
            read_released(source, coursedir.db_url, self.assignment, self.assignment)
        except (MissingEntry, OutdatedGradebook):
            with (
                tempfile.TemporaryDirectory() as scratch,
                temp_attrs(
                    coursedir, assignment_id=self.assignment, release_directory=scratch
                ),
            ):
                result = capture_log(
                    GenerateAssignment(coursedir=coursedir, parent=self.api)
                )
            if not result["success"]:
                raise AssignmentError(
                    f"{self.assignment} has other cells than the version that "
                    f"{self.folder} was graded with; move gradebook.db away to grade "
                    f"everything anew ({_reason(result)})"
                ) from None


def _students(folder: Path, assignment: str) -> list[str]:
    """Who handed something in, in order."""
    found = sorted(
        path.parent.name for path in folder.glob(f"submitted/*/{escape(assignment)}")
    )
    if not found:
        raise AssignmentError(
            f"no submissions to {assignment}; put them in "
            f"{folder}/submitted/<student>/{assignment}/{assignment}.ipynb"
        )
    return found


@contextmanager
def _only_grader(folder: Path) -> Iterator[None]:
    """Hold the class folder's lock; AssignmentError if another process does."""
    (folder / "grades").mkdir(parents=True, exist_ok=True)
    with open(folder / "grades" / ".lock", "w") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except OSError:
            raise AssignmentError(
                f"another grading run is at work in {folder}; wait for it to end"
            ) from None
        yield


def _by_task(scores: Iterator[tuple[str, float | None]]) -> dict[str, float]:
    """Scores of test cells added up by task."""
    points = {}
    for name, score in scores:
        points[task_of(name)] = points.get(task_of(name), 0) + (score or 0)
    return points


def _digest(*paths: Path) -> str:
    """A hash of files' contents and of what runs them."""
    digest = hashlib.sha256(
        f"{platform.python_version()} {nbgrader.__version__}".encode()
    )
    for path in paths:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(len(content).to_bytes(8) + content)
    return digest.hexdigest()


def _reason(result: dict) -> str:
    """The error in nbgrader's log, in one line; an interrupt goes on as one."""
    if "KeyboardInterrupt" in result.get("error", ""):
        raise KeyboardInterrupt
    log = result.get("log", "") + result.get("error", "")
    errors = re.findall(r"^ *(?:\w+\.)*([A-Z]\w+): (.+)$", log, re.MULTILINE)
    named = [text for name, text in errors if name != "NbGraderException"]
    return (named or [text for _, text in errors] or ["see nbgrader's log"])[-1]


def _write(path: Path, text: str) -> None:
    """Write a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(text)
    os.replace(part, path)
