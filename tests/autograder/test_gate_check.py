"""The whole gate on small courses: silent when all is well, exact when it is not."""

import json
from dataclasses import replace

import pytest
from gate_course import TASKS, TOTALS, write_gate_assignment

from autograder.gate.check import check_answers
from autograder.gate.runner import RunnerError
from autograder.percent import AssignmentError

HALF = "def totals(values):\n    return values\n"
GOOD = TOTALS.right["accumulate"]
VISIBLE = TOTALS.tests[0].partition("### BEGIN")[0]


def with_wrong(**codes: str):
    """TOTALS with these wrong answers in place of as many others."""
    kept = dict(list(TOTALS.wrong.items())[len(codes) :])
    return replace(TOTALS, wrong=kept | codes)


def survivors(*entries: tuple[str, str, str]) -> str:
    """The text of survivors.toml."""
    return "\n".join(
        f"[[survivor]]\ntask = '{task}'\noriginal = '{original}'\n"
        f"mutated = '{mutated}'\nreason = 'for the test'\n"
        for task, original, mutated in entries
    )


UNCHECKED = replace(
    TOTALS,
    solution="""def totals(values):
    ### BEGIN SOLUTION
    so_far = 0 if values else 1
    return [so_far := so_far + value for value in values]
    ### END SOLUTION
""",
)
DIES = "import os\n\n\ndef totals(values):\n    os._exit(0)\n"

FLAWED = {
    "right_loses": replace(TOTALS, right=TOTALS.right | {"half": HALF}),
    "unlucky": replace(
        TOTALS,
        right=TOTALS.right
        | {"seed": f"{GOOD}\nif torch.initial_seed() == 1:\n    totals = None\n"},
    ),
    "wrong_passes": with_wrong(disguised=GOOD),
    "broken_wrong": with_wrong(
        typo=GOOD.replace("itertools.acc", "itertool.acc"), syntax="def totals(:\n"
    ),
    "weak_visible": replace(TOTALS, tests=(VISIBLE,)),
    "gift": replace(TOTALS, tests=(*TOTALS.tests, "assert random.random() < 2\n")),
    "untested": replace(TOTALS, tests=("assert random.random() < 2\n",)),
    "few": replace(TOTALS, wrong={"half": HALF}),
    "malformed": TOTALS,
    "reference_loses": replace(
        TOTALS, solution=TOTALS.solution.replace("so_far = [], 0", "so_far = [], 1")
    ),
    "deadly": with_wrong(
        loop="def totals(values):\n    while True:\n        pass\n",
        leaves=DIES,
        exits="import sys\n\n\ndef totals(values):\n    sys.exit()\n",
        floods=HALF.replace("return", "print('y' * 100_000_000)\n    return"),
        crashes="import ctypes\n\n\ndef totals(values):\n    ctypes.string_at(0)\n",
    ),
    "lonely_death": replace(TOTALS, right=TOTALS.right | {"leaves": DIES}),
    "endless_reference": replace(
        TOTALS,
        solution="def totals(values):\n    ### BEGIN SOLUTION\n"
        "    import os\n    os._exit(0)\n    ### END SOLUTION\n",
    ),
    "unlisted": UNCHECKED,
    "listed": UNCHECKED,
    "stale": UNCHECKED,
}
SURVIVING = [
    ("totals", "so_far = 0 if values else 1", f"so_far = {changed}")
    for changed in ("0 if values else 2", "0 if values else 0")
]


@pytest.fixture(scope="module")
def flawed(tmp_path_factory):
    """The report on a course of flawed assignments, and the course's folder."""
    root = tmp_path_factory.mktemp("flawed")
    lists = {
        "listed": survivors(*SURVIVING),
        "stale": survivors(*SURVIVING, ("totals", "return values", "return None")),
        "right_loses": survivors(("total", "a", "b")),
        "malformed": "[[survivor]]\ntask = 'totals'\n",
    }
    for name, task in FLAWED.items():
        write_gate_assignment(root, name, task, survivors=lists.get(name, ""))
    report = check_answers(root, jobs=2, quick=True)
    whole = check_answers(root, ["stale"], jobs=2)  # knows what is not listed in vain
    return root, replace(report, problems=report.problems + whole.problems)


@pytest.fixture
def problems(flawed, request):
    """The problems of one assignment, by the test's parameter or name."""
    root, report = flawed
    name = request.node.name.removeprefix("test_")
    paths = (f"{name}/", f"{name}:", f"{root}/solutions/{name}/")
    return [line for line in report.problems if line.startswith(paths)]


def test_right_loses(problems):
    assert len(problems) == 2
    assert "survivors.toml names the unknown task 'total'" in problems[0]
    assert "right answer 'half' gets 0 of 2 points" in problems[1]
    assert "totals-tests line 7 (visible)" in problems[1]


def test_wrong_passes(problems):
    assert problems == [
        "wrong_passes/totals: wrong answer 'disguised' gets full points; "
        "add a test that it fails"
    ]


def test_broken_wrong(problems):
    assert len(problems) == 2
    assert "'typo' is broken, not wrong: NameError" in problems[0]
    assert "'syntax' is broken, not wrong: SyntaxError" in problems[1]


def test_weak_visible(problems):
    assert any("'the example' gets full points" in line for line in problems)
    for change in (
        "returns its first result every time",
        "knows the visible tests' calls, zeros elsewhere",
    ):
        found = f"universal survives: 'totals' -> {change!r}"
        assert any(found in line for line in problems)


def test_gift(problems):
    assert any("the untouched task gets 2 of 4 points" in line for line in problems)
    assert any("the untouched notebook gets 2 of 4" in line for line in problems)


def test_untested(problems):
    assert any("read no name that the solution cell binds" in p for p in problems)


def test_few(problems):
    assert len(problems) == 1
    assert problems[0].endswith("wrong.py: 1 answers, at least 8 are needed")


def test_malformed(problems):
    assert len(problems) == 1
    assert "entry 1 needs exactly these keys" in problems[0]


def test_unlucky(problems):
    assert len(problems) == 1
    assert "right answer 'seed' gets 0 of 2 points" in problems[0]


def test_reference_loses(problems):
    assert any(
        "the reference solution gets 0 of 2 points: totals-tests line 7" in line
        for line in problems
    )


def test_deadly(problems, flawed):
    assert problems == []
    page = (flawed[0] / "_build/kill_tables/deadly.md").read_text()
    ends = {
        "loop": "timeout: more than 1 s of processor time",
        "leaves": "left the process with exit code 0",
        "exits": "SystemExit",
        "floods": "3, then 3 + 4",
        "crashes": "crash: SIGSEGV",
    }
    for name, end in ends.items():
        (line,) = [line for line in page.splitlines() if f"wrong | {name} |" in line]
        assert "killed" in line
        assert end in line


def test_lonely_death(problems):
    assert len(problems) == 1
    assert "right answer 'leaves' gets 0 of 2 points" in problems[0]
    assert "left the process with exit code 0" in problems[0]


def test_endless_reference(problems):
    assert any("does not come to an end (left the process" in p for p in problems)
    assert any("answers were not run, from task totals on" in p for p in problems)


def test_unlisted(problems):
    expected = [
        f"unlisted/totals: mutant survives: {original!r} -> {mutated!r}; "
        for _, original, mutated in SURVIVING
    ]
    assert [
        line[: len(text)] for line, text in zip(problems, expected, strict=True)
    ] == (expected)


def test_listed(problems):
    assert problems == []


def test_stale(problems):
    assert problems == [
        "stale/totals: survivors.toml lists 'return values' -> 'return None', "
        "which does not survive; remove the entry"
    ]


def test_problems_are_looked_at_again(flawed, monkeypatch):
    def die(shares, jobs, receive):
        raise RunnerError("the process died")

    monkeypatch.setattr("autograder.gate.check.run_shares", die)
    report = check_answers(flawed[0], ["wrong_passes"])
    assert report.problems[0] == "wrong_passes: the process died"


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """The report on a course without a flaw, and the course's folder."""
    root = tmp_path_factory.mktemp("good")
    write_gate_assignment(root, "good", *TASKS)
    return root, check_answers(root, jobs=2)


def test_good_course_has_no_problems_and_counts_everything(good):
    root, report = good
    assert report.problems == []
    totals = report.totals
    assert (totals["assignments"], totals["tasks"]) == (1, 3)
    assert totals["right passed"] == totals["right"] == 9
    assert totals["wrong killed"] == totals["wrong"] == 24
    assert totals["universal killed"] == 39
    assert totals["not applicable"] == 3
    assert totals["mutants killed"] == totals["mutants"] > 20
    assert totals["survivors listed"] == 0
    assert totals["operators killed"] > 50
    assert totals["faults killed"] > 10
    assert totals["collisions passed"] == totals["collisions"] == 12
    stored = json.loads((root / "_build/kill_tables/totals.json").read_text())
    assert stored == totals


def test_newer_checks_are_findings_where_nothing_says_strict(good):
    root, report = good
    assert any("no test calls pair_sums with x" in line for line in report.findings)
    page = (root / "_build/kill_tables/good.md").read_text()
    assert all(finding in page for finding in report.findings)


def test_unchanged_assignment_is_not_run_again(good, monkeypatch):
    root, report = good

    def fail(shares, jobs, receive):
        assert not shares, "answers ran again"

    with monkeypatch.context() as patch:
        patch.setattr("autograder.gate.check.run_shares", fail)
        assert check_answers(root) == report
        path = root / "solutions/good/answers/totals/right.py"
        path.write_text(path.read_text() + "\n")
        with pytest.raises(AssertionError, match="ran again"):
            check_answers(root)


def test_one_task_alone(good):
    root, _ = good
    index = (root / "_build/kill_tables/index.md").read_text()
    report = check_answers(root, ["good"], jobs=1, task="pair_sums")
    assert report.problems == []
    assert report.totals["tasks"] == 1
    assert "pair_sums" in (root / "_build/kill_tables/good-pair_sums.md").read_text()
    assert (root / "_build/kill_tables/index.md").read_text() == index


def test_unknown_names_are_one_clear_line(good):
    root, _ = good
    with pytest.raises(AssignmentError, match=r"unknown assignment 'bad'; known: good"):
        check_answers(root, ["bad"])
    with pytest.raises(
        AssignmentError, match=r"good: no task 'x'; known tasks: totals"
    ):
        check_answers(root, ["good"], task="x")


def test_no_half_written_table_is_left(good):
    names = {path.name for path in (good[0] / "_build/kill_tables").iterdir()}
    assert names >= {"good.md", "good.json", "index.md", "totals.json"}
    assert not {name for name in names if name.endswith(".part")}


def test_table_says_where_each_answer_failed(good):
    lines = (good[0] / "_build/kill_tables/good.md").read_text().splitlines()
    assert "| right | accumulate | passed | 2 of 2 |  |  |  |" in lines
    (line,) = [
        line for line in lines if "wrong | detached" in line and "2 of 4" in line
    ]
    assert "pair_sums-tests-more1 line 13 (hidden)" in line
