"""JupyterLab, set up by book/lab_config.py, serves the book beside the notebooks."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from book_building import PAGES, ROOT

# One worker runs them all, so that one JupyterLab is started.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("jupyterlab")]

START = 60  # seconds that JupyterLab may take to answer on a busy machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_answers(address: str, server: subprocess.Popen, log) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab does not answer:\n{log.read_text()[-3000:]}")


def stop(server: subprocess.Popen) -> None:
    """End JupyterLab, which ends its kernels; end all of them when that takes long."""
    server.terminate()
    try:
        server.wait(timeout=START)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@pytest.fixture(scope="module")
def lab(html, tmp_path_factory):
    """The address, with its token, that a running JupyterLab opens first."""
    home = tmp_path_factory.mktemp("jupyter")
    log = home / "log.txt"
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    environment = os.environ | {name: str(home / name.lower()) for name in folders}
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--config", "book/lab_config.py"]
    command += ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    if os.geteuid() == 0:
        command.append("--allow-root")
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait_until_answers(f"http://127.0.0.1:{port}/api", server, log)
        yield re.search(r"http://127\.0\.0\.1:\S+", log.read_text())[0]
    finally:
        stop(server)


@pytest.fixture
def tab(browser, lab):
    """A tab on the start page, and the requests that it makes to other hosts."""
    context = browser.new_context()
    page = context.new_page()
    page.foreign_requests = []
    page.on("request", lambda request: note_foreign(request.url, page))
    page.goto(lab)
    yield page
    context.close()


def note_foreign(url: str, page) -> None:
    if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
        page.foreign_requests.append(url)


def page_with_exercises(html) -> str:
    for page in PAGES:
        if "open-in-jupyter" in (html / f"{page}.html").read_text(encoding="utf-8"):
            return page
    pytest.fail("no page of the book has an {exercise} box")


def test_the_start_page_is_the_book(tab):
    assert tab.url.partition("?")[0].endswith("/static/index.html")
    assert tab.locator("h1").first.inner_text().startswith("Layerwise")


def test_a_chapter_opens_its_notebook(tab, html):
    origin = tab.url.partition("/static/")[0]
    tab.goto(f"{origin}/static/{page_with_exercises(html)}.html")
    link = tab.get_by_role("link", name="Open in Jupyter")
    path = link.get_attribute("href").partition("/lab/tree/")[2]
    assert path.startswith("work/")
    assert (ROOT / path).is_file()
    link.click()
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=START * 1000)
    notebook = json.loads((ROOT / path).read_text(encoding="utf-8"))
    heading = "".join(notebook["cells"][0]["source"]).splitlines()[0].lstrip("# ")
    tab.get_by_role("heading", name=heading).first.wait_for()
    assert tab.foreign_requests == []
