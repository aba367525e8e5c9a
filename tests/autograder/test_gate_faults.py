"""Faults around right answers: what they do, and which calls count."""

import inspect
import sys

import numpy as np
import pytest
import torch

from autograder.gate.catalogue import Fault, plan_faults
from autograder.gate.cells import Notebook
from autograder.gate.faults import Call, another, make_faulty, properties_of, record


@pytest.fixture
def notebook(monkeypatch):
    """A notebook of its own; the real __main__ comes back afterwards."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    return Notebook()


def held(value: object, **others: object) -> set[str]:
    """The properties that a value has."""
    return {name for name, holds in properties_of(value, others).items() if holds}


def test_properties_of_tensors():
    assert held(torch.ones(2, 3)) == {"wide", "float32"}
    assert held(torch.ones(3, 2).T) == {"wide", "float32", "not contiguous"}
    assert held(torch.zeros(3, 1).double()) == {
        *("tall", "an axis of one entry", "all zero", "float64"),
    }
    assert held(-torch.ones(40, 40) * 1e-4) == {
        *("square", "all negative", "all below 1e-3", "float32"),
        "more than 1,000 entries",
    }
    assert held(torch.tensor([2000, 1])) == {"integers"}
    assert held(torch.tensor([2000.0, 1.0]).half()) == {"some above 1,000", "float16"}


def test_properties_of_numpy_arrays():
    assert held(np.ones((2, 3))) == {"wide", "float64"}
    assert held(np.ones((2, 3)).T) == {"tall", "float64", "not contiguous"}


def test_gradient_alone_among_the_arguments():
    x = torch.ones(2, requires_grad=True)
    assert "requires grad alone" in held(x, w=torch.ones(2))
    assert "requires grad alone" not in held(x, w=x)
    assert "requires grad alone" not in held(torch.ones(2), w=x)


def test_properties_of_numbers_words_lists_and_modules():
    assert held(0) == {"0", "even"}
    assert held(21, k=3, p=21) == {"odd", "above 20", "above k", "equal to p"}
    assert held(True) == {"True"}
    assert held("same") == {"'same'"}
    assert held([]) == {"empty"}
    assert held([1, 2]) == {"several entries"}
    assert held(None) == {"None"}
    assert held(torch.nn.ReLU().eval()) == {"in evaluation"}


def test_properties_of_the_call():
    def f(x, padding=0):
        return x

    signature = inspect.signature(f)
    assert Call(signature, (1,), {}).properties("padding")["left out"]
    given = Call(signature, (1,), {"padding": 0}).properties("padding")
    assert given["by keyword"]
    assert not given["left out"]
    assert given["even"]


@pytest.mark.parametrize(
    "right",
    [
        *(
            torch.ones(2),
            torch.zeros(0),
            torch.tensor([True]),
            np.ones(2),
            True,
            3,
            2.5,
        ),
        *("a", [1, 2], [], (1, 2), (), {"a": 1}, torch.Size([1, 2])),
    ],
)
def test_another_result_differs(right):
    other = another(right)
    assert repr(other) != repr(right)


def test_plan_names_every_argument_and_word():
    code = "def f(x, rule='same'):\n    if rule != 'valid':\n        raise ValueError\n"
    faults = plan_faults(code, ["f(1)"])
    assert {fault.target for fault in faults} == {"f"}
    assert Fault("f", "but", "x") in faults
    assert Fault("f", "when", "rule", "'same'") in faults
    assert Fault("f", "when", "rule", "'valid'") in faults
    assert Fault("f", "strip") in faults
    assert "wrong where x is wide" in {fault.title for fault in faults}
    assert not plan_faults(code, ["g(1)"])
    assert Fault("f", "strip") not in plan_faults("def f(x): return x", ["f(1)"])


def test_self_is_no_argument():
    code = "class A(M):\n    def forward(self, x, k): return x\n"
    faults = plan_faults(code, ["A()"])
    assert {f.argument for f in faults if f.what == "when"} == {"x", "k"}
    assert {f.target for f in faults} == {"A.forward"}


def test_constructors_fail_where_a_property_holds(notebook):
    code = "class A:\n    def __init__(self, k): self.k = k\n"
    (fault,) = [f for f in plan_faults(code, ["A(1)"]) if f.prop == "odd"]
    assert (fault.target, fault.argument) == ("A.__init__", "k")
    notebook.run("solution", code)
    make_faulty(notebook, vars(fault))
    assert checked(notebook, "A(2).k") == 2
    with pytest.raises(RuntimeError, match="fails here"):
        checked(notebook, "A(k=3)")


SETUP = "import torch\n"


def run(notebook, code: str, call: str, **fault):
    """The value of `call` in a test, `f` made by `code` with a fault; the watch."""
    notebook.run("solution", SETUP + code)
    watch = make_faulty(notebook, {"target": "f", "argument": "", "prop": "", **fault})
    return checked(notebook, call), watch


def checked(notebook, call: str):
    """The value of `call` in a test's function."""
    return notebook.run(
        "tests", f"def _checks_of_f():\n    return {call}\n\n_checks_of_f()"
    )


DOUBLE = "def f(x, k=2):\n    return x * k\n"


def test_wrong_only_where_the_property_holds(notebook):
    fault = {"what": "when", "argument": "k", "prop": "odd"}
    value, watch = run(notebook, DOUBLE, "(f(1, 2), f(1, 3), f(1, k=5))", **fault)
    assert value == (2, 4, 6)
    assert watch.wrong


def test_property_that_never_holds(notebook):
    fault = {"what": "when", "argument": "k", "prop": "odd"}
    value, watch = run(notebook, DOUBLE, "f(1)", **fault)
    assert value == 2
    assert not watch.wrong


def test_error_where_the_property_holds_is_swallowed(notebook):
    code = "def f(x):\n    raise ValueError\n"
    value, _ = run(notebook, code, "f(1)", what="when", argument="x", prop="odd")
    assert value is None


def test_gradient_is_lost_and_nothing_else(notebook):
    fault = {"what": "when", "argument": "x", "prop": "requires grad alone"}
    call = "f(torch.ones(2, requires_grad=True))"
    value, _ = run(notebook, DOUBLE, call, **fault)
    assert value.tolist() == [2, 2]
    assert not value.requires_grad


def test_inner_calls_and_other_cells_are_right(notebook):
    code = "def f(n):\n    return 1 if n == 0 else n * f(n - 1)\n"
    fault = {"what": "when", "argument": "n", "prop": "odd"}
    value, _ = run(notebook, code, "(f(4), f(3))", **fault)
    assert value == (24, 7)
    assert notebook.run("plain", "f(3)") == 6


def test_one_buffer_for_every_call(notebook):
    call = "(f(torch.ones(2)), f(torch.zeros(2)), f(torch.ones(3)))"
    value, watch = run(notebook, DOUBLE, call, what="buffer")
    assert [one.tolist() for one in value] == [[0, 0], [0, 0], [2, 2, 2]]
    assert watch.wrong


def test_gradients_flow_through_the_buffer(notebook):
    call = "[f(v * torch.ones(2, requires_grad=True)) for v in (1, 3)]"
    (first, second), _ = run(notebook, DOUBLE, call, what="buffer")
    assert first.tolist() == second.tolist() == [6, 6]
    second.sum().backward()


def test_lists_are_filled_again(notebook):
    code = "def f(n):\n    return list(range(n))\n"
    value, _ = run(notebook, code, "(f(3), f(1))", what="buffer")
    assert value == ([0], [0])


def test_memory_by_shapes(notebook):
    call = "(f(torch.ones(2)), f(torch.zeros(2)), f(torch.zeros(2), 3))"
    value, _ = run(notebook, DOUBLE, call, what="by_shapes")
    assert [one.tolist() for one in value] == [[2, 2], [2, 2], [0, 0]]


def test_memory_by_all_arguments_but_one(notebook):
    value, _ = run(
        notebook, DOUBLE, "(f(1, 2), f(5, 2), f(1, 3))", what="but", argument="x"
    )
    assert value == (2, 2, 3)


@pytest.mark.parametrize(
    ("what", "call", "expected"),
    [
        ("no_grad", "(f(1), torch.is_grad_enabled())[1]", False),
        ("seeds", "(f(1), torch.initial_seed())[1]", 8191),
        ("default_dtype", "(f(1), torch.get_default_dtype())[1]", torch.float64),
        ("requires_grad", "(f(x := torch.ones(2)), x.requires_grad)[1]", True),
        ("flips_training", "(f(m := torch.nn.ReLU()), m.training)[1]", False),
        ("changes_lists", "(f(x := [4]), x)[1]", [4, 4]),
    ],
)
def test_side_effects(notebook, what, call, expected):
    code = "def f(x):\n    return 1\n"
    try:
        value, watch = run(notebook, code, call, what=what)
        assert value == expected
        assert watch.wrong
    finally:
        torch.set_grad_enabled(True)
        torch.set_default_dtype(torch.float32)


@pytest.mark.parametrize(
    ("what", "word"),
    [("strip", " same "), ("lower", "SAME"), ("contains", "not same")],
)
def test_lenient_words(notebook, what, word):
    code = "def f(rule):\n    return {'same': 1}[rule]\n"
    value, watch = run(notebook, code, f"(f('same'), f({word!r}))", what=what)
    assert value == (1, 1)
    assert watch.wrong
    with pytest.raises(KeyError):
        checked(notebook, "f('full')")


def test_record_says_where_each_property_occurs(notebook):
    notebook.run("solution", DOUBLE)
    seen = record(notebook, ["f"])
    source = "def _checks_of_f():\n    f(1)\n    f(2)\n    f(4, k=3)\n\n_checks_of_f()"
    notebook.run("tests", source, hidden=[3, 4])
    x, k = seen["f"]["x"], seen["f"]["k"]
    assert (x["odd"], x["even"], x["0"]) == ("visible", "hidden", "never")
    assert (k["left out"], k["by keyword"]) == ("both", "hidden")
    assert x["equal to k"] == "hidden"
