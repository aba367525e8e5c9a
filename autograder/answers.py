"""Answers that the tests are tested with: right ones and the wrong ones students write.

`solutions/<assignment>/answers/<task>/right.py` and `wrong.py` are percent files. Each
`# %% name of the idea or of the mistake` is followed by code that replaces the whole
solution cell of the task. Markdown cells are notes.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .percent import AssignmentError, read_percent

LEAST = {"right": 3, "wrong": 8}


@dataclass(frozen=True)
class Answer:
    """One answer to one task: what it does, in a few words, and its code."""

    name: str
    code: str


def read_answers(folder: Path, task: str) -> dict[str, list[Answer]]:
    """Read {"right": [...], "wrong": [...]} for `task` of the assignment in `folder`.

    Raises AssignmentError that names the file and the fix: a missing file, fewer than
    3 right or 8 wrong answers, an answer without a name or code, a repeated name.
    """
    return {
        verdict: _read_file(Path(folder) / "answers" / task / f"{verdict}.py", least)
        for verdict, least in LEAST.items()
    }


def _read_file(path: Path, least: int) -> list[Answer]:
    """The answers of one file, in order."""
    if not path.is_file():
        raise AssignmentError(
            f"{path}: missing; write at least {least} answers, each under '# %% name'"
        )
    cells = [cell for cell in read_percent(path) if cell.cell_type == "code"]
    for cell in cells:
        if not cell.marker or not cell.source:
            raise AssignmentError(
                f"{path}:{cell.line}: an answer needs a name, '# %% name', and code"
            )
    for name, count in Counter(cell.marker for cell in cells).items():
        if count > 1:
            raise AssignmentError(f"{path}: {count} answers are called {name!r}")
    if len(cells) < least:
        raise AssignmentError(
            f"{path}: {len(cells)} answers, at least {least} are needed"
        )
    return [Answer(cell.marker, cell.source) for cell in cells]
