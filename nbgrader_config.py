"""nbgrader's settings for this course: where things are, and the hardened hooks.

Every `nbgrader` command and formgrader read this file when they are started in the
checkout. LAYERWISE_CLASS names the folder with one class's submissions, grades and
feedback; it is `class` unless you say otherwise. LAYERWISE_EXCHANGE names the folder
through which a course on one server releases and collects; it is in that folder unless
you say otherwise.
"""

import os
import sys
import warnings
from pathlib import Path

from autograder.class_secret import class_secret

ROOT = Path(__file__).resolve().parent
CLASS = ROOT / os.environ.get("LAYERWISE_CLASS", "class")
EXCHANGE = ROOT / os.environ.get("LAYERWISE_EXCHANGE", CLASS / "exchange")
EXCHANGE.mkdir(parents=True, exist_ok=True)  # neither nbgrader nor SQLite makes it
# nbgrader starts `alembic` by name when it makes a gradebook: find it beside python.
BIN = str(Path(sys.executable).parent)
if BIN not in os.environ["PATH"].split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([BIN, os.environ["PATH"]])

# nbgrader 0.9 makes SQLAlchemy 2.1 warn at every new submission; nothing is lost.
warnings.filterwarnings("ignore", ".* not in session", module=r"nbgrader\.api")

c = get_config()  # noqa: F821 - defined by the loader

c.CourseDirectory.course_id = "layerwise"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = "_build/source"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = str(CLASS / "submitted")
c.CourseDirectory.autograded_directory = str(CLASS / "autograded")
c.CourseDirectory.feedback_directory = str(CLASS / "feedback")
c.CourseDirectory.db_url = f"sqlite:///{CLASS / 'gradebook.db'}"
c.Exchange.root = str(EXCHANGE)
# Students fetch into, and submit from, their copies in work/.
c.ExchangeFactory.list = "autograder.exchange.List"
c.ExchangeFactory.fetch_assignment = "autograder.exchange.FetchAssignment"
c.ExchangeFactory.submit = "autograder.exchange.Submit"
c.ExchangeFactory.fetch_feedback = "autograder.exchange.FetchFeedback"
c.CourseDirectory.ignore = [
    *(".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"),  # nbgrader's own
    *("*.backup-*.ipynb", "*.from-exercises-*.ipynb"),
]
c.ExportPlugin.to = str(CLASS / "grades.csv")

# Grading: nothing of a submission but the text of its cells reaches the kernel, and
# nothing but the verdicts reaches the gradebook.
c.Autograde.exporter_class = "autograder.preprocessors.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    "autograder.preprocessors.RestoreAssignment",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.preprocessors.ExecuteSubmission",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.ExecuteSubmission.cell_seconds = 20
c.ExecuteSubmission.notebook_seconds = 300
c.ExecuteSubmission.memory_gib = 4
c.ExecuteSubmission.draws = class_secret(CLASS)

c.KernelManager.transport = "ipc"  # `nbgrader validate`: nothing over the network

# Feedback, and the same cleaning for formgrader's pages.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.feedback.ExplainGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "clean_html": "autograder.clean.clean_html",
    "markdown2html": "autograder.clean.clean_markdown",
}
