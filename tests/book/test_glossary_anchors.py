"""Addresses of the glossary's terms."""

from book_building import build

GLOSSARY = """\
# Glossary

{{term}}`步幅` and {{term}}`边界处理方式`.

```{{glossary}}
:sorted:
{more}
stride
步幅
  The distance between windows.

boundary rule
边界规则
边界处理方式
  What lies outside.
```
"""
MORE = "\naliasing\n混叠\n  Too few samples.\n"


def anchors(root, more: str) -> dict[str, str]:
    (root / "book").mkdir(parents=True)
    pages = {"index.md": GLOSSARY.format(more=more)}
    built = build(root, pages, "glossary_anchors", "term_language")
    assert built.warnings == []
    page = built.page()
    links = [link["href"] for link in page.select("p > a.reference.internal")]
    assert links == ["#term-stride-zh", "#term-boundary-rule-zh-2"]
    index = built.page("genindex")
    assert index.select('a[href="index.html#term-stride-zh"]')
    return {term.find(string=True): term["id"] for term in page.select("dt[id]")}


def test_a_new_term_moves_no_other(tmp_path):
    before = anchors(tmp_path / "before", "")
    after = anchors(tmp_path / "after", MORE)
    assert before == {
        "stride": "term-stride",
        "步幅": "term-stride-zh",
        "boundary rule": "term-boundary-rule",
        "边界规则": "term-boundary-rule-zh",
        "边界处理方式": "term-boundary-rule-zh-2",
    }
    assert before.items() < after.items()
    assert after["混叠"] == "term-aliasing-zh"


def test_a_chinese_term_needs_an_english_one(tmp_path):
    text = "# Glossary\n\n```{glossary}\n步幅\n  The distance between windows.\n```\n"
    (warning,) = build(tmp_path, {"index.md": text}, "glossary_anchors").warnings
    assert "write the English term above 步幅" in warning
