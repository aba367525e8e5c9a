"""JupyterLab with the book as its start page, on one origin and with no network:

jupyter lab --config book/lab_config.py
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"

# Students work on copies: `make exercises` writes exercises/ anew.
for released in sorted((ROOT / "exercises").glob("*/*.ipynb")):
    copy = ROOT / "work" / released.relative_to(ROOT / "exercises")
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(released, copy)

c = get_config()  # noqa: F821 - Jupyter provides it

c.ServerApp.root_dir = str(ROOT)
if (HTML / "index.html").is_file():
    # Under /static/, since Jupyter's /files/ forbids the book's scripts to run.
    c.ServerApp.extra_static_paths = [str(HTML)]
    c.LabApp.default_url = "/static/index.html"

# No requests to other hosts: no news, no look for updates, no extension registry.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
