"""Mistakes of this field: what each operator makes of a line."""

import ast

import pytest

from autograder.gate.field_operators import OPERATORS
from autograder.gate.mutants import plain_code, sample_mutants


def mutants(line: str, signature: str = "x, w, padding=0, stride=1") -> set[tuple]:
    """(operator, what becomes of the line) in a function made of it."""
    lines = line.split("\n")
    source = f"def f({signature}):\n" + "".join(f"    {text}\n" for text in lines)
    whole = set(range(1, len(lines) + 2))
    return {
        (mutant.operator, mutant.mutated)
        for mutant in sample_mutants(source, whole, set(), 10_000, further=False)
    }


def test_there_are_many_operators():
    assert len(OPERATORS) >= 40


@pytest.mark.parametrize(
    ("line", "operator", "mutated"),
    [
        ("y = x.shape[-1]", "axes of a shape exchanged", "y = x.shape[-2]"),
        ("y = x.size(2)", "axes of a shape exchanged", "y = x.size(3)"),
        ("y = x.softmax(dim=1)", "axis off by one", "y = x.softmax(dim=2)"),
        ("y = torch.cat(x, 1)", "axis off by one", "y = torch.cat(x, 0)"),
        ("y = x.sum()", "mean and sum exchanged", "y = x.mean()"),
        ("y = x.argmax(1)", "argmax and argmin exchanged", "y = x.argmin(1)"),
        ("y = math.ceil(n)", "floor and ceil exchanged", "y = math.floor(n)"),
        ("y = n // 2", "rounded up", "y = -(-n // 2)"),
        ("y = int(n / 2)", "int dropped", "y = n / 2"),
        ("y = x.clone()", "clone dropped", "y = x"),
        ("y = torch.clone(x)", "clone dropped", "y = x"),
        ("y = F.relu(x)", "relu dropped", "y = x"),
        ("y = x.mT", "transpose dropped", "y = x"),
        ("y = w.flip(0)", "flip dropped", "y = w"),
        ("y = w[::-1]", "[::-1] dropped", "y = w"),
        ("y = x.reshape(-1)", "reshape by view", "y = x.view(-1)"),
        ("y = x.permute(0, 2, 1)", "axes in another order", "y = x.permute(1, 2, 0)"),
        ("y = x.mean(1)", "keepdim exchanged", "y = x.mean(1, keepdim=True)"),
        ("y = x.mean(1, keepdim=True)", "keepdim exchanged", "y = x.mean(1)"),
        ("y = f(x, stride=2)", "stride and padding exchanged", "y = f(x, padding=2)"),
        ("y = n + padding", "padding off by one", "y = n + (padding + 1)"),
        ("y = n + padding", "padding ignored", "y = n + 0"),
        ("y = padding", "stride, padding and dilation exchanged", "y = stride"),
        ("y = nn.Linear(2, 3)", "bias dropped", "y = nn.Linear(2, 3, bias=False)"),
        ("y = x + bias", "bias dropped", "y = x"),
        ("y = x / (s + 1e-05)", "epsilon dropped", "y = x / s"),
        ("y = x / len(w)", "division by a size dropped", "y = x"),
        ("y.append(x)", "append and insert exchanged", "y.insert(0, x)"),
        ("y += x", "accumulation dropped", "y = x"),
        ("x = x + w", "in place", "x += w"),
        ("raise ValueError('no')", "another exception", "raise TypeError"),
        ("y = torch.zeros(3)", "zeros and ones exchanged", "y = torch.ones(3)"),
        ("model.train()", "training and evaluation exchanged", "model.eval()"),
        ("y = enumerate(x)", "counted from one", "y = enumerate(x, 1)"),
        ("y = torch.where(a, b, c)", "sides of where exchanged", None),
        ("with torch.no_grad():\n    y = 1", "no_grad dropped", "if True:"),
        ("y = w == 'a' or no()\nraise E", "equal taken for contains", None),
        ("return x", "result detached", "return x.detach()"),
        ("return x", "result squeezed", "return x.squeeze()"),
        ("return x", "float32 only", "x = x.float()\nreturn x"),
        ("return x", "contiguous only", "x = x.view(-1).view(x.shape)\nreturn x"),
        ("return x", "batch of one only", "x = x[:1]\nreturn x"),
        ("return x", "argument ignored", "padding = 0\nreturn x"),
        ("return x", "another default", None),
        ("return x", "seeds the global generator", None),
        ("loss.backward()\no.step()", "statements in another order", None),
        ("y = 'same' if w else 'valid'", "rules exchanged", None),
        ("for a in x:\n    y.append(a)", "loop reversed", None),
        ("for a in x:\n    y += a", "loop of one round", None),
        ("if w:\n    raise ValueError", "validation dropped", None),
    ],
)
def test_each_operator(line, operator, mutated):
    made = {text for name, text in mutants(line) if name == operator}
    assert made
    assert mutated is None or mutated in made


def test_height_and_width_need_both_names():
    both = mutants("y = h", "h, w")
    assert ("height and width exchanged", "y = w") in both
    assert not any(
        name == "height and width exchanged" for name, _ in mutants("y = h", "h")
    )


def test_the_tree_stays_as_it_was_and_mutants_compile():
    source = "def f(x, w):\n    for i in w:\n        x.append(i.sum(1))\n    return x\n"
    first = sample_mutants(source, {2, 3, 4}, set(), 1000, further=True)
    again = sample_mutants(source, {2, 3, 4}, set(), 1000, further=True)
    assert first == again
    assert len({mutant.code for mutant in first}) == len(first)
    for mutant in first:
        ast.parse(mutant.code)


def test_what_is_the_same_for_all_is_made_of_the_reference_alone():
    source = "def f(x):\n    return x.sum()\n"
    names = {
        further: {
            m.operator for m in sample_mutants(source, {1, 2}, set(), 99, further)
        }
        for further in (False, True)
    }
    assert "float32 only" in names[False] - names[True]
    assert "mean and sum exchanged" in names[True] & names[False]


def test_no_mutant_is_a_right_answer_or_made_twice():
    source = "def f(x):\n    return x.sum()\n"
    right = 'def f(x):\n    """Text."""\n    return x.mean()  # of all\n'
    taken = {plain_code(source), plain_code(right)}
    codes = {m.code for m in sample_mutants(source, {1, 2}, taken, 99, True)}
    assert "def f(x):\n    return x.mean()" not in codes
    assert sample_mutants(source, {1, 2}, taken, 99, True) == []


def test_sample_is_fixed_and_capped():
    source = "def f(x):\n" + "".join(f"    x = x.sum({n})\n" for n in range(20))
    everything = sample_mutants(source, set(range(30)), set(), 1000, True)
    sample = sample_mutants(source, set(range(30)), set(), 12, True)
    assert len(sample) == 12
    assert {m.code for m in sample} < {m.code for m in everything}
