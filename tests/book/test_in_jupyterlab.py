"""JupyterLab in a student's hand-out, set up by book/lab_config.py: from the book to a
submission, and back to the book.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest
from book_building import ROOT

from autograder.handout import write_handout

# One worker runs them all, so that one JupyterLab is started.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("jupyterlab")]

START = 60  # seconds that JupyterLab may take to answer on a busy machine
NAME = "padding_and_stride"
COPY = f"{NAME}/{NAME}.ipynb"
CHAPTER = f"convolution/{NAME}"
TASK = "input_sizes"
ANSWER = f"def {TASK}(outputs, k, before=0, after=0, stride=1):\n    return 42"


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


def nbgrader(*arguments: str, class_folder: Path) -> None:
    """Run one of nbgrader's commands as the instructor, in the checkout."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=ROOT,
        env=os.environ | {"LAYERWISE_CLASS": str(class_folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory) -> Path:
    """The instructor's class, with one assignment released."""
    folder = tmp_path_factory.mktemp("class")
    nbgrader("release_assignment", NAME, class_folder=folder)
    return folder


@pytest.fixture(scope="module")
def student(html, tmp_path_factory) -> Path:
    """What a student unpacked: the hand-out."""
    folder = tmp_path_factory.mktemp("student")
    with zipfile.ZipFile(write_handout(ROOT, folder / "course.zip")) as archive:
        archive.extractall(folder)
    return folder / "course"


@pytest.fixture(scope="module")
def lab(student, class_folder, tmp_path_factory):
    """The address, with its token, that the student's JupyterLab opens first."""
    home = tmp_path_factory.mktemp("jupyter")
    log = home / "log.txt"
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    environment = os.environ | {name: str(home / name.lower()) for name in folders}
    environment |= {
        "PYTHONPATH": str(student),
        "LAYERWISE_CLASS": str(home / "class"),
        "LAYERWISE_EXCHANGE": str(class_folder / "exchange"),
    }
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--config", "book/lab_config.py"]
    command += ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    if os.geteuid() == 0:
        command.append("--allow-root")
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=student,
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


def open_notebook(tab) -> None:
    """Go from the chapter to its notebook, as a student does."""
    origin = tab.url.partition("/static/")[0]
    tab.goto(f"{origin}/static/{CHAPTER}.html")
    tab.get_by_role("link", name="Open in Jupyter").click()
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=START * 1000)
    heading = read(ROOT / "exercises" / COPY)["cells"][0]["source"][0].lstrip("# ")
    tab.get_by_role("heading", name=heading.strip()).first.wait_for()


def get(tab, address: str) -> dict:
    """What the student's JupyterLab answers to a request."""
    return tab.evaluate("async address => await (await fetch(address)).json()", address)


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def answers(path: Path) -> str:
    """The source of the first task's cell."""
    (found,) = [cell for cell in read(path)["cells"] if cell["id"] == TASK]
    return "".join(found["source"])


def test_the_start_page_is_the_book(tab):
    assert tab.url.partition("?")[0].endswith("/static/index.html")
    assert tab.locator("h1").first.inner_text().startswith("Layerwise")


def test_inside_jupyter_the_page_names_one_way_only(tab):
    origin = tab.url.partition("/static/")[0]
    tab.goto(f"{origin}/static/{CHAPTER}.html")
    link = tab.get_by_role("link", name="Open in Jupyter")
    assert link.get_attribute("href") == f"/lab/tree/work/{COPY}"
    assert not tab.get_by_text("make lab").first.is_visible()
    assert not tab.get_by_role("link", name="Download the notebook").is_visible()


def test_the_notebook_leads_back_to_its_chapter_and_to_the_section(tab):
    open_notebook(tab)
    for text, target in (
        ("Open the chapter", f"/static/{CHAPTER}.html"),
        ("Stride", f"/static/{CHAPTER}.html#sec-stride"),
    ):
        with tab.expect_popup() as opened:
            tab.locator(".jp-Notebook").get_by_role("link", name=text).first.click()
        chapter = opened.value
        chapter.wait_for_load_state()
        assert chapter.url.endswith(target)
        assert "Padding and stride" in chapter.locator("h1").first.inner_text()
        label = target.partition("#")[2]
        assert not label or chapter.locator(f"[id='{label}']").count() == 1
        chapter.close()
    assert tab.foreign_requests == []


def test_no_news_are_asked_for_and_work_is_saved_often(tab):
    tab.goto(tab.url.partition("/static/")[0] + "/lab")
    config = json.loads(tab.locator("#jupyter-config-data").text_content())
    plugin = "@jupyterlab/apputils-extension:announcements"
    assert plugin in config["disabledExtensions"]
    assert config["news"] == {"disabled": True}
    settings = get(tab, "/lab/api/settings/@jupyterlab/docmanager-extension:plugin")
    assert settings["schema"]["properties"]["autosaveInterval"]["default"] == 10


def test_a_student_sees_no_solutions(tab):
    found = {entry["name"] for entry in get(tab, "/api/contents/")["content"]}
    assert {"exercises", "work"} <= found
    assert not {"solutions", "tests"} & found


def test_what_is_answered_in_work_is_what_is_submitted(tab, student, class_folder):
    copy = student / "work" / COPY
    (copy.parent / f"{NAME}.backup-2026-01-01-000000.ipynb").write_text("{}")
    open_notebook(tab)
    editor = tab.locator(".jp-CodeCell", has_text=f"def {TASK}(").first
    editor.locator(".cm-content").click()
    tab.keyboard.press("Control+A")
    tab.keyboard.insert_text(ANSWER)
    tab.keyboard.press("Control+S")
    wait_for(lambda: ANSWER in answers(copy), "the notebook to be saved")

    tab.get_by_role("menuitem", name="Nbgrader").click()
    tab.get_by_role("menuitem", name="Assignment List").click()
    row = tab.locator("#fetched_assignments_list .list_item", has_text=NAME).first
    row.get_by_role("button", name="Submit").click()
    inbound = class_folder / "exchange" / "layerwise" / "inbound"
    wait_for(lambda: list(inbound.glob(f"*/{NAME}.ipynb")), "the submission")

    nbgrader("collect", NAME, class_folder=class_folder)
    (submitted,) = (class_folder / "submitted").glob(f"*/{NAME}")
    assert answers(submitted / f"{NAME}.ipynb") == ANSWER
    assert [path.name for path in submitted.glob("*.ipynb")] == [f"{NAME}.ipynb"]
    assert answers(copy) == ANSWER
    assert not (student / NAME).exists()


def wait_for(condition, what: str) -> None:
    deadline = time.monotonic() + START
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"waited {START} s for {what}")
        time.sleep(0.2)
