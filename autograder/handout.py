"""What students get, zipped: the course without solutions and hidden tests."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .percent import AssignmentError
from .release import check_exercises

# Everything that reading and doing need; a folder stands for all that is in it.
PARTS = (
    *("book", "exercises", "layerwise", "autograder", "results", "_build/html"),
    *("Makefile", "LICENSE", "requirements.txt", "pyproject.toml"),
    *("nbgrader_config.py", "_config.yml"),
)
LEFT_OUT = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}
README = """\
# How to use this folder

* Read: open `_build/html/index.html` in a browser. No network is needed.
* Do the exercises: run `make lab` (Python 3.11 or newer). It installs what is needed,
  once, and opens JupyterLab with the book. *Open in Jupyter* under a chapter's
  *Exercises* opens your copy, `work/<name>/<name>.ipynb`. Work there, and hand in that
  file.
* Without make: `python3 -m venv .venv`, `. .venv/bin/activate`,
  `pip install -r requirements.txt`, then `jupyter lab --config book/lab_config.py`.
* A newer hand-out: unpack it over this folder. `work/` is not in it, so nothing of
  yours is overwritten; the next `make lab` merges newer exercises into your copies.
"""


def write_handout(root: Path, target: Path) -> Path:
    """Zip the hand-out into `target`; the folder in it is named like the file.

    Raises AssignmentError where exercises/ is not what solutions/ generate, or the book
    is not built: a hand-out holds no answers and is ready to read.
    """
    root, target = Path(root), Path(target)
    findings = check_exercises(root)
    if not (root / "_build/html/index.html").is_file():
        findings.append("_build/html/index.html: missing; run `make book`")
    if findings:
        raise AssignmentError("\n".join(findings))
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.tmp")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files_of(root):
            archive.write(path, Path(target.stem) / path.relative_to(root))
        archive.writestr(f"{target.stem}/README.md", README)
    os.replace(temporary, target)
    return target


def files_of(root: Path) -> Iterator[Path]:
    """The files of the hand-out, in order."""
    for part in PARTS:
        found = root / part
        for path in sorted(found.rglob("*")) if found.is_dir() else [found]:
            if path.is_file() and not LEFT_OUT & set(path.parts):
                yield path
