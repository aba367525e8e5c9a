"""Every page of the book in a real browser, opened from the folder, with no network."""

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
LAPTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

WAIT_FOR_FORMULAS = "async () => { if (window.MathJax) await MathJax.startup.promise }"
FORMULAS_LEFT_AS_TEX = """() => [...document.querySelectorAll('.math')]
    .filter(f => !f.querySelector('mjx-container') || f.querySelector('mjx-merror'))
    .map(f => 'formula not rendered: ' + f.textContent.slice(0, 60))"""
WIDER_THAN_THE_SCREEN = """() => {
    const page = document.documentElement;
    return page.scrollWidth <= page.clientWidth ? [] :
        [`${page.scrollWidth} px wide on a screen of ${page.clientWidth} px`];
}"""
VIOLATIONS = """async () => {
    const found = await axe.run({preload: false});
    return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.impact} ` +
        `${rule.id}: ${node.html.slice(0, 150)} (${node.any[0]?.message})`
    ));
}"""


@pytest.fixture
def visit(browser):
    """Return a function that opens an address in a fresh, offline window.

    It returns the tab and a list to which the tab's faults go as they happen. The
    addresses of all files that it loads are added to the set ``loaded``.
    """
    contexts = []

    def open_tab(address, scheme="light", size=LAPTOP, loaded=None):
        context = browser.new_context(viewport=size, color_scheme=scheme, offline=True)
        contexts.append(context)
        tab, faults = context.new_page(), []
        tab.on("pageerror", lambda error: faults.append(f"exception: {error}"))
        tab.on("console", lambda message: note_message(message, faults))
        tab.on("request", lambda request: note_request(request.url, faults))
        if loaded is not None:
            tab.on("request", lambda request: loaded.add(request.url))
        tab.on("requestfailed", lambda request: faults.append(f"lost: {request.url}"))
        tab.goto(address)
        tab.evaluate(WAIT_FOR_FORMULAS)
        return tab, faults

    yield open_tab
    for context in contexts:
        context.close()


def note_message(message, faults: list[str]) -> None:
    if message.type in ("error", "warning"):
        faults.append(f"console {message.type}: {message.text}")


def note_request(url: str, faults: list[str]) -> None:
    if not url.startswith(("file:", "data:", "blob:")):
        faults.append(f"request to {url}")


def gzipped(address: str) -> int:
    """Return how many bytes of a file travel from a server that compresses."""
    path = Path(unquote(urlsplit(address).path))
    content = path.read_bytes()
    return min(len(content), len(gzip.compress(content)))


def address_of(html: Path, page: str) -> str:
    return (html / f"{page}.html").as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_whole_and_accessible(visit, html, page, scheme):
    tab, faults = visit(address_of(html, page), scheme)
    assert tab.evaluate("document.documentElement.dataset.theme") == scheme
    faults += tab.evaluate(FORMULAS_LEFT_AS_TEX)
    tab.add_script_tag(path=AXE)
    faults += tab.evaluate(VIOLATIONS)
    assert not faults, "\n".join(faults)


def test_page_fits_on_a_phone(visit, html, page):
    tab, faults = visit(address_of(html, page), size=PHONE)
    faults += tab.evaluate(WIDER_THAN_THE_SCREEN)
    tab.add_script_tag(path=AXE)
    faults += tab.evaluate(VIOLATIONS)
    assert not faults, "\n".join(faults)


def test_page_and_all_it_loads_weigh_at_most_800_kb(visit, html, page):
    loaded = set()
    visit(address_of(html, page), loaded=loaded)
    files = [address for address in loaded if address.startswith("file:")]
    weights = {address: gzipped(address) for address in files}
    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:8]
    listing = [f"{weight / 1000:6.0f} kB  {address}" for address, weight in heaviest]
    assert any("light-theme.css" in address for address in weights)
    assert any("icons.woff" in address for address in weights)
    assert sum(weights.values()) <= 800_000, "\n".join(["gzipped:", *listing])


def results(tab) -> list[str]:
    tab.wait_for_selector("#search-results li a")
    return tab.locator("#search-results li").all_inner_texts()


def test_search_shows_sections_and_what_they_say(visit, html):
    tab, faults = visit(address_of(html, "index"))
    tab.keyboard.press("Control+k")
    tab.keyboard.type("strides")
    tab.keyboard.press("Enter")
    found = results(tab)
    assert found[0].startswith("stride · 步幅")
    assert "between the starts of" in found[0]
    assert any("Stride skips windows" in text for text in found)
    assert "places with “strides”" in tab.get_by_role("status").inner_text()
    tab.add_script_tag(path=AXE)
    faults += tab.evaluate(VIOLATIONS)
    tab.get_by_role("link", name="stride · 步幅").click()
    assert tab.locator("#term-stride").is_visible()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("步幅", "stride"),
        ("填充", "padding"),
        ("conv2d", "layerwise.conv2d"),
        ("步幅的定义", "stride"),  # nowhere as a whole
    ],
)
def test_search_finds_terms_and_functions_first(visit, html, query, title):
    tab, faults = visit(address_of(html, "search") + f"?q={query}")
    assert results(tab)[0].startswith(title)
    assert not faults, "\n".join(faults)


def test_search_says_that_it_found_nothing(visit, html):
    tab, faults = visit(address_of(html, "search") + "?q=xylophone[")
    assert tab.get_by_role("status").inner_text().startswith("Nothing with")
    tab.locator("#main-content input[type=search]").fill("padding")
    assert len(results(tab)) > 5
    assert not faults, "\n".join(faults)


def test_search_loads_under_300_kb_for_25_chapters(html):
    chapters = len(list((html / "convolution").glob("*.html")))
    chapters += len(list((html / "architectures").glob("*.html")))
    size = len(gzip.compress((html / "search" / "texts.js").read_bytes()))
    assert size * 25 / chapters < 300_000


def test_notebooks_are_not_linked_outside_jupyter(visit, html):
    tab, _ = visit(address_of(html, "reference/concept_map"))
    assert tab.locator("a[href*='/lab/tree/']").count() == 0
