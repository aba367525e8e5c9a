"""The tests of every assignment tell right answers from wrong ones."""

from pathlib import Path

from autograder.gate.check import check_answers

ROOT = Path(__file__).resolve().parents[2]


def test_tests_tell_right_from_wrong():
    report = check_answers(ROOT)

    assert report.totals["assignments"] >= 6
    assert not report.problems, "\n".join(report.problems)
