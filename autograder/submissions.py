"""Read what students hand in: a well-formed notebook comes out, or one clear error."""

import json
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

LARGEST = 100_000_000  # bytes
AGAIN = "open it in Jupyter, save it and submit again"


class SubmissionError(ValueError):
    """A submission that cannot be graded: one line with the file, what and the fix."""


def find_submission(folder: Path, name: str) -> Path:
    """The notebook `name`.ipynb in a student's folder for one assignment.

    Raises SubmissionError where it is missing, and names the notebooks found instead;
    and where the folder holds a symbolic link, whose target nbgrader would copy.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise SubmissionError(
                f"{path.name} is a symbolic link; ask for the file itself"
            )
    path = folder / f"{name}.ipynb"
    if not path.is_file():
        others = ", ".join(repr(other.name) for other in sorted(folder.glob("*.ipynb")))
        raise SubmissionError(
            f"no {path.name} in the submission, only {others or 'no notebook'}; "
            f"rename the right file to {path.name}"
        )
    return path


def read_submission(path: Path) -> NotebookNode:
    """Read a notebook of any version as nbformat 4.5, odd parts repaired or dropped.

    Raises SubmissionError for a file that is not JSON or not a notebook.
    """
    path = Path(path)
    if path.stat().st_size > LARGEST:
        raise SubmissionError(
            f"{path.name} is larger than {LARGEST // 1_000_000} MB; "
            "clear its outputs and submit again"
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error).partition(": 0x")[0].splitlines()[0][:80]
        raise SubmissionError(f"{path.name} is not JSON ({reason}); {AGAIN}") from None
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        raise SubmissionError(f"{path.name} is JSON but not a notebook; {AGAIN}")
    if content["nbformat"] < 4:
        content = _upgrade(text, path.name)
    if content["nbformat"] > 4 or not isinstance(content.get("cells"), list):
        raise SubmissionError(
            f"{path.name} has no cells that nbformat 4 can read; {AGAIN}"
        )
    return _repair(content)


def _upgrade(text: str, name: str) -> NotebookNode:
    """A notebook of an old version as version 4."""
    try:
        return nbformat.reads(text, as_version=4)
    except Exception as error:
        raise SubmissionError(
            f"{name} is a broken notebook of an old version "
            f"({type(error).__name__}); {AGAIN}"
        ) from None


def _repair(content: dict) -> NotebookNode:
    """A valid version 4.5 notebook: each cell has a kind, text, metadata and an id."""
    cells = [
        _repair_cell(cell, number)
        for number, cell in enumerate(content["cells"])
        if isinstance(cell, dict)
    ]
    metadata = content.get("metadata")
    return nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": metadata if isinstance(metadata, dict) else {},
            "cells": cells,
        }
    )


def _repair_cell(cell: dict, number: int) -> dict:
    """One cell with what the format demands; outputs never count and are dropped."""
    kind = cell.get("cell_type")
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    metadata = cell.get("metadata")
    repaired = {
        "id": f"cell-{number}",
        "cell_type": kind if kind in ("code", "markdown") else "raw",
        "metadata": metadata if isinstance(metadata, dict) else {},
        "source": source if isinstance(source, str) else "",
    }
    if kind == "code":
        repaired |= {"outputs": [], "execution_count": None}
    return repaired
