"""Cells run in a real kernel; a fault costs the cells that depend on it, no others."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.execution import Limits, run_notebook
from autograder.outputs import CUT, TEXT_BUDGET, OutputCollector

LIMITS = Limits(cell_seconds=60, notebook_seconds=300, memory_gib=2)
QUICK = Limits(cell_seconds=2, notebook_seconds=60, memory_gib=2)


def run(*sources, limits=LIMITS):
    """The runs of code cells with these sources."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    return run_notebook(notebook, limits)


SCORES = {
    "np.float64(2.0)": "2.0",
    "np.float32(0.5)": "0.5",
    "np.int64(1)": "1.0",
    "np.array(1.5)": "1.5",
    "np.array([1.5])": "ndarray",
    "np.bool_(True)": "bool",
    "torch.tensor(1.23456789, dtype=torch.float64)": "1.23456789",
    "torch.tensor([1.0])": "Tensor",
    "2": "2.0",
    "True": "bool",
    "-5": "-5.0",
    "'2.0'": "str",
    "1j": "complex",
    "float('nan')": "nan",
    "10**400": "OverflowError",
    "None": "",
    "7;": "",
    "score = 7": "",
    "float = repr = type = isinstance = _ = None\n2.5": "2.5",
}


def test_last_value_is_what_it_is():
    _, *runs = run("import numpy as np, torch", *SCORES)
    values = [run.value for run in runs]
    assert values == list(SCORES.values())
    assert not any(run.error for run in runs)


FAULTS = {
    "raise KeyError('x')": "KeyError",
    "def broken(:": "SyntaxError",
    "import sys; sys.exit(0)": "SystemExit",
    "import os; os._exit(3)": "(exit code 3)",
    "import ctypes; ctypes.string_at(0)": "(SIGSEGV)",
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": "(SIGKILL)",
    "exit()": "exit()",
    "input()": "StdinNotImplementedError",
    "class E(Exception):\n    __str__ = None\nraise E()": "",
}


def test_fault_costs_its_own_cell():
    faults = [text for fault in FAULTS for text in (fault, "a += 1; a")]
    first, *runs = run("a = 0", *faults)
    assert first.error is None
    for run_, message in zip(runs[::2], FAULTS.values(), strict=True):
        assert message in f"{run_.error.ename} {run_.error.evalue}"
    # Each cell that counts ran once in the namespace that the last one sees.
    assert [run_.value for run_ in runs[1::2]] == [f"{n + 1}.0" for n in range(9)]


STUBBORN = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True: pass
"""


def test_endless_loop_is_stopped_and_not_repeated():
    _, loop, after, stubborn, last = run(
        "a = 1", "a = 2\nwhile True: pass", "a", STUBBORN, "a", limits=QUICK
    )
    for run_ in (loop, stubborn):
        assert run_.stopped
        assert run_.error.evalue.startswith("the code took longer than 2 s")
    assert loop.line == 2
    assert after.value == "2.0"  # interrupted, the kernel lives on
    assert last.value == "1.0"  # killed, what did not finish is not run again


@pytest.mark.parametrize("source", ["import time; time.sleep(30); 1", STUBBORN])
def test_notebooks_time_is_limited(source):
    limits = Limits(cell_seconds=60, notebook_seconds=2, memory_gib=2)
    for run_ in run(source, "1", limits=limits):
        assert run_.stopped
        assert run_.error.evalue.startswith("the whole notebook took longer than 2 s")


def test_memory_is_limited():
    limits = Limits(cell_seconds=5, notebook_seconds=60, memory_gib=0.3)
    _, much, after = run(
        "a = 1",
        "b = bytearray(2**29)\nimport time; time.sleep(3)",
        "a",
        limits=limits,
    )
    assert much.error.evalue == "the code used more than 0.3 GiB of memory"
    assert after.value == "1.0"


def test_outputs_are_cut_and_plain():
    flood, escapes, pictures, message = run(
        "for _ in range(10_000): print('x' * 100)",
        "print('\\x1b[31mred\\x1b]0;title\\x07\\x00')",
        "from IPython.display import HTML, display\n"
        "for _ in range(300): display(HTML('<b>' * 5000))",
        "raise ValueError('y' * 10**7)",
    )
    (output,) = flood.outputs
    assert len(output.text) < TEXT_BUDGET + 100
    assert output.text.endswith(CUT)
    assert escapes.outputs[0].text == "red\n"
    assert len(str(pictures.outputs)) < 2_500_000
    assert len(str(message.error)) < 2 * TEXT_BUDGET


def test_text_is_cut_over_messages():
    collector = OutputCollector()
    for name in ("stdout", "stdout", "stderr", "stdout"):
        content = {"name": name, "text": "x" * (TEXT_BUDGET - 10)}
        collector.add({"msg_type": "stream", "content": content})
    (output,) = collector.outputs
    assert output.text == "x" * TEXT_BUDGET + CUT


def test_folder_is_empty_and_names_are_fresh(monkeypatch, tmp_path):
    startup = tmp_path / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("planted = 1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    first, second = run("import os\nlen(os.listdir())", "'planted' in dir()")
    assert first.value == "0.0"
    assert second.outputs[0].data["text/plain"] == "False"


def test_only_code_runs():
    cells = [new_markdown_cell("1 / 0"), new_code_cell(""), new_code_cell("print(1)")]
    text, empty, code = run_notebook(new_notebook(cells=cells), LIMITS)
    assert (text.error, text.outputs, empty.error) == (None, [], None)
    assert code.outputs[0].text == "1\n"


@pytest.mark.parametrize(
    ("source", "line"),
    [("a = 1\n\nassert a == 2", 3), ("def f():\n    1 / 0\n\nf()", 4)],
)
def test_line_is_that_of_the_cell(source, line):
    (run_,) = run(source)
    assert run_.line == line
