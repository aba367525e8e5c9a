"""The course's commands: `python -m autograder COMMAND`, run in the checkout.

Exit status 0: done; 1: a check found something; 2: bad input, said in `error: ...`.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from .percent import AssignmentError


def main(arguments: list[str] | None = None) -> int:
    """Run one command with the current folder as the checkout; returns the status."""
    options, root = _parser().parse_args(arguments), Path.cwd()
    try:
        return options.run(root, options)
    except AssignmentError as error:
        for line in str(error).splitlines():
            print(f"error: {_relative(root, line)}", file=sys.stderr)
        return 2


def exercises(root: Path, options: argparse.Namespace) -> int:
    """Generate exercises/ from solutions/."""
    from .release import release_exercises

    folders = release_exercises(root, options.names, options.move_edits)
    for folder in folders:
        print(folder.relative_to(root) / f"{folder.name}.ipynb")
    return 0


def work(root: Path, options: argparse.Namespace) -> int:
    """Make your copies of the exercises in work/, or bring them up to date."""
    from .work import update_copies

    lines = update_copies(root, options.names)
    print("\n".join(lines) or "work/ is up to date")
    return 0


def check_exercises(root: Path, options: argparse.Namespace) -> int:
    """Say which files of exercises/ differ from what solutions/ generates."""
    from .release import check_exercises

    return _report(root, check_exercises(root), "exercises/ is up to date")


def hand_out(root: Path, options: argparse.Namespace) -> int:
    """Zip what students get: book and exercises, no solutions, no hidden tests."""
    from .handout import write_handout

    print(_relative(root, str(write_handout(root, root / options.file))))
    return 0


def lint(root: Path, options: argparse.Namespace) -> int:
    """Check the rules for test cells."""
    from .lint import describe_findings
    from .source import find_assignments, read_assignment

    paths = find_assignments(root, options.names)
    findings = describe_findings([read_assignment(path) for path in paths])
    return _report(root, findings, f"assignments that keep the rules: {len(paths)}")


def check_answers(root: Path, options: argparse.Namespace) -> int:
    """Test the tests: right answers, wrong answers, mutants; writes kill tables."""
    from .gate.check import check_answers

    report = check_answers(
        root,
        options.names,
        jobs=options.jobs,
        task=options.task,
        runs=options.runs,
        quick=options.quick,
    )
    counts = [f"{key} {n}" for key, n in report.totals.items() if isinstance(n, int)]
    print(f"{', '.join(counts)}; kill tables in {report.tables.relative_to(root)}")
    if report.findings and not options.strict:
        print(
            f"{len(report.findings)} findings would be problems of strict assignments; "
            "the kill tables and --strict list them"
        )
    problems = report.problems + (report.findings if options.strict else [])
    return _report(root, problems, "the tests tell right from wrong")


def sample_class(root: Path, options: argparse.Namespace) -> int:
    """Write the submissions of the sample class to _build/sample_class/."""
    from .sample_class import build_sample_class

    build_sample_class(root, options.name, root / "_build" / "sample_class")
    return 0


def grade(root: Path, options: argparse.Namespace) -> int:
    """Grade the submissions to an assignment through nbgrader; prints the grades."""
    from .grade import grade_class

    grade_class(root, options.name, root / options.class_folder)
    return 0


def _parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for run in (work, exercises, lint, check_answers):
        command = _add(commands, run)
        command.add_argument("names", nargs="*", metavar="NAME", help="default: all")
        if run is exercises:
            command.add_argument(
                "--move-edits",
                action="store_true",
                help="move notebooks that somebody edited to work/ first",
            )
    command.add_argument("--jobs", type=int, help="processes (default: one a core)")
    command.add_argument("--task", help="check this task alone")
    command.add_argument(
        "--strict",
        action="store_true",
        help="all findings are problems, also where survivors.toml is not strict",
    )
    command.add_argument(
        "--quick", action="store_true", help="no operators, faults and collisions"
    )
    command.add_argument(
        "--runs", type=int, metavar="N", help="right answers alone, N seeds each"
    )
    _add(commands, check_exercises)
    _add(commands, hand_out).add_argument(
        "file",
        nargs="?",
        type=Path,
        default=Path("_build/handout/course.zip"),
        metavar="FILE",
        help="default: _build/handout/course.zip",
    )
    for run in (sample_class, grade):
        command = _add(commands, run)
        command.add_argument("name", metavar="NAME", help="the assignment")
    command.add_argument(
        "--class-folder",
        default=os.environ.get("LAYERWISE_CLASS", "class"),
        help="holds submitted/ (default: $LAYERWISE_CLASS or class)",
    )
    return parser


def _add(
    commands: argparse._SubParsersAction, run: Callable[[Path, argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """Add the command that `run` carries out; its docstring is the help."""
    name = run.__name__.replace("_", "-")
    command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
    command.set_defaults(run=run)
    return command


def _report(root: Path, findings: list[str], otherwise: str) -> int:
    """Print what a check found, or that it found nothing; returns the status."""
    for finding in findings:
        print(_relative(root, finding), file=sys.stderr)
    if not findings:
        print(otherwise)
    return 1 if findings else 0


def _relative(root: Path, line: str) -> str:
    """A message with its paths as seen from the checkout."""
    return line.replace(f"{root}{os.sep}", "")


if __name__ == "__main__":
    sys.exit(main())
