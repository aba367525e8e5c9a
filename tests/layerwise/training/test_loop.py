"""The training loop: its numbers, its repeatability, and what it refuses."""

import dataclasses
import json
import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from layerwise.architectures import LeNet, TenTwentyNet
from layerwise.data.datasets import digits
from layerwise.training.batches import minibatches
from layerwise.training.evaluation import evaluate
from layerwise.training.loop import fit, train_epoch
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
    for curve in (history.curves["train_loss"], history.curves["validation_loss"]):
        assert curve == pytest.approx([loss, loss], rel=1e-5)
    for curve in (
        history.curves["train_accuracy"],
        history.curves["validation_accuracy"],
    ):
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
    assert history.curves["validation_accuracy"][-1] > 0.7  # chance is 0.1
    assert (
        history.curves["train_loss"][1] < history.curves["train_loss"][0] < math.log(10)
    )
    assert history.curves["validation_loss"][-1] < 1.0


def test_the_same_seed_gives_the_same_run_whatever_happened_before():
    histories, weights = [], []
    for noise in (0, 1):
        model = network()
        torch.rand(noise)  # the caller's generator stands elsewhere
        histories.append(fit(model, examples(30), examples(9, 1), **SETTINGS, seed=4))
        weights.append(model.state_dict())
    assert histories[0].curves == histories[1].curves
    assert len(histories[0].curves) == 4
    for name in weights[0]:
        assert torch.equal(weights[0][name], weights[1][name])


@pytest.mark.parametrize("model", [network, lambda: nn.Linear(6, 3)])
def test_another_seed_gives_another_run(model):
    losses = set()
    for seed in (0, 1):
        seed_everything(0)
        history = fit(model(), examples(30), examples(9, 1), **SETTINGS, seed=seed)
        losses.add(history.curves["train_loss"][-1])
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


def test_the_validation_part_is_never_trained_on():
    models = [network(), network()]
    for model, test in zip(models, (examples(9, 1), examples(50, 2)), strict=True):
        fit(model, examples(30), test, **SETTINGS)
    assert torch.equal(models[0][0].weight, models[1][0].weight)


def test_minibatches_give_every_example_once_in_random_order():
    inputs = torch.arange(11.0)
    generator = torch.Generator().manual_seed(0)
    tensors = inputs, inputs * 2
    epochs = [list(minibatches(tensors, 4, generator)) for _ in range(2)]
    orders = []
    for batches in epochs:
        assert [len(x) for x, _ in batches] == [4, 4, 3]
        assert all(torch.equal(y, 2 * x) for x, y in batches)
        orders.append([int(i) for x, _ in batches for i in x])
        assert sorted(orders[-1]) == list(range(11))
    assert orders[0] != list(range(11))
    assert orders[0] != orders[1]


def test_an_incomplete_last_batch_can_be_left_out():
    generator = torch.Generator().manual_seed(0)
    tensors = torch.arange(11.0), torch.arange(11)
    batches = list(minibatches(tensors, 4, generator, drop_last=True))
    assert [len(x) for x, _ in batches] == [4, 4]
    assert [len(x) for x, _ in minibatches(tensors, 11, generator, True)] == [11]


def test_train_epoch_trains_in_training_mode():
    model = network().eval()
    seen = []
    model[1].register_forward_hook(lambda layer, *_: seen.append(layer.training))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    means = train_epoch(model, [examples(5), examples(5, 1)], optimizer)
    assert seen == [True, True]
    assert means.examples == 10
    result = means.result()
    assert list(result) == ["loss", "accuracy"]
    assert isinstance(result["loss"], float)
    assert result["accuracy"] * 10 in range(11)


def test_a_history_says_what_happened_where_and_how_fast():
    history = fit(network(), examples(30), examples(9, 1), **SETTINGS, seed=4)
    assert list(history.curves) == [
        "train_loss",
        "train_accuracy",
        "validation_loss",
        "validation_accuracy",
    ]
    assert all(len(c) == SETTINGS["epochs"] for c in history.curves.values())
    assert history.device.startswith("cpu (")
    assert (history.seed, history.order_seed) == (4, 4)
    assert history.samples == [30, 30]
    speeds = [30 / seconds for seconds in history.seconds]
    assert history.samples_per_second == pytest.approx(sum(speeds) / 2)
    restored = json.loads(json.dumps(dataclasses.asdict(history)))
    assert restored["curves"] == history.curves
    last = history.curves["validation_accuracy"][-1]
    assert f"validation accuracy {last:.1%}" in str(history)
    assert "2 epochs on cpu" in str(history)
    assert "MiB" not in str(history)  # a processor's memory is not measured
    assert history.peak_memory_bytes is None


def test_progress_is_shown_unless_it_is_switched_off(capfd):
    fit(network(), examples(30), examples(9, 1), **SETTINGS)
    assert capfd.readouterr().err == ""
    fit(network(), examples(30), examples(9, 1), **SETTINGS | {"progress": True})
    assert "epochs: 100%" in capfd.readouterr().err


@pytest.mark.parametrize("where", ["training", "validation"])
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
        ({"learning_rate": float("inf")}, "learning_rate must be positive and finite"),
        ({"epochs": True}, "epochs must be a positive integer, got True"),
        ({"batch_size": True}, "batch_size must be a positive integer, got True"),
        ({"clip_norm": 0.0}, "clip_norm must be positive"),
        ({"seed": -1}, "seed must lie from 0"),
        ({"order_seed": -1}, "order_seed must lie from 0"),
        ({"device": "gpu"}, "device='gpu' names no device"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        fit(network(), examples(9), examples(9), **SETTINGS | changed)


def test_numpy_s_integers_are_counts_too():
    settings = SETTINGS | {"epochs": np.int64(1), "batch_size": np.int32(8)}
    assert fit(network(), examples(9), **settings, seed=np.int64(3)).epochs == 1


@pytest.mark.parametrize("which", ["train", "validation"])
@pytest.mark.parametrize(
    ("inputs", "targets", "message"),
    [
        (torch.zeros(0, 6), torch.zeros(0).long(), "at least one; got 0 and 0"),
        (torch.zeros(5, 6), torch.zeros(4).long(), "got 5 and 4"),
        (torch.zeros(5, 6), torch.zeros(5), "needs targets of int64 .* got torch.fl"),
        (torch.zeros(5, 6), torch.zeros(5).int(), "needs targets of int64 .*int32"),
        (torch.zeros(5, 6), torch.zeros(5, 1).long(), r"of shape \(5, 1\)"),
        (torch.zeros(5, 6), torch.full((5,), 3), "from 0 to 2, .* found 3 to 3"),
        (torch.zeros(5, 6), torch.full((5,), -1), "from 0 to 2, .* found -1 to -1"),
    ],
)
def test_examples_that_do_not_fit_are_refused_by_name(which, inputs, targets, message):
    parts = {"train": examples(9), "validation": examples(9)}
    with pytest.raises(ValueError, match=message) as error:
        fit(network(), **parts | {which: (inputs, targets)}, **SETTINGS)
    assert str(error.value).startswith(f"{which}: ")
    assert "\n" not in str(error.value)


def test_a_class_in_the_last_example_is_checked_before_time_is_spent():
    inputs, targets = examples(600)
    targets[-1] = 7
    for parts in (((inputs, targets), examples(9)), (examples(9), (inputs, targets))):
        model = network()
        weight = model[0].weight.detach().clone()
        with pytest.raises(ValueError, match=r"from 0 to 2, .* found 0 to 7"):
            fit(model, *parts, **SETTINGS)
        assert torch.equal(model[0].weight, weight)


def test_a_model_that_returns_no_logits_is_refused():
    model = nn.Sequential(nn.Linear(6, 1), nn.Flatten(0))
    with pytest.raises(ValueError, match=r"logits \(N, K, ...\), got \(8,\)"):
        fit(model, examples(9), examples(9), **SETTINGS)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_gpu_learns_as_well_and_reports_its_own_memory():
    train, test = digits(image_size=28)
    seed_everything(0)
    model = LeNet("relu", "max")
    settings = SETTINGS | {"device": "cuda", "batch_size": 32}
    history = fit(model, train, test, **settings, learning_rate=3e-3)
    assert history.curves["validation_accuracy"][-1] > 0.7
    assert torch.cuda.get_device_name() in history.device
    assert "peak GPU memory" in str(history)
    assert history.peak_memory_bytes > train.images.nbytes
    assert next(model.parameters()).device.type == "cuda"
    # The data that evaluate is given may lie elsewhere than the model.
    assert (
        evaluate(model, test)["accuracy"] == history.curves["validation_accuracy"][-1]
    )
