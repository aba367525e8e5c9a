"""Build the book: ``python book/build.py``; extra arguments go to jupyter-book.

Runs ``jupyter-book build book`` with every warning an error, and says where the
book is. A page is executed again only when it, the package, the results or
requirements.txt changed (see _extensions/execution_cache.py).
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"


def main(arguments: list[str]) -> int:
    jupyter_book = Path(sysconfig.get_path("scripts")) / "jupyter-book"
    command = [jupyter_book, "build", "book", "-W", "-n", "--keep-going", *arguments]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    if status:
        # Otherwise the next build skips the faulty pages and reports success.
        (HTML.parent / ".doctrees" / "environment.pickle").unlink(missing_ok=True)
        print("error: the book has the faults listed above", file=sys.stderr)
        return status
    print(f"The book: {HTML / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
