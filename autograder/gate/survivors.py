"""The machine-made wrong answers that may pass, each with the reason why.

`solutions/<assignment>/survivors.toml`:

    [[survivor]]
    task = "output_size"
    original = "if k >= n:"
    mutated = "if k > n:"
    reason = "both branches give 1 when k equals n"

For a universal wrong answer `original` is what was spoiled and `mutated` how.
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from ..percent import AssignmentError


@dataclass(frozen=True)
class Survivor:
    """One listed survivor; all four texts are given."""

    task: str
    original: str
    mutated: str
    reason: str


def read_survivors(path: Path) -> list[Survivor]:
    """Read the list, [] where there is no file; AssignmentError for a bad entry."""
    if not path.is_file():
        return []
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path}: not TOML: {error}") from error
    wanted = [field.name for field in fields(Survivor)]
    entries = content.get("survivor", [])
    if set(content) - {"survivor"} or not isinstance(entries, list):
        raise AssignmentError(f"{path}: write every entry under [[survivor]]")
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or set(entry) != set(wanted):
            raise AssignmentError(
                f"{path}: entry {number} needs exactly these keys: {', '.join(wanted)}"
            )
        for key, value in entry.items():
            if not isinstance(value, str) or not (value.strip() or key == "mutated"):
                raise AssignmentError(f"{path}: entry {number}: {key} is not a text")
    return [Survivor(**entry) for entry in entries]
