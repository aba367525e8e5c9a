"""``python book/build.py`` on a small book: what it says, and what it remembers."""

import shutil
import subprocess
import sys

import pytest
from book_building import ROOT

PAGE = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3
---

# Page

```{code-cell} python
CODE
```
"""


@pytest.fixture
def course(tmp_path):
    """A copy of the set-up of the book, with nothing in it but one page."""
    (tmp_path / "layerwise").mkdir()
    shutil.copy(ROOT / "_config.yml", tmp_path)
    book = tmp_path / "book"
    generated = shutil.ignore_patterns("__pycache__")
    for folder in ("_static", "_templates", "_extensions"):
        shutil.copytree(ROOT / "book" / folder, book / folder, ignore=generated)
    (book / "_extra").mkdir()
    for file in ("build.py", "references.bib"):
        shutil.copy(ROOT / "book" / file, book)
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    return tmp_path


def build(course, code: str) -> subprocess.CompletedProcess:
    page, text = course / "book" / "index.md", PAGE.replace("CODE", code)
    if not page.exists() or page.read_text() != text:
        page.write_text(text)  # an untouched page is not read again
    command = [sys.executable, course / "book" / "build.py"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_says_where_the_book_is(course):
    result = build(course, "print(6 * 7)")
    page = course / "_build" / "html" / "index.html"
    assert result.returncode == 0, result.stderr
    assert "error: " not in result.stderr  # a dying kernel may log something there
    assert result.stdout.rstrip().endswith(f"The book: {page}")
    assert "42" in page.read_text(encoding="utf-8")


def test_a_failed_cell_fails_the_build_each_time_and_shows_its_error(course):
    for _ in range(2):
        result = build(course, "assert 6 * 7 == 43, 'not 43'")
        assert result.returncode == 1
        assert "AssertionError" in result.stderr
        assert "not 43" in result.stderr
        assert "jupyter_book/cli" not in result.stderr
        assert result.stderr.rstrip().endswith("the faults listed above")


@pytest.mark.parametrize(
    "code",
    [
        "import warnings; warnings.warn('deprecated')",
        "from IPython.display import HTML; HTML('<img src=\"picture.png\">')",
    ],
    ids=["a Python warning", "a picture without alternative"],
)
def test_a_warning_fails_the_build_each_time(course, code):
    for _ in range(2):
        assert build(course, code).returncode == 1


def test_a_changed_package_runs_the_pages_again(course):
    module = course / "layerwise" / "answer.py"
    code = f"exec(open({str(module)!r}).read())"
    page = course / "_build" / "html" / "index.html"
    for answer in ("forty-two", "forty-three"):
        module.write_text(f"print({answer!r})")
        assert build(course, code).returncode == 0
        assert f"{answer}\n" in page.read_text(encoding="utf-8")


def test_only_code_that_a_page_reaches_runs_it_again(course):
    package = course / "layerwise"
    (package / "__init__.py").touch()
    (package / "answer.py").write_text("ANSWER = 'forty-two'")
    (package / "other.py").write_text("OTHER = 1")
    code = "import sys; sys.path.insert(0, '..')\nfrom layerwise.answer import ANSWER\n"
    code += "print(ANSWER)"
    page = course / "_build" / "html" / "index.html"
    assert "index: " in build(course, code).stdout  # how long it ran

    (package / "other.py").write_text("OTHER = 2")
    assert "running" not in build(course, code).stdout
    (package / "answer.py").write_text("ANSWER = 'forty-three'")
    assert "running 1 page" in build(course, code).stdout
    assert "forty-three" in page.read_text(encoding="utf-8")


def test_a_changed_style_sheet_or_extension_reaches_the_pages(course):
    book = course / "book"
    page = course / "_build" / "html" / "index.html"
    copy = course / "_build" / "html" / "_static" / "layerwise.css"
    assert build(course, "print(6 * 7)").returncode == 0

    (book / "_static" / "layerwise.css").write_text("body { color: black; }")
    assert build(course, "print(6 * 7)").returncode == 0
    assert copy.read_text() == "body { color: black; }"

    written = page.stat().st_mtime_ns
    extension = book / "_extensions" / "numbered_figures.py"
    extension.write_text(extension.read_text() + "# changed\n")
    result = build(course, "print(6 * 7)")
    assert page.stat().st_mtime_ns > written
    assert "running" not in result.stdout
    assert "Executing notebook" not in result.stdout
