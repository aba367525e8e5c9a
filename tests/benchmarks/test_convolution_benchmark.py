"""The benchmark of convolution: its forms agree, its result file is whole."""

import json
import sys
from pathlib import Path

import pytest
import torch

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch):
    """The benchmark with two small cases, as a module."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import convolution

    cases = [
        convolution.Case(3, 4, 6, convolution.Layer(3, stride=2, padding=1), 3.0),
        convolution.Case(4, 4, 5, convolution.Layer(3, padding=1, groups=4), 2.2),
    ]
    monkeypatch.setattr(convolution, "CASES", cases)
    return convolution


def run(benchmark, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["benchmarks/convolution.py", *arguments])
    threads = torch.get_num_threads()
    try:
        benchmark.main()
    finally:
        torch.set_num_threads(threads)


def test_every_form_gives_the_same_output_and_gradients(benchmark):
    for case in benchmark.CASES:
        tensors = benchmark.draw(case, torch.device("cpu"))
        expected = benchmark.FORMS["fused"](*tensors, case.layer)
        for form in benchmark.FORMS.values():
            torch.testing.assert_close(form(*tensors, case.layer), expected)


def test_a_form_that_computes_something_else_is_not_timed(benchmark, monkeypatch):
    def wrong(*arguments):
        output, *gradients = fused(*arguments)
        return output + 1, *gradients

    fused = benchmark.FORMS["fused"]
    monkeypatch.setitem(benchmark.FORMS, "loops", wrong)
    tensors = benchmark.draw(benchmark.CASES[0], torch.device("cpu"))
    with pytest.raises(AssertionError):
        benchmark.check(benchmark.CASES[0], ["loops"], tensors)


def test_the_result_says_where_it_comes_from(benchmark, monkeypatch, tmp_path, capsys):
    path = tmp_path / "results" / "speed.json"
    run(benchmark, monkeypatch, "--repeats", "4", "--output", str(path))
    result = json.loads(path.read_text(encoding="utf-8"))
    assert {"command", "date", "processor", "versions"} <= set(result)
    (measured,) = result["runs"]
    assert measured["threads"] == 1
    assert [entry["case"] for entry in measured["cases"]] == [
        "conv2d 3→4, 6×6, k3, stride 2",
        "depthwise 4→4, 5×5, k3",
    ]
    for entry in measured["cases"]:
        rounds = {name: form["rounds"] for name, form in entry["forms"].items()}
        assert rounds == dict.fromkeys(benchmark.FORMS, 4) | {"loops": 3}
        assert entry["forms"]["fused"]["ratio"] == 1
    assert list(path.parent.iterdir()) == [path]
    assert "reference" in capsys.readouterr().out


def test_ratios_are_taken_round_by_round(benchmark):
    times = {"fused": [1.0, 10.0, 2.0], "loops": [3.0, 30.0, 8.0]}
    forms = benchmark.summarise(benchmark.CASES[0], times)["forms"]
    assert forms["loops"]["ratio"] == 3
    assert forms["loops"]["ratio_quartiles"] == [3, 3.5]
    assert forms["loops"]["median_milliseconds"] == 8000


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--threads", "0"], "--threads"),
        (["--repeats", "many"], "--repeats"),
        (["--device", "abacus"], "--device"),
    ],
)
def test_bad_options_end_with_one_line(
    benchmark, monkeypatch, tmp_path, capsys, arguments, named
):
    with pytest.raises(SystemExit) as caught:
        run(benchmark, monkeypatch, *arguments, "--output", str(tmp_path / "x.json"))
    assert caught.value.code == 2
    assert named in capsys.readouterr().err.splitlines()[-1]
    assert not list(tmp_path.iterdir())
