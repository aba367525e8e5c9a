"""The box of exercises on a page that is read from a folder, without any network."""

import json
import re

import pytest
from book_building import PAGES, ROOT
from bs4 import BeautifulSoup

CHAPTER = "convolution/padding_and_stride"


@pytest.mark.browser
def test_the_notebook_is_saved_from_a_file_with_the_network_off(
    browser, html, tmp_path
):
    context = browser.new_context(offline=True, accept_downloads=True)
    try:
        page = context.new_page()
        page.goto((html / f"{CHAPTER}.html").as_uri())
        assert page.get_by_text("make lab").first.is_visible()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Download the notebook").click()
        saved.value.save_as(tmp_path / "saved.ipynb")
        assert saved.value.suggested_filename == "padding_and_stride.ipynb"
    finally:
        context.close()
    released = ROOT / "exercises/padding_and_stride/padding_and_stride.ipynb"
    assert json.loads((tmp_path / "saved.ipynb").read_text("utf-8")) == json.loads(
        released.read_text("utf-8")
    )


def test_no_page_names_another_place_to_work(html, page):
    if page in ("guide/instructors", "guide/design_decisions"):
        pytest.skip("speaks to those who generate exercises/")
    text = BeautifulSoup((html / f"{page}.html").read_text("utf-8"), "html.parser")
    article = text.find("article").get_text()
    assert "exercises/" not in article
    assert "jupyter lab exercises" not in article


def test_every_box_names_the_one_place_and_the_one_way(html):
    boxes = [
        " ".join(box.get_text().split())
        for page in PAGES
        for box in BeautifulSoup(
            (html / f"{page}.html").read_text("utf-8"), "html.parser"
        ).find_all(class_="layerwise-exercise")
    ]
    assert boxes
    for words in boxes:
        assert re.search(r"work/(\w+)/\1\.ipynb", words), words
        assert "make lab" in words
