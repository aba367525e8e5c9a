"""Sphinx extension: a change of the book's own machinery reaches every page.

Sphinx looks at pages and settings only. With these two hashes among its settings it
writes all pages again when a script, style sheet or template changes, and reads all
again, from the execution cache, when an extension does.
"""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

ASSETS = ("_static/**/*", "_templates/**/*", "_extra/**/*")
EXTENSIONS = ("_extensions/*.py",)


def digest(folder: Path, patterns: tuple[str, ...]) -> str:
    """Return a hash of the names and contents of the files that match."""
    found = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(path for path in folder.glob(pattern) if path.is_file()):
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]


def note_machinery(app: Sphinx, config: Config) -> None:
    book = Path(app.srcdir)
    config.book_assets = digest(book, ASSETS)
    config.book_extensions = digest(book, EXTENSIONS)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_config_value("book_assets", "", "html")
    app.add_config_value("book_extensions", "", "env")
    app.connect("config-inited", note_machinery)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
