"""Sphinx extension: a page's stored outputs last as long as what produced them.

Jupyter Book keys its execution cache on a page's own cells. It does not see the
package that they import, the result files that they read, or the versions of the
libraries. So the cache lives in a folder named after a hash of all three: change
one and every page is executed again.
"""

import shutil
from pathlib import Path

from rebuild import digest
from sphinx.application import Sphinx
from sphinx.config import Config

SOURCES = ("layerwise/**/*.py", "results/**/*", "requirements.txt")


def fingerprint(root: Path) -> str:
    """Return a hash of the package, the results and the versions under ``root``."""
    return digest(root, SOURCES)


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
