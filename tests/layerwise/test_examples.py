"""The examples in docstrings: every public name has one, and each says what happens.

They are written as a reader would type them after ``import layerwise, torch``.
"""

import doctest
import importlib
import inspect
import pkgutil
import tempfile
from pathlib import Path

import pytest
import torch

import layerwise
from layerwise import naive

NAMES = {
    "Path": Path,
    "layerwise": layerwise,
    "naive": naive,
    "tempfile": tempfile,
    "torch": torch,
}
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS

WITHOUT = {  # a public name, and why it shows no example
    "mnist": "reads files that not every machine has",
    "fashion_mnist": "reads files that not every machine has",
    "figure_style": "its effect is a picture",
    "plot_curves": "its effect is a picture",
    "show_images": "its effect is a picture",
    "themed_figure": "its effect is a picture",
    "ThemedFigure": "the figure functions return it",
}

MODULES = [
    importlib.import_module(module.name)
    for module in pkgutil.walk_packages(layerwise.__path__, "layerwise.")
]
EXAMPLES = {
    test.name: test
    for module in [layerwise, *MODULES]
    for test in doctest.DocTestFinder().find(module, extraglobs=NAMES)
    if test.examples
}
PUBLIC = {
    name: getattr(layerwise, name)
    for name in layerwise.__all__
    if callable(getattr(layerwise, name))
} | {
    f"naive.{name}": function
    for name, function in vars(naive).items()
    if inspect.isfunction(function)
    and function.__module__ == naive.__name__
    and not name.startswith("_")
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_shows_what_happens(name):
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    failures, _ = runner.run(EXAMPLES[name], out=report.append)
    assert failures == 0, "".join(report)


def place(name: str) -> str:
    """Return where a public name is defined, as doctest calls it."""
    public = inspect.unwrap(PUBLIC[name])
    return f"{public.__module__}.{public.__qualname__}"


@pytest.mark.parametrize("name", sorted(set(PUBLIC) - set(WITHOUT)))
def test_a_public_name_has_an_example(name):
    assert place(name) in EXAMPLES, f"{name}: show its effect in a line or two"


def test_the_exceptions_are_public_and_have_no_example():
    assert WITHOUT.keys() <= PUBLIC.keys()
    assert not [name for name in WITHOUT if place(name) in EXAMPLES]
