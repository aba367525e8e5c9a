"""Rebuild a submission from the instructor's notebook and the text of the student's.

The instructor's notebook gives the frame: which cells there are, their order, kind,
points and metadata, and the text of every locked cell. The student's notebook gives
the text of the solution cells and of cells that are no part of the frame. Nothing else
of a submission survives: no metadata, tags, outputs, attachments or cell ids.
"""

from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
MISSING = "# This cell was missing from the submission."


@dataclass(frozen=True)
class Released:
    """A cell as it was released: its text and nbgrader's checksum."""

    source: str
    checksum: str


def grade_id(cell: NotebookNode) -> str:
    """nbgrader's name of a cell that is part of the frame, "" for any other."""
    metadata = cell.metadata.get("nbgrader")
    name = metadata.get("grade_id") if isinstance(metadata, dict) else ""
    return name if isinstance(name, str) else ""


def restore(
    submitted: NotebookNode, source: NotebookNode, released: dict[str, Released]
) -> NotebookNode:
    """The notebook to grade.

    Cells of the frame stand in the instructor's order. A student's own cell follows
    the cell of the frame that it followed in the submission; cells of the frame that
    were moved out of order do not count there.
    """
    frame = [cell for cell in source.cells if grade_id(cell)]
    order = {grade_id(cell): place for place, cell in enumerate(frame)}
    chosen = {
        name: _choose(name, submitted.cells, cell, released[name].source)
        for name, cell in zip(order, frame, strict=True)
    }
    found = {number: order[name] for name, number in chosen.items() if number >= 0}
    followers = _followers(submitted.cells, found)
    cells = _own_cells(submitted.cells, followers[-1])
    for place, cell in enumerate(frame):
        name = grade_id(cell)
        number = chosen[name]
        student = submitted.cells[number] if number >= 0 else None
        cells.append(_restored(cell, student, released[name]))
        cells += _own_cells(submitted.cells, followers[place])
    return new_notebook(cells=cells, metadata=deepcopy(source.metadata))


def _choose(
    name: str, cells: list[NotebookNode], original: NotebookNode, stub: str
) -> int:
    """Which cell plays the part of `name`: its number, -1 where there is none.

    Of several the first of the right type that the student changed, then the first of
    the right type, then the first.
    """
    numbers = [number for number, cell in enumerate(cells) if grade_id(cell) == name]

    def preference(number: int) -> tuple[bool, bool]:
        cell = cells[number]
        return cell.cell_type == original.cell_type, cell.source != stub

    return max(numbers, key=preference, default=-1)


def _followers(
    cells: list[NotebookNode], found: dict[int, int]
) -> dict[int, list[int]]:
    """The student's own cells after each place in the frame; -1 is before all.

    `found` maps a cell's number to its place in the frame.
    """
    in_order = _longest_increasing([found[number] for number in sorted(found)])
    followers = defaultdict(list)
    last = -1
    for number in range(len(cells)):
        if number not in found:
            followers[last].append(number)
        elif found[number] in in_order:
            last = found[number]
    return followers


def _longest_increasing(places: list[int]) -> set[int]:
    """The members of a longest increasing subsequence of distinct numbers."""
    best = []
    for end, place in enumerate(places):
        before = [run for run in best[:end] if run[-1] < place]
        best.append([*max(before, key=len, default=[]), place])
    return set(max(best, key=len, default=[]))


def _own_cells(cells: list[NotebookNode], numbers: list[int]) -> list[NotebookNode]:
    """The student's own cells: kind and text, nothing else."""
    return [
        NEW_CELL[cells[number].cell_type](cells[number].source, id=f"own-{number}")
        for number in numbers
    ]


def _restored(
    original: NotebookNode, student: NotebookNode | None, released: Released
) -> NotebookNode:
    """A cell of the frame; only in a solution cell is the text the student's."""
    source = original.source
    if original.metadata.nbgrader.get("solution"):
        source = student.source if student else MISSING
    metadata = deepcopy(original.metadata)
    metadata.nbgrader.checksum = released.checksum
    metadata.nbgrader.cell_type = original.cell_type
    make = NEW_CELL[original.cell_type]
    return make(source, id=original.id, metadata=metadata)
