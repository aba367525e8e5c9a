"""The gate: run every answer of every assignment, judge the tests, write tables."""

import os
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from ..percent import AssignmentError
from ..source import Assignment, find_assignments, read_assignment
from .kill_table import totals, write_text
from .runner import RunnerError, run_shares
from .stored import Checked, content_key, load, store, store_index
from .survivors import Listed, read_survivors
from .trials import SEEDS, Plan, Trial, colliding_names, make_shares, plan_trials
from .verdict import find_findings, find_problems, find_stale, is_hasty, judge


@dataclass(frozen=True)
class GateReport:
    """What the gate found: one line a problem, counts, and the folder of the tables.

    `findings` would be problems of assignments that are not strict; see survivors.py.
    """

    problems: list[str]
    totals: dict
    tables: Path
    findings: list[str]


@dataclass
class Work:
    """One assignment to run: what is tried, and what came back for each trial."""

    checked: Checked
    assignment: Assignment
    plan: Plan
    lists: Listed
    outcomes: dict[int, dict]


def check_answers(
    root: Path,
    names: list[str] | None = None,
    jobs: int | None = None,
    task: str | None = None,
    runs: int | None = None,
    quick: bool = False,
) -> GateReport:
    """Test the tests of all assignments under `root`/solutions, or of those named.

    An assignment without problems is not run again until it, its answers or the gate
    change. With `task` only that task of the one named assignment runs, afresh, and
    its table is <assignment>-<task>.md. Kill tables go to `root`/_build/kill_tables.
    With `runs` right answers alone run, each with so many seeds; no table is written.
    `quick` leaves out the newer checks, and is not taken for the whole the next time.
    Raises AssignmentError for an unknown assignment or task.
    """
    paths = find_assignments(root, names)
    tables = Path(root) / "_build" / "kill_tables"
    jobs = jobs or os.cpu_count() or 1
    if task and len(paths) != 1:
        raise AssignmentError(f"task {task!r}: name its one assignment too")
    if runs:
        empty = [Checked(path.parent.name, "") for path in paths]
        return _report(_run(empty, paths, jobs, task, runs), tables)
    if task:
        empty = [Checked(paths[0].parent.name, "")]
        checked = _run(empty, paths, jobs, task, quick=quick)
        write_text(tables / f"{checked[0].name}-{task}.md", checked[0].page())
        return _report(checked, tables)
    keys = {
        path.parent.name: content_key(path.parent) for path in find_assignments(root)
    }
    found = {name: load(name, tables) for name in keys}
    stale = [path for path in paths if not _is_current(found, keys, path.parent.name)]
    if quick:
        keys = dict.fromkeys(keys, "quick")
    empty = [Checked(path.parent.name, keys[path.parent.name]) for path in stale]
    for checked in _run(empty, stale, jobs, quick=quick):
        store(checked, tables)
        found[checked.name] = checked
    known = [checked for checked in found.values() if checked]
    changed = [checked.name for checked in known if checked.key != keys[checked.name]]
    store_index(known, changed, tables)
    return _report([found[path.parent.name] for path in paths], tables)


def _is_current(found: dict, keys: dict, name: str) -> bool:
    """Whether the stored findings still hold; problems are always looked at again."""
    checked = found[name]
    return checked is not None and checked.key == keys[name] and not checked.problems


def _report(found: list[Checked], tables: Path) -> GateReport:
    problems = [problem for checked in found for problem in checked.problems]
    findings = [finding for checked in found for finding in checked.findings]
    counts = totals({c.name: c.rows for c in found})
    return GateReport(problems, counts, tables, findings)


def _run(
    found: list[Checked],
    paths: list[Path],
    jobs: int,
    task: str | None = None,
    runs: int | None = None,
    quick: bool = False,
) -> list[Checked]:
    """Run the assignments at `paths` and fill in what was found about each."""
    works = []
    for checked, path in zip(found, paths, strict=True):
        try:
            assignment = read_assignment(path)
            lists = read_survivors(path.parent / "survivors.toml")
        except AssignmentError as error:
            checked.problems.append(str(error))
            continue
        plan = plan_trials(assignment, task, runs, quick)
        works.append(Work(checked, assignment, plan, lists, {}))
    _run_all(works, jobs)
    for work in works:
        _judge(work, task, bool(runs), quick)
    return found


def _run_all(works: list[Work], jobs: int) -> None:
    """Hand all trials to the runner and file what comes back."""
    shares, owners = [], []
    for work in works:
        numbers = {trial: number for number, trial in enumerate(work.plan.trials)}
        for share in make_shares(work.assignment, work.plan.trials, jobs):
            trials = _packed(share["trials"], numbers, work.assignment)
            shares.append(share | {"trials": trials})
            owners.append(work)
    trials = sum(len(work.plan.trials) for work in works)

    with tqdm(total=trials, desc="answers", unit="run", disable=not trials) as bar:

        def receive(index: int, message: dict) -> None:
            work = owners[index]
            trouble = f"{work.assignment.name}: {message.get('trouble')}"
            if "trouble" in message and trouble not in work.checked.problems:
                work.checked.problems.append(trouble)
            elif "trial" in message:
                bar.update(message["trial"] not in work.outcomes)
                work.outcomes[message["trial"]] = message
                if message.get("coverage"):
                    trial = work.plan.trials[message["trial"]]
                    work.checked.coverage[trial.task] = message["coverage"]

        try:
            run_shares(shares, jobs, receive)
        except RunnerError as error:
            for work in works:
                work.checked.problems.append(f"{work.assignment.name}: {error}")


def _packed(
    trials: dict[str, list[Trial]], numbers: dict[Trial, int], assignment: Assignment
) -> dict:
    """The trials of a share as plain data, under their tasks."""
    names = {one.name: colliding_names(assignment, one) for one in assignment.tasks}
    several_seeds = ("wrong", "universal", "mutant", "operator", "fault")
    return {
        task: [
            {
                "id": numbers[trial],
                "code": trial.code,
                "seed": trial.seed,
                "target": trial.target,
                "change": trial.change,
                "fault": dict(trial.fault),
                "repeat": trial.repeat,
                "rebind": names[task] if trial.kind == "collision" else [],
                "seeds": len(SEEDS) if trial.kind in several_seeds else 1,
                "patient": trial.kind in ("reference", "right", "collision"),
                "hasty": is_hasty(trial),
            }
            for trial in several
        ]
        for task, several in trials.items()
    }


def _judge(work: Work, task: str | None, only_right: bool, quick: bool) -> None:
    """Turn the outcomes into rows, problems and findings."""
    checked, lists = work.checked, work.lists
    known = [one.name for one in work.assignment.tasks]
    for entry in (*lists.survivors, *lists.uncovered):
        if entry.task not in known:
            checked.problems.append(
                f"{checked.name}: survivors.toml names the unknown task "
                f"{entry.task!r}; known tasks: {', '.join(known)}"
            )
    tasks = [task] if task else known
    lists = Listed(
        tuple(entry for entry in lists.survivors if entry.task in tasks),
        tuple(entry for entry in lists.uncovered if entry.task in tasks),
        lists.strict,
    )
    points = {one.name: one.points for one in work.assignment.tasks}
    outcomes = [
        (trial, work.outcomes.get(number))
        for number, trial in enumerate(work.plan.trials)
    ]
    checked.rows = judge(outcomes, points, lists)
    checked.mutants_found = work.plan.mutants_found
    checked.problems += work.plan.problems
    checked.problems += find_problems(checked.name, checked.rows)
    if only_right:
        return
    if quick:  # what is listed may not have run
        lists = Listed(lists.survivors, (), lists.strict)
    else:
        checked.problems += find_stale(checked.name, checked.rows, lists.survivors)
    findings = find_findings(checked.name, checked.rows, lists)
    if lists.strict:
        checked.problems += findings
    else:
        checked.findings += findings
