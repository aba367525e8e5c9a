"""From what happened when a test cell ran to a score, in the form that nbgrader reads.

nbgrader looks at a graded cell's outputs alone: an error or anything on stderr is 0
points, a result that reads as a float is that many, everything else is full points. So
a cell's outputs are written here, from the verdict, and never passed on from a kernel.
"""

import ast
import math
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output

from .execution import CellRun
from .outputs import error_output

VERDICT = "autograder"  # key of a graded cell's metadata


@dataclass(frozen=True)
class Verdict:
    """What a graded cell earns.

    `status` is "passed", "partial", "failed" or "stopped", where the message is the
    engine's own and safe to show; `line` is where a failed cell failed, if known.
    """

    status: str
    score: float
    line: int | None = None
    error: NotebookNode | None = None


def task_of(grade_id: str) -> str:
    """The task that a test cell belongs to: "area" for "area-tests-gradients"."""
    return grade_id.split("-")[0]


def is_test(cell: NotebookNode) -> bool:
    """Whether nbgrader grades the cell by its outputs."""
    metadata = cell.metadata.get("nbgrader", {})
    return bool(metadata.get("grade") and not metadata.get("solution"))


def judge(cell: NotebookNode, run: CellRun) -> Verdict:
    """The verdict on one test cell.

    A cell that runs to its end earns all its points, or, if its last expression is a
    number from 0 to the points, that number. A last expression that is any other value
    earns 0: NaN, a bool, too much, an array.
    """
    points = float(cell.metadata.nbgrader.points)
    if run.error is not None:
        status = "stopped" if run.stopped else "failed"
        return Verdict(status, 0, run.line, run.error)
    if not run.value or not _ends_with_expression(cell.source):
        return Verdict("passed", points)
    try:
        score = float(run.value)
    except ValueError:
        score = math.nan
    if not 0 <= score <= points:
        shown = "no number" if math.isnan(score) else f"{score:g}"
        reason = f"the score came out as {shown}; it must be from 0 to {points:g}"
        return Verdict("stopped", 0, error=error_output("Stopped", reason, [reason]))
    return Verdict("passed" if score == points else "partial", score)


def write_verdict(cell: NotebookNode, verdict: Verdict, run: CellRun) -> None:
    """Write the verdict into a test cell; what the run printed stays, as plain text."""
    text = "".join(
        output.text for output in run.outputs if output.output_type == "stream"
    )
    cell.outputs = [new_output("stream", name="stdout", text=text)] if text else []
    if verdict.error is not None:
        cell.outputs.append(verdict.error)
    elif verdict.status == "partial":
        result = {"text/plain": repr(verdict.score)}
        cell.outputs.append(new_output("execute_result", data=result))
    cell.metadata[VERDICT] = {"status": verdict.status, "line": verdict.line}


def _ends_with_expression(source: str) -> bool:
    """Whether a kernel shows a value at the end of the cell."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return True
    shown = not source.rstrip().endswith(";")
    return bool(body) and isinstance(body[-1], ast.Expr) and shown
