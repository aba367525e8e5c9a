"""Exercises: what students get, generated from the text by nbgrader's own converter.

text -> lint -> `_build/source/<name>/<name>.ipynb` -> nbgrader generate_assignment ->
`exercises/<name>/<name>.ipynb`. The same text gives the same bytes on every machine.

Somebody may have answered in `exercises/` instead of in a copy. So a notebook there is
replaced only when nothing is lost: this module wrote it (`_build/generated.txt` holds
the hashes), git has committed it, or every cell is as released and all prose is in the
new one too.
"""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from tqdm import tqdm
from traitlets.config import Config

from .links import Section, read_links
from .lint import describe_findings
from .percent import read_percent
from .source import (
    Assignment,
    AssignmentError,
    find_assignments,
    read_assignment,
    to_source_notebook,
)
from .work import WORK, holds_nothing_own, move_away

GENERATED = "_build/generated.txt"  # a line for each notebook: hash, path
MARKER_WORDS = ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
SHORTEST_QUOTE = 12  # characters without spaces that tell a line from chance


def release_exercises(
    root: Path, names: list[str] | None = None, move_edits: bool = False
) -> list[Path]:
    """Generate `exercises/` for all assignments or those named; returns the folders.

    Nothing in `exercises/` changes before every assignment asked for is generated. A
    notebook that somebody edited is not overwritten: with `move_edits` it is moved to
    `work/`, otherwise nothing changes. Raises AssignmentError.
    """
    root = Path(root)
    assignments, links = _read_checked(root, names), read_links(root)
    (root / "_build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root / "_build", prefix="release-") as folder:
        work = Path(folder)
        for assignment in tqdm(assignments, "exercises", unit="", disable=None):
            _generate(assignment, work, links)
        generated = {
            root / "exercises" / path.relative_to(work / "release"): path
            for path in sorted((work / "release").glob("*/*.ipynb"))
        }
        edited = [old for old, new in generated.items() if _is_edited(root, old, new)]
        if edited and not move_edits:
            raise AssignmentError("\n".join(_refusal(path) for path in edited))
        for path in edited:
            place = move_away(path, root / WORK)
            print(f"{path.relative_to(root)} moved to {place.relative_to(root)}")
        for assignment in assignments:
            _replace_folder(
                work / "source" / assignment.name, root / "_build/source", work
            )
        _remember(root, generated)
        for old, new in generated.items():
            if not old.exists() or old.read_bytes() != new.read_bytes():
                old.parent.mkdir(parents=True, exist_ok=True)
                new.replace(old)
    return [root / "exercises" / assignment.name for assignment in assignments]


def check_exercises(root: Path) -> list[str]:
    """Compare `exercises/` with what the text generates: one line for each difference.

    Says what is stale or edited by hand, what is missing and what is left over.
    """
    root = Path(root)
    assignments, links = _read_checked(root, None), read_links(root)
    with tempfile.TemporaryDirectory(prefix="exercises-") as folder:
        work = Path(folder)
        for assignment in assignments:
            _generate(assignment, work, links)
        expected = _files(work / "release")
    found = _files(root / "exercises")
    lines = []
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            lines.append(f"exercises/{name}: missing; run `make exercises`")
        elif name not in expected:
            lines.append(f"exercises/{name}: no assignment generates it; delete it")
        elif found[name] != expected[name]:
            lines.append(
                f"exercises/{name}: differs from what solutions/{Path(name).parts[0]}/"
                "assignment.py (links: book/concepts.yml) generates; edit that file "
                "and run `make exercises`"
            )
    return lines


def find_leaks(assignment: Assignment, released: NotebookNode) -> list[str]:
    """What a released notebook tells that it must not; [] when it is clean.

    Looks at every string of the notebook (sources, outputs, metadata) for markers and
    for lines of solutions, hidden tests and answers that no released text shows, and
    for outputs and jupytext's pairing, which would bring solutions back.
    """
    cells, texts = released.cells, list(_strings(released))
    leaks = [
        f"the marker {marker!r} is left"
        for marker in MARKER_WORDS
        if any(marker in text for text in texts)
    ]
    if "jupytext" in released.metadata:
        leaks.append("the metadata pair the notebook with its text")
    if any(cell.get("outputs") or cell.get("execution_count") for cell in cells):
        leaks.append("a cell has outputs or an execution count")
    whole_lines = {_squeeze(line) for text in texts for line in text.splitlines()}
    squeezed = [_squeeze(text) for text in texts]
    for line in _secret_lines(assignment):
        secret = _squeeze(line)
        quoted = len(secret) >= SHORTEST_QUOTE and any(secret in t for t in squeezed)
        if quoted or secret in whole_lines:
            leaks.append(f"a withheld line is left: {line.strip()!r}")
    return leaks


def _read_checked(root: Path, names: list[str] | None) -> list[Assignment]:
    """Read the assignments; raise AssignmentError with everything lint finds."""
    assignments = [read_assignment(path) for path in find_assignments(root, names)]
    if not assignments:
        raise AssignmentError(
            "solutions/: no assignment to generate from; the exercises of a hand-out "
            "are ready as they are"
        )
    findings = describe_findings(assignments)
    if findings:
        raise AssignmentError("\n".join(findings))
    return assignments


def _generate(assignment: Assignment, work: Path, links: dict[str, Section]) -> None:
    """Write work/source/<name>/ and have nbgrader make work/release/<name>/ of it."""
    notebook = work / "source" / assignment.name / f"{assignment.name}.ipynb"
    notebook.parent.mkdir(parents=True)
    nbformat.write(to_source_notebook(assignment, links), notebook)
    config = Config()
    config.CourseDirectory.root = str(work)
    config.CourseDirectory.assignment_id = assignment.name
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    converter = GenerateAssignment(
        coursedir=CourseDirectory(config=config), config=config
    )
    result = capture_log(converter)
    if not result["success"]:
        reason = (result.get("error") or result["log"]).strip().splitlines()[-1]
        raise AssignmentError(f"{assignment.path}: nbgrader refuses it: {reason}")
    released = work / "release" / assignment.name / f"{assignment.name}.ipynb"
    leaks = find_leaks(assignment, nbformat.read(released, as_version=4))
    if leaks:
        raise AssignmentError(f"{assignment.path}: not released: {'; '.join(leaks)}")


def _is_edited(root: Path, old: Path, new: Path) -> bool:
    """Whether replacing a notebook would lose something: nobody can make it again."""
    if not old.exists() or old.read_bytes() == new.read_bytes():
        return False
    path = old.relative_to(root).as_posix()
    if f"{_hash(old)} {path}" in _remembered(root) or holds_nothing_own(old, new):
        return False
    command = ["git", "show", f"HEAD:./{path}"]
    try:
        committed = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except FileNotFoundError:  # no git: nothing is committed
        return True
    return committed.returncode != 0 or committed.stdout != old.read_bytes()


def _refusal(path: Path) -> str:
    """What is said about a notebook that was edited, and the fix."""
    return (
        f"{path}: somebody edited it, so it is not overwritten and nothing was "
        "generated; `python -m autograder exercises --move-edits` moves it to "
        f"{WORK}/{path.stem}/ first"
    )


def _remembered(root: Path) -> set[str]:
    """Hash and path of every notebook generated here so far."""
    record = root / GENERATED
    return set(record.read_text().splitlines()) if record.exists() else set()


def _remember(root: Path, generated: dict[Path, Path]) -> None:
    """Add the notebooks that are about to be written to the record."""
    lines = {
        f"{_hash(new)} {old.relative_to(root).as_posix()}"
        for old, new in generated.items()
    }
    temporary = root / f"{GENERATED}.tmp"
    temporary.write_text("\n".join(sorted(lines | _remembered(root))) + "\n")
    os.replace(temporary, root / GENERATED)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _replace_folder(new: Path, parent: Path, work: Path) -> None:
    """Move `new` into `parent` as one step, unless the same folder is there."""
    target = parent / new.name
    if _files(new) == _files(target):
        return
    parent.mkdir(parents=True, exist_ok=True)
    aside = work / f"old-{parent.name}-{new.name}"
    if target.exists():
        target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise


def _files(folder: Path) -> dict[str, bytes]:
    """Relative path -> bytes of the files below `folder`, Jupyter's own left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def _secret_lines(assignment: Assignment) -> list[str]:
    """Lines of solutions, hidden tests and answers that no released text shows."""
    released = [cell.released for cell in assignment.cells]
    shown = [_squeeze(text) for text in released]
    shown_lines = {_squeeze(line) for text in released for line in text.split("\n")}
    sources = [cell.withheld for cell in assignment.cells]
    for path in sorted(assignment.path.parent.glob("answers/*/*.py")):
        sources += [cell.source for cell in read_percent(path)]
    secrets = {}
    for line in "\n".join(sources).splitlines():
        secret = _squeeze(line)
        if len(secret) < SHORTEST_QUOTE:
            is_shown = secret in shown_lines
        else:
            is_shown = any(secret in text for text in shown)
        if any(map(str.isalnum, secret)) and not is_shown:
            secrets.setdefault(secret, line)
    return list(secrets.values())


def _strings(node) -> Iterator[str]:
    """Every string in a notebook: sources, outputs, metadata, keys."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def _squeeze(text: str) -> str:
    """The text without white space: layout does not hide a copied line."""
    return "".join(text.split())
