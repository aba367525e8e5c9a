"""Run one function in a forked process with limits, and survive whatever it does."""

import contextlib
import ctypes
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

WALL_SECONDS = 20  # plus five times the processor time: the machine may be busy
EXIT_SECONDS = 2  # for a process that reports no more to be gone
DATA_BYTES = 2 << 30  # RLIMIT_AS would not do: torch reserves more than it uses
FILE_BYTES = 64 << 20
PR_SET_PDEATHSIG = 1  # linux/prctl.h
DONE = b'"done"\n'


def run_forked(
    function: Callable[[Callable[[dict], None]], None], cpu_seconds: int
) -> tuple[list[dict], str, float]:
    """Call `function(report)` in a forked process; collect what it reports.

    Returns the reported dictionaries, how the process ended ("" when `function`
    returned), and the processor time it took in seconds. An exception that `function`
    raises is reported as {"fault": text}. The process and all it started are gone.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            confine(cpu_seconds)
            function(lambda value: write_line(writing, value))
            os.write(writing, DONE)
        except BaseException as error:  # not the answer's doing: `function` is ours
            write_line(writing, {"fault": f"{type(error).__name__}: {error}"})
        finally:  # this process must never go on as a second copy of its parent
            os._exit(1)
    os.close(writing)
    with contextlib.suppress(OSError):  # the child does the same; whoever is first
        os.setpgid(child, child)
    received, in_time = read_until_done(reading, WALL_SECONDS + 5 * cpu_seconds)
    os.close(reading)
    done = received.endswith(DONE)
    status, usage = end_group(child, 0 if done or not in_time else EXIT_SECONDS)
    end = "" if done else describe_end(status, cpu_seconds, in_time)
    lines = received.split(b"\n")[:-1]  # a process killed while writing leaves a piece
    reports = [json.loads(line) for line in lines if line.startswith(b"{")]
    return reports, end, usage.ru_utime + usage.ru_stime


def write_line(descriptor: int, value: dict) -> None:
    """Write one JSON object as a line, all of it."""
    data = json.dumps(value).encode() + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]


def read_until_done(descriptor: int, seconds: float) -> tuple[bytes, bool]:
    """Read until DONE, the end of the stream or the deadline; False for the last."""
    received = b""
    deadline = time.monotonic() + seconds
    while not received.endswith(DONE):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            return received, False
        chunk = os.read(descriptor, 1 << 16)
        if not chunk:
            break
        received += chunk
    return received, True


def end_group(child: int, seconds: float) -> tuple[int, resource.struct_rusage]:
    """Give a process some time to end by itself, then end it and all that it started.

    Returns its exit status, which a kill that comes too early would hide, and usage.
    """
    deadline = time.monotonic() + seconds
    reaped, status, usage = os.wait4(child, os.WNOHANG)
    while not reaped and time.monotonic() < deadline:
        time.sleep(0.002)
        reaped, status, usage = os.wait4(child, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left
        os.killpg(child, signal.SIGKILL)
    if not reaped:
        _, status, usage = os.wait4(child, 0)
    return status, usage


def confine(cpu_seconds: int) -> None:
    """Limit this process: time, memory, files, no core; its own process group."""
    os.setpgid(0, 0)
    die_with_parent()
    # SIGXCPU at the soft limit, so that it can be told from other kills.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_BYTES, DATA_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def threads() -> int:
    """How many threads this process has; 1 where the system does not say."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else 1


def silence() -> None:
    """Point stdin, stdout and stderr at nothing."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)


def describe_end(status: int, cpu_seconds: int, in_time: bool) -> str:
    """Say how a process ended that did not finish."""
    if not in_time:
        return "timeout: waited without end"
    if not os.WIFSIGNALED(status):
        return f"left the process with exit code {os.waitstatus_to_exitcode(status)}"
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return f"timeout: more than {cpu_seconds} s of processor time"
    return f"crash: {signal.Signals(number).name}"
