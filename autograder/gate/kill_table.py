"""The kill table: what an instructor reads to trust the tests."""

import os
import tempfile
from collections import Counter
from pathlib import Path

from .verdict import Row, visible_kills

KINDS = (
    *("reference", "untouched", "release", "right", "collision", "wrong"),
    *("universal", "fault", "mutant", "operator"),
)
HEADINGS = (
    "task",
    "points",
    "right passed",
    "wrong killed",
    "universal killed",
    "not applicable",
    "mutants killed",
    "survivors listed",
    "survivors unlisted",
    "operators killed",
    "faults killed",
    "uncovered",
    "collisions passed",
    "visible kills",
)
COVERAGE = ("task's function", "argument", "in visible tests", "hidden alone", "never")
GUIDE = """\
Every answer below ran against the task's tests; the first one it failed is shown.
*Right* answers must pass; they and the reference ran with several random seeds. *Wrong*
answers are written by hand, *universal* ones spoil what the reference solution gives
back, *mutants* are the reference solution with one small change. *Not applicable*: the
change is none here, such as float32 for an integer, or damage where no argument is a
tensor. Machine-made answers stop at the first lost point: their points are not counted.
*Operators* are mistakes of this field, made in every right answer; *faults* spoil the
reference where an argument has some property, let an earlier call show in a later one,
or leave something changed. *Uncovered*: no test calls with that property.
*Collisions* are right answers whose author has bound every name that the tests might
need. *Runs*: what hidden tests alone kill runs with several seeds, and each must kill.
*Visible kills*: the wrong answers that a visible test kills.
"""


def count_task(rows: list[Row]) -> dict[str, int]:
    """The counts of one task, or of several together, by the names in HEADINGS."""
    count = Counter((row.kind, row.verdict) for row in rows)
    kinds = Counter(row.kind for row in rows)
    machine = ("universal", "mutant", "operator", "fault")
    tried = sum(
        row.kind == "fault" and row.verdict not in ("not applicable", "uncovered")
        for row in rows
        if not row.prop or row.runs
    )
    return {
        "right passed": count["right", "passed"],
        "right": kinds["right"],
        "wrong killed": count["wrong", "killed"],
        "wrong": kinds["wrong"],
        "universal killed": count["universal", "killed"],
        "not applicable": count["universal", "not applicable"],
        "mutants killed": count["mutant", "killed"],
        "mutants": kinds["mutant"],
        "survivors listed": sum(count[kind, "listed"] for kind in machine),
        "survivors unlisted": sum(count[kind, "survived"] for kind in machine),
        "operators killed": count["operator", "killed"],
        "operators": kinds["operator"],
        "faults killed": count["fault", "killed"],
        "faults": tried,
        "uncovered": count["fault", "uncovered"],
        "collisions passed": count["collision", "passed"],
        "collisions": kinds["collision"],
        "visible kills": sum(killed for killed, _ in visible_kills(rows).values()),
    }


def assignment_page(
    name: str,
    rows: list[Row],
    mutants_found: dict[str, int],
    problems: list[str],
    findings: list[str] | None = None,
    coverage: dict[str, dict] | None = None,
) -> str:
    """The Markdown page of one assignment: counts, problems, tables for each task."""
    tasks = dict.fromkeys(row.task for row in rows)
    lines = [f"# Kill table of {name}", "", GUIDE]
    lines += counts_table({task: _of(rows, task) for task in tasks})
    if problems:
        lines += ["", "## Problems", "", *(f"* {problem}" for problem in problems)]
    if findings:
        lines += ["", "## Would be problems (with `strict = true`)", ""]
        lines += [f"* {finding}" for finding in findings]
    for task in tasks:
        lines += ["", f"## {task}", ""]
        made = sum(row.kind == "mutant" for row in _of(rows, task))
        if mutants_found[task] > made:
            lines += [f"{made} of {mutants_found[task]} mutants, a fixed sample.", ""]
        lines += coverage_table((coverage or {}).get(task, {}))
        lines += operator_table(_of(rows, task))
        lines += ["| kind | answer | verdict | points | runs | first loss | with |"]
        lines += [f"|{' --- |' * 7}"]
        for row in sorted(_of(rows, task), key=lambda row: KINDS.index(row.kind)):
            if not _is_silent(row):
                lines.append(_line(row))
    return "\n".join(lines) + "\n"


def _is_silent(row: Row) -> bool:
    """A property that the argument cannot have, or that the coverage table shows."""
    return bool(row.prop) and not row.runs


def coverage_table(functions: dict[str, dict]) -> list[str]:
    """The lines of a table: which properties of each argument the tests call with."""
    lines = []
    for function, arguments in functions.items():
        for argument, places in arguments.items():
            groups = {
                heading: ", ".join(p for p, seen in places.items() if seen in wanted)
                for heading, wanted in (
                    ("visible", ("visible", "both")),
                    ("hidden", ("hidden",)),
                    ("never", ("never",)),
                )
            }
            cells = [f"`{function}`", f"`{argument}`", *map(_plain, groups.values())]
            lines.append(f"| {' | '.join(cells)} |")
    if not lines:
        return []
    heading = [f"| {' | '.join(COVERAGE)} |", f"|{' --- |' * len(COVERAGE)}"]
    return [*heading, *lines, ""]


def operator_table(rows: list[Row]) -> list[str]:
    """The lines of a table: what each operator made, and which assertions kill it."""
    made = [row for row in rows if row.operator and not _is_silent(row)]
    made = [row for row in made if row.verdict != "not applicable"]
    if not made:
        return []
    lines = ["| operator | made | killed | by the test at |", f"|{' --- |' * 4}"]
    for operator in sorted({row.operator for row in made}):
        own = [row for row in made if row.operator == operator]
        killed = [row for row in own if row.verdict == "killed"]
        places = Counter(row.where or row.error for row in killed).most_common()
        by = ", ".join(f"{_plain(place)}: {n}" for place, n in places)
        lines.append(f"| {_plain(operator)} | {len(own)} | {len(killed)} | {by} |")
    return [*lines, ""]


def index_page(assignments: dict[str, list[Row]], changed: list[str]) -> str:
    """The Markdown page that links all assignments; `changed` ones were not rerun."""
    lines = ["# Kill tables", ""]
    for name, rows in assignments.items():
        note = "; changed since, run the gate again" if name in changed else ""
        lines += [f"## [{name}]({name}.md){note}", ""]
        tasks = dict.fromkeys(row.task for row in rows)
        lines += [*counts_table({task: _of(rows, task) for task in tasks}), ""]
    everything = [row for rows in assignments.values() for row in rows]
    points = sum(map(total_points, assignments.values()))
    lines += ["## All", "", *counts_table({"all": everything}, points)]
    return "\n".join(lines) + "\n"


def total_points(rows: list[Row]) -> float:
    """What the tasks of one assignment are worth together."""
    return sum({row.task: row.points for row in rows}.values())


def counts_table(
    groups: dict[str, list[Row]], points: float | None = None
) -> list[str]:
    """The lines of a Markdown table with one row of counts per group.

    `points` are the groups' own; give them where a group spans several assignments.
    """
    lines = [f"| {' | '.join(HEADINGS)} |", f"|{' --- |' * len(HEADINGS)}"]
    for name, rows in groups.items():
        count = count_task(rows)
        cells = [
            name,
            f"{points or total_points(rows):g}",
            f"{count['right passed']} of {count['right']}",
            f"{count['wrong killed']} of {count['wrong']}",
            count["universal killed"],
            count["not applicable"],
            f"{count['mutants killed']} of {count['mutants']}",
            count["survivors listed"],
            count["survivors unlisted"],
            f"{count['operators killed']} of {count['operators']}",
            f"{count['faults killed']} of {count['faults']}",
            count["uncovered"],
            f"{count['collisions passed']} of {count['collisions']}",
            f"{count['visible kills']} of {count['wrong']}",
        ]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def totals(assignments: dict[str, list[Row]]) -> dict:
    """All counts as plain data: of everything, and per assignment and task."""
    everything = [row for rows in assignments.values() for row in rows]
    return {
        "assignments": len(assignments),
        "tasks": len(
            {(n, row.task) for n, rows in assignments.items() for row in rows}
        ),
        **count_task(everything),
        "per assignment": {
            name: {
                task: count_task(_of(rows, task))
                for task in dict.fromkeys(row.task for row in rows)
            }
            for name, rows in assignments.items()
        },
    }


def write_text(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
    ) as file:
        file.write(text)
    os.replace(file.name, path)


def _of(rows: list[Row], task: str) -> list[Row]:
    return [row for row in rows if row.task == task]


def _line(row: Row) -> str:
    """One answer's line; code stays readable inside a Markdown table."""
    if row.kind in ("mutant", "operator"):
        answer = f"{_code(row.original)} → {_code(row.mutated)}"
        if row.kind == "operator":
            answer = f"{_plain(row.base)}, {_plain(row.operator)}: {answer}"
    elif row.kind in ("universal", "fault"):
        answer = f"{_code(row.original)} {_plain(row.mutated)}"
    else:
        answer = _plain(row.name)
    points = "" if row.earned is None else f"{row.earned:g} of {row.points:g}"
    with_error = _code(row.error) if row.error else ""
    runs = f"{row.kills} of {row.runs}" if row.runs > 1 else ""
    where = _plain(row.where)
    cells = [row.kind, answer, row.verdict, points, runs, where, with_error]
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    return f"`{_plain(text).replace('`', chr(39))}`"


def _plain(text: str) -> str:
    return text.replace("\n", " ⏎ ").replace("|", "\\|")
