"""The book's Sphinx extensions, each on pages of its own."""

import base64
import json
import re
from urllib.parse import unquote

import pytest
from book_building import PAGES, build, notebook
from bs4 import BeautifulSoup
from image_alt_check import faults_of_html

import layerwise

# The smallest PNG: one transparent pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kg"
    "AAAABJRU5ErkJggg=="
)
ALT = "A kernel of three rows slides over an image."
FIGURE = (
    '<figure class="layerwise-figure" id="fig-one" style="margin: 1rem 0">\n'
    f'<svg viewBox="0 0 1 1" role="img" aria-label="{ALT}"><path d="M0 0"/></svg>'
    "<figcaption>Rows with x &lt; 3.</figcaption>\n</figure>"
)


class TestImageAltCheck:
    def test_images_of_the_text(self, tmp_path):
        faults = {
            "": "no text alternative",
            ":alt: kernel.png": "a file name",
            ":alt: some_other_name.svg": "a file name",
            ":alt: a kernel": "under 15 characters",
            f":alt: {ALT}": None,
        }
        (tmp_path / "book").mkdir()
        (tmp_path / "book" / "kernel.png").write_bytes(PNG)
        images = [f"```{{image}} kernel.png\n{alt}\n```\n" for alt in faults]
        page = "# Page\n\n" + "\n".join(images)
        built = build(tmp_path, {"index.md": page}, "image_alt_check")
        expected = [fault for fault in faults.values() if fault]
        assert len(built.warnings) == len(expected)
        for fault, warning in zip(expected, built.warnings, strict=True):
            assert fault in warning
            assert "index.md" in warning

    def test_outputs_of_cells(self, tmp_path):
        png = {"image/png": base64.b64encode(PNG).decode()}
        html = {"text/html": "<p><svg><path/></svg></p>"}
        good = {"text/html": f'<img src="kernel.png" alt="{ALT}">'}
        pages = {"index.ipynb": notebook(png, html, good)}
        first, second = build(tmp_path, pages, "image_alt_check").warnings
        assert "image with no text alternative" in first
        assert '<svg> with no role="img"' in second

    @pytest.mark.parametrize(
        ("html", "fault"),
        [
            ('<img src="kernel.png">', "<img> with no text alternative"),
            ('<img src="kernel.png" alt="kernel">', "a file name"),
            ("<img>", "<img> with no text alternative"),
            ("<svg><g/></svg>", 'no role="img"'),
            ('<svg role="img"><g/></svg>', "<svg> with no text alternative"),
            ('<svg role="img" aria-label="Fig"/>', "under 15 characters"),
            (f'<svg role="img"><g><svg/></g><text>{ALT}</text></svg>', "no text"),
        ],
    )
    def test_faults_of_html(self, html, fault):
        (found,) = faults_of_html(html)
        assert fault in found

    @pytest.mark.parametrize(
        "html",
        [
            f'<img src="kernel.png" alt="{ALT}">',
            f'<svg role="img" aria-label="{ALT}"><svg/></svg>',
            f'<svg role="img"><title>{ALT}</title><g/></svg>',
            '<svg aria-hidden="true"></svg>',
        ],
    )
    def test_html_without_faults(self, html):
        assert faults_of_html(html) == []


class TestNumberedFigures:
    def test_the_output_of_a_cell_has_a_number_and_can_be_referred_to(self, tmp_path):
        pages = {
            "index.ipynb": notebook({"text/html": FIGURE}),
            "other.md": "---\norphan: true\n---\n\n# Other\n\nSee {numref}`fig-one`.\n",
        }
        built = build(tmp_path, pages, "numbered_figures")
        assert built.warnings == []
        (figure,) = built.page().find_all("figure")
        assert figure["id"] == "fig-one"
        assert figure.svg["aria-label"] == ALT
        assert figure.figcaption.get_text(" ", strip=True).startswith(
            "Fig. 1 Rows with x < 3."
        )
        link = built.page("other").find("a", href="index.html#fig-one")
        assert link.get_text() == "Fig. 1"

    def test_other_outputs_stay_as_they_are(self, tmp_path):
        pages = {"index.ipynb": notebook({"text/html": "<p id='a'>x</p>"})}
        built = build(tmp_path, pages, "numbered_figures")
        assert built.page().find(id="a").get_text() == "x"


class TestSource:
    def show(self, tmp_path, argument: str):
        page = f"# Page\n\n```{{source}} {argument}\n```\n"
        return build(tmp_path, {"index.md": page}, "source_directive")

    def test_shows_the_code_without_the_docstring(self, tmp_path):
        built = self.show(tmp_path, "layerwise.conv_parameters")
        code = built.page().find("pre").get_text()
        assert code.startswith("def conv_parameters(\n")
        assert '"""' not in code
        assert code.rstrip().endswith("return weights + (out_channels if bias else 0)")
        assert "layerwise/convolution/counting.py" in built.page().get_text()

    def test_keeps_the_docstring_on_request(self, tmp_path):
        built = self.show(tmp_path, "layerwise.conv_parameters\n:docstring:")
        assert '"""Return the number' in built.page().find("pre").get_text()

    def test_finds_names_in_submodules(self, tmp_path):
        built = self.show(tmp_path, "layerwise.naive.conv2d")
        assert built.page().find("pre").get_text().startswith("def conv2d(")

    def test_finds_functions_under_decorators(self, tmp_path):
        built = self.show(tmp_path, "layerwise.evaluate")
        code = built.page().find("pre").get_text()
        assert code.startswith("@torch.no_grad()\ndef evaluate(")
        assert "layerwise/training/evaluation.py" in built.page().get_text()

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            (
                "layerwise.convolution.padding.Tensor",
                "is no function, class or module of the package",
            ),
            ("layerwise.conv9d", "layerwise has no 'conv9d'"),
            ("torch.nn.Conv2d", "give a name that starts with 'layerwise.'"),
            ("layerwise.__all__", "is no function, class or module of the package"),
        ],
    )
    def test_names_what_it_cannot_show(self, tmp_path, name, message):
        built = self.show(tmp_path, name)
        assert message in " ".join(built.warnings)


def test_api_listing_has_an_entry_for_every_public_name(tmp_path):
    pages = {"index.md": "# Package\n\n```{api_listing}\n```\n"}
    documenting = ("sphinx.ext.autodoc", "sphinx.ext.napoleon", "api_listing")
    built = build(tmp_path, pages, *documenting)
    assert built.warnings == []
    page = built.page()
    missing = [
        name
        for name in layerwise.__all__
        if page.find(id=f"layerwise.{name}") is None
        and page.find(id=f"module-layerwise.{name}") is None
    ]
    assert missing == []
    rows = [row.find("td") for row in page.find("table").find_all("tr")]
    linked = [cell.a.get_text() for cell in rows if cell and cell.a]
    assert sorted(linked) == sorted(layerwise.__all__)  # one line each, on top
    titles = [title.get_text().rstrip("#¶") for title in page.find_all("h2")]
    assert titles.index("Sampling") < titles.index("Standard") < titles.index("Lenet")


GLOSSARY = "# Terms\n\n```{glossary}\nstride\n步幅\n步长\n  How far.\n```\n"


def test_chinese_terms_say_that_they_are_chinese(tmp_path):
    built = build(tmp_path, {"index.md": GLOSSARY}, "term_language")
    assert built.warnings == []
    languages = [term.get("lang") for term in built.page().find_all("dt")]
    assert languages == [None, "zh", "zh"]


def released_notebook() -> str:
    """Return a notebook of two tasks, the first with two graded test cells."""

    def graded(grade_id: str, points: float) -> dict:
        return {
            "grade_id": grade_id,
            "grade": True,
            "solution": False,
            "points": points,
        }

    def solution(grade_id: str) -> dict:
        return {"grade_id": grade_id, "grade": False, "solution": True}

    cells = [
        (
            "markdown",
            "# Exercises #1\n\n## 1. The *output* size\n\n"
            'About 15 minutes: ⌊n/2⌋ & 3% "?".',
            {},
        ),
        ("code", "def output_size(): ...", solution("output_size")),
        ("code", "assert True", graded("output_size-tests", 2)),
        ("code", "assert True", graded("output_size-tests-stride", 1)),
        ("code", "def pad(): ...", solution("pad")),
        ("code", "assert True", graded("pad-tests", 1)),
    ]
    return json.dumps(
        {
            "cells": [
                {"cell_type": kind, "source": [text], "metadata": {"nbgrader": grading}}
                for kind, text, grading in cells
            ]
        }
    )


EXERCISE_PAGE = {"index.md": "# Page\n\n```{exercise} sizes\n```\n"}


class TestExercise:
    def test_lists_tasks_with_points_and_says_how_to_open_them(self, tmp_path):
        path = tmp_path / "exercises" / "sizes" / "sizes.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(released_notebook(), encoding="utf-8")
        built = build(tmp_path, EXERCISE_PAGE, "exercise_link")
        assert built.warnings == []
        box = built.page().find(class_="layerwise-exercise")
        items = [item.get_text(strip=False) for item in box.find_all("li")]
        assert [" ".join(item.split()) for item in items] == [
            "The output size (3 points, about 15 minutes)",
            "pad (1 point)",
        ]
        text = " ".join(box.get_text().split())
        assert text.startswith("2 tasks, 4 points, about 15 minutes")
        assert "make lab" in text
        assert "work/sizes/sizes.ipynb" in text
        assert "exercises/" not in text
        button = box.find(class_="open-in-jupyter")
        assert button["data-notebook"] == "work/sizes/sizes.ipynb"
        assert button.has_attr("hidden")

    def test_offers_the_notebook_as_a_download_that_needs_no_server(self, tmp_path):
        self.test_lists_tasks_with_points_and_says_how_to_open_them(tmp_path)
        page = build(tmp_path, EXERCISE_PAGE, "exercise_link").page()
        (link,) = page.find(class_="layerwise-exercise").find_all("a", href=True)
        assert link["download"] == "sizes.ipynb"
        kind, _, data = link["href"].partition(",")
        assert kind == "data:application/x-ipynb+json;charset=utf-8"
        assert json.loads(unquote(data)) == json.loads(released_notebook())
        assert re.fullmatch(r"[\w!$()*+,/:;=?@.~%-]+", data, re.ASCII)

    def test_names_a_missing_notebook_and_the_fix(self, tmp_path):
        built = build(tmp_path, EXERCISE_PAGE, "exercise_link")
        (warning,) = [line for line in built.warnings if "missing" in line]
        assert "exercises/sizes/sizes.ipynb is missing: run `make exercises`" in warning


def test_the_course_map_has_a_card_for_each_chapter_and_folds_what_is_planned(html):
    index = BeautifulSoup((html / "index.html").read_text("utf-8"), "html.parser")
    part = index.find(id="part-i-convolution")
    chapters = [page for page in PAGES if page.startswith("convolution/")]
    links = [a["href"] for a in part.select(".card-title a")]
    assert [link.removesuffix(".html") for link in links] == chapters
    marks = [mark["data-progress-page"] for mark in part.select("[data-progress-page]")]
    assert marks == chapters
    assert "Receptive field" in part.find("details", class_="coming").get_text()
