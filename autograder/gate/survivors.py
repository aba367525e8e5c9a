"""The machine-made wrong answers that may pass, each with the reason why.

`solutions/<assignment>/survivors.toml`:

    [[survivor]]
    task = "output_size"
    original = "if k >= n:"
    mutated = "if k > n:"
    reason = "both branches give 1 when k equals n"

For a universal wrong answer `original` is what was spoiled and `mutated` how, for a
fault its function and what it does: copy both from the message. What the tests never
call a function with is listed with the sentence of the task that rules it out:

    [[uncovered]]
    task = "output_size"
    argument = "k"                      # "*": every argument
    property = ["0", "above 20"]        # or one text
    reason = "the text says: k is between 1 and 20"

`strict = true`, above the entries, makes problems of the findings of the newer checks
(operators of the field, faults, what is uncovered, collisions, seeds, visible tests).
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ..percent import AssignmentError


@dataclass(frozen=True)
class Survivor:
    """One listed survivor; all four texts are given."""

    task: str
    original: str
    mutated: str
    reason: str


@dataclass(frozen=True)
class Uncovered:
    """Properties of an argument ("*": of all) that the tests need not call with."""

    task: str
    argument: str
    property: tuple[str, ...]
    reason: str

    def covers(self, task: str, argument: str, name: str) -> bool:
        """Whether this entry speaks of that property."""
        here = self.task == task and self.argument in ("*", argument)
        return here and name in self.property


@dataclass(frozen=True)
class Listed:
    """What survivors.toml says."""

    survivors: tuple[Survivor, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
    strict: bool = False


def read_survivors(path: Path) -> Listed:
    """Read the lists, empty where there is no file; AssignmentError for a bad entry."""
    if not path.is_file():
        return Listed()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path}: not TOML: {error}") from error
    strict = content.pop("strict", False)
    if set(content) - {"survivor", "uncovered"} or type(strict) is not bool:
        raise AssignmentError(
            f"{path}: write every entry under [[survivor]] or [[uncovered]]; besides "
            "only strict = true"
        )
    survivors = _entries(
        path, content, "survivor", ("task", "original", "mutated", "reason")
    )
    uncovered = _entries(
        path, content, "uncovered", ("task", "argument", "property", "reason")
    )
    for entry in uncovered:
        names = entry["property"]
        entry["property"] = tuple(names) if isinstance(names, list) else (names,)
    return Listed(
        tuple(Survivor(**entry) for entry in survivors),
        tuple(Uncovered(**entry) for entry in uncovered),
        strict,
    )


def _entries(
    path: Path, content: dict, kind: str, wanted: tuple[str, ...]
) -> list[dict]:
    """The entries of one kind, checked."""
    entries = content.get(kind, [])
    if not isinstance(entries, list):
        raise AssignmentError(f"{path}: write every entry under [[{kind}]]")
    where = f"{path}: {'' if kind == 'survivor' else kind + ' '}entry"
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or set(entry) != set(wanted):
            raise AssignmentError(
                f"{where} {number} needs exactly these keys: {', '.join(wanted)}"
            )
        for key, value in entry.items():
            texts = value if key == "property" and isinstance(value, list) else [value]
            for text in texts:
                given = isinstance(text, str) and (text.strip() or key == "mutated")
                if not given:
                    raise AssignmentError(f"{where} {number}: {key} is not a text")
    return [dict(entry) for entry in entries]
