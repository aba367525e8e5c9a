"""The layout shows the architecture: who may import whom, what lies where."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"layerwise", "autograder", "book", "solutions", "exercises", "tests"}
TOP_LEVEL = {
    *("book", "exercises", "solutions", "autograder", "layerwise", "tests"),
    *("benchmarks", "results", ".ci", ".gitignore", "_config.yml", "requirements.txt"),
    *("pyproject.toml", "nbgrader_config.py", "Makefile", "README.md"),
    *("CONTRIBUTING.md", "LICENSE"),
}


def tracked_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [Path(name) for name in listing.stdout.split("\0") if name]


def imported_by(folder: str) -> set[str]:
    """The first parts of the names of all modules that a folder's code imports."""
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("layerwise", {"layerwise"}),
        ("autograder", {"autograder"}),
        ("solutions", set()),
        ("benchmarks", {"layerwise"}),
        ("results", {"layerwise"}),
    ],
)
def test_a_folder_imports_only_what_it_may(folder, allowed):
    assert imported_by(folder) & OURS <= allowed


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("convolution", set()),
        ("architectures", {"convolution"}),
        ("data", set()),
        ("training", set()),
        ("figures", {"convolution"}),
    ],
)
def test_a_part_of_the_package_imports_only_what_it_may(folder, allowed):
    parts = set()
    for path in (ROOT / "layerwise" / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("layerwise"):
                parts.add([*node.module.split("."), "layerwise"][1])
    assert parts <= {folder, *allowed}


def test_nothing_new_on_the_top_level():
    assert {path.parts[0] for path in tracked_files()} <= TOP_LEVEL


def test_no_generated_file_is_tracked():
    generated = re.compile(r"(^|/)(_build|class|\.venv|__pycache__|work)(/|$)")
    assert not [path for path in tracked_files() if generated.search(str(path))]


def test_the_lock_names_one_exact_version_of_every_package():
    *pins, own = (ROOT / "requirements.txt").read_text().strip().splitlines()
    assert own == "-e ."
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    assert "torch==2.13.0" in pins


def test_the_commands_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", (ROOT / "README.md").read_text()))
    assert named
    assert named <= targets
