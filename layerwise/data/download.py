"""Download a file so that it is either complete and verified, or not there."""

import hashlib
import http.client
import os
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

CHUNK_BYTES = 1 << 16
TIMEOUT_SECONDS = 30
# No live download leaves its part file untouched for longer than its time-out.
ABANDONED_SECONDS = 10 * TIMEOUT_SECONDS


class DownloadError(OSError):
    """No mirror delivered the file that was asked for."""


@dataclass(frozen=True)
class RemoteFile:
    """A published file: its name, its size in bytes and its SHA-256 checksum."""

    name: str
    size: int
    sha256: str


def download(
    file: RemoteFile,
    mirrors: Iterable[str],
    folder: str | os.PathLike,
    progress: bool = True,
) -> Path:
    """Fetch a file into a folder from the first mirror that delivers it intact.

    The bytes go to a hidden part file next to the target, which takes the target's
    name only when size and checksum are right and the bytes are on the disk. A
    process killed midway leaves that part file; a later download removes it.

    Args:
        file: name, size and checksum of what is wanted.
        mirrors: addresses to which the file's name is appended.
        folder: where to put it; made if missing.
        progress: show a progress bar on stderr.

    Returns:
        The path of the file.

    Raises:
        DownloadError: no mirror delivered it; the message says why for each.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _remove_abandoned_parts(folder, file.name)
    failures = []
    for mirror in mirrors:
        url = f"{mirror.rstrip('/')}/{file.name}"
        try:
            return _download_from(url, file, folder, progress)
        except (OSError, http.client.HTTPException) as error:
            failures.append(f"{url}: {_reason(error)}")
    raise DownloadError(f"cannot download {file.name}: {'; '.join(failures)}")


def _download_from(url: str, file: RemoteFile, folder: Path, progress: bool) -> Path:
    handle, part = tempfile.mkstemp(dir=folder, prefix=f".{file.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as output:
            _copy_and_verify(url, file, output, progress)
            output.flush()
            os.fsync(output.fileno())
        os.chmod(part, 0o644)  # mkstemp's files are readable by their owner only
        target = folder / file.name
        os.replace(part, target)
        return target
    except BaseException:  # also when the reader presses Ctrl-C
        Path(part).unlink(missing_ok=True)
        raise


def _copy_and_verify(url: str, file: RemoteFile, output, progress: bool) -> None:
    """Copy the body of the response; raise OSError unless it is what was promised."""
    digest = hashlib.sha256()
    received = 0
    bar = tqdm(
        total=file.size, unit="B", unit_scale=True, desc=file.name, disable=not progress
    )
    with bar, urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as response:
        # One byte more than expected is enough to know that the file is wrong.
        while received <= file.size and (chunk := response.read(CHUNK_BYTES)):
            output.write(chunk)
            digest.update(chunk)
            received += len(chunk)
            bar.update(len(chunk))
    if received != file.size:
        what = "truncated" if received < file.size else "too long"
        raise OSError(f"{what}: {received:,} bytes instead of {file.size:,}")
    if digest.hexdigest() != file.sha256:
        raise OSError(
            f"wrong checksum: SHA-256 is {digest.hexdigest()}, not {file.sha256}"
        )


def _reason(error: Exception) -> str:
    """Say on one line what went wrong with a mirror."""
    match error:
        case urllib.error.HTTPError():
            return f"HTTP {error.code} {error.reason}"
        case urllib.error.URLError():
            return str(error.reason)
        case http.client.IncompleteRead():
            return "truncated: the connection was closed early"
        case _:
            return str(error)


def _remove_abandoned_parts(folder: Path, name: str) -> None:
    """Remove what killed processes left, but no part that may still be growing."""
    for part in folder.glob(f".{name}.*.part"):
        if time.time() - part.stat().st_mtime > ABANDONED_SECONDS:
            part.unlink(missing_ok=True)
