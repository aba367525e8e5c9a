"""The script behind the results of the LeNet chapter, and the results it left."""

import importlib.util
import json
from pathlib import Path

import pytest

RESULTS = Path(__file__).parents[2] / "results"
PROVENANCE = {
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
    "test_examples",
    "training_examples",
    "tuning_seeds",
    "versions",
}


@pytest.fixture(scope="module")
def script():
    path = RESULTS / "run_lenet_comparison.py"
    spec = importlib.util.spec_from_file_location("run_lenet_comparison", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def smoke(script, path: Path) -> dict:
    script.main(["--scale", "smoke", "--output", str(path)])
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_smoke_scale_runs_every_variant_with_every_seed(script, tmp_path, capsys):
    path = tmp_path / "new" / "result.json"
    result = smoke(script, path)
    assert set(result) == PROVENANCE
    assert (result["training_examples"], result["test_examples"]) == (96, 96)
    pairs = [(run["variant"], run["seed"]) for run in result["runs"]]
    assert pairs == [(v.name, seed) for v in script.VARIANTS for seed in (0, 1)]
    assert all(len(run["test_accuracy"]) == 1 for run in result["runs"])
    assert [entry.name for entry in path.parent.iterdir()] == ["result.json"]
    printed = capsys.readouterr().out
    assert all(variant.name in printed for variant in script.VARIANTS)


def test_a_second_run_repeats_the_first(script, tmp_path):
    runs = [smoke(script, tmp_path / name)["runs"] for name in ("a.json", "b.json")]
    for run in runs[0] + runs[1]:
        del run["samples_per_second"]
    assert runs[0] == runs[1]


def test_the_learning_rate_is_chosen_on_held_out_training_examples(script):
    train, _ = script.digits(image_size=28)
    scale = script.Scale(3, 1, None, adam_rates=(1e-9, 1e-2, 1e9), sgd_rates=())
    small = script.LabelledImages(train.images[:200], train.labels[:200])
    variant = next(v for v in script.VARIANTS if v.name == "dense, size of LeNet")
    rates = script.tune(variant, small, epochs=3, scale=scale)
    assert rates["chosen"] == 1e-2
    assert set(rates["accuracy_on_held_out"]) == {"1e-09", "0.01", "1000000000.0"}
    # 40 held-out examples: every accuracy is a multiple of 1 / 40.
    for accuracies in rates["accuracy_on_held_out"].values():
        assert len(accuracies) == 3
        assert all((accuracy * 40) % 1 == 0 for accuracy in accuracies)


def test_a_failed_write_leaves_the_former_result(script, tmp_path, monkeypatch):
    path = tmp_path / "result.json"
    path.write_text("former")

    def full_disk(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(script.os, "replace", full_disk)
    with pytest.raises(OSError, match="no space"):
        script.write(path, {"runs": []})
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


def test_the_committed_result_comes_from_this_script(script):
    path = RESULTS / "lenet_comparison_digits_full.json"
    result = json.loads(path.read_text(encoding="utf-8"))
    scale = script.SCALES["full"]
    assert set(result) == PROVENANCE
    assert result["epochs"] == scale.epochs
    assert result["command"] == "python results/run_lenet_comparison.py --scale full"
    runs = {(run["variant"], run["seed"]): run for run in result["runs"]}
    expected = [(v.name, s) for v in script.VARIANTS for s in range(scale.seeds)]
    assert list(runs) == expected
    for variant in script.VARIANTS:
        rate = result["learning_rates"][variant.name]["chosen"]
        for seed in range(scale.seeds):
            run = runs[variant.name, seed]
            assert run["parameters"] == script.count_parameters(variant.build())
            assert run["optimizer"] == variant.optimizer.__name__
            assert run["learning_rate"] == rate
            assert len(run["test_accuracy"]) == scale.epochs
