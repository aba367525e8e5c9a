"""What every experiment here shares: its provenance, its journal, its result file.

A long experiment is a list of small pieces of work. Each finished piece is written to a
journal beside the result, so that a run that was killed goes on where it stopped; the
journal of an experiment with other settings is not used. At the end the result file
appears whole, with one run per line, and the journal goes.
"""

import json
import os
import platform
import shlex
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy
import sklearn
import torch

from layerwise.training.devices import device, device_name


def provenance(description: str) -> dict:
    """Say where the numbers come from."""
    return {
        "experiment": description,
        "command": shlex.join(["python", *sys.argv]),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "device": device_name(device()),
        "processor": processor_name(),
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": numpy.__version__,
            "scikit-learn": sklearn.__version__,
        },
    }


def processor_name() -> str:
    """The processor's name where Linux tells it, otherwise what platform knows."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    for line in lines:
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


class Journal:
    """Finished pieces of work by name, in a file that grows by one line for each."""

    def __init__(self, result: Path, settings: dict):
        self.path = result.with_name(f".{result.name}.journal")
        # Through JSON, so that what was read and what was written look the same.
        self._settings = json.loads(json.dumps(settings))
        self._done: dict[str, object] = {}
        if not self._read():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._append(self._settings, mode="w")

    def _read(self) -> bool:
        if not self.path.exists():
            return False
        lines = []
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                lines.append(json.loads(line))
            except json.JSONDecodeError:  # the line that was cut when the run died
                break
        if not lines or lines[0] != self._settings:
            return False
        self._done = dict(lines[1:])
        return True

    def _append(self, entry: object, mode: str = "a") -> None:
        with self.path.open(mode, encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def do(self, key: str, work: Callable[[], object]) -> object:
        """Return what the work gives, now or when it was done before."""
        if key not in self._done:
            self._done[key] = json.loads(json.dumps(work()))
            self._append([key, self._done[key]])
        return self._done[key]

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def write(path: Path, result: dict) -> None:
    """Write JSON with one run per line; the file is whole or it is not there."""
    lines = ",\n  ".join(
        json.dumps(entry, ensure_ascii=False) for entry in result["runs"]
    )
    text = json.dumps(result | {"runs": []}, indent=1, ensure_ascii=False)
    text = text.removesuffix("[]\n}") + f"[\n  {lines}\n ]\n}}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
