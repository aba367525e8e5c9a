"""The built book and its pages, for the tests of the book."""

import subprocess
import sys
from pathlib import Path

import pytest
from book_building import PAGES, ROOT
from filelock import FileLock

sys.path.insert(0, str(ROOT / "book" / "_extensions"))


def pytest_generate_tests(metafunc):
    """Run every test that takes a ``page`` once for each page of the book."""
    if "page" in metafunc.fixturenames:
        metafunc.parametrize("page", PAGES)


@pytest.fixture(scope="session")
def html() -> Path:
    """The folder of the book, built from the sources as they are now."""
    build = ROOT / "_build"
    build.mkdir(exist_ok=True)
    with FileLock(build / "book.lock"):  # one worker builds, the others find it done
        command = [sys.executable, ROOT / "book" / "build.py"]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        pytest.fail(f"the book does not build:\n{result.stderr[-4000:]}")
    return build / "html"
