"""What is tried on each task of an assignment, and how it travels to the runner."""

from dataclasses import dataclass
from pathlib import Path

from ..answers import read_answers
from ..percent import AssignmentError
from ..source import HIDDEN_MARKERS, SOLUTION_MARKERS, Assignment, Cell, Task
from .mutants import make_mutants
from .universal import universal_answers

SEEDS = (0, 1, 2)  # right answers must not depend on the tests' random numbers


@dataclass(frozen=True)
class Trial:
    """One piece of code in place of a task's solution cell, with one random seed.

    `kind` is "reference", "right", "wrong", "untouched", "release", "universal" or
    "mutant". `original` and `mutated` say what a machine changed; `target` and `change`
    are those of a universal wrong answer.
    """

    task: str
    kind: str
    name: str
    code: str
    seed: int = 0
    original: str = ""
    mutated: str = ""
    target: str = ""
    change: str = ""


@dataclass(frozen=True)
class Plan:
    """All trials of an assignment, the complaints met on the way, mutants found."""

    trials: tuple[Trial, ...]
    problems: tuple[str, ...]
    mutants_found: dict[str, int]  # per task, before the cap


def plan_trials(assignment: Assignment, task: str | None = None) -> Plan:
    """The trials of every task, or of one; AssignmentError for an unknown task."""
    tasks = [assignment.task(task)] if task else assignment.tasks
    trials, problems, found = [], [], {}
    for one in tasks:
        code = one.solution.source
        trials += [Trial(one.name, "reference", "reference", code, s) for s in SEEDS]
        trials += [
            Trial(one.name, kind, "as released", one.solution.released)
            for kind in ("untouched", "release")
        ]
        try:
            trials += _written(assignment.path.parent, one)
        except AssignmentError as error:
            problems.append(str(error))
        trials += _universal(one)
        if trials[-1].kind != "universal":
            problems.append(
                f"{assignment.name}/{one.name}: the tests read no name that the "
                "solution cell binds; test what the student writes"
            )
        lines = region_lines(code, SOLUTION_MARKERS)
        mutants, found[one.name] = make_mutants(code, lines)
        trials += [
            Trial(
                one.name,
                "mutant",
                f"{m.original} -> {m.mutated}",
                m.code,
                original=m.original,
                mutated=m.mutated,
            )
            for m in mutants
        ]
    return Plan(tuple(trials), tuple(problems), found)


def region_lines(source: str, markers: tuple[str, str]) -> set[int]:
    """The numbers of the lines, from 1, between `markers`, these included."""
    lines, inside = set(), False
    for number, text in enumerate(source.splitlines(), 1):
        inside = inside or text.strip() == markers[0]
        if inside:
            lines.add(number)
        inside = inside and text.strip() != markers[1]
    return lines


def make_shares(assignment: Assignment, trials: tuple[Trial, ...], jobs: int) -> list:
    """Deal the trials out to `jobs` walks through the notebook, and one of the release.

    A share is {"cells", "trials": {task: [...]}, "release"}. Each walk tries the
    reference first, which sets the time that the others get.
    """
    cells = [cell for cell in assignment.cells if cell.kind != "markdown"]
    walked = {"cells": [_packed(cell, cell.source) for cell in cells]}
    walked |= {"assignment": assignment.name, "release": False}
    first = [t for t in trials if t.kind == "reference" and t.seed == SEEDS[0]]
    stubs = [t for t in trials if t.kind == "release"]
    others = [t for t in trials if t not in first and t not in stubs]
    shares = [
        walked | {"trials": _by_task([*first, *others[part::jobs]])}
        for part in range(jobs)
    ]
    untouched = [
        _packed(cell, cell.released if cell.kind == "solution" else cell.source)
        for cell in cells
    ]
    release = {"cells": untouched, "trials": _by_task(stubs), "release": True}
    return [*shares, walked | release]


def _written(folder: Path, task: Task) -> list[Trial]:
    """The answers in the task's folder; the right ones once for every seed."""
    answers = read_answers(folder, task.name)
    return [
        Trial(task.name, kind, answer.name, answer.code, seed)
        for kind, seeds in (("right", SEEDS), ("wrong", SEEDS[:1]))
        for answer in answers[kind]
        for seed in seeds
    ]


def _universal(task: Task) -> list[Trial]:
    """The universal wrong answers: the reference solution, spoiled as it runs."""
    code = task.solution.source
    tests = [cell.source for cell in task.tests]
    return [
        Trial(
            task.name,
            "universal",
            f"{universal.target} {universal.title}",
            code,
            original=universal.target,
            mutated=universal.title,
            target=universal.target,
            change=universal.change,
        )
        for universal in universal_answers(code, tests)
    ]


def _packed(cell: Cell, source: str) -> dict:
    """A cell as plain data."""
    return {
        "kind": cell.kind,
        "task": cell.name if cell.kind in ("solution", "tests") else "",
        "name": cell.grade_id or f"cell at line {cell.line}",
        "source": source,
        "hidden": sorted(region_lines(source, HIDDEN_MARKERS)),
        "points": cell.points,
    }


def _by_task(trials: list[Trial]) -> dict[str, list[Trial]]:
    """The trials under their tasks, in order."""
    tasks = {}
    for trial in trials:
        tasks.setdefault(trial.task, []).append(trial)
    return tasks
