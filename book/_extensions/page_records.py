"""What pages say about themselves, kept for the pages that list it.

A chapter's goals and claim boxes are recorded while it is read; the landing page and
the list of claims are made from the records when they are written. After every build
that read a page again, the pages with a listing are written again too.
"""

from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def records(env: BuildEnvironment, kind: str) -> dict[str, list]:
    """Return the records of one kind, by the name of their page."""
    if not hasattr(env, "page_records"):
        env.page_records = {}
    return env.page_records.setdefault(kind, {})


def record(env: BuildEnvironment, kind: str, entry: object) -> None:
    """Add a record of the page that is being read."""
    records(env, kind).setdefault(env.docname, []).append(entry)


def note_listing(env: BuildEnvironment) -> None:
    """Say that the page that is being read lists records of others."""
    record(env, "listing", True)


def in_reading_order(env: BuildEnvironment, pages: Iterable[str]) -> list[str]:
    """Return the names of pages in the order of the table of contents."""
    order = list(getattr(env.config, "external_site_map", ()))
    return sorted(pages, key=lambda page: order.index(page) if page in order else -1)


def reference(
    page: str, domain: str, kind: str, target: str, text: nodes.Node | None = None
) -> addnodes.pending_xref:
    """Return a link on ``page``; its text is the target's title unless given."""
    return addnodes.pending_xref(
        "",
        text or nodes.inline(target, target),
        refdomain=domain,
        reftype=kind,
        reftarget=target,
        refdoc=page,
        refexplicit=text is not None,
        refwarn=True,
    )


def moved_to(page: str, content: nodes.Element) -> nodes.Element:
    """Return a copy whose links work from ``page`` and that is no target itself."""
    copy = content.deepcopy()
    for node in copy.findall(nodes.Element):
        if isinstance(node, addnodes.pending_xref):
            node["refdoc"] = page
        node["ids"], node["names"] = [], []
    return copy


def without_links(text: nodes.Element) -> nodes.Element:
    """Return a copy with the words of its links, to stand in a link itself."""
    text = text.deepcopy()
    for link in list(text.findall(addnodes.pending_xref)):
        link.replace_self(link.children)
    return text


def note_formulas(env: BuildEnvironment, listing: nodes.Element) -> None:
    """Let the page have its formulas: Sphinx looked when the listing was not there."""
    if any(listing.findall(nodes.math)):
        env.get_domain("math").data["has_equations"][env.docname] = True


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    for pages in getattr(env, "page_records", {}).values():
        pages.pop(docname, None)
    app.page_records_changed = True


def merge(
    app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    """Take over what a parallel process recorded."""
    for kind, pages in getattr(other, "page_records", {}).items():
        read = {page: entries for page, entries in pages.items() if page in docnames}
        records(env, kind).update(read)


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    changed = getattr(app, "page_records_changed", False)
    return list(records(env, "listing")) if changed else []


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", pages_to_write)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
