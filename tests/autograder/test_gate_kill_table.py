"""The kill table as an instructor reads it."""

from dataclasses import replace

from autograder.gate.kill_table import assignment_page, index_page, totals
from autograder.gate.verdict import Row

ROWS = [
    Row(
        "area", "mutant", "m", "killed", None, 3, "area-tests", "hidden", 7, "E: a | b"
    ),
    Row("area", "mutant", "m", "survived", None, 3, original="x | y", mutated="x\ny"),
    Row("area", "right", "loops", "passed", 3, 3),
    Row("area", "wrong", "flip", "killed", 1.5, 3, "area-tests", "visible", 2, "E"),
    Row("area", "universal", "u", "not applicable", None, 3, original="area"),
    Row("size", "mutant", "m", "listed", None, 2, original="a", mutated="`b`"),
]


def table_lines(page: str, kind: str) -> list[str]:
    """The rows of the page that begin with this kind."""
    return [line for line in page.splitlines() if line.startswith(f"| {kind} |")]


def test_page_shows_the_first_loss():
    page = assignment_page("areas", ROWS, {"area": 2, "size": 1}, [])
    assert table_lines(page, "right") == [
        "| right | loops | passed | 3 of 3 |  |  |  |"
    ]
    assert table_lines(page, "wrong") == [
        "| wrong | flip | killed | 1.5 of 3 |  | area-tests line 2 (visible) | `E` |"
    ]


def test_right_answers_come_first():
    page = assignment_page("areas", ROWS, {"area": 2, "size": 1}, [])
    assert page.index("| right | loops") < page.index("| wrong | flip")
    assert page.index("| wrong | flip") < page.index("| mutant |")


def test_code_cannot_break_the_table():
    page = assignment_page("areas", ROWS, {"area": 2, "size": 1}, [])
    rows = table_lines(page, "mutant")
    assert len(rows) == 3
    for row in rows:
        assert row.replace("\\|", "").count("|") == 8
        assert row.count("`") % 2 == 0


def test_counts_of_a_task():
    page = assignment_page("areas", ROWS, {"area": 2, "size": 1}, [])
    assert "| area | 3 | 1 of 1 | 1 of 1 | 0 | 1 | 1 of 2 | 0 | 1 | 0 of 0 |" in page
    assert "| size | 2 | 0 of 0 | 0 of 0 | 0 | 0 | 0 of 1 | 1 | 0 | 0 of 0 |" in page


def test_capped_mutants_are_said():
    page = assignment_page("areas", ROWS, {"area": 90, "size": 1}, [])
    assert page.count("a fixed sample") == 1
    assert "2 of 90 mutants, a fixed sample." in page


def test_problems_are_listed():
    page = assignment_page("areas", ROWS, {"area": 2, "size": 1}, ["areas/size: bad"])
    assert "\n* areas/size: bad\n" in page


def test_index_links_every_table_and_marks_the_outdated():
    page = index_page({"areas": ROWS, "volumes": ROWS[:1]}, ["volumes"])
    assert "## [areas](areas.md)\n" in page
    assert "## [volumes](volumes.md); changed since, run the gate again\n" in page
    assert "| all | 8 | 1 of 1 | 1 of 1 | 0 | 1 | 2 of 4 | 1 | 1 | 0 of 0 |" in page


def test_totals_add_up():
    counts = totals({"areas": ROWS, "volumes": ROWS[:1]})
    assert (counts["assignments"], counts["tasks"]) == (2, 3)
    assert counts["mutants"] == 4
    assert counts["per assignment"]["areas"]["size"]["survivors listed"] == 1


NEWER = [
    Row("area", "operator", "o", "killed", None, 3, "area-tests", "hidden", 9, "E")
    for _ in range(2)
]
NEWER = [
    replace(NEWER[0], operator="flip added", kills=5, runs=5),
    replace(NEWER[1], operator="flip added", verdict="survived", cell=""),
    replace(NEWER[0], kind="fault", operator="conditional", prop="wide"),
    replace(NEWER[0], kind="fault", verdict="uncovered", prop="tall", runs=0),
    Row("area", "collision", "loops", "passed", 3, 3),
    Row("area", "wrong", "flip", "killed", 1.5, 3, visible=True),
    Row("area", "wrong", "flop", "killed", 1.5, 3),
]


def test_operators_say_which_test_kills_them():
    page = assignment_page("areas", NEWER, {"area": 0}, [])
    assert "| flip added | 2 | 1 | area-tests line 9 (hidden): 1 |" in page
    assert "| 5 of 5 |" in page


def test_counts_of_the_newer_checks():
    page = assignment_page("areas", NEWER, {"area": 0}, [])
    assert "| 1 of 2 | 1 of 1 | 1 | 1 of 1 | 1 of 2 |" in page


def test_coverage_is_a_table():
    coverage = {
        "area": {
            "area_of": {
                "w": {"0": "never", "1": "both", "odd": "hidden", "x|y": "both"}
            }
        }
    }
    page = assignment_page("areas", NEWER, {"area": 0}, [], [], coverage)
    assert "| `area_of` | `w` | 1, x\\|y | odd | 0 |" in page


def test_findings_of_assignments_that_are_not_strict_are_said():
    page = assignment_page("areas", NEWER, {"area": 0}, [], ["areas/area: weak"])
    assert "## Would be problems" in page
    assert "\n* areas/area: weak\n" in page
