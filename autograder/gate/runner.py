"""Run shares of trials in parallel processes that already have torch in memory."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SINGLE_THREADED = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "PYTHONHASHSEED": "0",
}


class RunnerError(RuntimeError):
    """A process that runs answers could not start or died."""


class Zygote:
    """One process of `zygote.py` and the folder that its answers write to."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix="gate-", ignore_cleanup_errors=True
        )
        package = str(Path(__file__).resolve().parents[2])
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "autograder.gate.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self._folder.name,
            env=os.environ | SINGLE_THREADED | {"PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,
        )

    def run(self, share: dict) -> Iterator[dict]:
        """Yield the outcomes of one share as they come; RunnerError if none can."""
        try:
            self._process.stdin.write(json.dumps(share).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise RunnerError(self._obituary()) from None
        for line in self._process.stdout:
            message = json.loads(line)
            if message.get("done"):
                return
            yield message
        raise RunnerError(self._obituary())

    def close(self) -> None:
        """End the process, at once, and remove its folder."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        self._folder.cleanup()

    def _obituary(self) -> str:
        code = self._process.wait()
        return f"the process that runs answers ended with exit code {code}"


def run_shares(
    shares: list[dict], jobs: int, receive: Callable[[int, dict], None]
) -> None:
    """Run all shares on `jobs` processes; `receive(index of share, message)` for each.

    Calls of `receive` do not overlap. Raises RunnerError when a process dies, which no
    answer can bring about: answers run in processes of their own.
    """
    waiting = queue.SimpleQueue()
    for item in enumerate(shares):
        waiting.put(item)
    lock = threading.Lock()
    zygotes = [Zygote() for _ in range(min(jobs, len(shares)))]

    def serve(zygote: Zygote) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                index, share = waiting.get_nowait()
                for message in zygote.run(share):
                    with lock:
                        receive(index, message)

    with ThreadPoolExecutor(max(1, len(zygotes))) as pool:
        try:
            for future in [pool.submit(serve, zygote) for zygote in zygotes]:
                future.result()
        finally:  # also on Ctrl-C: a thread that waits for a zygote then comes back
            for zygote in zygotes:
                zygote.close()
