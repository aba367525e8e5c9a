"""The faults that fit every task: what a right answer does besides, and when.

Three families, applied to the reference solution by faults.py while the tests run:
*state* (an earlier call shows in a later one), *side effects*, and *conditional* ones:
right, but spoiled where a property of one argument holds. The first run of the
reference records which properties the tests' calls have; what never occurs is not
run, it is missing from the tests.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from .universal import bound, free_names

STATE = {
    "buffer": "gives one buffer back, filled again by every call",
    "by_shapes": "remembers its results by the shapes of the arguments",
}
BUT_ONE = "but"  # "but x": remembers its results by all arguments but x
EFFECTS = {
    "no_grad": "leaves autograd off",
    "seeds": "seeds torch's global generator",
    "default_dtype": "changes torch's default dtype",
    "requires_grad": "changes requires_grad of its arguments",
    "clears_grad": "clears .grad of a module's parameters",
    "flips_training": "flips the training flags of a module",
    "changes_lists": "changes a list among its arguments",
}
LENIENT = {
    "strip": "accepts words with spaces around",
    "lower": "accepts words in capitals",
    "contains": "accepts words that only contain a right one",
}
# The properties of an argument, by the kind of its value.
TENSOR = (
    *("not contiguous", "an axis of one entry", "tall", "wide", "square"),
    *("more than 1,000 entries", "all zero", "all negative", "all below 1e-3"),
    *("some above 1,000", "float16", "float32", "float64", "integers"),
    "requires grad alone",
)
NUMBER = ("0", "1", "even", "odd", "above 20")
OTHER = ("True", "False", "None", "empty", "one entry", "several entries")
MODULE = ("in training", "in evaluation")
CALL = ("left out", "by keyword")
PAIR = ("equal to {}", "above {}")
LONGEST_WORD = 20


@dataclass(frozen=True)
class Fault:
    """One fault of `target`: a key of the tables here, or "when" with a property."""

    target: str
    what: str
    argument: str = ""
    prop: str = ""

    @property
    def title(self) -> str:
        """What it does, for a reader."""
        if self.what == "when":
            return f"wrong where {self.argument} is {self.prop}"
        if self.what == BUT_ONE:
            return f"remembers its results by all arguments but {self.argument}"
        return (STATE | EFFECTS | LENIENT)[self.what]


def plan_faults(solution: str, tests: list[str]) -> list[Fault]:
    """Every fault of every function that the solution binds and the tests read."""
    tree = ast.parse(solution)
    read = free_names(tests)
    words = _words([solution, *tests])
    faults = []
    for statement in tree.body:
        for name, target in bound(statement):
            if name in read and isinstance(statement, ast.FunctionDef | ast.ClassDef):
                function = _function(statement, target)
                faults += [Fault(target, what) for what in (*STATE, *EFFECTS)]
                if any(isinstance(node, ast.Raise) for node in ast.walk(statement)):
                    faults += [Fault(target, what) for what in LENIENT]
                faults += _of_arguments(target, function, words)
        made = isinstance(statement, ast.ClassDef) and statement.name in read
        constructor = (
            _function(statement, f"{statement.name}.__init__") if made else None
        )
        if made and constructor:  # it fails where the property holds
            target = f"{statement.name}.__init__"
            conditional = _of_arguments(target, constructor, words)
            faults += [fault for fault in conditional if fault.what == "when"]
    return faults


def _of_arguments(
    target: str, function: ast.FunctionDef | None, words: list[str]
) -> Iterator[Fault]:
    """Memory by all arguments but one, and the conditional faults."""
    if function is None:
        return
    every = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
    arguments = [one.arg for one in every]
    if "." in target and not function.decorator_list:
        arguments = arguments[1:]
    for argument in arguments:
        if len(arguments) > 1:
            yield Fault(target, BUT_ONE, argument)
        others = [other for other in arguments if other != argument]
        pairs = [text.format(other) for other in others for text in PAIR]
        names = (*TENSOR, *NUMBER, *pairs, *OTHER, *MODULE, *CALL, *map(repr, words))
        for name in names:
            yield Fault(target, "when", argument, name)


def _function(statement: ast.stmt, target: str) -> ast.FunctionDef | None:
    """The definition behind a target; None for an inherited method."""
    if isinstance(statement, ast.FunctionDef):
        return statement
    method = target.partition(".")[2]
    for item in statement.body:
        if isinstance(item, ast.FunctionDef) and item.name == method:
            return item
    return None


def _words(sources: list[str]) -> list[str]:
    """The short texts in these cells that an argument may be."""
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return sorted(t for t in texts if isinstance(t, str) and _is_word(t))


def _is_word(text: str) -> bool:
    return len(text) <= LONGEST_WORD and text.isidentifier()
