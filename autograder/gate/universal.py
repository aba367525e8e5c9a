"""The wrong answers that fit every task: which results to spoil, and how.

Each names something that the tests read and a change of what it gives back, applied
to the reference solution by `changes.py` while the tests run.
"""

import ast
from dataclasses import dataclass

from ..graded_cells import names_bound, names_read

# Name of each change in changes.py: what the kill table calls it.
CHANGES = {
    "none": "returns None without doing anything",
    "zero": "returns 0",
    "zero_float": "returns 0.0",
    "nans": "returns NaN in the right shape",
    "zeros": "returns zeros in the right shape",
    "ones": "returns ones in the right shape",
    "echo": "returns its first argument",
    "constant": "returns its first result every time",
    "always_equal": "returns an object that equals everything",
    "single_precision": "returns the right answer in float32",
    "damage": "returns the right answer and changes its arguments in place",
    "table": "knows the visible tests' calls, zeros elsewhere",
    "detached": "returns the right answer detached from autograd",
    "raises": "raises ValueError",
}


@dataclass(frozen=True)
class Universal:
    """One universal wrong answer: the name to spoil and the change, a key of CHANGES.

    `target` is a function's or a value's name, or `Class.method`.
    """

    target: str
    change: str

    @property
    def title(self) -> str:
        """What it does, for a reader."""
        return CHANGES[self.change]


def universal_answers(solution: str, tests: list[str]) -> list[Universal]:
    """Every change of every name that the solution cell binds and the tests read."""
    read = free_names(tests)
    targets = [
        target
        for statement in ast.parse(solution).body
        for name, target in bound(statement)
        if name in read
    ]
    return [
        Universal(target, change)
        for target in dict.fromkeys(targets)
        for change in CHANGES
    ]


def free_names(cells: list[str]) -> set[str]:
    """The names that these cells read and never bind themselves."""
    trees = [ast.parse(source) for source in cells]
    read = {name for tree in trees for name in names_read(tree)}
    return read - {name for tree in trees for name in names_bound(tree)}


def bound(statement: ast.stmt) -> list[tuple[str, str]]:
    """(name, target) for what a top-level statement binds; imports bind nothing new."""
    if isinstance(statement, ast.FunctionDef):
        return [(statement.name, statement.name)]
    if isinstance(statement, ast.ClassDef):
        methods = [
            item.name
            for item in statement.body
            if isinstance(item, ast.FunctionDef) and item.name != "__init__"
        ]
        # A class of nothing but a constructor inherits forward, from nn.Sequential say.
        return [
            (statement.name, f"{statement.name}.{method}")
            for method in methods or ["forward"]
        ]
    return [
        (node.id, node.id)
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
