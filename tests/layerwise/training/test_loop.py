"""The training loop: its numbers, its repeatability, and what it refuses."""

import dataclasses
import json
import math
import subprocess
import sys

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from layerwise.architectures import LeNet, TenTwentyNet
from layerwise.data.datasets import digits
from layerwise.training.loop import evaluate, fit, minibatches, train_epoch
from layerwise.training.reproducibility import seed_everything

SETTINGS = {"epochs": 2, "batch_size": 8, "progress": False, "device": "cpu"}


def examples(count: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Vectors of 6 numbers; the class, 0 to 2, is where the largest of 3 stands."""
    inputs = torch.randn(count, 6, generator=torch.Generator().manual_seed(seed))
    return inputs, inputs[:, :3].argmax(dim=1)


def network(seed: int = 0) -> nn.Module:
    """A network whose training draws random numbers."""
    seed_everything(seed)
    return nn.Sequential(nn.Linear(6, 16), nn.Dropout(0.5), nn.Linear(16, 3))


def test_one_step_is_the_step_of_gradient_descent():
    inputs, targets = examples(10)
    model = nn.Linear(6, 3)
    weight, bias = model.weight.detach().clone(), model.bias.detach().clone()
    # The gradient of the mean cross-entropy: (softmax - one-hot) / N.
    error = (inputs @ weight.T + bias).softmax(dim=1) - F.one_hot(targets, 3)
    rate = 0.5
    fit(
        model,
        (inputs, targets),
        (inputs, targets),
        **SETTINGS | {"epochs": 1, "batch_size": 10},
        learning_rate=rate,
        optimizer=torch.optim.SGD,
    )
    torch.testing.assert_close(model.weight, weight - rate * error.T @ inputs / 10)
    torch.testing.assert_close(model.bias, bias - rate * error.mean(dim=0))


def test_the_curves_weigh_every_example_equally_also_in_a_short_last_batch():
    data = examples(13)
    model = nn.Linear(6, 3)
    with torch.no_grad():
        logits = model(data[0])
    # A rate too small to change a float32: the weights stand still.
    history = fit(model, data, data, **SETTINGS, learning_rate=1e-30)
    loss = float(F.cross_entropy(logits, data[1]))
    accuracy = float((logits.argmax(dim=1) == data[1]).float().mean())
    for curve in (history.train_loss, history.test_loss):
        assert curve == pytest.approx([loss, loss], rel=1e-5)
    for curve in (history.train_accuracy, history.test_accuracy):
        assert curve == pytest.approx([accuracy, accuracy])


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_network_learns_digits_far_better_than_chance(seed):
    train, test = digits(image_size=28)
    seed_everything(seed)
    history = fit(
        TenTwentyNet(),
        train,
        test,
        **SETTINGS | {"batch_size": 32},
        learning_rate=3e-3,
        seed=seed,
    )
    assert history.test_accuracy[-1] > 0.7  # chance is 0.1
    assert history.train_loss[1] < history.train_loss[0] < math.log(10)
    assert history.test_loss[-1] < 1.0


def test_the_same_seed_gives_the_same_run_whatever_happened_before():
    histories, weights = [], []
    for noise in (0, 1):
        model = network()
        torch.rand(noise)  # the caller's generator stands elsewhere
        histories.append(fit(model, examples(30), examples(9, 1), **SETTINGS, seed=4))
        weights.append(model.state_dict())
    for curve in ("train_loss", "train_accuracy", "test_loss", "test_accuracy"):
        assert getattr(histories[0], curve) == getattr(histories[1], curve)
    for name in weights[0]:
        assert torch.equal(weights[0][name], weights[1][name])


@pytest.mark.parametrize("model", [network, lambda: nn.Linear(6, 3)])
def test_another_seed_gives_another_run(model):
    losses = set()
    for seed in (0, 1):
        seed_everything(0)
        history = fit(model(), examples(30), examples(9, 1), **SETTINGS, seed=seed)
        losses.add(history.train_loss[-1])
    assert len(losses) == 2


def test_the_caller_s_random_numbers_are_left_alone():
    model = network()
    seed_everything(3)
    expected = torch.rand(4)
    seed_everything(3)
    fit(model, examples(30), examples(9, 1), **SETTINGS)
    assert torch.equal(torch.rand(4), expected)


def test_the_model_ends_in_evaluation_mode_also_when_it_was_training():
    model = network()
    fit(model, examples(30), examples(9, 1), **SETTINGS)
    assert not any(layer.training for layer in model.modules())


def test_the_test_set_is_never_trained_on():
    models = [network(), network()]
    for model, test in zip(models, (examples(9, 1), examples(50, 2)), strict=True):
        fit(model, examples(30), test, **SETTINGS)
    assert torch.equal(models[0][0].weight, models[1][0].weight)


def test_minibatches_give_every_example_once_in_random_order():
    inputs = torch.arange(11.0)
    generator = torch.Generator().manual_seed(0)
    epochs = [list(minibatches(inputs, inputs * 2, 4, generator)) for _ in range(2)]
    orders = []
    for batches in epochs:
        assert [len(x) for x, _ in batches] == [4, 4, 3]
        assert all(torch.equal(y, 2 * x) for x, y in batches)
        orders.append([int(i) for x, _ in batches for i in x])
        assert sorted(orders[-1]) == list(range(11))
    assert orders[0] != list(range(11))
    assert orders[0] != orders[1]


def test_train_epoch_trains_in_training_mode():
    model = network().eval()
    seen = []
    model[1].register_forward_hook(lambda layer, *_: seen.append(layer.training))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss, accuracy = train_epoch(model, [examples(5), examples(5, 1)], optimizer)
    assert seen == [True, True]
    assert isinstance(loss, float)
    assert accuracy * 10 == pytest.approx(round(accuracy * 10))


def test_evaluate_computes_the_mean_over_all_examples():
    inputs, targets = examples(600)  # more than one batch, the last one short
    model = network().eval()
    with torch.no_grad():
        logits = model(inputs)
    loss, accuracy = evaluate(model, (inputs, targets))
    assert loss == pytest.approx(float(F.cross_entropy(logits, targets)), rel=1e-5)
    assert accuracy == int((logits.argmax(dim=1) == targets).sum()) / 600


def test_evaluate_switches_dropout_and_gradients_off():
    model, data = network().train(), examples(40)
    seen = []
    model[2].register_forward_hook(lambda _, __, out: seen.append(out.requires_grad))
    assert evaluate(model, data) == evaluate(model, data)
    assert seen == [False, False]
    assert torch.is_grad_enabled()


@pytest.mark.parametrize("modes", [(True, True), (False, False), (True, False)])
def test_evaluate_leaves_the_mode_of_every_layer_unchanged(modes):
    model = network().train(modes[0])
    model[1].train(modes[1])
    evaluate(model, examples(5))
    assert (model.training, model[0].training) == (modes[0], modes[0])
    assert model[1].training == modes[1]


def test_evaluate_leaves_the_mode_unchanged_after_an_error():
    model = network().train()
    with pytest.raises(RuntimeError):
        evaluate(model, (torch.randn(4, 5), torch.zeros(4, dtype=torch.int64)))
    assert model.training
    assert model[1].training


def test_a_history_says_what_happened_where_and_how_fast():
    history = fit(network(), examples(30), examples(9, 1), **SETTINGS, seed=4)
    for name in ("train_loss", "train_accuracy", "test_loss", "test_accuracy"):
        assert len(getattr(history, name)) == SETTINGS["epochs"]
    assert history.device.startswith("cpu (")
    assert history.seed == 4
    assert history.samples_per_second * history.seconds == pytest.approx(60)
    assert history.peak_memory_bytes is None or history.peak_memory_bytes >= 0
    assert history.peak_memory_meaning
    restored = json.loads(json.dumps(dataclasses.asdict(history)))
    assert restored["test_accuracy"] == history.test_accuracy
    assert f"test accuracy {history.test_accuracy[-1]:.1%}" in str(history)
    assert "2 epochs on cpu" in str(history)


MEMORY_PROGRAM = """
import torch
from layerwise.training.memory import PeakMemory
memory = PeakMemory(torch.device("cpu"))
torch.ones(2**27, dtype=torch.uint8)
print(memory.bytes() / 2**20)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no getrusage")
def test_peak_memory_on_the_cpu_sees_an_allocation_of_128_mib():
    # Linux hands a process's peak on to the program it starts, so a small shell
    # stands between this large process and the one that measures.
    words = ["sh", "-c", '"$0" -c "$1"; exit $?', sys.executable, MEMORY_PROGRAM]
    grown = float(subprocess.run(words, capture_output=True, check=True).stdout)
    assert 100 < grown < 200


def test_progress_is_shown_unless_it_is_switched_off(capfd):
    fit(network(), examples(30), examples(9, 1), **SETTINGS)
    assert capfd.readouterr().err == ""
    fit(network(), examples(30), examples(9, 1), **SETTINGS | {"progress": True})
    assert "epochs: 100%" in capfd.readouterr().err


@pytest.mark.parametrize("where", ["training", "test"])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_loss_that_is_not_finite_stops_the_run(where, value):
    train, test = examples(30), examples(9, 1)
    (train if where == "training" else test)[0][3, 3] = value
    with pytest.raises(FloatingPointError, match=f"{where} loss became .* in epoch 1"):
        fit(network(), train, test, **SETTINGS)


def test_a_learning_rate_that_is_too_large_is_blamed():
    with pytest.raises(FloatingPointError, match="lower the learning rate"):
        fit(
            network(),
            examples(30),
            examples(9, 1),
            **SETTINGS | {"epochs": 50},
            learning_rate=1e20,
            optimizer=torch.optim.SGD,
        )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"epochs": 0}, "epochs must be a positive integer, got 0"),
        ({"epochs": 1.5}, "epochs must be a positive integer, got 1.5"),
        ({"batch_size": -1}, "batch_size must be a positive integer"),
        ({"learning_rate": 0.0}, "learning_rate must be positive"),
        ({"learning_rate": float("nan")}, "learning_rate must be positive"),
        ({"device": "gpu"}, "device='gpu' names no device"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        fit(network(), examples(9), examples(9), **SETTINGS | changed)


@pytest.mark.parametrize("which", ["train", "test"])
@pytest.mark.parametrize(
    ("inputs", "targets", "message"),
    [
        (torch.zeros(0, 6), torch.zeros(0).long(), "at least one; got 0 and 0"),
        (torch.zeros(5, 6), torch.zeros(4).long(), "got 5 and 4"),
        (torch.zeros(5, 6), torch.zeros(5), "must be int64 .* got torch.float32"),
        (torch.zeros(5, 6), torch.zeros(5, 1).long(), r"of shape \(5, 1\)"),
        (torch.zeros(5, 6), torch.full((5,), 3), "from 0 to 2, .* found 3 to 3"),
        (torch.zeros(5, 6), torch.full((5,), -1), "from 0 to 2, .* found -1 to -1"),
    ],
)
def test_examples_that_do_not_fit_are_refused_by_name(which, inputs, targets, message):
    sets = {"train": examples(9), "test": examples(9)} | {which: (inputs, targets)}
    with pytest.raises(ValueError, match=message) as error:
        fit(network(), sets["train"], sets["test"], **SETTINGS)
    assert str(error.value).startswith(f"{which}: ")
    assert "\n" not in str(error.value)


def test_a_model_that_returns_no_logits_is_refused():
    model = nn.Sequential(nn.Linear(6, 3), nn.Unflatten(1, (3, 1)))
    with pytest.raises(ValueError, match=r"logits \(N, K\), got shape \(1, 3, 1\)"):
        fit(model, examples(9), examples(9), **SETTINGS)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_gpu_learns_as_well_and_reports_its_own_memory():
    train, test = digits(image_size=28)
    seed_everything(0)
    model = LeNet("relu", "max")
    settings = SETTINGS | {"device": "cuda", "batch_size": 32}
    history = fit(model, train, test, **settings, learning_rate=3e-3)
    assert history.test_accuracy[-1] > 0.7
    assert torch.cuda.get_device_name() in history.device
    assert history.peak_memory_meaning == "peak allocated by torch on the GPU"
    assert history.peak_memory_bytes > train.images.nbytes
    assert next(model.parameters()).device.type == "cuda"
    # The data that evaluate is given may lie elsewhere than the model.
    assert evaluate(model, test)[1] == history.test_accuracy[-1]
