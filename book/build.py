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

# Said once for every page that runs; kernels are local here.
NOISE = "[IPKernelApp] WARNING | Kernel is running over TCP without encryption."
# After a cell's own error come a hundred lines about Sphinx and Jupyter Book.
MACHINERY = "The above exception was the direct cause of the following exception:"


def run(command: list[str | Path]) -> int:
    """Run a command and pass on what it prints, except for noise."""
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    helpful = True
    for line in process.stderr:
        helpful = helpful and not line.startswith(MACHINERY)
        if helpful and not line.startswith(NOISE):
            sys.stderr.write(line)
    return process.wait()


def main(arguments: list[str]) -> int:
    """Build the book; returns 0, or 1 after the list of its faults."""
    jupyter_book = Path(sysconfig.get_path("scripts")) / "jupyter-book"
    command = [jupyter_book, "build", "book", "-W", "-n", "--keep-going", *arguments]
    if run(command):
        # Otherwise the next build skips the faulty pages and reports success.
        (HTML.parent / ".doctrees" / "environment.pickle").unlink(missing_ok=True)
        print("error: the book has the faults listed above", file=sys.stderr)
        return 1
    print(f"The book: {HTML / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
