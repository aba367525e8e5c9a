"""The hand-out holds what a student needs, and no solution or hidden test."""

import zipfile
from pathlib import Path

import pytest
from tiny_assignment import HIDDEN, tiny_text, write_assignment

from autograder.__main__ import main
from autograder.handout import files_of, write_handout
from autograder.percent import AssignmentError
from autograder.release import release_exercises
from autograder.source import find_assignments, read_assignment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def course(tmp_path):
    """A small checkout, its exercise generated and its book built."""
    root = tmp_path / "course"
    write_assignment(root, tiny_text())
    release_exercises(root)
    for name in ("_build/html/index.html", "book/index.md", "work/area/area.ipynb"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text")
    return root


def read(archive: Path) -> dict[str, str]:
    """The text of every file of a hand-out."""
    with zipfile.ZipFile(archive) as opened:
        return {
            name: opened.read(name).decode("utf-8", "replace")
            for name in opened.namelist()
        }


def test_holds_book_and_exercises_in_one_folder(course, tmp_path):
    files = read(write_handout(course, tmp_path / "autumn.zip"))
    assert set(files) == {
        "autumn/README.md",
        "autumn/_build/html/index.html",
        "autumn/book/index.md",
        "autumn/exercises/area/area.ipynb",
    }
    assert not [text for text in files.values() if HIDDEN.splitlines()[1] in text]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda root: (root / "_build/html/index.html").unlink(), "run `make book`"),
        (
            lambda root: (root / "exercises/area/area.ipynb").write_text("{}"),
            "exercises/area/area.ipynb: differs",
        ),
        (
            lambda root: (root / "exercises/area/mine.txt").write_text("an answer"),
            "exercises/area/mine.txt: no assignment generates it",
        ),
    ],
)
def test_is_not_written_when_something_is_wrong(course, tmp_path, spoil, message):
    spoil(course)
    with pytest.raises(AssignmentError, match=message):
        write_handout(course, tmp_path / "autumn.zip")
    assert not list(tmp_path.glob("*.zip"))


def test_the_command_names_the_file(course, monkeypatch, capsys):
    monkeypatch.chdir(course)
    assert main(["hand-out"]) == 0
    assert capsys.readouterr().out == "_build/handout/course.zip\n"


def test_a_handout_generates_nothing_and_says_so(course, tmp_path, monkeypatch, capsys):
    archive = write_handout(course, tmp_path / "autumn.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    monkeypatch.chdir(tmp_path / "autumn")
    for command in ("exercises", "check-exercises", "hand-out"):
        assert main([command]) == 2
        assert capsys.readouterr().err.startswith("error: solutions/: no assignment")
    assert main(["work"]) == 0
    assert (tmp_path / "autumn/work/area/area.ipynb").is_file()


def test_no_hidden_test_of_this_course_is_in_its_parts():
    hidden = {
        line.strip()
        for path in find_assignments(ROOT)
        for cell in read_assignment(path).cells
        if cell.kind == "tests"
        for line in cell.withheld.splitlines()
        if len(line.strip()) > 40 and "assert" in line
    }
    assert hidden
    texts = [path for path in files_of(ROOT) if "_build" not in path.parts]
    assert ROOT / "exercises/padding_and_stride/padding_and_stride.ipynb" in texts
    for path in texts:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        told = hidden & {line.strip().strip('",').removesuffix("\\n") for line in lines}
        assert not told, f"{path}: {told}"
