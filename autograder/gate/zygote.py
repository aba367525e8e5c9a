"""The process that runs answers: torch imported once, then one fork per answer.

`python -m autograder.gate.zygote` reads shares from stdin, one JSON object a line, and
writes outcomes to stdout, one a line, {"done": true} after each share.

    zygote   imports and warms up; keeps one thread, since a fork copies no other
      walker   one per share: executes the notebook's cells in order with the
               reference solutions and, before each solution cell, tries the answers
        answer   one per trial: its own code, the cells up to the task's last test
"""

import gc
import json
import math
import os
import random
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from typing import NoReturn

import numpy as np
import torch

from .cells import Notebook, describe_error, score_cell
from .changes import spoil
from .faults import NEVER, make_faulty, record
from .fork import (
    describe_end,
    die_with_parent,
    run_forked,
    silence,
    threads,
    write_line,
)

CPU_SECONDS = 10  # for right answers; others get PATIENCE times the reference's time
PATIENCE = 10
WALKER_CPU_SECONDS = 600
CELL_WALL_SECONDS = 120


def main() -> None:
    """Serve shares until stdin ends."""
    warm_up()
    results = os.dup(1)
    for line in sys.stdin.buffer:
        walker = os.fork()
        if walker == 0:
            walk_and_exit(json.loads(line), results)
        _, status = os.waitpid(walker, 0)
        if status:
            end = describe_end(status, WALKER_CPU_SECONDS, in_time=True)
            write_line(results, {"trouble": f"{end} outside the answers"})
        write_line(results, {"done": True})


def warm_up() -> None:
    """Import and initialise what answers use, so that no fork has to."""
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    import matplotlib.pyplot  # noqa: F401

    layer = torch.nn.Linear(2, 2)
    layer(torch.ones(1, 2)).sum().backward()
    torch.optim.SGD(layer.parameters()).step()  # the first optimizer: 0.8 s of imports
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every page in each fork


def walk_and_exit(share: dict, results: int) -> NoReturn:
    """Be the walker: set up the process, walk, and end it whatever happens."""
    try:
        silence()
        die_with_parent()
        resource.setrlimit(
            resource.RLIMIT_CPU, (WALKER_CPU_SECONDS, WALKER_CPU_SECONDS + 1)
        )
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.chdir(tempfile.mkdtemp(dir=os.getcwd()))
        walk(share, results)
        os._exit(0)
    except BaseException as error:
        write_line(results, {"trouble": f"the gate failed: {describe_error(error)}"})
    finally:
        os._exit(1)


def walk(share: dict, results: int) -> None:
    """Go through the notebook once and try each task's answers on the way."""
    notebook, cells = Notebook(), share["cells"]
    setups = {f"<{cell['name']}>" for cell in cells if cell["kind"] == "setup"}
    for position, cell in enumerate(cells):
        trials = share["trials"].get(cell["task"])
        if cell["kind"] == "solution" and trials:
            last = max(i for i, c in enumerate(cells) if c["task"] == cell["task"])
            ahead = cells[position : last + 1]
            trouble = try_answers(notebook, ahead, trials, results, setups)
            if trouble:
                write_line(results, {"trouble": f"{cell['name']}: {trouble}"})
                return
        signal.alarm(CELL_WALL_SECONDS)  # a set-up cell that waits for ever ends here
        try:
            notebook.run(cell["name"], cell["source"], cell["hidden"])
        except BaseException as error:
            if cell["kind"] in ("setup", "plain") and not share["release"]:
                trouble = f"{cell['name']}: {describe_error(error)}"
                write_line(results, {"trouble": trouble})
        signal.alarm(0)


def try_answers(
    notebook: Notebook,
    ahead: list[dict],
    trials: list[dict],
    results: int,
    setups: set[str],
) -> str:
    """Try the answers to one task; return why the walk must stop, "" if it need not.

    `ahead` are the cells from the solution to the task's last test. The first trial is
    the reference: its time sets the limit of the others, and what the tests call it
    with says which faults can be tried.
    """
    if threads() > 1:
        return "the cells above leave threads running; a fork would lose them"
    cpu_seconds = CPU_SECONDS
    coverage = {}
    targets = {t["fault"]["target"] for t in trials if t.get("fault")}

    def run(trial: dict) -> dict:
        reports, end, seconds = run_forked(
            answer_runner(notebook, ahead, trial, results, setups),
            CPU_SECONDS * trial.get("repeat", 1) if trial["patient"] else cpu_seconds,
        )
        outcome = {"trial": trial["id"], "end": end, "seconds": seconds, "scores": []}
        for report in reports:
            outcome["scores"] += report.pop("scores", [])
            outcome |= report
        return outcome

    for number, trial in enumerate(trials):
        skip = cannot_be_tried(trial.get("fault"), coverage)
        if skip:
            write_line(results, {"trial": trial["id"], "skip": skip})
            continue
        if number == 0:
            trial = trial | {"record": sorted(targets)}
        outcome = run(trial)
        coverage = outcome.get("coverage", coverage)
        if "fault" in outcome:
            trouble = f"the gate failed: {outcome.pop('fault')}"
            write_line(results, {"trouble": f"{ahead[0]['name']}: {trouble}"})
        outcome |= kill_share(outcome)
        write_line(results, outcome)
        if number == 0 and outcome["end"]:
            end = outcome["end"]
            return f"the first solution tried does not come to an end ({end})"
        if number == 0:
            seconds = outcome["seconds"]
            cpu_seconds = min(CPU_SECONDS, max(1, math.ceil(PATIENCE * seconds)))
    return ""


def cannot_be_tried(fault: dict | None, coverage: dict) -> str:
    """Why a conditional fault is not run: "not applicable", "uncovered", or ""."""
    if not fault or fault["what"] != "when":
        return ""
    arguments = coverage.get(fault["target"], {})
    seen = arguments.get(fault["argument"], {}).get(fault["prop"])
    if seen is None:
        return "not applicable"
    return "uncovered" if seen == NEVER else ""


def kill_share(outcome: dict) -> dict:
    """{"kills", "runs"} of an answer, whose process may have died on the way."""
    if "runs" not in outcome:
        return {"kills": int(is_killed(outcome)), "runs": 1}
    died = bool(outcome["end"])
    return {"kills": outcome["kills"] + died, "runs": outcome["runs"] + died}


def depends_on_seed(reports: list[dict]) -> bool:
    """Whether hidden tests alone took points; what a visible one takes is certain."""
    scores = [score for report in reports for score in report.get("scores", [])]
    parts = {score["part"] for score in scores if score["points"] < score["of"]}
    broken = any("solution_error" in report for report in reports)
    return bool(parts) and "visible" not in parts and not broken


def is_killed(outcome: dict) -> bool:
    """Whether an answer lost a point, or its process its life."""
    lost = any(score["points"] < score["of"] for score in outcome["scores"])
    return lost or bool(outcome["end"])


def answer_runner(
    notebook: Notebook,
    ahead: list[dict],
    trial: dict,
    results: int,
    setups: set[str],
) -> Callable[[Callable[[dict], None]], None]:
    """What the forked process does for one trial; see `run_forked`.

    It reports {"solution_error"}, {"scores": [score]} after every test cell, for a
    universal wrong answer and a fault {"wrong"}: whether good tests can tell, and
    where the trial has "record" {"coverage"}: what the tests call these with. What
    hidden tests alone kill runs with further seeds, as many as "seeds" says, and
    reports {"kills", "runs"} after each of them.
    """

    def run(report: Callable[[dict], None]) -> None:
        os.close(results)
        kept, reports = dict(notebook.names), []

        def keep(value: dict) -> None:
            reports.append(value)
            report(value)

        if trial.get("repeat", 1) > 1:
            run_many(notebook, ahead, trial, setups, report)
            return
        run_once(notebook, ahead, trial, setups, keep)
        if not depends_on_seed(reports):
            return
        kills = 1
        for seed in range(1, trial.get("seeds", 1)):
            kills += run_again(notebook, kept, ahead, trial, seed, setups)[1]
            report({"kills": kills, "runs": seed + 1})

    return run


def run_many(
    notebook: Notebook,
    ahead: list[dict],
    trial: dict,
    setups: set[str],
    report: Callable[[dict], None],
) -> None:
    """Run with many seeds; report the first run that loses a point, or the last."""
    kept = dict(notebook.names)
    last = trial["seed"] + trial["repeat"] - 1
    for seed in range(trial["seed"], last + 1):
        reports, killed = run_again(notebook, kept, ahead, trial, seed, setups)
        if seed == last or killed:
            for value in ({"seed": seed}, *reports):
                report(value)
            return


def run_again(
    notebook: Notebook,
    kept: dict,
    ahead: list[dict],
    trial: dict,
    seed: int,
    setups: set[str],
) -> tuple[list[dict], bool]:
    """Run with one seed from the names `kept`; return the reports, and if it lost."""
    notebook.names.clear()  # the same object: the helpers know it
    notebook.names.update(kept)
    reports = []
    run_once(notebook, ahead, trial | {"seed": seed}, setups, reports.append)
    scores = [score for one in reports for score in one.get("scores", [])]
    return reports, is_killed({"scores": scores, "end": ""})


def run_once(
    notebook: Notebook,
    ahead: list[dict],
    trial: dict,
    setups: set[str],
    report: Callable[[dict], None],
) -> None:
    """Run the answer and the cells after it, once."""
    seed_everything(trial["seed"])
    solution, *following = ahead
    try:
        notebook.run(solution["name"], trial["code"])
    except BaseException as error:  # the tests run all the same, as in Jupyter
        report({"solution_error": describe_error(error)})
    watch = None
    if trial["change"]:
        watch = spoil(notebook, trial["target"], trial["change"])
    if trial.get("fault"):
        watch = make_faulty(notebook, trial["fault"])
    if trial.get("rebind"):
        notebook.rebind(trial["rebind"], setups)
    coverage = record(notebook, trial.get("record", []))
    for cell in following:
        if cell["kind"] == "tests" and cell["task"] == solution["task"]:
            score = score_cell(notebook, cell)
            report({"scores": [score]})
            if score["points"] < cell["points"] and trial["hasty"]:
                break
        else:
            run_quietly(notebook, cell)
    if watch:
        report({"wrong": watch.wrong})
    if coverage:
        report({"coverage": coverage})


def run_quietly(notebook: Notebook, cell: dict) -> None:
    """Run a cell that this task's points do not depend on."""
    try:
        notebook.run(cell["name"], cell["source"], cell["hidden"])
    except BaseException:  # the tests show what it costs
        return


def seed_everything(seed: int) -> None:
    """Make the tests' inputs repeatable, and what else draws random numbers."""
    os.environ["LAYERWISE_DRAWS"] = str(seed)
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


if __name__ == "__main__":
    main()
