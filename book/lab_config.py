"""JupyterLab with the book as its start page, on one origin and with no network:

jupyter lab --config book/lab_config.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"

sys.path.insert(0, str(ROOT))
from autograder.work import update_copies  # noqa: E402 - found in this folder

# Students work on copies, work/<name>/<name>.ipynb: made here, or brought up to date.
try:
    lines = update_copies(ROOT)
except OSError as error:
    lines = [f"error: the copies in work/ could not be made: {error}"]
print(*lines, sep="\n", file=sys.stderr)

c = get_config()  # noqa: F821 - Jupyter provides it

c.ServerApp.root_dir = str(ROOT)
if (HTML / "index.html").is_file():
    # Under /static/, since Jupyter's /files/ forbids the book's scripts to run.
    c.ServerApp.extra_static_paths = [str(HTML)]
    c.LabApp.default_url = "/static/index.html"

# Notebooks are saved every 10 seconds, so that what is submitted is what is on the
# screen; nobody is asked whether JupyterLab may fetch news.
c.LabApp.app_settings_dir = str(ROOT / "book" / "lab_settings")

# No requests to other hosts: no news, no look for updates, no extension registry.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
