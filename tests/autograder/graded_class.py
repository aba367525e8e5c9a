"""A course of one small assignment, without torch, for tests that grade it."""

import re
import shutil
from html import unescape
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.release import release_exercises

REPOSITORY = Path(__file__).parents[2]
NAME = "sums"
ASSIGNMENT = '''
# %% [markdown]
# # Sums

# %% setup="imports"
import random


# %% solution="double"
def double(x):
    """Return 2 x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% tests="double" points=2
assert double(3) == 6, "twice three is six"
### BEGIN HIDDEN TESTS
secret_input = random.randint(10, 99)
assert double(secret_input) == secret_input * 2, f"wrong for {secret_input} and more"
### END HIDDEN TESTS


# %% solution="mean"
def mean(values):
    """Return the arithmetic mean of a list."""
    ### BEGIN SOLUTION
    return sum(values) / len(values)
    ### END SOLUTION


# %% tests="mean" points=4
assert mean([1, 1]) == 1, "the mean of equal numbers is that number"
good = 0
### BEGIN HIDDEN TESTS
for _ in range(4):
    numbers = [random.randint(0, 9) for _ in range(random.choice([2, 4, 8]))]
    good += abs(mean(numbers) - sum(numbers) / len(numbers)) <= 1e-9
### END HIDDEN TESTS
float(good)


# %% solution="total"
def total(values):
    """Return the sum of a list, 0 for an empty one."""
    ### BEGIN SOLUTION
    result = 0
    for value in values:
        result += value
    return result
    ### END SOLUTION


# %% tests="total" points=1
assert total([1, 2]) == 3, "one and two are three"
### BEGIN HIDDEN TESTS
terms = [random.random() for _ in range(5)]
assert abs(total(terms) - sum(terms)) <= 1e-9, "not the sum of some lists"
### END HIDDEN TESTS

# %% tests="total" part="empty" points=1
assert total([]) == 0, "the empty sum is zero"
### BEGIN HIDDEN TESTS
assert total([] * random.randint(1, 3)) == 0, "the empty sum is wrong"
### END HIDDEN TESTS
'''
RIGHT = {
    "double": ["x + x", "x * 2", "sum([x, x])"],
    "mean": [
        "sum(v / len(values) for v in values)",
        "__import__('statistics').fmean(values)",
        "sum(values) * (1 / len(values))",
    ],
    "total": ["sum(values)", "sum(list(values))", "__import__('math').fsum(values)"],
}
WRONG = {
    "double": ["x + 3", *(f"{n} - x" for n in range(7))],
    "mean": ["values[0]", *(f"{n} + len(values)" for n in range(7))],
    "total": ["3", *(f"{n} - len(values)" for n in range(7))],
}


def make_course(root: Path) -> Path:
    """Write the assignment and its answers below `root` and release it."""
    folder = root / "solutions" / NAME
    folder.mkdir(parents=True)
    (folder / "assignment.py").write_text(ASSIGNMENT.lstrip())
    for verdict, answers in (("right", RIGHT), ("wrong", WRONG)):
        for task, expressions in answers.items():
            path = folder / "answers" / task / f"{verdict}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            argument = "x" if task == "double" else "values"
            path.write_text(
                "\n".join(
                    f"# %% {verdict} {number}\n"
                    f"def {task}({argument}):\n    return {expression}\n"
                    for number, expression in enumerate(expressions)
                )
            )
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    release_exercises(root, [NAME])
    return root


def limit_seconds(root: Path, seconds: int) -> None:
    """Let a cell of the course run no longer than this."""
    path = root / "nbgrader_config.py"
    text = path.read_text()
    changed = text.replace("cell_seconds = 20", f"cell_seconds = {seconds}")
    assert changed != text
    path.write_text(changed)


def released_notebook(root: Path) -> NotebookNode:
    """What a student starts from."""
    return nbformat.read(root / "exercises" / NAME / f"{NAME}.ipynb", as_version=4)


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """The cell with nbgrader's name."""
    return next(
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name
    )


def answered(root: Path, **expressions: str) -> NotebookNode:
    """The released notebook; tasks return the first right answer or an expression."""
    notebook = released_notebook(root)
    for task in RIGHT:
        argument = "x" if task == "double" else "values"
        expression = expressions.get(task, RIGHT[task][0])
        code = f"def {task}({argument}):\n    return {expression}"
        cell_of(notebook, task).source = code
    return notebook


def submit(folder: Path, student: str, content: NotebookNode | str) -> Path:
    """Write a submission into a class folder; returns the file."""
    path = folder / "submitted" / student / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else nbformat.v4.writes(content)
    path.write_text(text)
    return path


def hidden_lines() -> list[str]:
    """The lines of the assignment's hidden tests that no student may see."""
    parts = ASSIGNMENT.split("### BEGIN HIDDEN TESTS\n")[1:]
    text = "\n".join(part.split("### END HIDDEN TESTS")[0] for part in parts)
    return [line.strip() for line in text.splitlines() if line.strip()]


def page_text(page: Path) -> str:
    """The text of an HTML page as a reader sees it."""
    html = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", page.read_text())
    return unescape(re.sub(r"<[^>]+>", "", html))
