"""Universal wrong answers: what they spoil, how, and when that cannot be seen."""

import sys

import numpy as np
import pytest
import torch

from autograder.gate.cells import Notebook
from autograder.gate.changes import same, spoil
from autograder.gate.universal import CHANGES, universal_answers


@pytest.fixture
def notebook(monkeypatch):
    """A notebook of its own; the real __main__ comes back afterwards."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    return Notebook()


def targets(solution: str, *tests: str) -> list[str]:
    """What is spoiled, each once."""
    return list(dict.fromkeys(u.target for u in universal_answers(solution, [*tests])))


def test_every_change_is_made_of_what_the_tests_read():
    answers = universal_answers("def f(x):\n    return x\n", ["assert f(1) == 1"])
    assert {answer.change for answer in answers} == set(CHANGES)
    assert {answer.target for answer in answers} == {"f"}


def test_targets_are_functions_methods_and_values_that_the_tests_read():
    solution = """import math
helper = 3
answer = 4
def f(x): return x
class Net(Module):
    def __init__(self): pass
    def forward(self, x): return x
    def loss(self, x): return x
class Stack(Sequential):
    def __init__(self): pass
"""
    tests = ["math.pi; answer; f(1); Net()", "Stack()"]
    assert targets(solution, *tests) == [
        "answer",
        "f",
        "Net.forward",
        "Net.loss",
        "Stack.forward",
    ]


def test_names_that_the_tests_bind_themselves_are_no_targets():
    assert targets("x = 1\ny = 2\n", "x = 5\nassert f(x) == y") == ["y"]


def spoiled(notebook, change: str, code: str, call: str):
    """The value of `call` once `f`, made by `code`, is spoiled; and the watch."""
    notebook.run("solution", f"import torch\nimport numpy as np\n{code}")
    watch = spoil(notebook, "f", change)
    return notebook.run("tests", call), watch


DOUBLE = "def f(x):\n    return x * 2\n"
VECTOR = "f(torch.tensor([1.0, 2.0], dtype=torch.float64))"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("none", None),
        ("zero", 0),
        ("zero_float", 0.0),
        ("zeros", torch.zeros(2, dtype=torch.float64)),
        ("ones", torch.ones(2, dtype=torch.float64)),
        ("nans", torch.full((2,), float("nan"), dtype=torch.float64)),
        ("echo", torch.tensor([1.0, 2.0], dtype=torch.float64)),
        ("single_precision", torch.tensor([2.0, 4.0])),
    ],
)
def test_results_are_replaced(notebook, change, expected):
    value, watch = spoiled(notebook, change, DOUBLE, VECTOR)
    assert type(value) is type(expected)
    if expected is not None:
        assert same(expected, value)
    assert watch.wrong


def test_containers_are_filled_in_their_shape(notebook):
    code = "def f():\n    return {'a': (1, 2.5), 'b': [np.ones((2, 1)), 'text']}\n"
    value, _ = spoiled(notebook, "zeros", code, "f()")
    assert same(value, {"a": (0, 0.0), "b": [np.zeros((2, 1)), ""]})


def test_always_equal(notebook):
    value, watch = spoiled(notebook, "always_equal", DOUBLE, "f(3)")
    assert value == 6
    assert value == "anything"
    assert (value != 7) is False
    assert watch.wrong


def test_first_result_again(notebook):
    value, watch = spoiled(notebook, "constant", DOUBLE, "[f(1), f(2), f(5)]")
    assert value == [2, 2, 2]
    assert watch.wrong


def test_raises(notebook):
    with pytest.raises(ValueError, match="always raises"):
        spoiled(notebook, "raises", DOUBLE, "f(1)")


def test_errors_of_the_right_answer_stay(notebook):
    code = "def f(x):\n    raise TypeError('no')\n"
    with pytest.raises(TypeError, match="no"):
        spoiled(notebook, "zeros", code, "f(1)")


def test_detached_keeps_the_values(notebook):
    call = "f(torch.ones(2, requires_grad=True))"
    value, watch = spoiled(notebook, "detached", DOUBLE, call)
    assert value.tolist() == [2.0, 2.0]
    assert not value.requires_grad
    assert watch.wrong


@pytest.mark.parametrize(
    ("given", "damaged"),
    [
        ("torch.ones(2)", "[2.0, 2.0]"),
        ("torch.ones(2, requires_grad=True)", "[2.0, 2.0]"),
        ("torch.tensor([True, False])", "[False, True]"),
        ("np.zeros(2)", "[1.0, 1.0]"),
    ],
)
def test_damage_reaches_the_argument_and_spares_the_result(notebook, given, damaged):
    call = f"x = {given}\nright = x.tolist()\n"
    call += "y = f(x)\n[y.tolist() == right, x.tolist()]"
    code = "def f(x):\n    return x[:]\n"  # shares its memory with x
    value, watch = spoiled(notebook, "damage", code, call)
    assert str(value) == f"[True, {damaged}]"
    assert watch.wrong


def test_damage_needs_an_array(notebook):
    value, watch = spoiled(notebook, "damage", DOUBLE, "f(2)")
    assert value == 4
    assert not watch.wrong


def test_table_knows_only_the_calls_of_the_visible_part(notebook):
    notebook.run("solution", "import torch\ndef f(x):\n    return x * 2\n")
    spoil(notebook, "f", "table")
    tests = "def _checks_of_f():\n    x = torch.ones(2)\n    a = f(x)\n    b = f(x)\n"
    tests += "    c = f(x + 1)\n    return [v.tolist() for v in (a, b, c)]\n"
    tests += "_checks_of_f()"
    hidden = [4, 5]  # the lines of b and c
    assert notebook.run("tests", tests, hidden) == [[2.0, 2.0], [2.0, 2.0], [0.0, 0.0]]


@pytest.mark.parametrize(
    ("change", "call"),
    [
        ("single_precision", "f(torch.ones(2))"),  # already float32
        ("single_precision", "f(torch.ones(2, dtype=torch.long))"),
        ("single_precision", "f(3)"),
        ("detached", "f(torch.ones(2))"),  # nothing requires a gradient
        ("constant", "[f(), f()]"),  # nothing to depend on
        ("table", "f()"),
        ("zero_float", "f()"),
        ("zeros", "3"),  # never called
    ],
)
def test_a_change_without_effect_is_noticed(notebook, change, call):
    _, watch = spoiled(notebook, change, "def f(x=0):\n    return x * 2\n", call)
    assert not watch.wrong


@pytest.mark.parametrize("change", ["constant", "table", "zeros", "echo"])
def test_results_that_never_vary_are_too_few_tests(notebook, change):
    value, watch = spoiled(notebook, change, DOUBLE, "f(0)")
    assert value == 0
    assert watch.wrong


def test_nothing_returned_cannot_be_wrong(notebook):
    _, watch = spoiled(notebook, "zero", "def f(x):\n    x.append(1)\n", "f([])")
    assert not watch.wrong


def test_values_are_replaced(notebook):
    notebook.run("solution", "answer = (28, 24)\n")
    watch = spoil(notebook, "answer", "zeros")
    assert notebook.names["answer"] == (0, 0)
    assert watch.wrong
    assert not spoil(notebook, "answer", "zeros").wrong


def test_methods_are_spoiled_on_the_class(notebook):
    notebook.run(
        "solution",
        "import torch\nclass Net(torch.nn.Module):\n"
        "    def __init__(self):\n        super(Net, self).__init__()\n"
        "    def forward(self, x):\n        return x + 1\n"
        "class Twice(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, x):\n        return x * 2\n",
    )
    spoil(notebook, "Net.forward", "echo")
    spoil(notebook, "Twice.forward", "ones")
    assert notebook.run("tests", "Net()(torch.zeros(1)).item()") == 0.0
    assert notebook.run("tests", "Twice.apply(torch.zeros(1)).item()") == 1.0


def test_module_objects_and_lambdas_are_spoiled_as_calls(notebook):
    notebook.run("solution", "import torch\nnet = torch.nn.ReLU()\ng = lambda x: -x\n")
    spoil(notebook, "net", "ones")
    spoil(notebook, "g", "echo")
    assert notebook.run("tests", "net(torch.zeros(1)).item()") == 1.0
    assert notebook.run("tests", "g(4)") == 4


@pytest.mark.parametrize(
    ("right", "other", "expected"),
    [
        (1, 1.0, True),
        (float("nan"), float("nan"), True),
        (1, 2, False),
        (torch.ones(2), torch.ones(2, dtype=torch.float64), False),
        (torch.ones(2), torch.ones(2, 1), False),
        (torch.ones(2), torch.ones(2, requires_grad=True), False),
        (torch.tensor([True]), torch.tensor([True]), True),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), True),
        (np.array(["a"]), np.array(["b"]), False),
        (torch.Size([2]), (2,), True),
        ([1, (2,)], [1, (3,)], False),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"b": 1}, False),
        ("a", "b", False),
        (object(), object(), False),
    ],
)
def test_same(right, other, expected):
    assert same(right, other) is expected
