"""Which modules and results a page's cells depend on."""

import pytest
from reached_code import EVERYTHING, Package, names_taken

FILES = {
    "layerwise/__init__.py": "from layerwise.convolution import *",
    "layerwise/convolution/__init__.py": "from layerwise.convolution.pad import pad",
    "layerwise/convolution/pad.py": (
        "from layerwise.convolution.arguments import check\n\ndef pad(x):\n    check(x)"
    ),
    "layerwise/convolution/arguments.py": "def check(x): ...",
    "layerwise/convolution/naive.py": "def by_loops(): ...",
    "layerwise/training/__init__.py": "",
    "layerwise/training/loop.py": "import torch\n\nRATE = 0.1\n\ndef fit(): ...",
    "layerwise/training/saved.py": "PATH = 'long_run.json'",
    "results/long_run.json": "1",
    "results/other.json": "1",
    "requirements.txt": "torch==2.13.0",
    "README.md": "1",
}


@pytest.fixture
def course(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("from layerwise import pad, fit as train", {"pad", "fit"}),
        (
            "import layerwise\nlayerwise.naive.loop(layerwise.pad)",
            {"naive", "loop", "pad"},
        ),
        ("import layerwise as lw\nlw.pad(1).layerwise", {"pad"}),
        ("import layerwise.training.loop", {"training", "loop"}),
        ("from layerwise.data import *", {EVERYTHING}),
        ("import layerwise\ngetattr(layerwise, name)", {EVERYTHING}),
        ("open('../layerwise/pad.py')", {EVERYTHING}),
        ("%timeit pad(x)", {EVERYTHING}),
        ("import torch\nfrom numpy import pad\npad(fit)", set()),
    ],
)
def test_names_taken_from_the_package(code, names):
    assert names_taken(code) == names


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("from layerwise import pad", {"convolution.pad", "convolution.arguments"}),
        ("import layerwise\nlayerwise.naive.by_loops()", {"convolution.naive"}),
        ("from layerwise.training.loop import RATE", {"training.loop"}),
        (
            "from layerwise import training",
            {"training", "training.loop", "training.saved"},
        ),
        ("import torch", set()),
    ],
)
def test_modules_reached(course, code, modules):
    found = Package(course).reached(code)
    assert {module.name.partition(".")[2] for module in found} == modules


@pytest.mark.parametrize(
    ("changed", "text", "again"),
    [
        ("layerwise/convolution/pad.py", "def pad(x): return x", True),
        ("layerwise/convolution/arguments.py", "def check(x): return x", True),
        ("requirements.txt", "torch==2.14.0", True),
        ("layerwise/training/loop.py", "def fit(): return 1", False),
        ("layerwise/convolution/arguments.py", "# new\ndef check(x):\n    ...", False),
        ("results/long_run.json", "2", False),
        ("README.md", "2", False),
    ],
)
def test_what_changes_a_fingerprint(course, changed, text, again):
    code = "from layerwise import pad\npad(1)"
    before = Package(course).fingerprint(code)
    (course / changed).write_text(text, encoding="utf-8")
    assert (Package(course).fingerprint(code) != before) == again


@pytest.mark.parametrize(
    "code", ["load('long_run.json')", "from layerwise.training import saved"]
)
def test_results_count_where_they_are_named(course, code):
    before = Package(course).fingerprint(code)
    (course / "results/other.json").write_text("2", encoding="utf-8")
    assert Package(course).fingerprint(code) == before
    (course / "results/long_run.json").write_text("2", encoding="utf-8")
    assert Package(course).fingerprint(code) != before
