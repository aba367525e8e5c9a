"""The mark-up of a chapter: goals, claims with verdicts, captions, on small pages."""

import json
import re
from types import SimpleNamespace

import pytest
from book_building import build, notebook
from nbformat import v4
from page_records import merge, record, records
from test_extensions import released_notebook

from layerwise import show_table
from layerwise.figures.theme import alternative

ALT = "A kernel of three rows slides over an image."
GOALS = """\
```{goals} sizes
:before: {doc}`other` and *tensors*
:reading: 30
:practice: 40
- compute a size;
- predict $n - k + 1$.
```
"""
CLAIM = """\
```{claim} padding of $k - 1$ keeps *every* size
:name: claim-keeps
One of the notes says so.
```
"""
VERDICT = """\
```{verdict} holds only if the stride $s$ is 1
With a stride of $s = 2$ it does not. See {doc}`other`.
```
"""
OTHER = {"other.md": "---\norphan: true\n---\n\n# Other page\n\nText.\n"}
EXTENSIONS = ("sphinx.ext.mathjax", "goals", "claim_boxes", "numbered_figures")


def drawing(name: str, *labels: str, caption: str = "") -> dict[str, str]:
    """Return the output of a cell that draws a figure of several pictures."""
    pictures = "".join(
        f'<svg role="img" aria-label="{label}"></svg>' for label in labels
    )
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    html = (
        f'<figure class="layerwise-figure" id="{name}">\n{pictures}{caption}</figure>'
    )
    return {"text/html": html}


def chapter(*parts: str | dict[str, str]) -> str:
    """Return a notebook: a text is a cell of prose, a mapping a cell's output."""
    cells = [v4.new_markdown_cell("# Page")]
    for part in parts:
        if isinstance(part, str):
            cells.append(v4.new_markdown_cell(part))
        else:
            output = v4.new_output("display_data", data=part)
            cells.append(v4.new_code_cell("draw()", outputs=[output]))
    page = json.loads(notebook())
    page["cells"] = cells
    return json.dumps(page)


@pytest.fixture
def show(tmp_path):
    """Return a function that builds a page, a second one, and an assignment."""
    path = tmp_path / "exercises" / "sizes" / "sizes.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(released_notebook(), encoding="utf-8")

    def show(*parts: str | dict[str, str], extensions=EXTENSIONS, **pages: str):
        pages = {f"{name}.md": text for name, text in pages.items()}
        start = {"index.ipynb": chapter(*parts)} if parts else {}
        return build(tmp_path, {**OTHER, **start, **pages}, *extensions)

    return show


def words(element) -> str:
    return " ".join(element.get_text().split())


class TestGoals:
    def test_say_what_when_and_how_long_and_lead_to_the_exercises(self, show):
        built = show(GOALS, "## Exercises\n\nHere.")
        assert built.warnings == []
        box = built.page().find(class_="goals")
        assert [words(item) for item in box.find_all("li")] == [
            "compute a size;",
            r"predict \(n - k + 1\).",
        ]
        assert "Before this: Other page and tensors" in words(box)
        assert box.find("a", href="other.html")
        assert "30 minutes to read" in words(box)
        assert words(box.find("a", href="#exercises")) == "Exercises, 40 minutes"

    def test_without_an_assignment_have_no_button(self, show):
        built = show("```{goals}\n:reading: 5\n- read.\n```\n")
        assert built.warnings == []
        assert built.page().find(class_="goals-button") is None

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (GOALS.replace(":reading: 30\n", ""), "give the minutes of reading"),
            (GOALS.replace(":practice: 40\n", ""), "give both the assignment"),
            (GOALS.replace(" sizes", ""), "give both the assignment"),
            (GOALS.replace("sizes", "shapes"), "shapes.ipynb is missing: run `make"),
            (GOALS.replace("- predict", "\npredict"), "as one list"),
            (GOALS, "no section '## Exercises'"),
        ],
        ids=["reading", "practice", "name", "notebook", "list", "section"],
    )
    def test_faults_are_named(self, show, text, message):
        assert message in " ".join(show(text).warnings)


class TestClaims:
    def test_everything_to_the_verdict_is_one_frame(self, show):
        built = show("Before.", CLAIM, {"text/plain": "42"}, "Half.", VERDICT, "After.")
        assert built.warnings == []
        frame = built.page().find(class_="claim")
        assert frame["role"] == "group"
        assert frame["id"] == "claim-keeps"
        title = frame.find(id=frame["aria-labelledby"])
        assert words(title) == (
            r"Check the claim: “padding of \(k - 1\) keeps every size”"
        )
        assert frame["class"] == ["claim", "claim-holds-only-if"]
        assert words(frame.find(class_="chip")) == "holds only if …"
        assert frame.find(class_="cell")
        assert "42" in words(frame)
        assert words(frame.find(class_="verdict")) == (
            r"Holds only if the stride \(s\) is 1. With a stride of \(s = 2\) it does "
            "not. See Other page."
        )
        assert "Before." not in words(frame)
        assert "After." not in words(frame)

    @pytest.mark.parametrize("word", ["holds", "false"])
    def test_the_chip_has_the_word(self, show, word):
        built = show(CLAIM, f"```{{verdict}} {word}\nCounted.\n```\n")
        assert built.warnings == []
        frame = built.page().find(class_="claim")
        assert frame.find(class_=f"chip-{word}").get_text() == word
        assert words(frame.find(class_="verdict")) == f"{word.capitalize()}. Counted."

    @pytest.mark.parametrize(
        ("parts", "message"),
        [
            ([CLAIM], "'claim-keeps' has no verdict"),
            ([CLAIM, "## Next", VERDICT], "'claim-keeps' has no verdict"),
            ([CLAIM, CLAIM.replace("-keeps", "-b"), VERDICT], "'claim-keeps' has no"),
            ([VERDICT], "verdict without a claim"),
            ([CLAIM, VERDICT, VERDICT], "verdict without a claim"),
            (
                [CLAIM, VERDICT.replace("holds only if", "true if")],
                "verdict: say `holds",
            ),
            ([CLAIM, "```{verdict} holds only if\nNo.\n```"], "verdict: say `holds`"),
            ([CLAIM, "```{verdict} false sometimes\nNo.\n```"], "verdict: say `holds`"),
            ([CLAIM, "```{verdict} false\n```"], "in one to three sentences"),
            (
                [CLAIM.replace(":name: claim-keeps\n", ""), VERDICT],
                "give a name such as",
            ),
            ([CLAIM.replace(": claim-", ": "), VERDICT], "give a name such as"),
            ([CLAIM, VERDICT, CLAIM, VERDICT], "Duplicate explicit target name"),
        ],
    )
    def test_faults_are_named(self, show, parts, message):
        assert message in " ".join(show(*parts).warnings)

    def test_a_page_lists_them_all_and_follows_every_change(self, show):
        listing = "---\norphan: true\n---\n\n# Claims\n\n```{claims}\n```\n"
        built = show(CLAIM, VERDICT, listing=listing)
        assert built.warnings == []
        page = built.page("listing")
        link = page.find("a", href="index.html#claim-keeps")
        assert words(link) == r"padding of \(k - 1\) keeps every size"
        assert page.find(class_="claims").find("a", href="index.html")
        assert page.find("script", src=re.compile("mathjax"))  # for its formulas
        (item,) = page.find(class_="claims").find_all("li")
        assert words(item.find(class_="chip")) == "holds only if …"
        assert words(item).endswith(
            r"Holds only if the stride \(s\) is 1. "
            r"With a stride of \(s = 2\) it does not."
        )

        more = CLAIM.replace("claim-keeps", "claim-b")
        built = show(CLAIM, VERDICT, more, "```{verdict} false\nNo.\n```")
        assert built.warnings == []
        listed = built.page("listing").find(class_="claims")
        assert words(listed.p) == "2 claims: 0 holds 1 holds only if … 1 false"
        items = listed.find_all("li")
        assert [words(item.find(class_="chip")) for item in items] == [
            "holds only if …",
            "false",
        ]

        show("No claim any more.")
        assert built.page("listing").find(class_="claims").find("li") is None


def test_records_of_parallel_processes_are_merged():
    main, other = SimpleNamespace(docname="one"), SimpleNamespace(docname="two")
    record(main, "claims", 1)
    record(other, "claims", 2)
    record(other, "goals", 3)
    merge(None, main, {"two"}, other)
    assert records(main, "claims") == {"one": [1], "two": [2]}
    assert records(main, "goals") == {"two": [3]}


CAPTION = f"```{{caption}} fig-one\n:alt: {ALT}\nSee {{doc}}`other`, $x < 3$.\n```\n"


class TestCaptions:
    def test_give_a_figure_its_caption_and_its_alternative(self, show):
        bare = alternative(None, "fig-one")
        built = show(drawing("fig-one", bare, bare), CAPTION, "See {numref}`fig-one`.")
        assert built.warnings == []
        figure = built.page().find("figure", id="fig-one")
        first, second = figure.find_all("svg")
        assert first["aria-label"] == ALT
        assert second["aria-hidden"] == "true"
        assert words(figure.figcaption).startswith(
            "Fig. 1 See Other page, \\(x < 3\\)."
        )
        assert figure.figcaption.find("a", href="other.html")
        assert built.page().find("a", href="#fig-one", class_="reference")

    def test_an_alternative_may_have_several_lines(self, show):
        caption = CAPTION.replace(" slides", "\n  slides\n ")
        built = show(drawing("fig-one", alternative(None, "fig-one")), caption)
        assert built.warnings == []
        figure = built.page().find("figure")
        assert figure.svg["aria-label"] == ALT
        assert words(figure.figcaption).startswith("Fig. 1 See Other page")

    def test_generated_alternatives_stay(self, show):
        caption = CAPTION.replace(f":alt: {ALT}\n", "")
        built = show(drawing("fig-one", ALT, "Step 2 of the kernel."), caption)
        assert built.warnings == []
        pictures = built.page().find_all("svg")
        assert [p["aria-label"] for p in pictures] == [ALT, "Step 2 of the kernel."]

    def test_what_the_code_adds_follows(self, show):
        built = show(drawing("fig-one", ALT, caption="Three &lt; four seeds."), CAPTION)
        caption = built.page().find("figcaption")
        assert r"\(x < 3\). Three < four seeds." in words(caption)

    def test_give_a_table_its_number(self, show):
        table = show_table({"size": [4, 8]}, name="tab-sizes")
        caption = "```{caption} tab-sizes\nSizes.\n```\n"
        built = show(table._repr_mimebundle_(), caption, "See {numref}`tab-sizes`.")
        assert built.warnings == []
        page = built.page()
        assert page.find("a", href="#tab-sizes", class_="reference").get_text() == (
            "Table 1"
        )
        assert words(page.find("figure").figcaption).startswith("Table 1 Sizes.")

    @pytest.mark.parametrize(
        ("parts", "message"),
        [
            ([CAPTION], "no figure or table of this page's cells has this name"),
            ([drawing("fig-one", ALT), CAPTION, CAPTION], "is given twice"),
            (
                [
                    drawing("fig-one", alternative(None, "fig-one")),
                    CAPTION.replace(f":alt: {ALT}\n", ""),
                ],
                "the figure has no text alternative: say in `:alt:`",
            ),
            (
                [drawing("fig-one", alternative(None, "fig-one"))],
                "a placeholder as text alternative",
            ),
            ([drawing("fig-one", ALT), CAPTION + "\n"], None),
            (
                [drawing("fig-one", ALT), CAPTION.replace("See", "One.\n\nSee")],
                "write it as one paragraph",
            ),
        ],
    )
    def test_faults_are_named(self, show, parts, message):
        built = show(*parts, extensions=(*EXTENSIONS, "image_alt_check"))
        assert (message or "") in " ".join(built.warnings)
        assert bool(message) == bool(built.warnings)


CONCEPTS = """\
padding: {title: Padding, chinese: 填充, planned: Part I · Convolution}
"""
COURSE = "# Course\n\n```{course_map} concepts.yml\n```\n"


def test_the_course_map_shows_what_the_goals_say_and_follows_them(tmp_path, show):
    def map_of(chapter: str):
        pages = {"convolution/sizes": chapter, "convolution/other": OTHER["other.md"]}
        built = show(
            **{**pages, "index": COURSE},
            extensions=("sphinx_external_toc", "sphinx.ext.mathjax", "course_map"),
        )
        assert built.warnings == []
        return built.page().find("section", id="part-i-convolution")

    book = tmp_path / "book"
    book.mkdir()
    (book / "concepts.yml").write_text(CONCEPTS, encoding="utf-8")
    (book / "_toc.yml").write_text(
        "root: index\nentries: [{file: convolution/sizes}, {file: other}]\n"
    )
    chapter = f"# Sizes\n\n{GOALS}\n## Exercises\n\nHere.\n"
    part = map_of(chapter)
    (card,) = part.select(".cards > li")
    assert card.find("a")["href"] == "convolution/sizes.html"
    goals = [words(item) for item in card.find_all("li")]
    assert goals == ["compute a size", r"predict \(n - k + 1\)"]
    assert words(card.find(class_="card-facts")) == "30 min · 2 exercises, 40 min"
    mark = card.find(attrs={"data-progress-page": True})
    assert mark["data-progress-page"] == "convolution/sizes"
    assert words(part.find("details").p) == "Padding 填充"

    (book / "_toc.yml").write_text(
        "root: index\nentries: [{file: convolution/sizes}, {file: convolution/more}]\n"
    )
    (book / "convolution" / "more.md").write_text(chapter)
    cards = map_of(chapter.replace("30", "25")).select(".cards > li")
    assert [words(card.find(class_="card-facts")) for card in cards] == [
        "25 min · exercises, 40 min",  # some of the two, which they share
        "30 min · exercises, 40 min",
    ]
