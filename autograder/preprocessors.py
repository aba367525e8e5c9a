"""nbgrader's hooks for autograding: read, restore, execute. See nbgrader_config.py."""

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Unicode

from .execution import Limits, run_notebook
from .restore import Released, grade_id, restore
from .submissions import SubmissionError, read_submission
from .verdicts import is_test, judge, write_verdict


class OutdatedGradebook(RuntimeError):
    """The gradebook and the source notebook are not of the same version."""


class SubmissionExporter(NotebookExporter):
    """Reads a submission in whatever state it is, or says in one line why not."""

    def from_filename(
        self, filename: str, resources: dict | None = None, **options: object
    ) -> tuple[str, dict]:
        """Convert the notebook in `filename`; raises SubmissionError.

        A submission that cannot be read is no submission of 0 points: nbgrader's new
        entry in the gradebook is taken back.
        """
        try:
            nb = read_submission(Path(filename))
        except SubmissionError as error:
            names = resources["nbgrader"]
            forget_ungraded(names["db_url"], names["assignment"], names["student"])
            self.log.error("could not grade %s: %s", names["student"], error)
            raise
        return self.from_notebook_node(nb, resources=resources, **options)


class RestoreAssignment(NbGraderPreprocessor):
    """Puts the instructor's cells back; keeps the text of the student's."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple:
        """Rebuild the submission; raises OutdatedGradebook."""
        names = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        path = Path(
            coursedir.format_path(coursedir.source_directory, ".", names["assignment"]),
            f"{names['notebook']}.ipynb",
        )
        source = read_source(path)
        released = read_released(
            source, names["db_url"], names["assignment"], names["notebook"]
        )
        return restore(nb, source, released), resources


class ExecuteSubmission(NbGraderPreprocessor):
    """Runs the notebook and writes each test cell's verdict as nbgrader reads it."""

    cell_seconds = Float(20, help="Most seconds for one cell.").tag(config=True)
    notebook_seconds = Float(300, help="Most seconds for a notebook.").tag(config=True)
    memory_gib = Float(4, help="Most memory of the kernel, in GiB.").tag(config=True)
    draws = Unicode(
        "",
        help="The secret from which all inputs are drawn; empty: new ones each time.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple:
        """Run the cells in order and fill in their outputs."""
        limits = Limits(self.cell_seconds, self.notebook_seconds, self.memory_gib)
        environment = {"LAYERWISE_DRAWS": self.draws} if self.draws else {}
        runs = run_notebook(nb, limits, environment)
        for cell, run in zip(nb.cells, runs, strict=True):
            if is_test(cell):
                write_verdict(cell, judge(cell, run), run)
            elif cell.cell_type == "code":
                cell.outputs = run.outputs + ([run.error] if run.error else [])
        return nb, resources


def forget_ungraded(db_url: str, assignment: str, student: str) -> None:
    """Remove a submission that has no grades from the gradebook, if it is there."""
    with Gradebook(db_url) as gradebook:
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return
        grades = [
            grade for notebook in submission.notebooks for grade in notebook.grades
        ]
        if all(grade.auto_score is None for grade in grades):
            gradebook.remove_submission(assignment, student)


def read_source(path: Path) -> NotebookNode:
    """The instructor's notebook, as nbgrader's source folder holds it."""
    if not path.is_file():
        raise OutdatedGradebook(f"{path} is missing; run `make exercises`")
    return nbformat.read(path, as_version=4)


def read_released(
    source: NotebookNode, db_url: str, assignment: str, notebook: str
) -> dict[str, Released]:
    """What was released of each of nbgrader's cells, by name.

    Raises OutdatedGradebook if the gradebook does not know exactly the locked cells and
    points of the source notebook: grades would not mean what the instructor sees.
    """
    with Gradebook(db_url) as gradebook:
        known = gradebook.find_notebook(notebook, assignment)
        cells = {cell.name: cell for cell in known.source_cells}
        points = {cell.name: cell.max_score for cell in known.grade_cells}
        released = {
            name: Released(cell.source or "", cell.checksum)
            for name, cell in cells.items()
        }
        locked = {name: cell.source for name, cell in cells.items() if cell.locked}
    frame = [cell for cell in source.cells if grade_id(cell)]
    worth = {
        grade_id(cell): cell.metadata.nbgrader.points
        for cell in frame
        if cell.metadata.nbgrader.get("grade")
    }
    same_names = {grade_id(cell) for cell in frame} == set(released)
    same_text = all(
        locked.get(grade_id(cell), cell.source) == cell.source for cell in frame
    )
    if not (same_names and same_text and worth == points):
        raise OutdatedGradebook(
            f"the gradebook holds another version of {assignment} than the source "
            f"notebook; run `nbgrader generate_assignment {assignment} --force`"
        )
    return released
