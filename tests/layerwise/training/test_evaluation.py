"""evaluate: means over all examples, and nothing changed."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from layerwise.training.evaluation import evaluate
from layerwise.training.metrics import Means, accuracy, correct
from layerwise.training.reproducibility import seed_everything


def examples(count: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Vectors of 6 numbers; the class, 0 to 2, is where the largest of 3 stands."""
    inputs = torch.randn(count, 6, generator=torch.Generator().manual_seed(seed))
    return inputs, inputs[:, :3].argmax(dim=1)


def network(seed: int = 0) -> nn.Module:
    """A network whose training draws random numbers."""
    seed_everything(seed)
    return nn.Sequential(nn.Linear(6, 16), nn.Dropout(0.5), nn.Linear(16, 3))


def test_evaluate_computes_the_mean_over_all_examples():
    inputs, targets = examples(600)  # more than one batch, the last one short
    model = network().eval()
    with torch.no_grad():
        logits = model(inputs)
    result = evaluate(model, (inputs, targets))
    loss = float(F.cross_entropy(logits, targets))
    assert result["loss"] == pytest.approx(loss, rel=1e-5)
    assert result["accuracy"] == int((logits.argmax(dim=1) == targets).sum()) / 600


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


def test_batches_and_tensors_give_the_same_result():
    data, model = examples(70), network()
    whole = evaluate(model, data)
    loader = DataLoader(TensorDataset(*data), batch_size=32)
    for batches in (
        loader,
        [data],
        [tuple(t[:64] for t in data), [t[64:] for t in data]],
    ):
        result = evaluate(model, batches)
        assert result["loss"] == pytest.approx(whole["loss"], rel=1e-5)
        assert result["accuracy"] == whole["accuracy"]


def test_a_pair_of_batches_is_not_a_pair_of_tensors():
    first, second, model = examples(8), examples(4, 1), network()
    both = tuple(torch.cat(parts) for parts in zip(first, second, strict=True))
    for pair in ([first, second], (first, second), [list(first), list(second)]):
        assert evaluate(model, pair) == pytest.approx(evaluate(model, both), rel=1e-5)


def test_a_model_without_parameters_is_evaluated():
    data = examples(9)
    result = evaluate(nn.Identity(), (data[0][:, :3], data[1]))
    assert result["accuracy"] == 1


def test_loss_and_metrics_of_one_s_own():
    x = torch.arange(300.0)[:, None]
    within = {"within_5": lambda y, t: (y - t).abs() <= 5}
    result = evaluate(nn.Identity(), (x, x - 5), loss=F.mse_loss, metrics=within)
    assert result == {"loss": pytest.approx(25), "within_5": 1.0}
    assert list(evaluate(nn.Identity(), (x, x), loss=F.mse_loss)) == ["loss"]
    with pytest.raises(ValueError, match="'loss' is the name of the loss"):
        evaluate(nn.Identity(), (x, x), loss=F.mse_loss, metrics={"loss": correct})


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ((torch.zeros(0, 6), torch.zeros(0).long()), ValueError, "at least one"),
        ((torch.zeros(33, 6), torch.zeros(30).long()), ValueError, "got 33 and 30"),
        ((torch.zeros(5, 6),), ValueError, "inputs and targets, got 1 tensors"),
        ((torch.zeros(5, 6), torch.zeros(5).int()), ValueError, "int64 .*torch.int32"),
        ((torch.zeros(5, 6), torch.zeros(5)), ValueError, "choose another loss"),
        ([], ValueError, "gave no batches"),
        ([torch.zeros(5, 6), torch.zeros(5)], TypeError, "a tuple of tensors too, not"),
        (network, TypeError, "an iterable of batches, got function"),
        (iter([examples(3)]), TypeError, "used up after one epoch"),
    ],
)
def test_examples_that_make_no_sense_are_refused(data, error, message):
    with pytest.raises(error, match=message) as raised:
        evaluate(network(), data)
    assert "\n" not in str(raised.value)


def test_numpy_arrays_are_refused_with_the_way_out():
    arrays = tuple(part.numpy() for part in examples(5))
    with pytest.raises(TypeError, match="not as a list or as numpy arrays"):
        evaluate(network(), arrays)


def test_accuracy_is_the_mean_of_correct_also_per_pixel():
    outputs = torch.randn(5, 3, 4, 2, generator=torch.Generator().manual_seed(0))
    targets = outputs.argmax(dim=1)
    targets[0, 0, 0] = (targets[0, 0, 0] + 1) % 3
    assert correct(outputs, targets).shape == (5, 4, 2)
    assert float(accuracy(outputs, targets)) == pytest.approx(39 / 40)


def test_a_metric_that_leaves_padding_out_weighs_every_prediction_equally():
    """Two batches with 3 and 1 counted predictions, of which 3 and 0 are right."""
    outputs = torch.eye(2)[:, :, None].repeat(1, 1, 2)  # (N, K, T): classes 0, 1
    seen = {"accuracy": lambda y, t: correct(y, t)[t != -100]}
    means = Means(seen)
    means.add(torch.tensor(1.0), outputs, torch.tensor([[0, 0], [1, -100]]))
    means.add(torch.tensor(0.0), outputs, torch.tensor([[1, -100], [-100, -100]]))
    assert means.result() == {"loss": 0.5, "accuracy": 0.75}


def test_a_metric_of_one_number_weighs_as_much_as_its_batch():
    means = Means({"mean": lambda y, t: y.mean(), "plain": lambda y, t: 1.0})
    means.add(torch.tensor(0.0), torch.ones(3), torch.zeros(3))
    means.add(torch.tensor(0.0), torch.zeros(1), torch.zeros(1))
    assert means.result() == {"loss": 0, "mean": 0.75, "plain": 1}
