"""Run a notebook's cells in a kernel that a student's code may crash, stall or flood.

`run_notebook` is the whole interface: a notebook in, one `CellRun` per cell out. It
knows nothing of points; `verdicts.py` turns runs into scores.
"""

import os
import queue
import re
import signal
import subprocess
import tempfile
import time
from ast import literal_eval
from contextlib import suppress
from dataclasses import dataclass, field

import psutil
from jupyter_client import KernelManager
from nbformat.notebooknode import NotebookNode

from .graded_cells import FUNCTION
from .outputs import OutputCollector, error_output

START_SECONDS = 60
GRACE_SECONDS = 2  # for a cell to stop after an interrupt
POLL_SECONDS = 0.05
NO_REPLY = {"status": "error", "evalue": "the kernel could not describe the error"}

# What the kernel says about a cell's last value, whatever names the student rebound.
LAST_VALUE = """
(lambda b, shell:
  (lambda result: '' if result is None else
    (lambda value: b.repr(b.float(value))
      if b.isinstance(value, b.__import__('numbers').Real)
      and not b.isinstance(value, b.bool) else b.type(value).__name__)
    (result.item() if b.getattr(result, 'ndim', None) == 0 else result))
  (shell.user_ns['_oh'].get(shell.execution_count - 1)))
(__import__('builtins'), __import__('IPython').get_ipython())
""".replace("\n", " ").strip()


@dataclass(frozen=True)
class Limits:
    """What one cell and one notebook may use."""

    cell_seconds: float
    notebook_seconds: float
    memory_gib: float


@dataclass
class CellRun:
    """What happened when a cell ran.

    `error` is an nbformat error output or None; `stopped` says that the error is this
    module's and not the cell's own; `line` is the line of the cell where it came up,
    None if unknown. `value` is the last expression: "" if it was None or not there, a
    float as Python writes it, or else the name of its type.
    """

    outputs: list[NotebookNode] = field(default_factory=list)
    error: NotebookNode | None = None
    stopped: bool = False
    line: int | None = None
    value: str = ""


class KernelStopped(Exception):
    """A cell was stopped from outside, or ended the kernel; the message says why."""


def run_notebook(
    nb: NotebookNode, limits: Limits, environment: dict[str, str] | None = None
) -> list[CellRun]:
    """Run the cells in order in an empty folder; a `CellRun` for each, code or not.

    A cell that kills the kernel, or has to be killed with it, gets an error; the cells
    before it run again in a new kernel and the notebook goes on. So a fault costs the
    cells that depend on it and no others. The kernel sees `environment` beside ours.
    """
    name = nb.metadata.get("kernelspec", {}).get("name", "python3")
    runs = [CellRun() for _ in nb.cells]
    replay = []
    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        kernel = Kernel(name, folder, limits, environment or {})
        try:
            for number, cell in enumerate(nb.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                _revive(kernel, replay)
                runs[number] = kernel.run(cell.source)
                if not runs[number].stopped:
                    replay.append(cell.source)
        finally:
            kernel.stop()
    return runs


def _revive(kernel: "Kernel", replay: list[str]) -> None:
    """Start the kernel if it is not running and run `replay` in it again.

    What kills the new kernel as well is dropped from `replay`.
    """
    while not kernel.alive and not kernel.out_of_time:
        kernel.start()
        for source in list(replay):
            kernel.run(source)
            if not kernel.alive:
                replay.remove(source)
                break


class Kernel:
    """A Jupyter kernel under limits; the notebook's clock starts with the object."""

    def __init__(
        self, name: str, folder: str, limits: Limits, environment: dict[str, str]
    ) -> None:
        self._name = name
        self._folder = folder
        self._limits = limits
        self._environment = environment
        self._end = time.monotonic() + limits.notebook_seconds
        self._manager = None
        self._client = None

    @property
    def alive(self) -> bool:
        """Whether there is a kernel to run cells in."""
        return self._manager is not None

    @property
    def out_of_time(self) -> bool:
        """Whether the notebook's time is used up."""
        return time.monotonic() >= self._end

    def start(self) -> None:
        """Start a kernel, in an empty folder and without the user's IPython files."""
        work = tempfile.mkdtemp(dir=self._folder)
        self._manager = KernelManager(
            kernel_name=self._name,
            transport="ipc",
            connection_file=os.path.join(work, "kernel.json"),
        )
        self._manager.start_kernel(
            cwd=tempfile.mkdtemp(dir=self._folder),
            env={
                **os.environ,
                **self._environment,
                "IPYTHONDIR": os.path.join(work, "ipython"),
                "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"),
            },
            extra_arguments=["--HistoryManager.hist_file=:memory:"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._client = self._manager.blocking_client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=START_SECONDS)

    def stop(self) -> None:
        """Kill the kernel and the processes that it started."""
        if self._client is not None:
            self._client.stop_channels()
        if self._manager is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._manager.provisioner.pgid, signal.SIGKILL)
            self._manager.shutdown_kernel(now=True)
        self._client = self._manager = None

    def run(self, source: str) -> CellRun:
        """Run one cell. Afterwards the kernel may be dead: see `alive`."""
        collector = OutputCollector()
        try:
            reply = self._execute(source, collector)
        except KernelStopped as reason:
            line = _error_line(collector.error)
            error = error_output("Stopped", str(reason), [f"Stopped: {reason}"])
            return CellRun(collector.outputs, error, stopped=True, line=line)
        if reply["status"] != "ok":
            text = [str(entry) for entry in reply.get("traceback", [])]
            error = collector.error or error_output(
                str(reply.get("ename", "Error")), str(reply.get("evalue", "")), text
            )
            return CellRun(collector.outputs, error, line=_error_line(error))
        return CellRun(collector.outputs, value=_last_value(reply))

    def _execute(self, source: str, collector: OutputCollector) -> dict:
        """Send a cell to the kernel and wait; its reply, or KernelStopped."""
        if self.out_of_time:
            self.stop()
            raise KernelStopped(self._time_used_up())
        end = min(time.monotonic() + self._limits.cell_seconds, self._end)
        request = self._client.execute(
            source,
            allow_stdin=False,
            stop_on_error=False,
            user_expressions={"value": LAST_VALUE},
        )
        reply = self._wait(request, collector, end)
        if reply is None:
            reason = self._time_used_up()
            self._manager.interrupt_kernel()
            end = time.monotonic() + GRACE_SECONDS
            if self._wait(request, collector, end) is None:
                self.stop()
            raise KernelStopped(reason)
        if any(entry.get("source") == "ask_exit" for entry in reply.get("payload", [])):
            self.stop()
            raise KernelStopped("the code ended Python with exit() or quit()")
        return reply

    def _wait(
        self, request: str, collector: OutputCollector, end: float
    ) -> dict | None:
        """Collect outputs until the cell is done: its reply, None when time is up."""
        reply, idle = None, False
        while time.monotonic() < end:
            message = self._message()
            if message is None:
                self._check_process()
            elif message["parent_header"].get("msg_id") == request:
                collector.add(message)
                if message["content"].get("execution_state") == "idle":
                    idle = True
                    end = min(end, time.monotonic() + GRACE_SECONDS)
            reply = reply or self._reply(request)
            if idle and reply:
                return reply
        return NO_REPLY if idle else None

    def _message(self) -> dict | None:
        """The next message of the output channel, None if there is none yet."""
        try:
            return self._client.get_iopub_msg(timeout=POLL_SECONDS)
        except queue.Empty:
            return None

    def _reply(self, request: str) -> dict | None:
        """The content of the kernel's reply to a request, None if there is none yet."""
        with suppress(queue.Empty):
            while message := self._client.get_shell_msg(timeout=0):
                if message["parent_header"].get("msg_id") == request:
                    return message["content"]
        return None

    def _check_process(self) -> None:
        """Raise KernelStopped if the kernel has died or uses too much memory."""
        reason = ""
        if not self._manager.is_alive():
            code = self._manager.provisioner.process.returncode or 0
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            reason = f"the code ended the Python process ({how})"
        else:
            with suppress(psutil.Error):
                used = psutil.Process(self._manager.provisioner.pid).memory_info().rss
                if used > self._limits.memory_gib * 2**30:
                    reason = (
                        f"the code used more than {self._limits.memory_gib:g} GiB "
                        "of memory"
                    )
        if reason:
            self.stop()
            raise KernelStopped(reason)

    def _time_used_up(self) -> str:
        """Which of the two limits it was."""
        if self.out_of_time:
            return (
                f"the whole notebook took longer than {self._limits.notebook_seconds:g}"
                " s; cells from here on were not run"
            )
        return (
            f"the code took longer than {self._limits.cell_seconds:g} s; "
            "does a loop never end?"
        )


def _error_line(error: NotebookNode | None) -> int | None:
    """The line of the cell in a traceback of IPython.

    It is that of the function that holds a test cell's checks, or else the outermost.
    """
    text = "\n".join(error.traceback) if error else ""
    frames = re.findall(r"Cell In\[\d+\], line (\d+)(?:, in (\w+)\()?", text)
    own = [line for line, name in frames if name.startswith(FUNCTION)]
    lines = own or [line for line, _ in frames]
    return int(lines[0]) if lines else None


def _last_value(reply: dict) -> str:
    """What LAST_VALUE found; the name of the error where it found nothing to read."""
    result = reply.get("user_expressions", {}).get("value", {})
    if result.get("status") != "ok":
        return str(result.get("ename", "nothing readable"))
    return literal_eval(result["data"]["text/plain"])
