"""The built book, its pages and a browser for the tests of the book."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from book_building import PAGES, ROOT
from filelock import FileLock

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

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


@pytest.fixture(scope="session")
def browser():
    """A Chromium; without one the test is skipped, or fails where CI=true."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = f"no browser: none of {', '.join(BROWSERS)} is on the PATH"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    # A browser of its own requests: no updates, no sync, no first-run pages.
    options = ["--disable-background-networking", "--disable-component-update"]
    options += ["--disable-sync", "--no-first-run", "--disable-gpu"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium's sandbox refuses to run as root
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=options)
        yield chromium
        chromium.close()
