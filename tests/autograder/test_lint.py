"""The rules for test cells: each finds what breaks it and lets the honest form be."""

import pytest
from tiny_assignment import BEFORE, HIDDEN, VISIBLE, tiny_text, write_assignment

from autograder.lint import describe_findings, lint
from autograder.source import read_assignment

TORCH = "import random\n\nimport torch"


def rules(tmp_path, text: str) -> list[str]:
    """The ids of the rules that the text breaks."""
    return [f.rule for f in lint(read_assignment(write_assignment(tmp_path, text)))]


BROKEN = {
    "magic": ("syntax", {"plain": "%timeit area(2, 3)"}),
    "assert on a pair": ("syntax", {"visible": 'assert (area(2, 3) == 6, "6")'}),
    "top-level await": ("syntax", {"setup": "import random\nawait None"}),
    "stub that does not compile": (
        "released-syntax",
        {"before": "def area(width, height):\n    if width == 0:\n        return (0"}
        | {"solution": "        )\n    return width * height"},
    ),
    "package that students lack": (
        "released-import",
        {"setup": "import random, scipy"},
    ),
    "package in a solution": (
        "released-import",
        {"solution": "    from layerwise import conv2d\n    return width * height"},
    ),
    "package in a plain cell": ("released-import", {"plain": "import layerwise"}),
    "star import": ("star-import", {"setup": "import random\nfrom math import *"}),
    "name of a plain cell": (
        "unknown-name",
        {"plain": "size = 6", "visible": 'assert area(2, 3) == size, "six"'},
    ),
    "name bound nowhere": ("unknown-name", {"hidden": HIDDEN + "assert math.inf"}),
    "set-up uses a plain cell": (
        "unknown-name",
        {"setup": "import random\nhalf = one / 2", "plain": "one = 1"},
    ),
    "name bound in hidden tests": (
        "withheld-name",
        {"visible": VISIBLE + '\nassert area(width, 1) == width, "one high"'},
    ),
    "file": ("forbidden", {"hidden": HIDDEN + "text = open('area.ipynb')"}),
    "eval": ("forbidden", {"visible": 'assert eval("area(2, 3)") == 6, "six"'}),
    "clock by another name": (
        "forbidden",
        {"setup": "import random", "hidden": "from time import time as now\n" + HIDDEN},
    ),
    "stderr": ("forbidden", {"visible": f"import sys\nsys.stderr\n{VISIBLE}"}),
    "pickle": ("forbidden", {"setup": "import random\nimport pickle"}),
    "torch.load": (
        "forbidden",
        {"setup": TORCH, "hidden": f"weights = torch.load('weights.pt')\n{HIDDEN}"},
    ),
    "source of the student": (
        "forbidden",
        {"hidden": HIDDEN + "from inspect import getsource"},
    ),
    "constant seed": ("fixed-seed", {"hidden": "random.seed(0)\n" + HIDDEN}),
    "constant seed of a generator": (
        "fixed-seed",
        {"hidden": f"{HIDDEN}w = random.Random(0).random()\nassert area(w, 1) == w"},
    ),
    "constant seed by name": (
        "fixed-seed",
        {"setup": TORCH, "hidden": f"seed = 3\ntorch.manual_seed(seed + 1)\n{HIDDEN}"},
    ),
    "seeds of a range": (
        "fixed-seed",
        {"hidden": f"for seed in range(9):\n    random.seed(seed)\n{HIDDEN}"},
    ),
    "global seed in the visible part": (
        "fixed-seed",
        {"visible": "random.seed(1)\n" + VISIBLE},
    ),
    "global seed in set-up": ("fixed-seed", {"setup": "import random\nrandom.seed(1)"}),
    "no random input": (
        "fresh-randomness",
        {"hidden": 'assert area(4, 5) == 20, "wrong for 4 by 5"'},
    ),
    "draws from a seeded generator": (
        "fresh-randomness",
        {
            "visible": "rng = random.Random(0)\n" + VISIBLE,
            "hidden": 'w = rng.random()\nassert area(w, 1) == w, "wrong"',
        },
    ),
    "draws with a seeded torch generator": (
        "fresh-randomness",
        {
            "setup": TORCH + "\n\n_fixed = torch.Generator().manual_seed(0)",
            "hidden": "w = torch.rand(1, generator=_fixed)\n"
            'torch.testing.assert_close(area(w, 1), w, msg="wrong")',
        },
    ),
    "test binds the answer": ("rebinds-answer", {"hidden": HIDDEN + "area = 3"}),
    "name of a set-up cell": (
        "setup-name",
        {
            "setup": "import random\nsides = (2, 3)",
            "visible": 'assert area(*sides), "6"',
        },
    ),
    "string over lines": (
        "text-block",
        {"visible": 'assert area(2, 3) == 6, """two\nlines"""'},
    ),
    "inputs from the global generator": (
        "own-draws",
        {"setup": TORCH, "hidden": f"w = torch.rand(3)\n{HIDDEN}"},
    ),
    "nothing visible": ("visible-part", {"visible": "square = area(2, 2)"}),
    "message missing": ("assert-message", {"visible": "assert area(2, 3) == 6"}),
    "message empty": ("assert-message", {"visible": 'assert area(2, 3) == 6, ""'}),
    "not above": (
        "negated-comparison",
        {"hidden": HIDDEN + 'assert not error > 1e-9, "wrong"'},
    ),
    "not any above": (
        "negated-comparison",
        {"hidden": HIDDEN + 'assert not any(e > 1e-9 for e in [error]), "wrong"'},
    ),
    "raise if above": (
        "negated-comparison",
        {"hidden": HIDDEN + "if error > 1e-9:\n    raise AssertionError('wrong')"},
    ),
    "equal everywhere": (
        "shape-blind",
        {
            "setup": TORCH,
            "hidden": "w = torch.rand(3, generator=generator)\n"
            'assert (area(w, 1) == w).all(), "wrong for a tensor"',
        },
    ),
    "torch.all": (
        "shape-blind",
        {
            "setup": TORCH,
            "hidden": "w = torch.rand(3, generator=generator)\n"
            'assert torch.all(area(w, 1) == w), "wrong for a tensor"',
        },
    ),
    "allclose": (
        "shape-blind",
        {
            "setup": TORCH,
            "hidden": "w = torch.rand(3, generator=generator)\n"
            'assert torch.allclose(area(w, 1), w), "wrong for a tensor"',
        },
    ),
    "identity alone": (
        "identity-only",
        {"visible": 'assert area(2, 3) is not None, "return something"'},
    ),
    "address alone": (
        "identity-only",
        {"hidden": 'w = random.random()\nassert id(area(w, 1)) != id(w), "a copy"'},
    ),
    "score that is no float": ("score", {"hidden": HIDDEN + "2 if error <= 1 else 0"}),
    "score of numpy": ("score", {"hidden": HIDDEN + "sum([1.0, 2.0])"}),
    "value at the end of the visible part": (
        "score",
        {"visible": VISIBLE + "\narea(2, 3)"},
    ),
    "score with a semicolon": ("score", {"hidden": HIDDEN + "float(2);"}),
    "solution in the visible tests": (
        "solution-shown",
        {
            "solution": "    return sum(width for row in range(height))",
            "visible": "width, height = 2, 3\nassert area(2, 3) == "
            '(sum(width for row in range(height))), "six"\n'
            "def again():\n    return sum(width for row in range(height))",
        },
    ),
}


@pytest.mark.parametrize(("rule", "pieces"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_rule_is_the_only_finding(tmp_path, rule, pieces):
    assert rules(tmp_path, tiny_text(**pieces)) == [rule]


HONEST = {
    "as it is": {},
    "partial score": {"hidden": f"{HIDDEN}float(3 if error <= 1e-12 else 1.5)"},
    "assert_close at the end": {
        "setup": TORCH,
        "hidden": "w = torch.rand(3, generator=generator)\n"
        "torch.testing.assert_close(area(w, 1), w)",
    },
    "all with shapes": {
        "setup": TORCH,
        "hidden": "w = torch.rand(3, generator=generator)\ngot = area(w, 1)\n"
        'assert got.shape == w.shape, "shape"\nassert (got == w).all(), "values"',
    },
    "helper that draws, through a helper": {
        "setup": "import random\n\ndef draw():\n    return random.random()\n\n"
        "def _size():\n    return draw() + 1",
        "hidden": 'w = _size()\nassert area(w, 1) == w, "wrong for some widths"',
    },
    "helper that checks": {
        "setup": "import random\n\ndef _check_unit(function):\n"
        '    assert function(1, 1) == 1, "the unit square"',
        "visible": "_check_unit(area)",
    },
    "visible generator of its own": {
        "setup": TORCH,
        "visible": f"g = torch.Generator().manual_seed(0)\n{VISIBLE}",
    },
    "fresh seed for two runs": {
        "hidden": f"seed = random.randrange(10**9)\nrandom.seed(seed)\n{HIDDEN}",
    },
    "variables that are called like modules": {
        "hidden": HIDDEN + "input, time, http = 1, 2, 3\nassert input <= time <= http",
    },
    "test uses a name of the visible part": {
        "visible": f"side = 4\n{VISIBLE}",
        "hidden": f"{HIDDEN}assert area(side, side) == side**2",
    },
    "a bad argument must raise": {
        "solution": "    if width < 0:\n        raise ValueError\n"
        "    return width * height",
        "hidden": f"{HIDDEN}if width >= 0:\n    try:\n        area(-1 - width, 1)\n"
        "    except ValueError:\n        pass\n    else:\n"
        "        raise AssertionError('a negative width must raise')",
    },
    "student may import the standard library": {"plain": "import math, numpy"},
    "hidden tests may use other packages": {"hidden": "import scipy\n" + HIDDEN},
    "local variable around a region": {
        "before": f"{BEFORE}\n    product = None",
        "solution": "    product = width * height",
    },
}


@pytest.mark.parametrize("pieces", HONEST.values(), ids=HONEST.keys())
def test_honest_text_has_no_finding(tmp_path, pieces):
    path = write_assignment(tmp_path, tiny_text(**pieces))
    assert [str(finding) for finding in lint(read_assignment(path))] == []


VALUE_TASK = """
# %% [markdown]
# {prose}

# %% solution="corner"
### BEGIN SOLUTION
corners = 4
### END SOLUTION

# %% tests="corner" points=1
assert corners == 4, "count them"
### BEGIN HIDDEN TESTS
assert corners * random.random() <= 4, "wrong"
### END HIDDEN TESTS
"""


def test_name_bound_only_in_a_solution_must_be_told(tmp_path):
    text = tiny_text() + VALUE_TASK.format(prose="How many corners has a square?")
    told = VALUE_TASK.format(prose="How many? Put the number in `corners`.")
    assert rules(tmp_path / "told", tiny_text() + told) == []
    text = tiny_text() + VALUE_TASK.format(prose="How many are there?")
    assert rules(tmp_path / "silent", text) == ["withheld-name"]


def test_solution_must_not_use_a_name_of_the_tests(tmp_path):
    text = tiny_text() + VALUE_TASK.format(prose="Put the number in `corners`.")
    assert rules(tmp_path / "own", text) == []
    text = text.replace("corners = 4", "corners = 4 * round(error + 1)")
    assert rules(tmp_path / "borrowed", text) == ["unknown-name"]


def test_empty_test_cell_has_neither_part(tmp_path):
    text = tiny_text(visible="# to do", hidden="# to do")
    assert rules(tmp_path, text) == ["fresh-randomness", "hidden-part", "visible-part"]


@pytest.mark.parametrize("hidden", [None, "width = random.random()"])
def test_hidden_part_must_check(tmp_path, hidden):
    text = tiny_text(hidden=hidden or "")
    if hidden is None:
        text = text.replace("### BEGIN HIDDEN TESTS\n", "")
        text = text.replace("### END HIDDEN TESTS\n", "")
    assert "hidden-part" in rules(tmp_path, text)


def test_finding_names_the_file_the_line_and_the_fix(tmp_path):
    text = tiny_text(hidden=HIDDEN + 'assert not error > 1e-9, "wrong"')
    path = write_assignment(tmp_path, text)
    line = text.splitlines().index('assert not error > 1e-9, "wrong"') + 1
    (finding,) = lint(read_assignment(path))
    assert (finding.cell, finding.line) == ("area-tests", line)
    assert describe_findings([read_assignment(path)]) == [
        f"{path}: line {line}: a NaN passes this; write 'assert error <= tolerance' "
        "[negated-comparison]"
    ]


WITHOUT = '# %% solution="area" without="{}"'


@pytest.mark.parametrize(
    ("names", "said", "rule"),
    [
        ("math.prod", "Multiply without `prod`.", []),
        ("torch.Tensor.unfold math.prod", "No `unfold`, no `prod`.", []),
        ("math.prod", "Multiply.", ["without-unsaid"]),
        ("math.product", "No `product`.", ["without-unknown"]),
    ],
)
def test_forbidden_calls_exist_and_are_said(tmp_path, names, said, rule):
    text = tiny_text(title=f"# # Areas\n#\n# {said}")
    text = text.replace('# %% solution="area"', WITHOUT.format(names))
    assert rules(tmp_path, text) == rule
