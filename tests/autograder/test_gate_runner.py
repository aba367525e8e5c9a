"""The processes that run answers: whatever an answer does, it gets a score."""

import pytest

from autograder.gate.runner import Zygote, run_shares

GOOD = "def double(x):\n    return 2 * x\n"
TESTS = {"tests": "assert double(2) == 4", "tests-more": "assert double(3) == 6"}


@pytest.fixture(scope="module")
def zygote():
    """One process for all tests here: what an answer breaks, the next would feel."""
    process = Zygote()
    yield process
    process.close()


def make_share(
    codes: list[str], tests=TESTS, setup="import random\nimport torch", **trial
) -> dict:
    """The share that tries a good answer, then each of `codes`."""
    plain = {"task": "", "hidden": [], "points": 0}
    cells = [plain | {"kind": "setup", "name": "imports", "source": setup}]
    cells.append(
        plain | {"kind": "solution", "task": "double", "name": "double", "source": GOOD}
    )
    for name, source in tests.items():
        lines = source.splitlines()
        hidden = lines.index("# hidden") if "# hidden" in lines else len(lines)
        cell = {"kind": "tests", "task": "double", "name": name, "source": source}
        cells.append(
            cell | {"hidden": list(range(hidden + 1, len(lines) + 1)), "points": 2.0}
        )
    default = {"seed": 0, "target": "", "change": "", "patient": False, "hasty": False}
    trials = [
        default | {"id": number, "code": code} | trial
        for number, code in enumerate([GOOD, *codes])
    ]
    return {"cells": cells, "trials": {"double": trials}, "release": False}


def try_codes(zygote, *codes, **share) -> list[dict]:
    """The outcomes of the codes; the good answer before them has full points."""
    messages = list(zygote.run(make_share(codes, **share)))
    outcomes = [message for message in messages if "trial" in message]
    assert [outcome["trial"] for outcome in outcomes] == list(range(len(codes) + 1))
    return outcomes[1:]


def points(outcome: dict) -> list[float]:
    """The points of each test cell that ran."""
    return [score["points"] for score in outcome["scores"]]


def test_good_answer_gets_all_points(zygote):
    (outcome,) = try_codes(zygote, "def double(x):\n    return x + x\n")
    assert points(outcome) == [2.0, 2.0]
    assert outcome["end"] == ""
    assert [score["of"] for score in outcome["scores"]] == [2.0, 2.0]


def test_second_cell_runs_after_a_failure_in_the_first(zygote):
    code = "def double(x):\n    return 6\n"
    (outcome,) = try_codes(zygote, code)
    assert points(outcome) == [0.0, 2.0]
    (outcome,) = try_codes(zygote, code, hasty=True)
    assert points(outcome) == [0.0]


def test_failure_says_where_and_why(zygote):
    tests = {"tests": "n = 3\n# hidden\nassert double(n) == 6, 'three\\nlines\\nhere'"}
    (outcome,) = try_codes(zygote, "def double(x):\n    return 0\n", tests=tests)
    score = outcome["scores"][0]
    assert score["error"] == "AssertionError: three"
    assert (score["cell"], score["line"], score["part"]) == ("tests", 3, "hidden")


@pytest.mark.parametrize(
    ("last", "earned", "complaint"),
    [
        ("1.5", 1.5, "partial score 1.5 of 2.0"),
        ("2.0", 2.0, ""),
        ("None", 2.0, ""),
        ("value = 1.0", 2.0, ""),
        ("-1.0", 0.0, "not between 0 and 2.0"),
        ("float('nan')", 0.0, "not between 0 and 2.0"),
        ("3.0", 0.0, "not between 0 and 2.0"),
        ("True", 0.0, "ends with a bool"),
        ("torch.tensor(2.0)", 0.0, "ends with a Tensor"),
    ],
)
def test_partial_scores_are_plain_floats(zygote, last, earned, complaint):
    tests = {"tests": f"assert double(2) == 4\n{last}"}
    (outcome,) = try_codes(zygote, GOOD, tests=tests)
    assert points(outcome) == [earned]
    assert complaint in outcome["scores"][0]["error"]


@pytest.mark.parametrize(
    ("body", "end"),
    [
        ("while True: pass", "timeout: more than 1 s of processor time"),
        ("import os; os._exit(0)", "exit code 0"),
        ("import os; os._exit(3)", "exit code 3"),
        ("import ctypes; ctypes.string_at(0)", "crash: SIGSEGV"),
        ("import os; os.abort()", "crash: SIGABRT"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "crash: SIGKILL"),
        # It closes its end of the pipe some time before it ends.
        (
            "import os, time; os.closerange(0, 200); time.sleep(0.1); os._exit(5)",
            "exit code 5",
        ),
    ],
)
def test_a_process_that_dies_scores_nothing(zygote, body, end):
    bad = f"def double(x):\n    {body}\n"
    lost, kept = try_codes(zygote, bad, GOOD)
    assert sum(points(lost)) == 0
    assert end in lost["end"]
    assert lost["seconds"] < 4  # of processor time
    assert points(kept) == [2.0, 2.0]


def test_points_earned_before_a_crash_count(zygote):
    code = "import os\ndef double(x):\n    return 4 if x == 2 else os._exit(0)\n"
    (outcome,) = try_codes(zygote, code)
    assert points(outcome) == [2.0]
    assert outcome["end"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("import sys; sys.exit()", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("return input()", "EOFError"),
        ("return double(x)", "RecursionError"),
        ("return bytes(3 << 30)", "MemoryError"),
        ("return torch.empty(3 << 30, dtype=torch.uint8)", "can't allocate memory"),
        ("return double.missing", "AttributeError"),
        ("return undefined", "NameError"),
    ],
)
def test_what_an_answer_raises_costs_the_cell(zygote, body, error):
    (outcome,) = try_codes(zygote, f"def double(x):\n    {body}\n")
    assert points(outcome) == [0.0, 0.0]
    assert outcome["end"] == ""
    assert error in outcome["scores"][0]["error"]


@pytest.mark.parametrize("code", ["def double(x:\n", "import sys\nsys.exit()", "1 / 0"])
def test_a_cell_that_fails_is_reported_and_its_tests_run(zygote, code):
    (outcome,) = try_codes(zygote, code)
    assert outcome["solution_error"]
    assert points(outcome) == [0.0, 0.0]


def test_output_without_end_costs_nothing(zygote):
    code = "def double(x):\n    print('y' * 100_000_000)\n    return 2 * x\n"
    code += "import os\nos.write(2, b'e' * 10_000_000)\n"
    (outcome,) = try_codes(zygote, code, patient=True)
    assert points(outcome) == [2.0, 2.0]


def test_files_have_a_limit(zygote):
    code = "def double(x):\n    with open('big', 'wb') as file:\n"
    code += "        file.write(bytes(100_000_000))\n    return 2 * x\n"
    (outcome,) = try_codes(zygote, code)
    assert "File too large" in outcome["scores"][0]["error"]


def test_processes_that_an_answer_starts_end_with_it(zygote, tmp_path):
    pid_file = tmp_path / "pid"
    code = "import subprocess\nsleeper = subprocess.Popen(['sleep', '600'])\n"
    code += f"open({str(pid_file)!r}, 'w').write(str(sleeper.pid))\n{GOOD}"
    (outcome,) = try_codes(zygote, code)
    assert points(outcome) == [2.0, 2.0]
    state = f"/proc/{pid_file.read_text()}/stat"
    try:
        with open(state) as file:
            assert file.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        pass


def test_answers_do_not_see_each_other(zygote):
    spoiler = f"import torch\ntorch.add = None\nleft = 1\n{GOOD}"
    curious = f"assert torch.add is not None\nassert 'left' not in globals()\n{GOOD}"
    _, outcome = try_codes(zygote, spoiler, curious)
    assert "solution_error" not in outcome
    assert points(outcome) == [2.0, 2.0]


def test_gradients_and_optimizers_work_in_forks_of_forks(zygote):
    tests = {
        "tests": "layer = torch.nn.Linear(3, 1)\n"
        "optimizer = torch.optim.Adam(layer.parameters())\n"
        "double(layer(torch.ones(2, 3)).sum()).backward()\n"
        "optimizer.step()\n"
        "assert layer.weight.grad.tolist() == [[4.0, 4.0, 4.0]]"
    }
    setup = "import torch\nw = torch.ones(2, requires_grad=True)\n(w @ w).backward()"
    (outcome,) = try_codes(zygote, GOOD, tests=tests, setup=setup, patient=True)
    assert points(outcome) == [2.0]


def test_random_numbers_are_the_same_in_every_run_and_differ_between_seeds(zygote):
    drawn = "round(random.random() + float(torch.rand(())), 6)"
    tests = {"tests": f"x = {drawn}\ndouble(1)\nassert x == 0, x"}
    seen = [
        outcome["scores"][0]["error"]
        for seed in (0, 0, 1)
        for outcome in try_codes(zygote, GOOD, tests=tests, seed=seed)
    ]
    assert seen[0] == seen[1] != seen[2]


def test_classes_that_look_up_their_module_work(zygote):
    code = "import typing\nclass Two:\n    value = 2\nclass Pair:\n    a: 'Two'\n"
    code += "def double(x):\n"
    code += "    return x * typing.get_type_hints(Pair)['a'].value\n"
    (outcome,) = try_codes(zygote, code)
    assert points(outcome) == [2.0, 2.0]


def test_setup_that_fails_is_reported(zygote):
    messages = list(zygote.run(make_share([GOOD], setup="import torchh")))
    assert {"trouble": "imports: ModuleNotFoundError: No module named 'torchh'"} in (
        messages
    )


def test_setup_that_starts_threads_is_reported(zygote):
    setup = "import threading, time\n"
    setup += "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    messages = list(zygote.run(make_share([GOOD], setup=setup)))
    assert len(messages) == 1
    assert "leave threads running" in messages[0]["trouble"]


def test_setup_that_crashes_is_reported_and_the_process_lives_on(zygote):
    messages = list(zygote.run(make_share([GOOD], setup="import os\nos.abort()")))
    assert messages == [{"trouble": "crash: SIGABRT outside the answers"}]
    (outcome,) = try_codes(zygote, GOOD)
    assert points(outcome) == [2.0, 2.0]


def test_a_fault_of_the_gate_is_not_taken_for_a_wrong_answer(zygote):
    code = "import numpy\ndouble = numpy.array(['2020'], dtype='M8[Y]')\n"
    messages = list(zygote.run(make_share([code], target="double", change="nans")))
    troubles = [message["trouble"] for message in messages if "trouble" in message]
    assert len(troubles) == 1
    assert troubles[0].startswith("double: the gate failed: ")


def test_shares_run_in_parallel_and_all_come_back():
    received = []
    shares = [make_share([GOOD] * n) for n in range(5)]
    run_shares(shares, 2, lambda index, message: received.append((index, message)))
    trials = sorted((index, message["trial"]) for index, message in received)
    assert trials == [(n, trial) for n in range(5) for trial in range(n + 1)]
