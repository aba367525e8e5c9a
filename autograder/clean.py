"""Make what students wrote safe to show: in HTML, in a terminal, in a spreadsheet."""

import re
from html import unescape

import bleach
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

# fmt: off
TAGS = bleach.ALLOWED_TAGS | {
    "br", "caption", "dd", "del", "details", "div", "dl", "dt", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "ins", "kbd",
    "p", "pre", "s", "samp", "small", "span", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "u",
}
# fmt: on
ATTRIBUTES = {
    "*": ["class", "title"],
    "a": ["href"],
    "img": ["src", "alt", "width", "height"],
    "ol": ["start"],
    "td": ["colspan", "rowspan", "align"],
    "th": ["colspan", "rowspan", "align", "scope"],
}
PROTOCOLS = ["http", "https", "mailto", "data"]
ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # operating-system commands: titles, links
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # colours, cursor movements
    r"|\x1b."
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)


def clean_html(html: str | bytes) -> str:
    """The HTML without scripts, event handlers, frames, styles and odd links."""
    text = html.decode("utf-8", "replace") if isinstance(html, bytes) else str(html)
    text = re.sub(r"(?is)<(script|style)\b.*?(</\1\s*>|$)", "", text)
    return bleach.clean(
        text, TAGS, _keep_attribute, PROTOCOLS, strip=True, strip_comments=True
    )


def clean_markdown(source: str) -> str:
    """Markdown as HTML, cleaned."""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return clean_html(MarkdownWithMath(renderer=renderer).render(source))


def clean_text(text: str) -> str:
    """The text without terminal escapes and control characters."""
    return ESCAPES.sub("", text.replace("\r\n", "\n"))


def clean_csv(text: str) -> str:
    """The text so that a spreadsheet reads it as text, never as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _keep_attribute(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay; a data: address only as the picture of an img."""
    address = re.sub(r"[\x00-\x20]", "", unescape(value)).lower()
    if address.startswith("data:"):
        picture = re.match(r"data:image/(png|jpeg|gif);base64,", address)
        return tag == "img" and name == "src" and picture is not None
    return name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, [])
