"""The students' copies: `work/<name>/<name>.ipynb`, the one place where they answer.

A copy is made once from `exercises/<name>/<name>.ipynb` and never overwritten. When the
course brings a newer release, the answers are merged into it task by task, and the copy
as it was stays beside the merged one. Releases come from `exercises/` and, where a
course uses it, from nbgrader's exchange. `work/.released/` keeps the one that each copy
was made from, and the hash of the last one from each source.
"""

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell

from .merge import NOTICE, Merged, free_texts, is_pristine, is_untouched, merge
from .percent import AssignmentError

WORK = "work"
BACKUP = "backup"  # <name>.backup-<date>.ipynb
MOVED = "from-exercises"  # <name>.from-exercises-<date>.ipynb
NO_SUBMISSION = (f"*.{BACKUP}-*.ipynb", f"*.{MOVED}-*.ipynb")  # stay with the student


def find_exercises(root: Path, names: list[str] | None = None) -> list[Path]:
    """The notebooks in `root`/exercises: all of them, or those named.

    Raises AssignmentError for an unknown name and lists the known ones.
    """
    paths = sorted((Path(root) / "exercises").glob("*/*.ipynb"))
    known = {path.stem: path for path in paths if path.stem == path.parent.name}
    for name in names or []:
        if name not in known:
            raise AssignmentError(
                f"unknown exercise {name!r}; known: {', '.join(known) or 'none'}"
            )
    return [path for name, path in known.items() if not names or name in names]


def update_copies(root: Path, names: list[str] | None = None) -> list[str]:
    """Make or bring up to date the copies; one line for each that needed something."""
    root = Path(root)
    lines = [update_copy(path, root / WORK) for path in find_exercises(root, names)]
    return [line for line in lines if line]


def update_copy(released: Path, work: Path, source: str = "exercises") -> str:
    """Bring `work`/<name>/<name>.ipynb up to the notebook that `source` released.

    Returns a line that says what was done, "" when nothing was needed. What cannot be
    read is left alone, and the line says so.
    """
    name = released.stem
    copy = work / name / released.name
    shown = f"{work.name}/{name}/{released.name}"
    if not needs_update(released, work, source):
        return ""
    new = _read(released)
    if new is None:
        return f"{source}/{name}: no notebook to read; restore it. {shown} stays"
    if not copy.exists():
        _write(copy, released.read_bytes())
        if is_pristine(new):
            _remember(released, work, source)
        return f"{shown}: new"
    if not is_pristine(new):
        return (
            f"{source}/{name}/{released.name}: somebody worked in it, so it is no "
            f"newer release; {shown} stays. Move it away and restore the released one"
        )
    mine = _read(copy)
    if mine is None:
        return (
            f"{shown}: is no notebook and stays as it is; "
            "move it away to get a fresh copy"
        )
    record = _record(released, work)
    base = _read(record) if record.exists() else None
    line = _bring_up_to_date(copy, shown, mine, base, released, new)
    _remember(released, work, source)
    return line


def needs_update(released: Path, work: Path, source: str = "exercises") -> bool:
    """Whether the student's copy is missing or does not know this release yet.

    A release that `source` had before counts as known: another source may have brought
    a newer one since.
    """
    if not (work / released.stem / released.name).exists():
        return True
    record, seen = _record(released, work), _seen(released, work, source)
    if record.exists() and record.read_bytes() == released.read_bytes():
        return False
    return not seen.exists() or seen.read_text() != _hash(released)


def _record(released: Path, work: Path) -> Path:
    """Where the release is kept that the student's copy was made from."""
    return work / ".released" / released.name


def _seen(released: Path, work: Path, source: str) -> Path:
    """Where the hash of the last release from a source is kept."""
    return work / ".released" / f"{released.stem}.{source}"


def _remember(released: Path, work: Path, source: str) -> None:
    """Note that the student's copy now is of this release."""
    _write(_record(released, work), released.read_bytes())
    _write(_seen(released, work, source), _hash(released).encode())


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _bring_up_to_date(
    copy: Path,
    shown: str,
    mine: NotebookNode,
    base: NotebookNode | None,
    released: Path,
    new: NotebookNode,
) -> str:
    """Renew an untouched copy, merge any other and keep it as it was beside."""
    if is_untouched(mine, new):
        return ""
    if base is not None and is_untouched(mine, base):
        _write(copy, released.read_bytes())
        return f"{shown}: renewed; you had not begun, and the course has a newer one"
    backup = _free_name(copy)
    _write(backup, copy.read_bytes())
    merged = merge(mine, base, new)
    merged.notebook.cells.insert(1, _notice(merged, backup.name))
    _write(copy, nbformat.writes(merged.notebook).encode())
    return (
        f"{shown}: the course has a newer release; {_summary(merged)}. "
        f"The copy as it was: {backup.name}, beside it"
    )


def _summary(merged: Merged) -> str:
    """What happened to the answers, in words."""
    kept = ", ".join(merged.kept) or "none was begun"
    parts = [f"answers kept: {kept}"]
    if merged.restarted:
        parts.append(f"look again, the task changed: {', '.join(merged.restarted)}")
    if merged.gone:
        parts.append(
            f"no longer a task, kept as a plain cell: {', '.join(merged.gone)}"
        )
    return "; ".join(parts)


def _notice(merged: Merged, backup: str) -> NotebookNode:
    """The cell that tells the student of the update; they may delete it."""
    text = (
        f"> **This notebook was updated** because the course has a newer release: "
        f"{_summary(merged)}. Your copy as it was is `{backup}` in the same folder. "
        "Run all cells again; you may delete this cell."
    )
    return new_markdown_cell(text, metadata={NOTICE: True})


def holds_nothing_own(notebook: Path, new: Path) -> bool:
    """Whether a notebook holds no answer, output or text that a release does not."""
    old, new = _read(notebook), _read(new)
    return old is not None and is_pristine(old) and free_texts(old) <= free_texts(new)


def move_away(edited: Path, work: Path) -> Path:
    """Move an edited notebook of exercises/ into `work`; returns its new place.

    It becomes the student's copy where there is none or one that nobody touched, or
    else lies beside it.
    """
    copy = work / edited.stem / edited.name
    record = _record(edited, work)
    if copy.exists() and not (
        record.exists() and copy.read_bytes() == record.read_bytes()
    ):
        place = _free_name(copy, MOVED)
    else:
        place = copy
        for path in (work / ".released").glob(f"{edited.stem}.*"):
            path.unlink()
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(edited, place)
    return place


def _free_name(copy: Path, word: str = BACKUP) -> Path:
    """<name>.<word>-<date and time>.ipynb, a number behind it where that is taken."""
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    path = copy.with_name(f"{copy.stem}.{word}-{stamp}.ipynb")
    number = 2
    while path.exists():
        path = copy.with_name(f"{copy.stem}.{word}-{stamp}-{number}.ipynb")
        number += 1
    return path


def _read(path: Path) -> NotebookNode | None:
    """The notebook in the current format, None where there is none to read."""
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except (ValueError, KeyError, AttributeError, nbformat.ValidationError):
        return None
    return notebook


def _write(path: Path, content: bytes) -> None:
    """Write a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(content)
    os.replace(temporary, path)
