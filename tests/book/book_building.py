"""What the tests of the book share: its pages, and builds of a few pages."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup
from nbformat import v4, write
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = list(parse_toc_yaml(ROOT / "book" / "_toc.yml"))
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Built:
    """What a build left: the folder of its pages, and its warnings, one a line."""

    folder: Path
    warnings: list[str]

    def page(self, name: str = "index") -> BeautifulSoup:
        text = (self.folder / f"{name}.html").read_text(encoding="utf-8")
        return BeautifulSoup(text, "html.parser")


def build(root: Path, pages: dict[str, str], *extensions: str, **more) -> Built:
    """Build ``pages`` (file names and their text) in ``root``/book.

    ``more`` are settings of Sphinx.
    """
    source = root / "book"
    for name, text in pages.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = {
        "extensions": ["myst_nb", *extensions],
        "myst_enable_extensions": ["colon_fence", "dollarmath"],
        "nb_execution_mode": "off",
        "numfig": True,
        "html_theme": "basic",
        **more,
    }
    warnings = io.StringIO()
    output = root / "_build" / "html"
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            srcdir=source,
            confdir=None,
            outdir=output,
            doctreedir=root / "_build" / ".doctrees",
            buildername="html",
            confoverrides=settings,
            status=None,
            warning=warnings,
        )
        app.build()
    return Built(output, COLOURS.sub("", warnings.getvalue()).splitlines())


def notebook(*outputs: dict[str, str]) -> str:
    """Return a notebook whose cells have these outputs: MIME types and their data."""
    cells = [v4.new_markdown_cell("# Page")]
    for data in outputs:
        output = v4.new_output("display_data", data=data)
        cells.append(v4.new_code_cell("draw()", outputs=[output]))
    text = io.StringIO()
    kernel = {"name": "python3", "display_name": "Python 3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    write(v4.new_notebook(cells=cells, metadata=metadata), text)
    return text.getvalue()
