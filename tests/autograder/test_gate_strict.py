"""The newer checks of the gate on small courses: each can fail, and can be content."""

from dataclasses import replace

import pytest
from gate_course import GateTask, write_gate_assignment

from autograder.gate.check import check_answers
from autograder.gate.survivors import read_survivors
from autograder.percent import AssignmentError

RIGHT = "def shifted(x, by=1):\n    return {}\n"
SHIFTED = GateTask(
    "shifted",
    """def shifted(x, by=1):
    ### BEGIN SOLUTION
    return x + by
    ### END SOLUTION
""",
    (
        """_expect_equal(shifted(3), 4, "3 and 1")
_expect_equal(shifted(x=0), 1, "by keyword")
_expect_equal([shifted(5, by) for by in (0, 1, 5, 22)], [5, 6, 10, 27], "5 and more")
### BEGIN HIDDEN TESTS
for x in (0, 1, 2, 21, 40):
    _expect_equal(shifted(x), x + 1, "by default")
    for by in (0, 1, 2, 3, 21, 30):
        _expect_equal(shifted(x, by=by), x + by, "by keyword")
### END HIDDEN TESTS
""",
    ),
    {name: RIGHT.format(name) for name in ("by + x", "x.__add__(by)", "x - -by")},
    {f"{n} more": RIGHT.format(f"x + by + {n}") for n in range(1, 9)},
)
HIDDEN = "### BEGIN HIDDEN TESTS"


def with_tests(text: str) -> GateTask:
    """SHIFTED with other tests."""
    return replace(SHIFTED, tests=(text,))


VISIBLE = SHIFTED.tests[0].partition(HIDDEN)[0]
COURSE = {
    "content": (SHIFTED, ""),
    "lists": (
        with_tests(SHIFTED.tests[0].replace("21, 40", "4")),
        "[[uncovered]]\ntask = 'shifted'\nargument = '*'\n"
        "property = ['above 20']\nreason = 'x is at most 20'\n"
        "[[uncovered]]\ntask = 'shifted'\nargument = 'x'\nproperty = 'even'\n"
        "reason = 'for the test'\n",
    ),
    "weak": (
        with_tests(
            f"""_expect_equal(type(shifted(3)), int, "an integer")
{HIDDEN}
x = random.choice([3, 4])
_expect_equal(shifted(x, x % 2), x + x % 2, "some x")
_expect_equal(shifted(8, 2), 10, "8")
### END HIDDEN TESTS
""",
        ),
        "",
    ),
    "collides": (
        with_tests(VISIBLE.replace("shifted(3), 4", "shifted(3), _four()")),
        "",
    ),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The report on a strict course, and its folder."""
    root = tmp_path_factory.mktemp("strict")
    for name, (task, lists) in COURSE.items():
        write_gate_assignment(root, name, task, survivors=f"strict = true\n{lists}")
    path = root / "solutions/collides/assignment.py"
    text = path.read_text().replace(
        "from torch import nn\n",
        "from torch import nn\n\n\ndef _four():\n    return random.choice([4])\n",
    )
    path.write_text(text)
    return root, check_answers(root, jobs=2)


@pytest.fixture
def problems(course, request):
    """The problems of the assignment that the test's name begins with."""
    name = request.node.name.split("_")[1]
    return [line for line in course[1].problems if line.startswith(f"{name}/")]


def test_content_with_good_tests(problems):
    assert problems == []


def test_lists_waive_and_must_be_needed(problems):
    assert len(problems) == 1
    assert "'x': even as uncovered; all of it occurs: remove the entry" in problems[0]


def test_weak_coverage(problems):
    (line,) = [line for line in problems if "no test calls shifted with by" in line]
    assert "by keyword" in line
    assert "above 20" in line
    assert line.endswith("the sentence of the text that rules them out")


def test_weak_faults_and_operators_survive(problems):
    assert any("fault survives: 'shifted' -> " in line for line in problems)
    assert any("operator survives: " in line for line in problems)


def test_weak_visible_tests(problems):
    assert any("visible tests kill 0 of 8 wrong answers" in line for line in problems)


def test_weak_luck(problems):
    assert any("runs; make what it needs a fixed case" in line for line in problems)


def test_collides_with_every_name_that_set_ups_need(problems):
    lines = [line for line in problems if "bound every name" in line]
    assert len(lines) == 4  # the reference and three right answers
    assert "AttributeError" in lines[0]


def test_right_answers_alone_with_many_seeds(course):
    root, _ = course
    before = sorted((root / "_build/kill_tables").iterdir())
    report = check_answers(root, ["content"], jobs=1, runs=7)
    assert report.problems == report.findings == []
    assert report.totals["right passed"] == 3
    assert report.totals["wrong"] == report.totals["operators"] == 0
    assert sorted((root / "_build/kill_tables").iterdir()) == before


def test_right_answer_that_seldom_fails_is_found(course):
    root, _ = course
    path = root / "solutions/lists/answers/shifted/right.py"
    seldom = "if torch.initial_seed() == 6:\n    shifted = None\n"
    path.write_text(f"{path.read_text()}\n{seldom}")
    assert check_answers(root, ["lists"], jobs=1, runs=6).problems == []
    (problem,) = check_answers(root, ["lists"], jobs=1, runs=7).problems
    assert "gets 0 of 2 points" in problem
    assert problem.endswith("(seed 6)")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("strict = 1\n", r"besides only strict = true"),
        ("[[uncovered]]\ntask = 'a'\n", r"uncovered entry 1 needs exactly these keys"),
        (
            "[[uncovered]]\ntask = 'a'\nargument = 'b'\nproperty = [1]\nreason = 'c'\n",
            r"uncovered entry 1: property is not a text",
        ),
    ],
)
def test_bad_lists_are_one_clear_line(tmp_path, text, message):
    path = tmp_path / "survivors.toml"
    path.write_text(text)
    with pytest.raises(AssignmentError, match=message):
        read_survivors(path)
