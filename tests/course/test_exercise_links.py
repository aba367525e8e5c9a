"""Every link of an exercise leads to a section of the book that there is."""

import re
from pathlib import Path

import nbformat
import pytest
from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = set(parse_toc_yaml(ROOT / "book" / "_toc.yml"))
NOTEBOOKS = sorted((ROOT / "exercises").glob("*/*.ipynb"))
LINK = re.compile(r"\]\(/static/([^)#]*)\.html(?:#([^)]*))?\)")


def links(cells) -> list[tuple[str, str]]:
    """Page and label of the links in some cells."""
    return [found for cell in cells for found in LINK.findall(cell.source)]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def test_every_link_leads_to_a_label_of_a_page(notebook):
    for page, label in links(notebook.cells):
        assert page in PAGES, page
        text = (ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")
        assert not label or f"({label})=" in text, f"{page} has no label {label}"


def test_no_link_goes_another_way(notebook):
    everything = "\n".join(cell.source for cell in notebook.cells)
    assert everything.count("](/static/") == len(links(notebook.cells))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_first_cell_links_the_chapter_with_these_exercises(path):
    first = nbformat.read(path, as_version=4).cells[0]
    page, label = links([first])[0]
    assert label == ""
    text = (ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")
    assert re.search(rf"\{{exercise\}} {path.stem}$", text, re.MULTILINE)


def test_every_task_links_the_section_that_it_practises(notebook):
    above, missing = [], []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            above.append(cell)
        elif cell.metadata.get("nbgrader", {}).get("solution"):
            if not [label for _, label in links(above) if label]:
                missing.append(cell.metadata.nbgrader.grade_id)
            above = []
    assert not missing, f"name them under `task` in book/concepts.yml: {missing}"
