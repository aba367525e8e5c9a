"""One secret per class: the same answers meet the same random inputs in every run."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

NAME = "secret"  # in the folder of the class; whoever reads it knows all inputs


def class_secret(folder: Path) -> str:
    """Return the secret of the class in `folder`; the first call makes it."""
    path = Path(folder) / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{NAME}.{os.getpid()}.part")
    if not path.exists():
        with suppress(FileExistsError):  # another process was first
            try:
                part.touch(mode=0o600)
                part.write_text(secrets.token_hex(16) + "\n", encoding="utf-8")
                os.link(part, path)
            finally:
                part.unlink(missing_ok=True)
    return path.read_text(encoding="utf-8").strip()
