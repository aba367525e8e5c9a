"""Sphinx extension: pages run in parallel, and again only when they have to.

Jupyter Book keys its execution cache on a page's own cells and runs one page after the
other. Here a stored page also carries a fingerprint of the modules, result files and
library versions that its cells can reach (reached_code.py): when that changes, the page
is read and executed again, and others are not. Before Sphinx reads the pages, those
that must run do so in kernels side by side, the longest first; myst-nb then finds their
outputs in the cache. A page that fails is left to myst-nb, which reports its error.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.read import create_nb_reader
from nbformat import NotebookNode
from reached_code import Package
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)

AT_MOST = 8  # kernels; each holds its own copy of torch


@dataclass
class Page:
    """A page with cells, as it is now."""

    docname: str
    path: Path
    notebook: NotebookNode
    fingerprint: str
    seconds: float = 15  # of its last run; a guess for a new page


def choose_cache(app: Sphinx, config: Config) -> None:
    """Keep outputs beside the pages; kernels that share the cores use one thread each.

    One thread also when a page runs alone, so that its numbers are the same.
    """
    config.nb_execution_cache_path = str(Path(app.outdir).parent / ".jupyter_cache")
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def pages_with_cells(env: BuildEnvironment, docnames: Iterator[str]) -> Iterator[Page]:
    """Yield those of the pages that have cells."""
    package = Package(Path(env.srcdir).parent)
    for docname in docnames:
        path = Path(env.doc2path(docname))
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text)
        if reader is not None:
            notebook = reader.read(text)
            cells = [c.source for c in notebook.cells if c.cell_type == "code"]
            fingerprint = package.fingerprint("\n".join(cells))
            yield Page(docname, path, notebook, fingerprint)


def pages_of_changed_code(
    app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set
) -> list[str]:
    """Return the pages whose outputs are no longer those of the code they reach."""
    before = getattr(env, "fingerprints", {})
    known = env.found_docs - added
    return [
        page.docname
        for page in pages_with_cells(env, sorted(known))
        if page.fingerprint != before.get(page.docname)
    ]


def run_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Execute the pages that Sphinx is about to read and the cache does not hold."""
    if app.config.nb_execution_mode != "cache":
        return
    cache = get_cache(app.config.nb_execution_cache_path)
    waiting = []
    for page in pages_with_cells(env, docnames):
        if not is_stored(cache, page):
            waiting.append(page)
        fingerprints = env.__dict__.setdefault("fingerprints", {})
        fingerprints[page.docname] = page.fingerprint
    waiting.sort(key=lambda page: -page.seconds)
    workers = min(os.cpu_count() or 1, AT_MOST, len(waiting))
    if waiting:
        pages = "page" if len(waiting) == 1 else "pages"
        logger.info(f"running {len(waiting)} {pages}, {workers} at a time")
        with ThreadPoolExecutor(workers) as pool:
            runs = {pool.submit(execute, app.config, page): page for page in waiting}
            for count, run in enumerate(as_completed(runs), start=1):
                store(cache, runs[run], run.result(), f"{count} of {len(waiting)}")


def is_stored(cache: JupyterCacheAbstract, page: Page) -> bool:
    """Whether the cache has this page's outputs; drops those of other code."""
    try:
        record = cache.match_cache_notebook(page.notebook)
    except KeyError:
        return False
    if record.data.get("fingerprint") == page.fingerprint:
        return True
    page.seconds = record.data.get("execution_seconds") or page.seconds
    cache.remove_cache(record.pk)
    return False


def execute(config: Config, page: Page) -> ExecutionResult:
    return single_nb_execution(
        page.notebook,
        cwd=str(page.path.parent),
        allow_errors=config.nb_execution_allow_errors,
        timeout=config.nb_execution_timeout,
    )


def store(
    cache: JupyterCacheAbstract, page: Page, result: ExecutionResult, count: str
) -> None:
    """Keep what a page printed; say how long it took."""
    took = f"{page.docname}: {result.time:.1f} s ({count})"
    if result.err is not None:
        logger.info(f"{took}, failed: its error follows when the page is read")
        return
    logger.info(took)
    data = {"execution_seconds": result.time, "fingerprint": page.fingerprint}
    bundle = CacheBundleIn(page.notebook, str(page.path), data=data)
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("config-inited", choose_cache)
    app.connect("env-get-outdated", pages_of_changed_code)
    app.connect("env-before-read-docs", run_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
