"""Test cells as functions, and the helpers that notebooks carry for their checks."""

import sys
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import nn

from autograder.graded_cells import (
    HELPER_NAMES,
    helpers_source,
    setup_imports,
    wrap_tests,
)

CHECKS = """values = [size for size in range(3)]
assert total(values) == max(3, 0), "0 + 1 + 2"
assert math.isclose(total([0.5]), 0.5), "one value"
### BEGIN HIDDEN TESTS

assert total([]) == 0, "wrong for an empty list"
### END HIDDEN TESTS"""


def run(source: str, names: dict) -> dict:
    exec(compile(source, "<cell>", "exec"), names)
    return names


def test_the_cell_binds_one_name_and_brings_what_it_needs(capsys):
    imports = setup_imports(["import math, random"])
    source = wrap_tests(CHECKS, "total-tests", 2, imports, [])
    names = run(helpers_source(), {})
    names |= {"total": sum, "max": None, "range": [], "values": 1, "size": 2}
    before = dict(names)
    run(source, names)
    new = names.keys() - before.keys() - {"__builtins__"}
    assert new == {"_checks_of_total"}
    assert all(names[name] is value for name, value in before.items())
    assert capsys.readouterr().out == "✓ total: 2 points\n"
    assert "import random" not in source  # not used


def test_a_score_is_the_value_of_the_cell():
    source = wrap_tests("caught = 3\nfloat(caught / 2)", "bug-tests-more", 2, {}, [])
    names = run(helpers_source(), {})
    *body, call = source.splitlines()
    run("\n".join(body), names)
    assert eval(call, names) == 1.5


@pytest.mark.parametrize(
    ("code", "name", "statement"),
    [
        ("import torch.nn.functional as F", "F", "import torch.nn.functional as F"),
        ("import os.path, sys", "os", "import os.path"),
        ("from math import pi as p, tau", "p", "from math import pi as p"),
    ],
)
def test_imports_of_set_up_cells_one_by_one(code, name, statement):
    assert setup_imports([code])[name] == statement


@pytest.fixture
def notebook(monkeypatch):
    """The names of a notebook whose helper cell has run."""
    module = ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "notebook", module)
    names = module.__dict__
    exec(compile(helpers_source(), "<helpers>", "exec"), names)
    return names


def test_the_helper_cell_binds_what_it_says(notebook):
    bound = {name for name in notebook if name.startswith("_") and name[1] != "_"}
    assert bound == HELPER_NAMES | {"_make_check_helpers"}


GOOD = [
    (2, 2),
    (np.int64(2), 2),
    (2.0, 2.0),
    ([1, 2], (1, 2)),
    (torch.Size([1, 2]), (1, 2)),
    ("same", "same"),
    ({"a": [1]}, {"a": [1]}),
    (None, None),
    (torch.arange(3), torch.arange(3)),
]
BAD = [
    (3, 2),
    (2.0, 2),
    (True, 1),
    (float("nan"), float("nan")),
    ([1, 2, 3], (1, 2)),
    (torch.tensor(2), 2),
    ({"a": [2]}, {"a": [1]}),
    (torch.arange(3.0), torch.arange(3)),
    (torch.arange(3)[None], torch.arange(3)),
    (np.arange(3), torch.arange(3)),
    (None, 0),
]


@pytest.mark.parametrize(("got", "expected"), GOOD)
def test_expect_equal_takes(notebook, got, expected):
    notebook["_expect_equal"](got, expected, "a hint")


@pytest.mark.parametrize(("got", "expected"), BAD)
def test_expect_equal_refuses_and_shows_both(notebook, got, expected):
    with pytest.raises(AssertionError, match=r"a hint\n  expected: .*\n  yours"):
        notebook["_expect_equal"](got, expected, "a hint")


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        ([1.0, 2.0], torch.tensor([1.0, 2.0]), "a tensor is wanted"),
        (torch.ones(2, 1), torch.ones(2), "the shape"),
        (torch.ones(2).double(), torch.ones(2), "the dtype"),
        (torch.tensor([1.0, float("nan")]), torch.ones(2), "yours returned: float32"),
        (1.1, 1.0, "yours returned: 1.1"),
        (None, 1.0, "yours returned: None"),
    ],
)
def test_expect_close_says_what_differs(notebook, got, expected, said):
    with pytest.raises(AssertionError, match=said):
        notebook["_expect_close"](got, expected, "a hint")


def test_expect_close_takes_what_is_close(notebook):
    weights = torch.ones(2, requires_grad=True)
    notebook["_expect_close"](weights * (1 + 1e-7), torch.ones(2), "a hint")
    notebook["_expect_close"](torch.tensor(0.5), 0.5, "a hint")
    notebook["_expect_close"](np.float64(0.1) + 0.2, 0.3, "a hint")


def test_expect_error(notebook):
    expect = notebook["_expect_error"]
    expect(ValueError, lambda: int("x"), "a hint")
    with pytest.raises(AssertionError, match="expected:       ValueError"):
        expect(ValueError, lambda: 3, "a hint")
    with pytest.raises(AssertionError, match="yours returned: KeyError"):
        expect(ValueError, lambda: {}["x"], "a hint")


def test_layouts_hold_the_same_values(notebook):
    tensor = torch.randn(2, 3, 4)
    copies = notebook["_layouts"](tensor)
    assert all(torch.equal(copy, tensor) for copy in copies)
    assert [copy.is_contiguous() for copy in copies] == [True, False, False, True]
    assert copies[3].storage_offset() > 0


def test_equal_secrets_draw_equal_inputs(notebook, monkeypatch):
    def drawn(task: str) -> tuple:
        numbers, generator = notebook["_draws"](task)
        return numbers.random(), float(torch.rand(1, generator=generator))

    assert drawn("area") != drawn("area")  # a student's own notebook
    monkeypatch.setenv("LAYERWISE_DRAWS", "a secret")
    assert drawn("area") == drawn("area")
    assert drawn("area") != drawn("size")
    first = drawn("area")
    monkeypatch.setenv("LAYERWISE_DRAWS", "another")
    assert drawn("area") != first


LEFT_BEHIND = {
    "the gradient mode": lambda: torch.set_grad_enabled(False),
    "torch's default dtype": lambda: torch.set_default_dtype(torch.float64),
    "the seed of torch's global generator": lambda: torch.manual_seed(0),
    "torch's deterministic mode": lambda: torch.use_deterministic_algorithms(True),
    "torch's anomaly mode": lambda: torch.autograd.set_detect_anomaly(True),
}


@pytest.mark.parametrize("what", LEFT_BEHIND)
def test_what_a_function_leaves_behind_is_noticed_and_undone(notebook, what):
    torch.manual_seed(7)
    modes = (torch.get_default_dtype(), torch.initial_seed())
    with pytest.raises(AssertionError, match=f"your code changes {what}"):
        notebook["_run_checks"](LEFT_BEHIND[what])
    notebook["_run_checks"](lambda: torch.rand(2))  # drawing is no harm
    assert modes == (torch.get_default_dtype(), torch.initial_seed())
    assert torch.is_grad_enabled()
    assert not torch.is_anomaly_enabled()
    assert not torch.are_deterministic_algorithms_enabled()


SOLUTIONS = {
    "calls it": "def f(x, w):\n    return F.conv2d(x, w)",
    "by another name": "c = torch.conv2d\ndef f(x, w):\n    return c(x, w)",
    "by a layer": "def f(x, w):\n    layer = nn.Conv2d(1, 1, 2, bias=False)\n"
    "    layer.weight.data = w\n    return layer(x)",
    "by numpy": "from numpy import convolve\ndef f(x, w):\n"
    "    convolve([1.0], [1.0])\n    return F.unfold(x, 2)",
}
TESTS = """x, w = torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2)
f(x, w)
assert F.conv2d(x, w).shape == (1, 1, 2, 2), "the check may call it"
"""
FORBIDDEN = ["torch.nn.functional.conv2d", "torch.nn.Conv2d", "numpy.convolve"]


@pytest.fixture
def checks(notebook):
    """Run TESTS on a solution, with FORBIDDEN calls."""
    set_up = "import torch\nimport torch.nn.functional as F\nfrom torch import nn"
    imports = setup_imports([set_up])

    def check(solution: str) -> None:
        exec(compile(set_up, "<set-up>", "exec"), notebook)
        exec(compile(solution, "<solution>", "exec"), notebook)
        source = wrap_tests(TESTS, "f-tests", 1, imports, FORBIDDEN)
        exec(compile(source, "<tests>", "exec"), notebook)

    return check


@pytest.mark.parametrize("name", SOLUTIONS)
def test_forbidden_calls_raise_in_the_students_code(checks, name):
    with pytest.raises(RuntimeError, match="is not allowed in this task"):
        checks(SOLUTIONS[name])


def test_other_calls_and_the_checks_own_are_free(checks, notebook):
    before = (torch.nn.functional.conv2d, nn.Conv2d.__init__, np.convolve)
    checks("c = torch.conv2d\ndef f(x, w):\n    return F.unfold(x, 2)")
    assert notebook["c"] is torch.conv2d
    assert (torch.nn.functional.conv2d, nn.Conv2d.__init__, np.convolve) == before


def test_everything_is_back_after_a_failure(checks):
    before = (torch.nn.functional.conv2d, nn.Conv2d.__init__, np.convolve)
    with pytest.raises(RuntimeError):
        checks(SOLUTIONS["calls it"])
    assert (torch.nn.functional.conv2d, nn.Conv2d.__init__, np.convolve) == before
    assert F_conv_still_works()


def F_conv_still_works() -> bool:
    return nn.Conv2d(1, 1, 1)(torch.ones(1, 1, 1, 1)).shape == (1, 1, 1, 1)
