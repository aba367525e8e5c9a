"""Sphinx extension: a page's stored outputs last as long as what produced them.

Jupyter Book keys its execution cache on a page's own cells. It does not see the
package that they import, the result files that they read, or the versions of the
libraries. So the cache lives in a folder named after a hash of all three: change
one and every page is executed again.
"""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

SOURCES = ("layerwise/**/*.py", "results/**/*", "requirements.txt")


def execution_sources(root: Path) -> Iterator[Path]:
    """Yield, sorted, the files outside book/ that a page's outputs depend on."""
    for pattern in SOURCES:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())


def fingerprint(root: Path) -> str:
    """Return a hash of the names and contents of the execution sources."""
    digest = hashlib.sha256()
    for path in execution_sources(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def choose_cache(app: Sphinx, config: Config) -> None:
    """Point myst-nb at the cache of this fingerprint and drop the older ones.

    ``nb_execution_cache_path`` is one of the settings that make Sphinx read every
    page again when they change, so no page keeps outputs of an older package.
    """
    caches = Path(app.outdir).parent / ".jupyter_cache"
    current = caches / fingerprint(Path(app.srcdir).parent)
    for path in caches.glob("*"):
        if path.is_dir() and path != current:
            shutil.rmtree(path)
    config.nb_execution_cache_path = str(current)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("config-inited", choose_cache)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
