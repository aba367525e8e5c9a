"""Questions before answers: what the build checks, and what a reader can do."""

import pytest
from book_building import ROOT, build
from nbformat import v4, writes

NUMBER = """\
:::{predict} How many of the 576 entries of `W` are not zero?
:answer: 1,440
:tolerance: 2
:unit: entries
Nine for each window.
:::"""
CHOICE = """\
:::{predict} Whose sign does it follow?
:choices: NumPy's | PyTorch's `conv2d` | neither
:answer: 3
:::"""
SOURCE = "n = 16 * 90\nassert n == 1440\nprint(n)"


def page(*parts: str | tuple[str, str]) -> str:
    """Return a notebook of texts and of (source, printed output)."""
    cells = [v4.new_markdown_cell("# Page")]
    for part in parts:
        if isinstance(part, str):
            cells.append(v4.new_markdown_cell(part))
        else:
            source, printed = part
            outputs = [v4.new_output("stream", text=printed)] if printed else []
            cells.append(v4.new_code_cell(source, outputs=outputs))
    kernel = {"name": "python3", "display_name": "Python 3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return writes(v4.new_notebook(cells=cells, metadata=metadata))


def build_predict(root, pages, **settings):
    syntax = ["colon_fence"]
    return build(root, pages, "predict", myst_enable_extensions=syntax, **settings)


def warnings_of(tmp_path, *parts) -> list[str]:
    return build_predict(tmp_path, {"index.ipynb": page(*parts)}).warnings


class TestBuild:
    @pytest.mark.parametrize(
        "cell",
        [
            (SOURCE, "some"),
            ("n", "1440"),
            ("n", "about 1,440 entries"),
            ("n", "[1_440, 3]"),
            ("n", "1440.0"),
            ("n", "1.44e3"),
        ],
    )
    def test_accepts_an_answer_that_the_cell_shows(self, tmp_path, cell):
        assert warnings_of(tmp_path, NUMBER, cell) == []

    @pytest.mark.parametrize("printed", ["1441", "11440", "14400", "1440.5", "-1440"])
    def test_rejects_a_number_that_the_cell_does_not_show(self, tmp_path, printed):
        (warning,) = warnings_of(tmp_path, NUMBER, ("n", printed))
        assert "the answer 1,440 is no number in the source or the output" in warning

    @pytest.mark.parametrize(
        ("rest", "words"),
        [
            ([], "no code cell directly after"),
            (["Text.", ("n", "1440")], "no code cell directly after"),
            ([("n = 1440", "")], "has no output to hide"),
        ],
    )
    def test_wants_a_cell_with_an_output(self, tmp_path, rest, words):
        (warning,) = warnings_of(tmp_path, NUMBER, *rest)
        assert words in warning

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (":answer: 3", ":answer: 4"),
            (":answer: 3", ":answer: neither"),
            (":answer: 3\n", ""),
            ("NumPy's | PyTorch's `conv2d` | neither", "neither"),
            (":choices: NumPy's | PyTorch's `conv2d` | neither\n:answer: 3", ""),
        ],
    )
    def test_says_how_an_answer_is_written(self, tmp_path, old, new):
        text = CHOICE.replace(old, new)
        assert text != CHOICE
        (warning,) = warnings_of(tmp_path, text, ("n", "1440"))
        assert "predict: :" in warning

    def test_a_label_may_stand_between(self, tmp_path):
        assert warnings_of(tmp_path, CHOICE + "\n\n(label)=", ("n", "3")) == []

    def test_hides_as_many_cells_as_are_asked_for(self, tmp_path):
        text = NUMBER.replace(":unit:", ":cells: 2\n:unit:")
        cells = [("n", "1440"), "Text.", ("m", "1440"), ("o", "1440")]
        built = build_predict(tmp_path, {"index.ipynb": page(text, *cells)})
        cells = built.page().select(".cell")
        hidden = ["predict-hides" in cell["class"] for cell in cells]
        assert hidden == [True, True, False]
        assert cells[1]["id"].endswith("-cell-2")

    def test_progress_marks_know_the_questions_of_their_page(self, tmp_path):
        mark = '# Home\n\n<span data-progress-page="part/one"></span>\n'
        one = page(NUMBER, (SOURCE, "1440"), CHOICE, ("n", "3"))
        pages = {"index.md": mark, "part/one.ipynb": one}
        built = build_predict(tmp_path, pages)
        names = [box["id"] for box in built.page("part/one").select(".predict")]
        assert len(set(names)) == 2
        (mark,) = built.page().select("[data-progress-page]")
        assert mark["data-predictions"].split() == names


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    mark = '# Home\n\n<span data-progress-page="part/one"></span>\n'
    one = page(NUMBER, (SOURCE, "1440"), CHOICE, ("n", "3"), "The end.")
    settings = {
        "html_static_path": [str(ROOT / "book" / "_static")],
        "html_css_files": ["predict.css"],
        "html_js_files": ["predict.js"],
    }
    folder = tmp_path_factory.mktemp("book")
    pages = {"index.md": mark, "part/one.ipynb": one}
    built = build_predict(folder, pages, **settings)
    return built.folder


@pytest.mark.browser
class TestBrowser:
    @pytest.fixture
    def context(self, browser):
        context = browser.new_context(offline=True)
        yield context
        context.close()

    @pytest.fixture
    def tab(self, context, book):
        tab = context.new_page()
        tab.goto((book / "part" / "one.html").as_uri())
        return tab

    def progress(self, context, book) -> str:
        tab = context.new_page()
        tab.goto((book / "index.html").as_uri())
        return tab.locator("[data-progress-page]").inner_text()

    def test_hides_the_output_and_the_assertion_until_the_reader_commits(self, tab):
        first = tab.locator(".predict").first
        cell = tab.locator(".cell").first
        hidden = cell.get_by_text("1440")
        before = cell.bounding_box(), tab.get_by_text("The end.").bounding_box()
        assert [h.is_visible() for h in hidden.all()] == [False, False]
        assert cell.get_by_text("print").is_visible()
        assert not first.get_by_text("Nine for each").is_visible()

        first.get_by_label("Your prediction").fill("1400")
        first.get_by_role("button", name="Commit").click()
        assert [h.is_visible() for h in hidden.all()] == [True, True]
        said = "You said 1400; it is 1,440 entries."
        assert first.get_by_role("status").inner_text() == said
        assert first.get_by_text("Nine for each").is_visible()
        after = cell.bounding_box(), tab.get_by_text("The end.").bounding_box()
        assert after == before  # nothing moves

    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ("1440", "You said 1440, and so it is."),
            ("1442", "You said 1442; it is 1,440 entries, close enough."),
            ("-3", "You said -3; it is 1,440 entries."),
        ],
    )
    def test_compares_numbers(self, tab, said, answer):
        first = tab.locator(".predict").first
        first.get_by_label("Your prediction").fill(said)
        first.get_by_role("button", name="Commit").click()
        assert first.get_by_role("status").inner_text() == answer

    def test_an_empty_answer_is_none(self, tab):
        tab.get_by_role("button", name="Commit").first.click()
        assert tab.get_by_role("status").first.inner_text() == ""

    def test_a_choice_by_keyboard_alone(self, tab):
        second = tab.locator(".predict").nth(1)
        second.get_by_label("NumPy").focus()
        for key in ("Space", "ArrowDown", "Tab", "Enter"):
            tab.keyboard.press(key)
        said = "You said “PyTorch’s conv2d”; it is “neither”."
        assert second.get_by_role("status").inner_text() == said
        focused = tab.locator(":focus")
        assert focused.inner_text() == "Try again"
        tab.keyboard.press("Enter")
        assert second.get_by_role("status").inner_text() == ""
        assert not tab.locator(".cell").nth(1).locator(".cell_output pre").is_visible()

    def test_just_show_me(self, tab):
        first = tab.locator(".predict").first
        first.get_by_role("button", name="Just show me").click()
        assert first.get_by_role("status").inner_text() == "It is 1,440 entries."
        assert tab.locator(".cell_output pre").first.is_visible()
        assert not tab.locator(".cell_output pre").nth(1).is_visible()

    def test_answers_survive_and_count_as_progress(self, tab, context, book):
        assert self.progress(context, book) == "0 of 2 predicted"
        tab.locator(".predict").nth(1).get_by_label("neither").check()
        tab.get_by_role("button", name="Commit").nth(1).click()
        tab.get_by_role("button", name="Just show me").first.click()
        tab.reload()
        first, second = tab.get_by_role("status").all()
        assert first.inner_text() == "It is 1,440 entries."
        assert second.inner_text() == "You said “neither”, and so it is."
        assert all(output.is_visible() for output in tab.locator(".cell_output").all())
        assert self.progress(context, book) == "1 of 2 predicted"

    def test_without_storage_it_says_that_it_will_ask_again(self, context, book):
        tab = context.new_page()
        tab.add_init_script(
            "Object.defineProperty(window, 'localStorage',"
            " {get() { throw new DOMException('denied') }})"
        )
        faults = []
        tab.on("pageerror", lambda error: faults.append(error.stack))
        tab.goto((book / "part" / "one.html").as_uri())
        first = tab.locator(".predict").first
        first.get_by_label("Your prediction").fill("1440")
        first.get_by_role("button", name="Commit").click()
        assert "does not keep answers" in first.get_by_role("status").inner_text()
        assert tab.locator(".cell_output").first.is_visible()
        assert not any("predict" in stack for stack in faults)

    def test_without_a_script_and_on_paper_everything_is_visible(
        self, browser, tab, book
    ):
        tab.emulate_media(media="print")
        assert all(found.is_visible() for found in tab.get_by_text("1440").all())
        assert not tab.get_by_role("button", name="Commit").first.is_visible()

        context = browser.new_context(java_script_enabled=False)
        plain = context.new_page()
        plain.goto((book / "part" / "one.html").as_uri())
        for text in ("1440", "Nine for each", "How many of the 576"):
            assert all(found.is_visible() for found in plain.get_by_text(text).all())
        assert not plain.get_by_role("button", name="Commit").first.is_visible()
        context.close()
