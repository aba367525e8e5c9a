"""The script behind the results of Part II, and the results that it left."""

import importlib
import itertools
import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from layerwise.convolution.counting import count_parameters

RESULTS = Path(__file__).parents[2] / "results"
STORED = RESULTS / "lenet_comparison_digits_full.json"
ENTRIES = {
    "batch_size",
    "command",
    "data",
    "date",
    "device",
    "epochs",
    "experiment",
    "learning_rates",
    "processor",
    "runs",
    "seeds",
    "test_examples",
    "training_examples",
    "validation_examples",
    "versions",
}


def module(name: str):
    """Import a script as running it would: its folder is where imports look first."""
    sys.path.insert(0, str(RESULTS))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(RESULTS))


@pytest.fixture(scope="module")
def script():
    return module("run_lenet_comparison")


@pytest.fixture(scope="module")
def experiment():
    return module("experiment")


@pytest.fixture(scope="module")
def summarise():
    return module("summarise")


@pytest.fixture(scope="module")
def stored() -> dict:
    return json.loads(STORED.read_text(encoding="utf-8"))


def smoke(script, path: Path) -> dict:
    script.main(["--scale", "smoke", "--output", str(path)])
    return json.loads(path.read_text(encoding="utf-8"))


def variant(script, name: str):
    return next(v for v in script.VARIANTS if v.name == name)


def test_the_smoke_scale_runs_every_variant_with_every_seed(script, tmp_path, capsys):
    path = tmp_path / "new" / "result.json"
    result = smoke(script, path)
    assert set(result) == ENTRIES
    examples = ("training_examples", "validation_examples", "test_examples")
    assert [result[part] for part in examples] == [77, 19, 96]
    pairs = [(run["variant"], run["seed"]) for run in result["runs"]]
    assert pairs == [(v.name, seed) for v in script.VARIANTS for seed in (0, 1)]
    for run in result["runs"]:
        assert len(run["validation_correct"]) == 1
        assert 0 <= run["validation_correct"][0] <= 19
        assert set(run["wrong"]) <= set(range(96))
    assert [entry.name for entry in path.parent.iterdir()] == ["result.json"]
    printed = capsys.readouterr().out
    assert all(v.name in printed for v in script.VARIANTS)


def test_a_second_run_repeats_the_first(script, tmp_path):
    runs = [smoke(script, tmp_path / name)["runs"] for name in ("a.json", "b.json")]
    for run in runs[0] + runs[1]:
        run.pop("samples_per_second", None)
    assert runs[0] == runs[1]


def test_a_run_that_was_killed_goes_on_where_it_stopped(script, tmp_path, monkeypatch):
    whole = smoke(script, tmp_path / "whole.json")
    done = []
    work = script.run

    def die_at_the_tenth(variant, *arguments):
        if len(done) == 10:
            raise KeyboardInterrupt
        done.append(variant.name)
        return work(variant, *arguments)

    path = tmp_path / "killed.json"
    monkeypatch.setattr(script, "run", die_at_the_tenth)
    with pytest.raises(KeyboardInterrupt):
        smoke(script, path)
    assert not path.exists()
    journal = tmp_path / ".killed.json.journal"
    journal.write_text(journal.read_text() + '["run cut off in the mid')
    monkeypatch.setattr(script, "run", lambda *a: done.append("") or work(*a))
    result = smoke(script, path)
    assert len(done) == len(whole["runs"])  # ten before, the rest after
    for run in whole["runs"] + result["runs"]:
        run.pop("samples_per_second", None)
    assert result["runs"] == whole["runs"]
    assert not journal.exists()


def test_a_journal_of_other_settings_is_not_continued(experiment, tmp_path):
    path = tmp_path / "result.json"
    first = experiment.Journal(path, {"epochs": 1, "seeds": (1, 2)})
    assert first.do("a", lambda: [1]) == [1]
    again = experiment.Journal(path, {"epochs": 1, "seeds": (1, 2)})
    assert again.do("a", lambda: [2]) == [1]
    other = experiment.Journal(path, {"epochs": 2, "seeds": (1, 2)})
    assert other.do("a", lambda: [3]) == [3]


def pretended_trials(script, monkeypatch, accuracy: dict[float, int]) -> list[float]:
    """Let a trial of a rate give so many right answers of 100; return rates tried."""
    tried = []

    def trial(variant, data, epochs, rate, seed):
        tried.append(rate)
        return {"correct": accuracy.get(rate, 10), "examples": 100, "loss": 1.0}

    monkeypatch.setattr(script, "try_rate", trial)
    return tried


@pytest.mark.parametrize(
    ("accuracy", "chosen", "inside", "tried"),
    [
        ({3e-3: 90, 1e-3: 80, 1e-2: 80}, 3e-3, True, [1e-3, 3e-3, 1e-2]),
        (
            {3e-3: 70, 1e-2: 80, 3e-2: 90, 0.1: 60},
            3e-2,
            True,
            [1e-3, 3e-3, 1e-2, 3e-2, 0.1],
        ),
        ({1e-3: 80, 3e-4: 90, 1e-4: 95}, 1e-4, False, [1e-4, 3e-4, 1e-3, 3e-3, 1e-2]),
    ],
)
def test_the_grid_of_rates_grows_until_the_best_is_inside(
    script, experiment, tmp_path, monkeypatch, accuracy, chosen, inside, tried
):
    calls = pretended_trials(script, monkeypatch, accuracy)
    scale = script.Scale(1, 1, (1000,))
    journal = experiment.Journal(tmp_path / "result.json", {})
    rates = script.tune(script.VARIANTS[3], None, 1, scale, journal)
    assert (rates["chosen"], rates["inside"], rates["learned"]) == (
        chosen,
        inside,
        True,
    )
    assert sorted(calls) == tried
    assert list(rates["tried"]) == [str(rate) for rate in tried]


def test_a_rate_that_is_best_on_one_seed_only_is_not_chosen(
    script, experiment, tmp_path, monkeypatch
):
    """As LeNet with sigmoids, which at 0.01 sometimes never starts to learn."""
    accuracy = {3e-3: (95, 95, 95), 1e-2: (98, 10, 98), 1e-3: (90, 90, 90)}

    def trial(variant, data, epochs, rate, seed):
        right = accuracy.get(rate, (20, 20, 20))[seed - 1000]
        return {"correct": right, "examples": 100, "loss": 1.0}

    monkeypatch.setattr(script, "try_rate", trial)
    journal = experiment.Journal(tmp_path / "result.json", {})
    scale = script.Scale(1, 1, (1000, 1001, 1002))
    rates = script.tune(script.VARIANTS[3], None, 1, scale, journal)
    assert (rates["chosen"], rates["inside"]) == (3e-3, True)
    counts = {float(rate): len(trials) for rate, trials in rates["tried"].items()}
    assert counts == {1e-3: 1, 3e-3: 3, 1e-2: 3}


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        ([90, 91, 90], None, 1e-2),  # the runner-up is not even trained
        ([95, 9, 95], [80, 80, 80], 3e-3),
        ([95, 9, 95], [60, 60, 9], 1e-2),
    ],
)
def test_a_run_that_does_not_learn_gives_the_runner_up_its_chance(
    script, first, second, chosen
):
    results = {1e-2: first, 3e-3: second}

    def train_all(rate):
        return [{"validation_correct": [n], "rate": rate} for n in results[rate]]

    tuning = {"chosen": 1e-2, "runner_up": 3e-3, "learned": True}
    tuning, runs = script.decide(tuning, train_all, {"validation_examples": 100})
    assert tuning["chosen"] == chosen
    assert {entry["rate"] for entry in runs} == {chosen}
    assert ("all_seeds" in tuning) == (second is not None)


def test_a_variant_at_chance_everywhere_is_recorded_after_all_rates(
    script, experiment, tmp_path, monkeypatch
):
    calls = pretended_trials(script, monkeypatch, {})
    journal = experiment.Journal(tmp_path / "result.json", {})
    scale = script.Scale(1, 1, (1000,))
    rates = script.tune(script.VARIANTS[3], None, 1, scale, journal)
    assert rates["learned"] is False
    assert sorted(calls) == list(script.RATES[torch.optim.Adam])


def test_a_rate_is_judged_on_held_out_training_examples(script):
    train, test = script.digits(image_size=28)
    small = [script.LabelledImages(*(t[:200] for t in part)) for part in (train, test)]
    dense = variant(script, "dense, size of LeNet")
    good, small_rate, huge = (
        script.try_rate(dense, small, 3, rate, 1000) for rate in (1e-2, 1e-9, 1e30)
    )
    assert good["examples"] == 40
    assert good["correct"] > 20 > small_rate["correct"]
    assert huge == {"correct": 0, "examples": 40, "loss": None}
    order = sorted([good, small_rate, huge], key=lambda t: script.quality([t]))
    assert order == [huge, small_rate, good]


def test_each_seed_holds_out_other_examples_and_no_test_example(script):
    data = script.digits(image_size=8)
    linear = variant(script, "linear softmax, 8×8")
    parts = [script.trained(linear, data, 1, 0.01, seed)[2] for seed in (0, 0, 1)]
    assert [len(part.labels) for part in parts[0]] == [1078, 269, 450]
    assert parts[0][1].images.equal(parts[1][1].images)
    assert not parts[0][1].images.equal(parts[2][1].images)
    assert all(part[2].images.equal(data[1].images) for part in parts)


def test_the_wrong_answers_are_those_of_the_model(script):
    train, test = script.digits(image_size=8)
    majority = script.MajorityClass(train.labels)
    expected = (test.labels != train.labels.mode().values).nonzero().flatten()
    assert script.wrong_answers(majority, test) == expected.tolist()


def test_a_failed_write_leaves_the_former_result(experiment, tmp_path, monkeypatch):
    path = tmp_path / "result.json"
    path.write_text("former")

    def full_disk(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OSError, match="no space"):
        experiment.write(path, {"runs": []})
    assert path.read_text() == "former"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_data_is_one_line_and_status_2(script, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LAYERWISE_DATA", str(tmp_path))
    output = tmp_path / "result.json"
    with pytest.raises(SystemExit) as stop:
        script.main(["--data", "mnist", "--output", str(output)])
    assert stop.value.code == 2
    message = capsys.readouterr().err
    assert message.startswith("error: no train-images-idx3-ubyte.gz in ")
    assert message.count("\n") == 1
    assert not output.exists()


@pytest.mark.parametrize("words", [["--seeds", "0"], ["--epochs", "-1"]])
def test_counts_must_be_positive(script, words, capsys):
    with pytest.raises(SystemExit) as stop:
        script.parse(words)
    assert stop.value.code == 2
    assert f"{words[0]} must be positive" in capsys.readouterr().err


def test_the_committed_result_comes_from_this_script(script, stored):
    scale = script.SCALES["full"]
    assert set(stored) == ENTRIES
    assert (stored["epochs"], stored["seeds"]) == (scale.epochs, scale.seeds)
    assert stored["command"] == "python results/run_lenet_comparison.py --scale full"
    runs = {(run["variant"], run["seed"]): run for run in stored["runs"]}
    expected = [(v.name, s) for v in script.VARIANTS for s in range(scale.seeds)]
    assert list(runs) == expected
    data = script.digits(image_size=28)
    for variant in script.VARIANTS:
        parameters = count_parameters(variant.build(data[0]))
        rate = stored["learning_rates"].get(variant.name, {}).get("chosen")
        assert (rate is None) == (parameters == 0)
        for seed in range(scale.seeds):
            run = runs[variant.name, seed]
            assert run["parameters"] == parameters
            assert run["optimizer"] == (variant.optimizer.__name__ if rate else None)
            assert run["learning_rate"] == rate
            assert len(run["validation_correct"]) == (scale.epochs if rate else 1)
            assert set(run["wrong"]) <= set(range(stored["test_examples"]))


def test_every_stored_rate_is_the_best_of_its_grid_and_inside_it(script, stored):
    for name, tuning in stored["learning_rates"].items():
        tried = tuning["tried"]
        first = sorted(tried, key=lambda r: script.quality(tried[r][:1]))
        best = max(first[-2:], key=lambda r: script.quality(tried[r]))
        if "all_seeds" in tuning:  # a run of the best did not learn
            best = max(tuning["all_seeds"], key=lambda r: sum(tuning["all_seeds"][r]))
        assert float(best) == tuning["chosen"]
        assert {tuning["chosen"], tuning["runner_up"]} == set(map(float, first[-2:]))
        assert [len(tried[rate]) for rate in first[-2:]] == [len(tuning["seeds"])] * 2
        assert [len(tried[rate]) for rate in first[:-2]] == [1] * (len(first) - 2)
        grid = [float(rate) for rate in tried]
        if tuning["learned"]:
            assert tuning["inside"]
            assert "all_seeds" in tuning or min(grid) < tuning["chosen"] < max(grid)
        else:
            assert grid == list(script.RATES[variant(script, name).optimizer])


@pytest.mark.parametrize(
    "name", ["majority class", "1-nearest neighbour, 8×8", "linear softmax, 8×8"]
)
def test_a_stored_run_can_be_repeated(script, stored, name):
    """The quick ones: a trained one may differ in an example on another processor."""
    chosen = variant(script, name)
    data = script.digits(image_size=chosen.image_size)
    before = next(r for r in stored["runs"] if r["variant"] == name and r["seed"] == 1)
    again = script.run(chosen, data, stored["epochs"], before["learning_rate"], 1)
    if chosen.build(data[0]).state_dict().keys() & {"dense.weight"}:
        assert len(set(again["wrong"]) ^ set(before["wrong"])) <= 2
    else:
        assert again["wrong"] == before["wrong"]


def test_the_summary_rebuilds_what_each_run_got_right(summarise, stored):
    right = summarise.right_answers(stored, "10/20 channels")
    runs = [run for run in stored["runs"] if run["variant"] == "10/20 channels"]
    assert right.shape == (stored["seeds"], stored["test_examples"])
    for row, run in zip(right, runs, strict=True):
        assert (np.flatnonzero(row == 0) == run["wrong"]).all()


def test_the_summary_prints_every_variant_and_every_pair(summarise, stored, capsys):
    chosen = ["10/20 channels", "4/8 maps", "linear softmax"]
    summarise.main([str(STORED), "--only", *chosen])
    lines = capsys.readouterr().out.splitlines()
    for name in summarise.names(stored):
        assert any(line.startswith(f"| {name} | ") for line in lines)
    for a, b in itertools.combinations(chosen, 2):
        assert any(line.startswith(f"| {a} | {b} | ") for line in lines)
