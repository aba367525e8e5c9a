"""Students' copies: made once, merged with newer releases, never overwritten."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from tiny_assignment import BEFORE, VISIBLE, tiny_text

from autograder.percent import AssignmentError
from autograder.release import release_exercises
from autograder.work import update_copies

COPY = Path("work/area/area.ipynb")
EXERCISE = Path("exercises/area/area.ipynb")
ANSWER = "def area(width, height):\n    return width * height"
NEWER = tiny_text(
    title="# # Areas, second edition",
    visible=VISIBLE + '\nassert area(1, 1) == 1, "one square"',
)


@pytest.fixture
def course(tmp_path):
    """A checkout with one exercise and the student's copy of it."""
    release(tmp_path, tiny_text())
    update_copies(tmp_path)
    return tmp_path


def release(course: Path, text: str, name: str = "area") -> None:
    """Release an assignment anew."""
    path = course / "solutions" / name / "assignment.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    release_exercises(course)


def read(path: Path):
    return nbformat.read(path, as_version=4)


def edit(path: Path, change) -> None:
    """Change a notebook as JupyterLab would: other cells keep their metadata."""
    notebook = read(path)
    change(notebook)
    nbformat.write(notebook, path)


def cell(notebook, identifier: str):
    (found,) = [cell for cell in notebook.cells if cell.id == identifier]
    return found


def plain_cell(notebook):
    """The code that the student may change and that is no task."""
    (found,) = [cell for cell in notebook.cells if cell.source == "print(2 + 3)"]
    return found


def answer(notebook) -> None:
    cell(notebook, "area").source = ANSWER
    cell(notebook, "area").execution_count = 3


def sources(notebook) -> list[str]:
    return [cell.source for cell in notebook.cells]


def backups(course: Path) -> list[Path]:
    return sorted((course / "work/area").glob("area.backup-*.ipynb"))


def test_a_copy_has_the_bytes_of_the_release(course):
    assert (course / COPY).read_bytes() == (course / EXERCISE).read_bytes()


def test_making_copies_says_what_is_new_and_then_nothing(course):
    assert update_copies(course) == []
    shutil.rmtree(course / "work/area")
    assert update_copies(course) == ["work/area/area.ipynb: new"]


def test_an_answer_stays_while_the_release_stays(course):
    edit(course / COPY, answer)
    before = (course / COPY).read_bytes()
    assert update_copies(course) == []
    assert (course / COPY).read_bytes() == before


def test_an_untouched_copy_is_renewed(course):
    edit(course / COPY, lambda notebook: notebook.metadata.update(kernel="mine"))
    release(course, NEWER)
    (line,) = update_copies(course)
    assert line.startswith("work/area/area.ipynb: renewed")
    assert (course / COPY).read_bytes() == (course / EXERCISE).read_bytes()
    assert backups(course) == []


def test_a_newer_release_keeps_the_answer_and_renews_the_rest(course):
    edit(course / COPY, answer)
    before = (course / COPY).read_bytes()
    release(course, NEWER)
    (line,) = update_copies(course)
    merged = read(course / COPY)
    nbformat.validate(merged)
    assert cell(merged, "area").source == ANSWER
    assert cell(merged, "area").execution_count == 3
    assert "one square" in cell(merged, "area-tests").source
    assert merged.cells[0].source == "# Areas, second edition"
    assert "answers kept: area" in line
    (backup,) = backups(course)
    assert backup.name in line
    assert backup.read_bytes() == before


def test_the_notebook_itself_tells_of_the_update(course):
    edit(course / COPY, answer)
    release(course, NEWER)
    update_copies(course)
    notice = read(course / COPY).cells[1]
    assert "This notebook was updated" in notice.source
    assert backups(course)[0].name in notice.source
    release(course, tiny_text())
    update_copies(course)
    told = [text for text in sources(read(course / COPY)) if "was updated" in text]
    assert len(told) == 1
    assert len(backups(course)) == 2


def test_the_metadata_that_grading_needs_are_the_new_ones(course):
    edit(course / COPY, answer)
    release(course, NEWER.replace("points=3", "points=5"))
    update_copies(course)
    merged = read(course / COPY)
    new = read(course / EXERCISE)
    for name in ("imports", "area", "area-tests"):
        assert cell(merged, name).metadata == cell(new, name).metadata


def add_own_cells(notebook) -> None:
    """A note before the task, a try after it, and one after everything."""
    place = [cell.id for cell in notebook.cells].index("area")
    notebook.cells.insert(place + 1, new_code_cell("area(7, 7)", id="my-try"))
    notebook.cells.insert(place, new_markdown_cell("multiply, I think", id="note"))
    notebook.cells.append(new_code_cell("'the end'", id="end"))


def test_own_cells_stay_beside_the_cells_they_stood_beside(course):
    edit(course / COPY, add_own_cells)
    release(course, NEWER)
    update_copies(course)
    merged = read(course / COPY)
    ids = [cell.id for cell in merged.cells]
    plain = plain_cell(merged).id
    assert ids[-6:] == ["note", "area", "my-try", plain, "area-tests", "end"]


def test_edited_prose_and_plain_code_are_own_cells(course):
    def scribble(notebook):
        cell(notebook, "cell-0").source += "\n\nAsk about squares!"
        plain_cell(notebook).source = "print(2 + 3 + 4)"

    edit(course / COPY, scribble)
    release(course, NEWER)
    update_copies(course)
    texts = sources(read(course / COPY))
    assert [text for text in texts if "Ask about squares!" in text]
    assert "print(2 + 3 + 4)" in texts
    assert "print(2 + 3)" in texts


def test_a_changed_start_of_a_task_is_told_beside_the_answer(course):
    edit(course / COPY, answer)
    release(course, tiny_text(before=BEFORE.replace("the area", "the area as a float")))
    (line,) = update_copies(course)
    merged = read(course / COPY)
    place = [cell.id for cell in merged.cells].index("area")
    assert merged.cells[place].source == ANSWER
    assert "the area as a float" in merged.cells[place - 1].source
    assert "look again, the task changed: area" in line


def test_the_answer_to_a_task_that_is_gone_becomes_a_plain_cell(course):
    edit(course / COPY, answer)
    release(course, tiny_text().replace('"area"', '"extent"'))
    (line,) = update_copies(course)
    merged = read(course / COPY)
    (kept,) = [cell for cell in merged.cells if cell.source == ANSWER]
    assert "nbgrader" not in kept.metadata
    assert "no longer a task, kept as a plain cell: area" in line


def test_a_copied_task_cell_loses_neither_answer(course):
    def answer_twice(notebook):
        answer(notebook)
        second = cell(notebook, "area").copy()
        second.id, second.source = "copied", "def area(w, h):\n    return h * w"
        notebook.cells.append(second)

    edit(course / COPY, answer_twice)
    release(course, NEWER)
    update_copies(course)
    merged = read(course / COPY)
    assert cell(merged, "area").source == ANSWER
    assert "nbgrader" not in cell(merged, "copied").metadata
    assert len({c.id for c in merged.cells}) == len(merged.cells)


def test_without_a_record_the_checksums_tell_what_was_begun(course):
    edit(course / COPY, answer)
    edit(course / COPY, add_own_cells)
    shutil.rmtree(course / "work/.released")
    release(course, NEWER)
    update_copies(course)
    texts = sources(read(course / COPY))
    assert ANSWER in texts
    assert {"multiply, I think", "area(7, 7)", "'the end'"} <= set(texts)
    assert not [text for text in texts if text.startswith("# Areas\n")]
    assert len(backups(course)) == 1


def test_without_a_record_even_an_untouched_copy_is_kept_beside(course):
    shutil.rmtree(course / "work/.released")
    before = (course / COPY).read_bytes()
    release(course, NEWER)
    update_copies(course)
    assert [path.read_bytes() for path in backups(course)] == [before]


def test_two_updates_in_one_second_keep_both_copies(course):
    edit(course / COPY, answer)
    for text in (NEWER, tiny_text(), NEWER, tiny_text()):
        release(course, text)
        update_copies(course)
    assert len(backups(course)) == 4
    assert cell(read(course / COPY), "area").source == ANSWER


def test_an_update_broken_off_is_done_by_the_next(course, monkeypatch):
    from autograder import work

    edit(course / COPY, answer)
    release(course, NEWER)
    write = work._write

    def fail_at_the_record(path, content):
        if ".released" in path.parts:
            raise OSError("the disk is full")
        write(path, content)

    monkeypatch.setattr(work, "_write", fail_at_the_record)
    with pytest.raises(OSError, match="disk is full"):
        update_copies(course)
    monkeypatch.undo()
    update_copies(course)
    merged = read(course / COPY)
    assert sources(merged).count(ANSWER) == 1
    assert update_copies(course) == []


def test_a_copy_that_is_no_notebook_is_left_alone_and_named(course):
    (course / COPY).write_text("{ half a file")
    release(course, NEWER)
    (line,) = update_copies(course)
    assert line.startswith("work/area/area.ipynb: is no notebook and stays as it is")
    assert (course / COPY).read_text() == "{ half a file"


def test_other_files_of_the_student_stay(course):
    (course / "work/area/notes.txt").write_text("mine")
    release(course, NEWER)
    update_copies(course)
    assert (course / "work/area/notes.txt").read_text() == "mine"


def test_answers_in_exercises_are_no_newer_release(course):
    edit(course / EXERCISE, answer)
    (line,) = update_copies(course)
    assert line.startswith("exercises/area/area.ipynb: somebody worked in it")
    assert "NotImplementedError" in (course / COPY).read_text()


def test_answers_in_exercises_survive_the_way_into_a_first_copy(course):
    shutil.rmtree(course / "work")
    edit(course / EXERCISE, answer)
    update_copies(course)
    assert cell(read(course / COPY), "area").source == ANSWER
    release_exercises(course, move_edits=True)
    update_copies(course)
    assert cell(read(course / COPY), "area").source == ANSWER


def test_only_the_named_copies_are_made(course):
    release(course, tiny_text(), "volume")
    shutil.rmtree(course / "work")
    assert update_copies(course, ["volume"]) == ["work/volume/volume.ipynb: new"]
    assert not (course / COPY).exists()


def test_an_unknown_name_lists_the_known_ones(course):
    with pytest.raises(AssignmentError, match="unknown exercise 'are'; known: area"):
        update_copies(course, ["are"])


def test_outputs_of_the_release_do_not_count_as_answers(course):
    def run(notebook):
        plain_cell(notebook).outputs = [new_output("stream", text="5")]

    edit(course / COPY, run)
    release(course, NEWER)
    (line,) = update_copies(course)
    assert "renewed" in line
