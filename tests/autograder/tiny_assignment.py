"""A tiny assignment about areas that tests write, whole or with one piece replaced."""

from pathlib import Path

TITLE = "# # Areas\n#\n# You practise multiplying."
SETUP = "import random"
BEFORE = 'def area(width, height):\n    """Return the area."""'
SOLUTION = "    product = width * height\n    return product"
PLAIN = "print(2 + 3)"
VISIBLE = 'assert area(2, 3) == 6, "2 wide and 3 high holds 6 squares"'
HIDDEN = """width, height = random.random(), random.random()
error = abs(area(width, height) - width * height)
assert error <= 1e-9, "wrong for some sizes"
"""


def tiny_text(
    title=TITLE,
    setup=SETUP,
    before=BEFORE,
    solution=SOLUTION,
    plain=PLAIN,
    visible=VISIBLE,
    hidden=HIDDEN,
) -> str:
    """The text of the assignment; every piece can be replaced."""
    return f"""# %% [markdown]
{title}

# %% setup="imports"
{setup}

# %% solution="area"
{before}
    ### BEGIN SOLUTION
{solution}
    ### END SOLUTION

# %%
{plain}

# %% tests="area" points=3
{visible}
### BEGIN HIDDEN TESTS
{hidden}
### END HIDDEN TESTS
"""


def write_assignment(root: Path, text: str, name: str = "area") -> Path:
    """Write `root`/solutions/<name>/assignment.py; returns the file."""
    path = root / "solutions" / name / "assignment.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path
