"""From what the runner saw to a verdict on every answer, and to the gate's problems."""

from dataclasses import dataclass, replace

from .survivors import Survivor
from .trials import Trial

# The verdicts of each kind that are as they should be.
GOOD = {
    "reference": {"passed"},
    "right": {"passed"},
    "wrong": {"killed"},
    "untouched": {"killed"},
    "release": {"killed"},
    "universal": {"killed", "not applicable", "listed"},
    "mutant": {"killed", "listed"},
}


@dataclass(frozen=True)
class Row:
    """One answer's line in the kill table.

    `verdict` is "passed", "lost points", "killed", "survived", "listed" (allowed to
    survive), "not applicable", "broken" or "not run". `cell`, `part` ("visible" or
    "hidden"), `line` and `error` say where points were first lost. `earned` is None
    when the run stopped at the first loss.
    """

    task: str
    kind: str
    name: str
    verdict: str
    earned: float | None
    points: float
    cell: str = ""
    part: str = ""
    line: int = 0
    error: str = ""
    original: str = ""
    mutated: str = ""

    @property
    def where(self) -> str:
        """The place of the first loss, for a reader."""
        place = f"{self.cell} line {self.line}" if self.line else self.cell
        return f"{place} ({self.part})" if self.part else place


def is_hasty(trial: Trial) -> bool:
    """Machine-made answers stop at the first lost point: only "not full" matters."""
    return trial.kind in ("universal", "mutant")


def judge(
    outcomes: list[tuple[Trial, dict | None]],
    points: dict[str, float],
    survivors: list[Survivor],
) -> list[Row]:
    """One row per answer, in the given order; of several seeds the worst counts.

    `outcomes` pairs each trial with the runner's message, None if there was none;
    `points` are those of each task.
    """
    listed = {(entry.task, entry.original, entry.mutated) for entry in survivors}
    rows = {}
    for trial, outcome in outcomes:
        row = _row(trial, outcome, points[trial.task])
        if (
            row.verdict == "survived"
            and (row.task, row.original, row.mutated) in listed
        ):
            row = replace(row, verdict="listed")
        answer = replace(trial, seed=0)
        if answer not in rows or rows[answer].verdict in ("passed", "survived"):
            rows[answer] = row
    return list(rows.values())


def _row(trial: Trial, outcome: dict | None, points: float) -> Row:
    """The verdict on one run."""
    blank = Row(
        trial.task,
        trial.kind,
        trial.name,
        "not run",
        None,
        points,
        original=trial.original,
        mutated=trial.mutated,
    )
    if outcome is None:
        return blank
    earned = sum(score["points"] for score in outcome["scores"])
    lost = [score for score in outcome["scores"] if score["points"] < score["of"]]
    first = lost[0] if lost else {}
    row = replace(
        blank,
        earned=None if is_hasty(trial) else earned,
        cell=first.get("cell", ""),
        part=first.get("part", ""),
        line=first.get("line", 0),
        error=outcome.get("solution_error") or first.get("error") or outcome["end"],
    )
    full = earned >= points and not outcome["end"]
    return replace(row, verdict=_verdict(trial, outcome, full, earned))


def _verdict(trial: Trial, outcome: dict, full: bool, earned: float) -> str:
    """The word for one run."""
    if trial.kind in ("reference", "right"):
        return "passed" if full else "lost points"
    if trial.kind in ("untouched", "release"):
        return "killed" if earned == 0 else "survived"
    broken = any(score["broken"] for score in outcome["scores"])
    if trial.kind == "wrong" and (broken or outcome.get("solution_error")):
        return "broken"
    if full and trial.kind == "universal" and not outcome.get("wrong"):
        return "not applicable"
    return "survived" if full else "killed"


def find_problems(assignment: str, rows: list[Row]) -> list[str]:
    """One line for every verdict that is not as it should be."""
    missing = [row for row in rows if row.verdict == "not run"]
    problems = [
        f"{assignment}/{row.task}: {_complaint(row)}"
        for row in rows
        if row.verdict not in {"not run", *GOOD[row.kind]}
    ]
    if missing:
        problems.append(
            f"{assignment}: {len(missing)} answers were not run, "
            f"from task {missing[0].task} on"
        )
    return problems


def _complaint(row: Row) -> str:
    """What is wrong with this row and what to do about it."""
    answer = f"{row.kind} answer {row.name!r}"
    if row.kind == "reference":
        answer = "the reference solution"
    if row.verdict == "lost points":
        got = f"{answer} gets {row.earned:g} of {row.points:g} points"
        return f"{got}: {row.where}: {row.error}"
    if row.kind in ("untouched", "release"):
        whole = "notebook" if row.kind == "release" else "task"
        return f"the untouched {whole} gets {row.earned:g} of {row.points:g} points"
    if row.verdict == "broken":
        return f"{answer} is broken, not wrong: {row.error}"
    if row.kind == "wrong":
        return f"{answer} gets full points; add a test that it fails"
    what = f"{row.kind} survives: {row.original!r} -> {row.mutated!r}"
    return (
        f"{what}; add a test that it fails, or list it in survivors.toml with a reason"
    )


def find_stale(
    assignment: str, rows: list[Row], survivors: list[Survivor]
) -> list[str]:
    """One line for every listed survivor that no longer survives."""
    alive = {
        (row.task, row.original, row.mutated) for row in rows if row.verdict == "listed"
    }
    return [
        f"{assignment}/{entry.task}: survivors.toml lists {entry.original!r} -> "
        f"{entry.mutated!r}, which does not survive; remove the entry"
        for entry in survivors
        if (entry.task, entry.original, entry.mutated) not in alive
    ]
