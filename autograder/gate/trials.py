"""What is tried on each task of an assignment, and how it travels to the runner."""

import ast
import builtins
from dataclasses import dataclass, replace

from ..answers import Answer, read_answers
from ..graded_cells import names_bound
from ..percent import AssignmentError
from ..source import HIDDEN_MARKERS, SOLUTION_MARKERS, Assignment, Cell, Task
from .catalogue import plan_faults
from .mutants import (
    MOST,
    MOST_OF_OTHERS,
    Mutant,
    make_mutants,
    plain_code,
    sample_mutants,
)
from .universal import universal_answers

SEEDS = tuple(range(5))  # right answers must not depend on the tests' random numbers
IN_ONE_PROCESS = 50  # runs of a right answer, where many are asked for


@dataclass(frozen=True)
class Trial:
    """One piece of code in place of a task's solution cell, with one random seed.

    `kind` is "reference", "right", "wrong", "untouched", "release", "universal",
    "mutant" (of the reference, by the general operators), "operator" (of every right
    answer, by the operators of this field), "fault" or "collision". `original` and
    `mutated` say what a machine changed, `operator` how it is called, `base` in which
    answer; `target` and `change` are those of a universal wrong answer; `fault` holds
    the fields of a `Fault`. With `repeat` as many seeds run, from `seed` on.
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
    operator: str = ""
    base: str = ""
    fault: tuple[tuple[str, str], ...] = ()
    repeat: int = 1


@dataclass(frozen=True)
class Plan:
    """All trials of an assignment, the complaints met on the way, mutants found."""

    trials: tuple[Trial, ...]
    problems: tuple[str, ...]
    mutants_found: dict[str, int]  # per task, before the cap


def plan_trials(
    assignment: Assignment,
    task: str | None = None,
    runs: int | None = None,
    quick: bool = False,
) -> Plan:
    """The trials of every task, or of one; AssignmentError for an unknown task.

    With `runs` only right answers are tried, with so many seeds; `quick` leaves out
    the operators of the field, the faults and the collisions.
    """
    tasks = [assignment.task(task)] if task else assignment.tasks
    trials, problems, found = [], [], {}
    for one in tasks:
        code = one.solution.source
        reference = Trial(one.name, "reference", "reference", code)
        trials += _with_seeds(reference, runs)
        answers = {"right": [], "wrong": []}
        try:
            answers = read_answers(assignment.path.parent, one.name)
        except AssignmentError as error:
            problems.append(str(error))
        trials += [
            trial
            for answer in answers["right"]
            for trial in _with_seeds(
                Trial(one.name, "right", answer.name, answer.code), runs
            )
        ]
        if runs:
            found[one.name] = 0
            continue
        trials += [
            Trial(one.name, kind, "as released", one.solution.released)
            for kind in ("untouched", "release")
        ]
        trials += [
            Trial(one.name, "wrong", answer.name, answer.code)
            for answer in answers["wrong"]
        ]
        trials += _universal(one)
        if trials[-1].kind != "universal":
            problems.append(
                f"{assignment.name}/{one.name}: the tests read no name that the "
                "solution cell binds; test what the student writes"
            )
        lines = region_lines(code, SOLUTION_MARKERS)
        mutants, found[one.name] = make_mutants(code, lines)
        trials += [
            _changed(one, "mutant", f"{m.original} -> {m.mutated}", m, "reference")
            for m in mutants
        ]
        if quick:
            continue
        trials += _of_the_field(one, answers["right"], [m.code for m in mutants])
        trials += _faults(one)
        trials += _collisions(one, answers["right"])
    return Plan(tuple(trials), tuple(problems), found)


def _with_seeds(trial: Trial, runs: int | None) -> list[Trial]:
    """The trial with every seed; many runs in few processes."""
    if not runs:
        return [replace(trial, seed=seed) for seed in SEEDS]
    return [
        replace(trial, seed=first, repeat=min(IN_ONE_PROCESS, runs - first))
        for first in range(0, runs, IN_ONE_PROCESS)
    ]


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
    apart = {*first, *stubs}
    others = [t for t in trials if t not in apart]
    shares = [
        walked | {"trials": _by_task([*first, *others[part::jobs]])}
        for part in range(jobs)
    ]
    untouched = [
        _packed(cell, cell.released if cell.kind == "solution" else cell.source)
        for cell in cells
    ]
    release = {"cells": untouched, "trials": _by_task(stubs), "release": True}
    return [*shares, walked | release] if stubs else shares


def _of_the_field(task: Task, right: list[Answer], known: list[str]) -> list[Trial]:
    """Mutants of every right answer; `known` are those that there are already."""
    code = task.solution.source
    taken = {plain_code(text) for text in (code, *(r.code for r in right), *known)}
    answers = [("reference", code, region_lines(code, SOLUTION_MARKERS), MOST, False)]
    for answer in right:
        lines = set(range(1, answer.code.count("\n") + 2))
        answers.append((answer.name, answer.code, lines, MOST_OF_OTHERS, True))
    return [
        _changed(task, "operator", f"{base}: {m.original} -> {m.mutated}", m, base)
        for base, text, lines, most, general in answers
        for m in sample_mutants(text, lines, taken, most, general)
    ]


def _faults(task: Task) -> list[Trial]:
    """The faults around the reference solution."""
    code = task.solution.source
    return [
        Trial(
            task.name,
            "fault",
            f"{fault.target} {fault.title}",
            code,
            original=fault.target,
            mutated=fault.title,
            operator=fault.title if fault.what != "when" else "conditional",
            base="reference",
            fault=tuple(vars(fault).items()),
        )
        for fault in plan_faults(code, [cell.source for cell in task.tests])
    ]


def _collisions(task: Task, right: list[Answer]) -> list[Trial]:
    """Right answers of students who bound every name that the tests might need."""
    answers = [("reference", task.solution.source)]
    answers += [(answer.name, answer.code) for answer in right]
    return [Trial(task.name, "collision", name, code) for name, code in answers]


def colliding_names(assignment: Assignment, task: Task) -> list[str]:
    """What a student may bind: all names in the tests, builtins, what set-ups import.

    Not those that a task asks for, and not those that begin with an underscore.
    """
    trees = [ast.parse(cell.source) for cell in task.tests]
    setups = [ast.parse(cell.source) for cell in assignment.setup]
    names = {name for tree in trees for name in names_bound(tree)}
    names |= set(dir(builtins))
    for node in (node for tree in setups for node in ast.walk(tree)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= names_bound(node)
    asked = {
        name
        for one in assignment.tasks
        for name in names_bound(ast.parse(one.solution.source))
    }
    return sorted(name for name in names - asked if not name.startswith("_"))


def _changed(task: Task, kind: str, name: str, mutant: Mutant, base: str) -> Trial:
    """The trial of a mutant of the answer `base`."""
    return Trial(
        task.name,
        kind,
        name,
        mutant.code,
        original=mutant.original,
        mutated=mutant.mutated,
        operator=mutant.operator,
        base=base,
    )


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
