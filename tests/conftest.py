"""What tests of several folders share: a browser, and the times they took."""

import os
import shutil

import pytest

pytest_plugins = ["durations"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


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
