"""Notebooks link back to the chapter and the sections that their tasks practise."""

from pathlib import Path

import nbformat
import pytest
from tiny_assignment import tiny_text, write_assignment

from autograder.release import check_exercises, release_exercises

CONCEPTS = """
rectangles:
  title: Rectangles
  chapter: shapes/rectangles
  section: sec-rectangles
  task: {task}
planned:
  title: Circles
"""
LINK = "*Read again:* [Rectangles](/static/shapes/rectangles.html#sec-rectangles)"


@pytest.fixture
def course(tmp_path):
    write_assignment(tmp_path, tiny_text())
    (tmp_path / "book").mkdir()
    return tmp_path


def generate(course: Path, task: str):
    (course / "book/concepts.yml").write_text(CONCEPTS.format(task=task))
    release_exercises(course)
    return nbformat.read(course / "exercises/area/area.ipynb", as_version=4)


@pytest.mark.parametrize("task", ["area/area", "[area/area, other/task]"])
def test_first_cell_links_the_chapter_and_each_task_its_section(course, task):
    first = generate(course, task).cells[0].source
    assert "[Open the chapter](/static/shapes/rectangles.html)" in first
    assert "`_build/html/shapes/rectangles.html`" in first
    assert first.endswith(LINK)


def test_an_assignment_that_no_concept_names_has_no_links(course):
    assert "/static/" not in generate(course, "other/task").cells[0].source


def test_a_moved_section_makes_the_exercise_stale(course):
    generate(course, "area/area")
    assert check_exercises(course) == []
    concepts = course / "book/concepts.yml"
    concepts.write_text(concepts.read_text().replace("shapes/", "figures/"))
    (line,) = check_exercises(course)
    assert line.startswith("exercises/area/area.ipynb: differs")
