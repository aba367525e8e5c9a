"""nbgrader's Assignment List and its commands on the students' copies in work/.

nbgrader's own setting for this, `Exchange.assignment_dir`, does not do: its JupyterLab
extension reads no nbgrader_config.py then (it looks in that folder alone), and its
Fetch knows two ways only, to refuse or to add missing files. So the folder is set when
the work begins, and Fetch brings a newer release into the copy as `make lab` does.
"""

from pathlib import Path

from nbgrader.exchange.default import (
    ExchangeFetchAssignment,
    ExchangeFetchFeedback,
    ExchangeList,
    ExchangeSubmit,
)

from .work import NO_SUBMISSION, WORK, needs_update, update_copy


class InWork:
    """What nbgrader does in `assignment_dir`, it does in work/."""

    @property
    def work(self) -> Path:
        """The folder of the copies."""
        return Path(self.coursedir.root).absolute() / WORK

    def start(self):
        self.assignment_dir = str(self.work)
        return super().start()


class List(InWork, ExchangeList):
    """Lists a release as fetched once it is in the student's copy."""

    def parse_assignments(self):
        assignments = super().parse_assignments()
        for info in assignments:
            if info["status"] not in ("fetched", "released"):
                continue
            release = Path(self.root) / info["course_id"] / "outbound"
            notebook = (
                release / info["assignment_id"] / f"{info['assignment_id']}.ipynb"
            )
            if notebook.is_file() and needs_update(notebook, self.work, "exchange"):
                info["status"], info["path"] = "released", str(notebook.parent)
                continue
            info["notebooks"] = [
                found
                for found in info["notebooks"]
                if not any(Path(found["path"]).match(glob) for glob in NO_SUBMISSION)
            ]
        return assignments


class FetchAssignment(InWork, ExchangeFetchAssignment):
    """Makes the student's copy, or brings it up to the release; loses nothing."""

    def init_dest(self):
        self.dest_path = str(self.work / self.coursedir.assignment_id)

    def do_copy(self, src, dest):
        for notebook in sorted(Path(src).glob("*.ipynb")):
            line = update_copy(notebook, self.work, "exchange")
            self.log.info(line or f"{notebook.stem}: the copy is up to date")
        self.copy_if_missing(src, dest)


class Submit(InWork, ExchangeSubmit):
    """Submits the student's copy, without the backups beside it."""

    def init_src(self):
        name = self.coursedir.assignment_id
        if not (self.work / name / f"{name}.ipynb").is_file():
            self.fail(
                f"{WORK}/{name}/{name}.ipynb is missing: run `python -m autograder "
                f"work {name}` or press Fetch"
            )
        super().init_src()


class FetchFeedback(InWork, ExchangeFetchFeedback):
    """Puts the feedback beside the student's copy."""
