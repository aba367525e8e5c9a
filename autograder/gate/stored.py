"""What the gate found last time, so that an unchanged assignment is not run again."""

import hashlib
import json
import platform
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from .kill_table import assignment_page, index_page, totals, write_text
from .verdict import Row


@dataclass
class Checked:
    """What the gate found in one assignment; `key` names the content it looked at."""

    name: str
    key: str
    rows: list[Row] = field(default_factory=list)
    mutants_found: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)  # problems if it were strict
    coverage: dict[str, dict] = field(default_factory=dict)  # per task

    def page(self) -> str:
        """The kill table."""
        return assignment_page(
            self.name,
            self.rows,
            self.mutants_found,
            self.problems,
            self.findings,
            self.coverage,
        )


def content_key(folder: Path) -> str:
    """A hash of all that the findings for the assignment in `folder` depend on."""
    gate = Path(__file__).parent
    files = [
        path for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".toml")
    ]
    files += sorted(gate.glob("*.py"))
    others = ("source", "answers", "percent", "graded_cells", "check_helpers")
    files += [gate.parent / f"{name}.py" for name in others]
    digest = hashlib.sha256(platform.python_version().encode())
    for package in ("torch", "numpy"):
        digest.update(version(package).encode())
    for path in files:
        digest.update(path.name.encode() + path.parent.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def load(name: str, tables: Path) -> Checked | None:
    """What was stored under `tables`; None if nothing readable is there."""
    try:
        stored = json.loads((tables / f"{name}.json").read_text(encoding="utf-8"))
        rows = [Row(**row) for row in stored.pop("rows")]
        return Checked(**stored, rows=rows)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def store(checked: Checked, tables: Path) -> None:
    """Keep the findings, for `load`, and the page to read."""
    write_text(tables / f"{checked.name}.json", json.dumps(asdict(checked)) + "\n")
    write_text(tables / f"{checked.name}.md", checked.page())


def store_index(found: list[Checked], changed: list[str], tables: Path) -> None:
    """Write index.md and totals.json over all assignments that were ever checked."""
    rows = {checked.name: checked.rows for checked in found}
    write_text(tables / "index.md", index_page(rows, changed))
    write_text(tables / "totals.json", json.dumps(totals(rows), indent=1) + "\n")
