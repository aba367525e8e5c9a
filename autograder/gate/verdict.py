"""From what the runner saw to a verdict on every answer, and to the gate's problems."""

from dataclasses import dataclass, replace

from .survivors import Listed, Survivor
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
    "operator": {"killed", "listed"},
    "fault": {"killed", "listed", "not applicable"},
    "collision": {"passed"},
}
NEWER = ("operator", "fault", "collision")  # judged where survivors.toml is strict
HASTY = ("universal", "mutant", "operator", "fault")
LEAST_VISIBLE = 0.5  # of the wrong answers, killed by visible tests


@dataclass(frozen=True)
class Row:
    """One answer's line in the kill table.

    `verdict` is "passed", "lost points", "killed", "survived", "listed" (allowed to
    survive), "uncovered" (no call has the property), "not applicable", "broken" or
    "not run". `cell`, `part` ("visible" or "hidden"), `line` and `error` say where
    points were first lost, `visible` whether a visible test failed at all, `kills` how
    many of `runs` runs with different seeds lost points. `earned` is None when the run
    stopped at the first loss. `operator`, `base`, `argument` and `prop` are the
    trial's.
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
    operator: str = ""
    base: str = ""
    argument: str = ""
    prop: str = ""
    visible: bool = False
    kills: int = 0
    runs: int = 1

    @property
    def where(self) -> str:
        """The place of the first loss, for a reader."""
        place = f"{self.cell} line {self.line}" if self.line else self.cell
        return f"{place} ({self.part})" if self.part else place


def is_hasty(trial: Trial) -> bool:
    """Machine-made answers stop at the first lost point: only "not full" matters."""
    return trial.kind in HASTY


def judge(
    outcomes: list[tuple[Trial, dict | None]], points: dict[str, float], lists: Listed
) -> list[Row]:
    """One row per answer, in the given order; of several seeds the worst counts.

    `outcomes` pairs each trial with the runner's message, None if there was none;
    `points` are those of each task.
    """
    listed = {(one.task, one.original, one.mutated) for one in lists.survivors}
    rows = {}
    for trial, outcome in outcomes:
        row = _row(trial, outcome, points[trial.task])
        if (
            row.verdict == "survived"
            and (row.task, row.original, row.mutated) in listed
        ):
            row = replace(row, verdict="listed")
        if row.verdict == "uncovered" and any(
            one.covers(row.task, row.argument, row.prop) for one in lists.uncovered
        ):
            row = replace(row, verdict="listed")
        answer = replace(trial, seed=0, repeat=1)
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
        operator=trial.operator,
        base=trial.base,
        argument=dict(trial.fault).get("argument", ""),
        prop=dict(trial.fault).get("prop", ""),
    )
    if outcome is None:
        return blank
    if "skip" in outcome:
        return replace(blank, verdict=outcome["skip"], runs=0)
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
        visible=any(score["part"] == "visible" for score in lost)
        or "solution_error" in outcome,
        kills=outcome.get("kills", 0),
        runs=outcome.get("runs", 1),
    )
    if "seed" in outcome and lost:
        row = replace(row, error=f"{row.error} (seed {outcome['seed']})")
    full = earned >= points and not outcome["end"]
    return replace(row, verdict=_verdict(trial, outcome, full, earned))


def _verdict(trial: Trial, outcome: dict, full: bool, earned: float) -> str:
    """The word for one run."""
    if trial.kind in ("reference", "right", "collision"):
        return "passed" if full else "lost points"
    if trial.kind in ("untouched", "release"):
        return "killed" if earned == 0 else "survived"
    broken = any(score["broken"] for score in outcome["scores"])
    if trial.kind == "wrong" and (broken or outcome.get("solution_error")):
        return "broken"
    machine = trial.kind in ("universal", "fault")
    if full and machine and not outcome.get("wrong"):
        return "not applicable"
    return "survived" if full else "killed"


def find_problems(assignment: str, rows: list[Row]) -> list[str]:
    """One line for every verdict of the older kinds that is not as it should be."""
    missing = [row for row in rows if row.verdict == "not run"]
    problems = _bad_verdicts(assignment, [r for r in rows if r.kind not in NEWER])
    if missing:
        problems.append(
            f"{assignment}: {len(missing)} answers were not run, "
            f"from task {missing[0].task} on"
        )
    return problems


def find_findings(assignment: str, rows: list[Row], lists: Listed) -> list[str]:
    """One line for what the newer checks say; problems where the lists are strict."""
    newer = [r for r in rows if r.kind in NEWER and r.verdict != "uncovered"]
    findings = _bad_verdicts(assignment, newer) + _uncovered(assignment, rows)
    findings += [
        f"{assignment}/{row.task}: {_named(row)} is killed in {row.kills} of "
        f"{row.runs} runs; make what it needs a fixed case"
        for row in rows
        if row.verdict == "killed" and 0 < row.kills < row.runs
    ]
    for task, (killed, wrong) in visible_kills(rows).items():
        if killed < LEAST_VISIBLE * wrong:
            findings.append(
                f"{assignment}/{task}: the visible tests kill {killed} of {wrong} "
                "wrong answers; at least half are wanted"
            )
    return findings + [
        f"{assignment}/{entry.task}: survivors.toml lists {entry.argument!r}: "
        f"{', '.join(entry.property)} as uncovered; all of it occurs: remove the entry"
        for entry in lists.uncovered
        if not any(
            entry.covers(row.task, row.argument, row.prop) for row in _open(rows)
        )
    ]


def _uncovered(assignment: str, rows: list[Row]) -> list[str]:
    """One line for each argument that the tests give too few kinds of values."""
    missing = {}
    for row in rows:
        if row.verdict == "uncovered":
            key = (row.task, row.original, row.argument)
            missing.setdefault(key, []).append(row.prop)
    return [
        f"{assignment}/{task}: no test calls {function} with {argument}: "
        f"{', '.join(names)}; add tests, or list these under [[uncovered]] with the "
        "sentence of the text that rules them out"
        for (task, function, argument), names in missing.items()
    ]


def visible_kills(rows: list[Row]) -> dict[str, tuple[int, int]]:
    """Per task: wrong answers that a visible test kills, and how many there are."""
    wrong = [row for row in rows if row.kind == "wrong"]
    return {
        task: (
            sum(row.visible for row in wrong if row.task == task),
            sum(row.task == task for row in wrong),
        )
        for task in dict.fromkeys(row.task for row in wrong)
    }


def _open(rows: list[Row]) -> list[Row]:
    """The properties that no call has."""
    return [row for row in rows if row.prop and row.verdict in ("listed", "uncovered")]


def _bad_verdicts(assignment: str, rows: list[Row]) -> list[str]:
    return [
        f"{assignment}/{row.task}: {_complaint(row)}"
        for row in rows
        if row.verdict not in {"not run", *GOOD[row.kind]}
    ]


def _named(row: Row) -> str:
    """The answer, for a sentence."""
    if row.kind in HASTY:
        return f"the {row.kind} {row.original!r} -> {row.mutated!r}"
    return f"the {row.kind} answer {row.name!r}"


def _complaint(row: Row) -> str:
    """What is wrong with this row and what to do about it."""
    answer = f"{row.kind} answer {row.name!r}"
    if row.kind == "reference":
        answer = "the reference solution"
    if row.kind == "collision":
        answer = f"{row.name!r}, whose author bound every name,"
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
    if row.kind == "operator":
        what += f" ({row.operator}, in {row.base!r})"
    return (
        f"{what}; add a test that it fails, or list it in survivors.toml with a reason"
    )


def find_stale(
    assignment: str, rows: list[Row], survivors: tuple[Survivor, ...]
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
