"""What every chapter keeps to, read in its source."""

import ast
import re

import pytest
from book_building import ROOT

CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
FOLDED = re.compile(r"^:tags: .*\b(hide|remove)-(input|cell)", re.MULTILINE)
FIGURE_TEXT = {"alt", "caption"}
BEING_REWRITTEN = {"lenet"}
LAST_SECTIONS = ["Summary", "Exercises", "Think further", "References"]

CHAPTERS = {
    path.stem: path.read_text(encoding="utf-8")
    for folder in ("convolution", "architectures")
    for path in sorted((ROOT / "book" / folder).glob("*.md"))
    if path.stem not in BEING_REWRITTEN
}


def shown_code(text: str) -> list[str]:
    """Return the code of the cells that are not folded, without their options."""
    cells = [cell for cell in CELL.findall(text) if not FOLDED.search(cell)]
    return [re.sub(r"^:.*\n", "", cell, flags=re.MULTILINE) for cell in cells]


def figure_text(code: str) -> set[int]:
    """Return the lines of a cell that hold captions and text alternatives."""
    return {
        line
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg in FIGURE_TEXT
        for line in range(keyword.value.lineno, keyword.value.end_lineno + 1)
    }


@pytest.mark.parametrize("chapter", CHAPTERS)
class TestChapter:
    def test_code_is_short_and_says_little_about_its_figures(self, chapter):
        cells = shown_code(CHAPTERS[chapter])
        lines = sum(bool(line.strip()) for cell in cells for line in cell.splitlines())
        about_figures = sum(len(figure_text(cell)) for cell in cells)
        assert lines <= 150
        assert about_figures <= 0.03 * lines, "use {caption}, see CONTRIBUTING.md"

    def test_ends_with_the_sections_that_every_chapter_has(self, chapter):
        sections = re.findall(r"^## (.+)$", CHAPTERS[chapter], re.MULTILINE)
        last = [name for name in LAST_SECTIONS if name in sections]
        assert sections[-len(last) :] == last
        assert {"Summary", "References"} <= set(last)

    def test_opens_with_its_goals_and_lets_the_reader_predict(self, chapter):
        text = CHAPTERS[chapter]
        assert text.count("{goals}") == 1
        assert text.index("{goals}") < text.index("{code-cell}")
        assert text.count("{predict}") >= 3
