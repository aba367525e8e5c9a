"""Feedback tells what failed and never what a hidden test does."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.utils import determine_grade

from autograder.clean import clean_csv, clean_html, clean_markdown, clean_text
from autograder.execution import CellRun
from autograder.feedback import ExplainGrades
from autograder.hidden import hint_at, visible_source
from autograder.outputs import error_output
from autograder.verdicts import judge, write_verdict

TEST = '''assert area(2) == 4, "two by two"
for n in range(3):
    assert area(n) == n**2, f"wrong for {n}"
### BEGIN HIDDEN TESTS
hidden_size = random.random()
assert area(hidden_size) == hidden_size**2, f"side {hidden_size}: not its square"
assert area(-hidden_size) != "it's"
torch.testing.assert_close(area(x), x * x, msg="fails for tensors")
if area(hidden_size) is None:
    raise AssertionError("returns nothing")
### END HIDDEN TESTS
assert area(1) == 1, "one"'''


def page(run=None, solution="def area(n): ...", outputs=(), comment=None, source=TEST):
    """The feedback notebook of a task whose test cell ran like this."""
    answer = new_code_cell(
        solution,
        outputs=list(outputs),
        metadata={"nbgrader": {"grade_id": "area", "solution": True}},
    )
    answer.metadata.nbgrader.comment = comment
    grading = {"grade_id": "area-tests", "grade": True, "solution": False, "points": 3}
    test = new_code_cell(source, metadata={"nbgrader": grading})
    if run is not None:
        write_verdict(test, judge(test, run), run)
    test.metadata.nbgrader.score = determine_grade(test)[0]
    notebook = new_notebook(cells=[new_markdown_cell("# Title"), answer, test])
    return ExplainGrades().preprocess(notebook, {})[0]


def failed(line, name="AssertionError", message="assert 0.123 == 0.456"):
    """A run of the test cell that failed at a line."""
    error = error_output(name, message, ["hidden_size = random.random()", message])
    return CellRun(error=error, line=line)


def told(notebook):
    """What stands under the test cell."""
    return notebook.cells[-1].outputs[-1].text


def test_hidden_tests_are_left_out():
    notebook = page(CellRun())
    assert "hidden" not in str(notebook).lower()
    assert notebook.cells[-1].source.endswith('assert area(1) == 1, "one"')


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (CellRun(), "Passed: 3 of 3 points."),
        (CellRun(value="1.5"), "Partly passed: 1.5 of 3 points."),
        (CellRun(value="0.0"), "No check passed: 0 of 3 points."),
        (CellRun(value="nan"), "Not passed: 0 of 3 points.\nStopped: the score came"),
    ],
)
def test_points_are_told(run, text):
    notebook = page(run, source=TEST + "\nscore")
    assert told(notebook).startswith(text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (1, 'This check failed:\nassert area(2) == 4, "two by two"\nAssertionError: '),
        (3, 'This check failed:\n    assert area(n) == n**2, f"wrong for {n}"\n'),
        (12, 'This check failed:\nassert area(1) == 1, "one"\n'),
    ],
)
def test_visible_failure_shows_its_line_and_message(line, text):
    assert text in told(page(failed(line)))
    assert "assert 0.123 == 0.456" in told(page(failed(line)))


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (6, ": side …: not its square"),
        (7, ""),
        (8, ": fails for tensors"),
        (10, ": returns nothing"),
        (None, ""),
    ],
)
def test_hidden_failure_is_one_line_without_values(line, hint):
    notebook = page(failed(line))
    text = told(notebook)
    assert text == f"Not passed: 0 of 3 points.\nA hidden check failed{hint}"
    assert "0.123" not in str(notebook)
    assert "random" not in str(notebook)


@pytest.mark.parametrize(
    ("name", "said"),
    [("IndexError", "your code raised IndexError"), ("x0_123", "raised an exception")],
)
def test_hidden_failure_in_student_code_names_the_exception(name, said):
    assert told(page(failed(6, name, "0.123"))).endswith(said)
    assert "0.123" not in str(page(failed(6, name, "0.123")))


def test_stopped_cell_says_why():
    error = error_output("Stopped", "the code took longer than 20 s", [])
    notebook = page(CellRun(error=error, stopped=True, line=6))
    assert told(notebook).endswith("Stopped: the code took longer than 20 s")
    assert "stopped: the code took longer than 20 s" in notebook.cells[0].source


def test_cell_without_verdict_is_not_called_passed():
    assert "not graded" in page().cells[0].source


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"comment": "No response."}, "no answer yet"),
        (
            {"outputs": [error_output("SyntaxError", "invalid syntax", [])]},
            "your cell stopped with SyntaxError",
        ),
    ],
)
def test_trouble_in_the_students_cell_is_named(answer, said):
    notebook = page(failed(1, "NameError", "name 'area' is not defined"), **answer)
    assert f"Note: {said}." in told(notebook)
    assert said in notebook.cells[0].source


def test_summary_heads_the_page():
    summary = page(CellRun(value="1.5"), source=TEST + "\nscore").cells[0].source
    row = '<a href="#area-tests">area</a></td><td>1.5 / 3</td><td>partly passed</td>'
    assert row in summary


@pytest.mark.parametrize(
    "output",
    [
        new_output("stream", text="In[3]: hidden_size = random.random()"),
        new_output("execute_result", data={"text/plain": repr([TEST])}),
        new_output("stream", text=repr(TEST.splitlines()[6])),
        error_output("E", "", ["----> 5 hidden_size = random.random()"]),
    ],
)
def test_output_that_shows_hidden_code_is_removed(output):
    notebook = page(CellRun(), outputs=[output])
    assert "hidden_size" not in str(notebook)
    assert "is left out" in notebook.cells[2].outputs[0].text


def test_other_outputs_stay():
    output = new_output("stream", text='assert area(1) == 1, "one"')
    assert page(CellRun(), outputs=[output]).cells[2].outputs == [output]


def test_what_hidden_tests_print_is_left_out():
    printed = new_output("stream", name="stdout", text="0.123")
    assert "0.123" not in str(page(CellRun(outputs=[printed])))
    shown = page(CellRun(outputs=[printed]), source=visible_source(TEST))
    assert shown.cells[-1].outputs[0].text == "0.123"


def test_hint_begins_with_words():
    assert hint_at('assert a, f"{n}, {k}: wrong for {s}"', 1) == "wrong for …"


def test_hint_in_a_variable_is_the_constant_text_that_was_said():
    source = (
        "def compare(hint, got):\n"
        "    _expect_close(got, 1, hint)\n"
        'compare(f"with padding, {n}", f(n))\n'
        'compare("with", f(n))'
    )
    assert hint_at(source, 2, "with padding, 7\n  expected: 1") == "with padding"
    assert hint_at(source, 2, "with 7 secrets") == ""
    assert hint_at(source, 2) == ""


def test_broken_test_cell_has_no_hint():
    assert hint_at("assert (", 1) == ""


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java&#115;cript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<a href="d&#97;ta:text/html,alert(1)">x</a>',
        '<img src="data:image/svg+xml;base64,alert(1)">',
        "<iframe src=https://example.org>alert(1)</iframe>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<style>@import 'https://example.org'</style>",
        '<p style="position:fixed" id="results">x</p>',
        "<form action=/x><input name=y></form>",
        "<!-- --!><img src=x onerror=alert(1)> -->",
        "<math><mtext></mtext><script>alert(1)</script></math>",
    ],
)
def test_html_and_markdown_are_harmless(html):
    for cleaned in (clean_html(html), clean_markdown(f"text {html}\n\n{html}")):
        lowered = cleaned.lower()
        for trace in ("<script", "<iframe", "<svg", "<style", "<form", "<input"):
            assert trace not in lowered
        for trace in (" onerror=", " onload=", "href", "data:", "style=", "id="):
            assert trace not in lowered.replace("&lt;", "<")


def test_honest_markdown_stays():
    text = (
        "# Title\n\n*a* < `b<c`\n\n| x |\n|---|\n| $y_1 < z$ |\n\n![p](https://q/r.png)"
    )
    cleaned = clean_markdown(text)
    for part in ("<h1>Title</h1>", "<em>a</em>", "b&lt;c", "<td>$y_1 &lt; z$"):
        assert part in cleaned
    assert '<img src="https://q/r.png" alt="p">' in cleaned


def test_pictures_in_html_stay():
    picture = '<img src="data:image/png;base64,iVBORw0KGgo=" alt="p">'
    assert clean_html(picture) == picture


def test_terminal_escapes_go():
    text = "\x1b[31mred\x1b[0m\x1b]8;;http://x\x07link\x1b]8;;\x07\x07\x1bc\r\nend\ttab"
    assert clean_text(text) == "redlink\nend\ttab"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_fields_are_no_formulas(start):
    assert clean_csv(f"{start}1+1") == f"'{start}1+1"
    assert clean_csv("anna") == "anna"
