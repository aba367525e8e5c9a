"""The student's feedback page: what passed, what failed and why, no hidden test."""

from html import escape

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from .hidden import (
    exception_name,
    hidden_lines,
    hint_at,
    visible_source,
    visible_statement,
)
from .restore import grade_id
from .verdicts import VERDICT, is_test, task_of

LONGEST_MESSAGE = 500
SHORTEST_SECRET = 12  # a shorter line may stand in an output by chance
REMOVED = "(This output showed the text of a hidden test and is left out.)"


class ExplainGrades(NbGraderPreprocessor):
    """Turns a graded notebook into feedback; runs after nbgrader's GetGrades."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple:
        """Replace the test cells' outputs, hide hidden tests, add a summary on top."""
        tests = [cell for cell in nb.cells if is_test(cell)]
        solutions = {grade_id(c): c for c in nb.cells if _is_solution(c)}
        secret = _secret_lines(tests)
        rows = []
        for cell in tests:
            result, details = explain(cell, solutions.get(task_of(grade_id(cell))))
            rows.append(_row(cell, result))
            keep = [] if hidden_lines(cell.source) else _streams(cell)
            cell.source = visible_source(cell.source)
            cell.outputs = [*keep, new_output("stream", name="stdout", text=details)]
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [_without(secret, output) for output in cell.outputs]
        nb.cells.insert(0, _summary(rows))
        return nb, resources


def explain(cell: NotebookNode, solution: NotebookNode | None) -> tuple[str, str]:
    """A test cell's result in a few words, and the text under the cell.

    The few words hold nothing that a student's code can write.
    """
    score, points = cell.metadata.nbgrader.score, cell.metadata.nbgrader.points
    earned = f"{score:g} of {points:g} points."
    verdict = cell.metadata.get(VERDICT, {})
    if verdict.get("status") == "passed":
        return "passed", f"Passed: {earned}"
    if verdict.get("status") == "partial":
        result = "partly passed" if score else "no check passed"
        return result, f"{result.capitalize()}: {earned}"
    result, reason = _why_failed(cell, verdict)
    trouble = _trouble_above(solution)
    return trouble or result, "\n".join(
        filter(None, [f"Not passed: {earned}", trouble and f"Note: {trouble}.", reason])
    )


def _why_failed(cell: NotebookNode, verdict: dict) -> tuple[str, str]:
    """What failed in few words and in full; of a hidden check its hint alone."""
    error = next(
        (output for output in cell.outputs if output.output_type == "error"), None
    )
    line = verdict.get("line")
    hidden = hidden_lines(cell.source)
    if error is None:
        return "not graded", "This cell was not graded; ask your instructor."
    if verdict.get("status") == "stopped":
        return f"stopped: {error.evalue}", f"Stopped: {error.evalue}"
    if line in hidden or (line is None and hidden):
        reason = hint_at(cell.source, line or 0, error.evalue)
        if error.ename != "AssertionError":
            reason = f"your code raised {exception_name(error.ename)}"
        return "a hidden check failed", ": ".join(
            filter(None, ["A hidden check failed", reason])
        )
    message = f"{error.ename}: {error.evalue}"[:LONGEST_MESSAGE]
    lines = visible_statement(cell.source, line or 0)
    return "a check failed", "\n".join(["This check failed:", *lines, message])


def _trouble_above(solution: NotebookNode | None) -> str:
    """What is wrong with the student's own cell, if that is why the tests fail."""
    if solution is None:
        return ""
    if solution.metadata.nbgrader.get("comment") == "No response.":
        return "no answer yet"
    for output in solution.get("outputs", []):
        if output.output_type == "error":
            return f"your cell stopped with {exception_name(output.ename)}"
    return ""


def _summary(rows: list[str]) -> NotebookNode:
    """The table that heads the page."""
    head = '<table class="table"><tr><th>Task</th><th>Points</th><th>Result</th></tr>'
    text = "\n".join(["## Results", "", head, *rows, "</table>"])
    return new_markdown_cell(text, id="results")


def _row(cell: NotebookNode, result: str) -> str:
    """One line of the table; it links to the cell."""
    name = grade_id(cell)
    task, _, part = name.partition("-tests")
    label = f"{task} ({part[1:]})" if part else task
    metadata = cell.metadata.nbgrader
    points = f"{metadata.score:g} / {metadata.points:g}"
    cells = [f'<a href="#{name}">{label}</a>', points, escape(result)]
    return f"<tr>{''.join(f'<td>{text}</td>' for text in cells)}</tr>"


def _is_solution(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _streams(cell: NotebookNode) -> list[NotebookNode]:
    """What a test cell printed."""
    return [output for output in cell.outputs if output.output_type == "stream"]


def _secret_lines(tests: list[NotebookNode]) -> list[str]:
    """The hidden lines that are long enough to be recognised in an output."""
    visible = {
        line.strip()
        for cell in tests
        for line in visible_source(cell.source).splitlines()
    }
    hidden = {
        line.strip()
        for cell in tests
        for line in hidden_lines(cell.source).values()
        if len(line.strip()) >= SHORTEST_SECRET
    }
    return sorted(hidden - visible)


def _without(secret: list[str], output: NotebookNode) -> NotebookNode:
    """The output, or a note in its place if it shows hidden test code."""
    text = "\n".join(
        [
            str(output.get("text", "")),
            str(output.get("evalue", "")),
            *output.get("traceback", []),
            *(str(value) for value in output.get("data", {}).values()),
        ]
    )
    if any(line in text or repr(line)[1:-1] in text for line in secret):
        return new_output("stream", name="stdout", text=REMOVED)
    return output
