"""A small course for the gate: a function of lists, one of tensors and an nn.Module.

Its tests are strong enough for every right, wrong and machine-made answer; a test of
the gate replaces one piece and looks at what the gate says.
"""

from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class GateTask:
    """One task: its cells as text, and its answers as {name: code}."""

    name: str
    solution: str
    tests: tuple[str, ...]
    right: dict[str, str]
    wrong: dict[str, str]


TOTALS = GateTask(
    "totals",
    """def totals(values):
    ### BEGIN SOLUTION
    result, so_far = [], 0
    for value in values:
        so_far += value
        result.append(so_far)
    return result
    ### END SOLUTION
""",
    (
        """given = [3, 4, 5]
answer = totals(given)
assert type(answer) is list, "a list"
assert answer == [3, 7, 12], "3, then 3 + 4, then 3 + 4 + 5"
assert given == [3, 4, 5], "the input stays as it is"
### BEGIN HIDDEN TESTS
for size in range(6):
    values = [random.randint(-9, 9) for _ in range(size)]
    expected = [sum(values[: n + 1]) for n in range(size)]
    assert totals(list(values)) == expected, "wrong for some lists"
    assert type(totals(list(values))) is list, "not a list for some lists"
### END HIDDEN TESTS
""",
    ),
    {
        "accumulate": "import itertools\n\n\ndef totals(values):\n"
        "    return list(itertools.accumulate(values))\n",
        "sums of slices": "def totals(values):\n"
        "    return [sum(values[: n + 1]) for n in range(len(values))]\n",
        "torch": "def totals(values):\n"
        "    return torch.tensor(values, dtype=torch.long).cumsum(0).tolist()\n",
    },
    {
        "the total alone": "def totals(values):\n    return sum(values)\n",
        "starts at zero": "def totals(values):\n"
        "    return [sum(values[:n]) for n in range(len(values))]\n",
        "leaves the last out": "def totals(values):\n"
        "    return [sum(values[: n + 1]) for n in range(len(values) - 1)]\n",
        "backwards": "def totals(values):\n"
        "    return [sum(values[n:]) for n in range(len(values))]\n",
        "in place": "def totals(values):\n    for n in range(1, len(values)):\n"
        "        values[n] += values[n - 1]\n    return values\n",
        "a tuple": "def totals(values):\n"
        "    return tuple(sum(values[: n + 1]) for n in range(len(values)))\n",
        "the example": "def totals(values):\n    return [3, 7, 12]\n",
        "fails on the empty list": "def totals(values):\n    result = [values[0]]\n"
        "    for value in values[1:]:\n        result.append(result[-1] + value)\n"
        "    return result\n",
    },
)

PAIRS = GateTask(
    "pair_sums",
    """def pair_sums(x):
    ### BEGIN SOLUTION
    if x.dim() != 1:
        raise ValueError("x must have one axis")
    return x[:-1] + x[1:]
    ### END SOLUTION
""",
    (
        """answer = pair_sums(torch.tensor([1.0, 2.0, 4.0]))
assert answer.tolist() == [3.0, 6.0], "1 + 2 and 2 + 4"
### BEGIN HIDDEN TESTS
for dtype in (torch.float32, torch.float64):
    x = torch.randn(6, dtype=dtype)
    given = x.clone()
    expected = torch.stack([x[n] + x[n + 1] for n in range(5)])
    torch.testing.assert_close(pair_sums(given), expected)
    torch.testing.assert_close(given, x)
### END HIDDEN TESTS
""",
        """try:
    pair_sums(torch.zeros(2, 2))
except ValueError:
    pass
else:
    raise AssertionError("two axes: raise ValueError")
### BEGIN HIDDEN TESTS
x = torch.randn(5, dtype=torch.float64, requires_grad=True)
weight = torch.randn(4, dtype=torch.float64)
(gradient,) = torch.autograd.grad((pair_sums(x) * weight).sum(), x)
zero = torch.zeros(1, dtype=torch.float64)
expected = torch.cat([weight, zero]) + torch.cat([zero, weight])
torch.testing.assert_close(gradient, expected)
### END HIDDEN TESTS
""",
    ),
    {
        name: "def pair_sums(x):\n    if x.dim() != 1:\n        raise ValueError\n"
        f"    return {expression}\n"
        for name, expression in {
            "windows": "x.unfold(0, 2, 1).sum(1)",
            "loop": "torch.stack([x[n] + x[n + 1] for n in range(len(x) - 1)])",
            "rolled": "(x + x.roll(-1))[:-1]",
        }.items()
    },
    {
        name: "def pair_sums(x):\n    if x.dim() != 1:\n        raise ValueError\n"
        f"    return {expression}\n"
        for name, expression in {
            "differences": "x[1:] - x[:-1]",
            "wraps around": "x + x.roll(-1)",
            "detached": "(x[:-1] + x[1:]).detach()",
            "float32 only": "(x[:-1] + x[1:]).float()",
            "one short": "x[:-2] + x[1:-1]",
            "mean": "(x[:-1] + x[1:]) / 2",
            "the example": "torch.tensor([3.0, 6.0])",
            "numbers": "[a + b for a, b in zip(x, x[1:])]",
        }.items()
    },
)

SCALE = GateTask(
    "scale",
    """class Scale(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))

    def forward(self, x):
        ### BEGIN SOLUTION
        return x * self.weight[None, :, None]
        ### END SOLUTION
""",
    (
        """layer = Scale(2)
assert sum(p.numel() for p in layer.parameters()) == 2, "one weight a channel"
with torch.no_grad():
    layer.weight.copy_(torch.tensor([2.0, -1.0]))
answer = layer(torch.ones(1, 2, 1))
assert answer.tolist() == [[[2.0], [-1.0]]], "channel 0 times 2, channel 1 times -1"
### BEGIN HIDDEN TESTS
for shape in ((3, 4, 5), (1, 2, 2)):
    layer = Scale(shape[1])
    weight = torch.randn(shape[1])
    with torch.no_grad():
        layer.weight.copy_(weight)
    x = torch.randn(shape)
    given = x.clone()
    answer = layer(given)
    torch.testing.assert_close(answer, torch.einsum("nct,c->nct", x, weight))
    torch.testing.assert_close(given, x)
    answer.sum().backward()
    torch.testing.assert_close(layer.weight.grad, x.sum((0, 2)))
exact = Scale(3).double()(torch.randn(2, 3, 4, dtype=torch.float64))
assert exact.dtype == torch.float64, "float64 in, float64 out"
### END HIDDEN TESTS
""",
    ),
    {},
    {},
)


def scale_answer(forward: str, weight: str = "torch.ones(channels)") -> str:
    """An answer to SCALE with this expression in forward."""
    return f"""class Scale(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter({weight})

    def forward(self, x):
        return {forward}
"""


SCALE = replace(
    SCALE,
    right={
        "axes": scale_answer("x * self.weight[:, None]"),
        "einsum": scale_answer('torch.einsum("nct,c->nct", x, self.weight)'),
        "last axis": scale_answer("(x.mT * self.weight).mT"),
    },
    wrong={
        "last axis alone": scale_answer("x * self.weight"),
        "first axis": scale_answer("x * self.weight[:, None, None]"),
        "adds": scale_answer("x + self.weight[:, None]"),
        "divides": scale_answer("x / self.weight[:, None]"),
        "detached": scale_answer("x * self.weight.detach()[:, None]"),
        "the input": scale_answer("x"),
        "one weight": scale_answer("x * self.weight", "torch.ones(1)"),
        "in place": scale_answer("x.mul_(self.weight[:, None])"),
    },
)

TASKS = (TOTALS, PAIRS, SCALE)


def percent(cells: dict[str, str]) -> str:
    """A percent file of code cells, {text of the marker: code}."""
    return "\n".join(f"# %% {marker}\n{code}" for marker, code in cells.items())


def write_gate_assignment(
    root: Path, name: str, *tasks: GateTask, survivors: str = ""
) -> None:
    """Write `root`/solutions/<name> with its answers and list of survivors."""
    folder = root / "solutions" / name
    cells = {'setup="imports"': "import random\n\nimport torch\nfrom torch import nn\n"}
    for task in tasks:
        cells[f'solution="{task.name}"'] = task.solution
        for number, tests in enumerate(task.tests):
            part = f' part="more{number}"' if number else ""
            cells[f'tests="{task.name}"{part} points=2'] = tests
        answers = folder / "answers" / task.name
        answers.mkdir(parents=True)
        (answers / "right.py").write_text(percent(task.right), encoding="utf-8")
        (answers / "wrong.py").write_text(percent(task.wrong), encoding="utf-8")
    text = "# %% [markdown]\n# # Exercises\n\n" + percent(cells)
    (folder / "assignment.py").write_text(text, encoding="utf-8")
    if survivors:
        (folder / "survivors.toml").write_text(survivors, encoding="utf-8")
