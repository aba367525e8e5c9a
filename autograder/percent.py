"""Percent files: notebooks as text, one `# %%` line before each cell."""

import re
from dataclasses import dataclass
from pathlib import Path

import jupytext
from nbformat.notebooknode import NotebookNode

FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
MARKER = re.compile(r"#\s*%%(?!\S)(.*)")


class AssignmentError(ValueError):
    """The text of an assignment breaks a rule: one line with the place and the fix."""


@dataclass(frozen=True)
class TextCell:
    """One cell of a percent file: its marker's text, metadata, kind, source, line."""

    marker: str
    metadata: dict
    cell_type: str
    source: str
    line: int  # of the first line of `source` in the file, counted from 1


def read_percent(path: Path) -> list[TextCell]:
    """Read a percent file with jupytext; every cell keeps its line in the file."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path}: cannot read: {error}") from error
    cells = jupytext.reads(text, fmt=dict(FORMAT)).cells
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines, 1) if MARKER.fullmatch(line)]
    if len(starts) != len(cells):
        raise AssignmentError(
            f"{path}: {len(cells)} cells but {len(starts)} '# %%' lines; start the "
            "file with a cell and write no '# %%' inside a string"
        )
    return [
        _text_cell(cell, start, MARKER.fullmatch(lines[start - 1]).group(1).strip())
        for cell, start in zip(cells, starts, strict=True)
    ]


def _text_cell(cell: NotebookNode, start: int, marker: str) -> TextCell:
    """Drop jupytext's bookkeeping and the blank lines around the source."""
    metadata = {k: v for k, v in cell.metadata.items() if k != "lines_to_next_cell"}
    source = cell.source.lstrip("\n")
    line = start + 1 + len(cell.source) - len(source)
    return TextCell(marker, metadata, cell.cell_type, source.rstrip(), line)
