"""Bring a student's notebook up to a newer release: answers stay, the rest is new.

The new release gives the frame: prose, set-up, tests, their order. The student's
notebook gives the answers, task by task, and the cells that are the student's own.
"""

import re
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import uuid4

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.utils import compute_checksum

from .restore import grade_id

NOTICE = "update_notice"  # metadata of the cell that tells of the update
RELEASED_ID = re.compile(r"cell-\d+")  # what source.py calls cells without a grade id
CHANGED = """\
> **The course has changed the start of the next cell** since you began it. Your answer
> stands there as you wrote it. The cell now starts like this:

```python
{stub}
```
"""


@dataclass
class Merged:
    """The notebook, and what happened to each answer; tasks by their grade ids."""

    notebook: NotebookNode
    kept: list[str] = field(default_factory=list)
    restarted: list[str] = field(default_factory=list)  # kept, but the start changed
    gone: list[str] = field(default_factory=list)  # the new release lacks the task
    own_cells: int = 0


def is_untouched(mine: NotebookNode, base: NotebookNode) -> bool:
    """Whether a copy says what the release says that it was made from."""
    return _texts(mine) == _texts(base)


def is_pristine(released: NotebookNode) -> bool:
    """Whether a notebook is as it was released, as far as one can tell from itself."""
    for cell in released.cells:
        name = grade_id(cell)
        if name and cell.metadata.nbgrader.get("checksum") != compute_checksum(cell):
            return False
        if not name and not RELEASED_ID.fullmatch(cell.get("id", "")):
            return False
        if cell.get("outputs") or cell.get("execution_count"):
            return False
    return True


def free_texts(notebook: NotebookNode) -> set[tuple[str, str, str]]:
    """The cells that no checksum protects: prose and plain code."""
    return {_text(cell) for cell in notebook.cells if not grade_id(cell)}


def merge(mine: NotebookNode, base: NotebookNode | None, new: NotebookNode) -> Merged:
    """Put the answers and own cells of `mine` into `new`.

    `base` is the release that `mine` was made from; without it, nbgrader's checksums
    say which answers were begun, and prose that `new` lacks counts as released.
    """
    merged = Merged(deepcopy(new))
    answers = _answers(mine, base)
    own = _own_cells(mine, base, new, answers)
    before = {place: [] for place in range(len(new.cells) + 1)}
    for place, cell in own:
        before[place].append(cell)
    merged.own_cells = len(own)
    tasks = {grade_id(cell) for cell in new.cells if _is_solution(cell)}
    merged.gone = [name for name in answers if name not in tasks]
    cells = []
    for place, cell in enumerate(merged.notebook.cells):
        cells += before[place]
        name = grade_id(cell)
        if name in answers and _is_solution(cell):
            merged.kept.append(name)
            if _stub_changed(answers[name], base, cell):
                merged.restarted.append(name)
                cells.append(new_markdown_cell(CHANGED.format(stub=cell.source)))
            cell.source = answers[name].source
            for key in ("outputs", "execution_count"):
                if key in answers[name]:
                    cell[key] = deepcopy(answers[name][key])
        cells.append(cell)
    merged.notebook.cells = cells + before[len(new.cells)]
    _make_ids_unique(merged.notebook)
    return merged


def _answers(mine: NotebookNode, base: NotebookNode | None) -> dict[str, NotebookNode]:
    """The cell that answers each task that was begun: the first that was changed."""
    answers = {}
    for cell in mine.cells:
        if _is_solution(cell) and _is_begun(cell, base):
            answers.setdefault(grade_id(cell), cell)
    return answers


def _own_cells(
    mine: NotebookNode,
    base: NotebookNode | None,
    new: NotebookNode,
    answers: dict[str, NotebookNode],
) -> list[tuple[int, NotebookNode]]:
    """The student's own cells, each with the place in `new` that it stands before.

    A cell stays behind the cell that it followed, or else before the one that it
    preceded. Answers that lost their task are own cells too.
    """
    named = {grade_id(cell): place for place, cell in enumerate(new.cells)}
    texts = {_text(cell): place for place, cell in enumerate(new.cells)}
    released = set(texts) | set(_texts(base) if base else ())
    places, is_own = [], []
    for cell in mine.cells:
        name = grade_id(cell)
        places.append(named.get(name) if name else texts.get(_text(cell)))
        if name:
            placed = answers.get(name) is cell and name in named
            is_own.append(_is_solution(cell) and not placed and _is_begun(cell, base))
        else:
            old_prose = (
                base is None
                and cell.cell_type == "markdown"
                and RELEASED_ID.fullmatch(cell.get("id", ""))
            )
            is_own.append(
                bool(cell.source.strip())
                and _text(cell) not in released
                and not old_prose
                and NOTICE not in cell.metadata
            )
    found, last = [], 0
    for number, cell in enumerate(mine.cells):
        if not is_own[number]:
            last = places[number] + 1 if places[number] is not None else last
            continue
        others = [i for i in range(len(is_own)) if not is_own[i]]
        behind = max((i for i in others if i < number), default=None)
        ahead = min((i for i in others if i > number), default=None)
        if behind is not None and places[behind] is not None:
            place = places[behind] + 1
        elif ahead is not None and places[ahead] is not None:
            place = places[ahead]
        else:
            place = last
        found.append((place, _plain(cell)))
    return found


def _is_solution(cell: NotebookNode) -> bool:
    return bool(grade_id(cell)) and cell.metadata.nbgrader.get("solution") is True


def _is_begun(cell: NotebookNode, base: NotebookNode | None) -> bool:
    """Whether a solution cell differs from the one that was released."""
    for original in base.cells if base else ():
        if grade_id(original) == grade_id(cell):
            return cell.source.strip() != original.source.strip()
    return cell.metadata.nbgrader.get("checksum") != compute_checksum(cell)


def _stub_changed(
    answer: NotebookNode, base: NotebookNode | None, new: NotebookNode
) -> bool:
    """Whether the new release asks for something else than the answered one did."""
    for original in base.cells if base else ():
        if grade_id(original) == grade_id(new):
            return original.source != new.source
    checksum = answer.metadata.nbgrader.get("checksum")
    return checksum != new.metadata.nbgrader.get("checksum")


def _plain(cell: NotebookNode) -> NotebookNode:
    """The cell without nbgrader's metadata: no part of the frame, free to delete."""
    plain = deepcopy(cell)
    for key in ("nbgrader", "deletable", "editable"):
        plain.metadata.pop(key, None)
    return plain


def _text(cell: NotebookNode) -> tuple[str, str, str]:
    return cell.cell_type, grade_id(cell), cell.source.strip()


def _texts(notebook: NotebookNode) -> list[tuple[str, str, str]]:
    """What a notebook says; empty cells say nothing."""
    return [_text(cell) for cell in notebook.cells if cell.source.strip()]


def _make_ids_unique(notebook: NotebookNode) -> None:
    """Give a cell a new id where the frame or an earlier cell has it already."""
    taken = {cell.id for cell in notebook.cells if grade_id(cell) and "id" in cell}
    for cell in notebook.cells:
        if not grade_id(cell):
            if cell.get("id") in taken or "id" not in cell:
                cell.id = uuid4().hex[:8]
            taken.add(cell.id)
