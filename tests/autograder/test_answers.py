"""Answers beside an assignment: named, enough of them, in percent files."""

import re

import pytest

from autograder.answers import read_answers
from autograder.percent import AssignmentError


def answer_file(count: int) -> str:
    """A file with `count` answers."""
    return "\n".join(
        f"# %% idea {n}\ndef area(w, h):\n    return {n}\n" for n in range(count)
    )


@pytest.fixture
def folder(tmp_path):
    """An assignment's folder with 3 right and 8 wrong answers to the task area."""
    task = tmp_path / "answers" / "area"
    task.mkdir(parents=True)
    (task / "right.py").write_text(answer_file(3))
    (task / "wrong.py").write_text(answer_file(8))
    return tmp_path


def test_answers_have_names_and_code(folder):
    answers = read_answers(folder, "area")
    assert [answer.name for answer in answers["right"]] == [
        "idea 0",
        "idea 1",
        "idea 2",
    ]
    assert len(answers["wrong"]) == 8
    assert answers["wrong"][7].code == "def area(w, h):\n    return 7"


def test_name_may_look_like_metadata(folder):
    right = folder / "answers" / "area" / "right.py"
    name = 'padding=1 [hard-coded], "x" (p = 1)'
    right.write_text(right.read_text().replace("idea 1", name))
    assert read_answers(folder, "area")["right"][1].name == name


def test_markdown_cells_are_notes(folder):
    right = folder / "answers" / "area" / "right.py"
    right.write_text("# %% [markdown]\n# A note.\n\n" + right.read_text())
    assert len(read_answers(folder, "area")["right"]) == 3


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("right", None, "missing; write at least 3 answers"),
        ("wrong", None, "missing; write at least 8 answers"),
        ("right", answer_file(2), "2 answers, at least 3 are needed"),
        ("wrong", answer_file(7), "7 answers, at least 8 are needed"),
        ("wrong", "", "0 answers, at least 8 are needed"),
        ("right", answer_file(3) + "# %%\nx = 1\n", "an answer needs a name"),
        ("right", answer_file(3) + "# %% empty\n", "an answer needs a name"),
        ("right", answer_file(3) * 2, "2 answers are called 'idea 0'"),
    ],
)
def test_bad_file_is_one_line_that_names_it(folder, name, text, message):
    path = folder / "answers" / "area" / f"{name}.py"
    path.unlink()
    if text is not None:
        path.write_text(text)
    with pytest.raises(AssignmentError, match=re.escape(message)) as caught:
        read_answers(folder, "area")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
