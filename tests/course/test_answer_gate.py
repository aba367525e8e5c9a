"""The tests of every assignment tell right answers from wrong ones."""

from pathlib import Path

from autograder.gate.check import check_answers

ROOT = Path(__file__).resolve().parents[2]


def test_tests_tell_right_from_wrong():
    # Field operators, faults and collisions judge strict assignments only, and none is
    # strict yet: `python -m autograder check-answers` runs them.
    report = check_answers(ROOT, quick=True)

    assert report.totals["assignments"] >= 6
    assert not report.problems, "\n".join(report.problems)
