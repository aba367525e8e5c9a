"""Sections after a chapter's last idea have no number."""

from book_building import build

INDEX = "# Book\n\n```{toctree}\n:numbered:\none\ntwo\n```\n"
CHAPTER = "# Chapter\n\n## An idea\n\nText.\n\n## Summary\n\nText.\n\n## References\n"


def test_afterwords_have_a_class_and_no_number(tmp_path):
    pages = {"index.md": INDEX, "one.md": CHAPTER, "two.md": CHAPTER}
    page = build(tmp_path, pages, "afterword").page("two")
    headings = {h.find(string=True, recursive=False): h for h in page.select("h1, h2")}
    assert headings["Chapter"].select_one(".section-number").get_text() == "2. "
    assert headings["An idea"].select_one(".section-number").get_text() == "2.1. "
    for title in ("Summary", "References"):
        assert headings[title].select(".section-number") == []
        assert "afterword" in headings[title].parent["class"]
    assert "afterword" not in headings["An idea"].parent.get("class", [])


def test_the_numbers_do_not_change_from_build_to_build(tmp_path):
    pages = {"index.md": INDEX, "one.md": CHAPTER, "two.md": CHAPTER}
    built = build(tmp_path, pages, "afterword")
    written = (built.folder / "two.html").stat().st_mtime_ns
    again = {"one.md": CHAPTER + "\nMore.\n"}
    build(tmp_path, again, "afterword")
    assert (built.folder / "two.html").stat().st_mtime_ns == written
