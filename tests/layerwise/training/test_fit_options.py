"""fit beyond a pair of tensors and a classifier: what later chapters need."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from layerwise.training.history import History
from layerwise.training.loop import fit
from layerwise.training.metrics import correct
from layerwise.training.reproducibility import seed_everything

SETTINGS = {"epochs": 2, "batch_size": 8, "progress": False, "device": "cpu"}


def examples(count: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    inputs = torch.randn(count, 6, generator=torch.Generator().manual_seed(seed))
    return inputs, inputs[:, :3].argmax(dim=1)


def linear(seed: int = 0) -> nn.Linear:
    seed_everything(seed)
    return nn.Linear(6, 3)


def dropout_network(seed: int = 0) -> nn.Module:
    seed_everything(seed)
    return nn.Sequential(nn.Linear(6, 16), nn.Dropout(0.5), nn.Linear(16, 3))


def loader(data, **arguments) -> DataLoader:
    return DataLoader(TensorDataset(*data), **arguments)


def test_validation_may_be_left_out():
    history = fit(linear(), examples(30), **SETTINGS)
    assert list(history.curves) == ["train_loss", "train_accuracy"]
    assert "train accuracy" in str(history)


def test_a_loader_in_order_is_a_loop_over_its_batches_in_order():
    data, by_hand, by_fit = examples(30), linear(), linear()
    steps = torch.optim.SGD(by_hand.parameters(), lr=0.1)
    for _ in range(2):
        for start in range(0, 30, 8):
            x, y = (part[start : start + 8] for part in data)
            steps.zero_grad()
            F.cross_entropy(by_hand(x), y).backward()
            steps.step()
    batches = loader(data, batch_size=8)
    rate = {"learning_rate": 0.1, "optimizer": torch.optim.SGD}
    history = fit(
        by_fit, batches, loader(examples(9), batch_size=4), **SETTINGS, **rate
    )
    torch.testing.assert_close(by_fit.weight, by_hand.weight, rtol=0, atol=0)
    assert history.samples == [30, 30]


def test_a_shuffling_loader_repeats_with_the_seed_and_changes_with_it():
    def run(seed, noise):
        model = dropout_network()
        torch.rand(noise)
        batches = loader(examples(30), batch_size=8, shuffle=True)
        return fit(model, batches, **SETTINGS, seed=seed).curves

    assert run(1, 0) == run(1, 3)
    assert run(1, 0) != run(2, 0)


def test_two_batches_in_a_list_or_tuple_are_two_steps():
    first, second = examples(8), examples(8, 1)
    for pair in ([first, second], (first, second)):
        history = fit(linear(), pair, pair, **SETTINGS | {"epochs": 1})
        assert history.samples == [16]


def test_every_batch_of_an_iterable_is_used_once_an_epoch():
    """The batch that is looked at before training is not lost or drawn twice."""
    drawn = []

    class Stream:
        def __iter__(self):
            for index in range(3):
                drawn.append(index)
                yield examples(4, index)

    fit(linear(), Stream(), **SETTINGS)
    assert drawn == [0, 1, 2, 0, 1, 2]


class TwoInputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(6, 3), nn.Linear(2, 3)

    def forward(self, x, z):
        return self.a(x) + self.b(z)


def test_a_model_may_have_several_inputs():
    (x, y), z = examples(30), torch.ones(30, 2)
    history = fit(TwoInputs(), (x, z, y), [(x, z, y)], **SETTINGS)
    assert len(history.curves["validation_accuracy"]) == 2


class Tagger(nn.Module):
    """Logits (N, K, T) for a class at each of T steps."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(6, 3)

    def forward(self, x):
        return self.layer(x).movedim(-1, 1)


def test_targets_may_be_classes_at_every_step():
    x = torch.randn(30, 5, 6, generator=torch.Generator().manual_seed(0))
    y = x[..., :3].argmax(dim=-1)  # (N, T)
    y[0, 3:] = -100  # padding, which cross-entropy leaves out
    seed_everything(0)
    rate = {
        "learning_rate": 0.1,
        "metrics": {"right": lambda o, t: correct(o, t)[t >= 0]},
    }
    history = fit(Tagger(), (x, y), (x, y), **SETTINGS | {"epochs": 20}, **rate)
    assert history.curves["validation_right"][-1] > 0.8


def test_targets_may_be_classes_of_pixels():
    x = torch.randn(6, 1, 4, 5, generator=torch.Generator().manual_seed(0))
    y = (x[:, 0] > 0).long()  # (N, H, W)
    seed_everything(0)
    history = fit(
        nn.Conv2d(1, 2, 1), (x, y), **SETTINGS | {"epochs": 50}, learning_rate=0.1
    )
    assert history.curves["train_accuracy"][-1] > 0.9


def test_targets_may_be_numbers_with_a_loss_for_them():
    x = examples(30)[0]
    seed_everything(0)
    history = fit(
        nn.Linear(6, 2),
        (x, x[:, :2]),
        (x, x[:, :2]),
        **SETTINGS | {"epochs": 60},
        learning_rate=0.05,
        loss=F.mse_loss,
    )
    assert list(history.curves) == ["train_loss", "validation_loss"]
    assert history.curves["validation_loss"][-1] < 0.01


def test_a_loss_that_is_no_single_number_is_refused():
    x = examples(9)[0]
    with pytest.raises(ValueError, match=r"must return one number, got shape \(8, 3\)"):
        fit(linear(), (x, x[:, :3]), **SETTINGS, loss=lambda y, t: (y - t) ** 2)


def test_float_targets_without_a_loss_for_them_say_so():
    x = examples(9)[0]
    with pytest.raises(ValueError, match="for other targets choose another loss"):
        fit(linear(), (x, x[:, :3]), **SETTINGS)


def test_gradients_are_clipped_to_the_norm():
    data, model = examples(8), linear()
    before = [p.detach().clone() for p in model.parameters()]
    sgd = {"optimizer": torch.optim.SGD, "learning_rate": 1.0}
    fit(model, data, **SETTINGS | {"epochs": 1}, **sgd, clip_norm=1e-3)
    moved = [p.detach() - q for p, q in zip(model.parameters(), before, strict=True)]
    norm = torch.cat([m.flatten() for m in moved]).norm()
    assert float(norm) == pytest.approx(1e-3, rel=1e-3)


def test_a_schedule_is_stepped_once_an_epoch():
    def halved(optimizer):
        return torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)

    settings = SETTINGS | {"epochs": 3, "learning_rate": 0.4}
    history = fit(linear(), examples(30), **settings, schedule=halved)
    assert history.curves["learning_rate"] == pytest.approx([0.4, 0.2, 0.1])


def test_on_epoch_sees_every_epoch_and_may_stop():
    seen = []

    def look(epoch, model, history):
        assert isinstance(history, History)
        seen.append((epoch, history.epochs, len(list(model.parameters()))))
        return epoch == 2

    history = fit(linear(), examples(30), **SETTINGS | {"epochs": 5}, on_epoch=look)
    assert seen == [(1, 1, 2), (2, 2, 2)]
    assert history.epochs == 2


def test_an_optimizer_that_is_made_may_have_groups():
    model = nn.Sequential(nn.Linear(6, 4), nn.Linear(4, 3))
    before = [layer.weight.detach().clone() for layer in model]
    groups = [
        {"params": model[0].parameters(), "lr": 0.0},
        {"params": model[1].parameters(), "lr": 0.1},
    ]
    fit(model, examples(30), **SETTINGS, optimizer=torch.optim.SGD(groups))
    assert torch.equal(model[0].weight, before[0])
    assert not torch.equal(model[1].weight, before[1])


def test_an_optimizer_that_is_made_belongs_to_the_model_and_has_its_own_rate():
    model, other = linear(), linear()
    steps = torch.optim.SGD(other.parameters(), lr=0.1)
    with pytest.raises(ValueError, match="parameters that are not the model's"):
        fit(model, examples(9), **SETTINGS, optimizer=steps)
    with pytest.raises(ValueError, match="an optimizer that is made has its own"):
        fit(other, examples(9), **SETTINGS, optimizer=steps, learning_rate=0.1)


def test_a_last_batch_of_one_can_be_left_out_for_batch_normalisation():
    def model():
        return nn.Sequential(nn.Linear(6, 3), nn.BatchNorm1d(3))

    with pytest.raises(ValueError, match="more than 1 value per channel"):
        fit(model(), examples(9), **SETTINGS)
    history = fit(model(), examples(9), **SETTINGS, drop_last=True)
    assert history.samples == [8, 8]
    with pytest.raises(ValueError, match="drop_last leaves nothing of 7 examples"):
        fit(model(), examples(7), **SETTINGS, drop_last=True)
    with pytest.raises(ValueError, match="drop_last is for tensors"):
        fit(model(), [examples(7)], **SETTINGS, drop_last=True)


def test_the_order_has_a_seed_of_its_own():
    def run(model, **seeds):
        return fit(model(), examples(30), **SETTINGS, **seeds).curves["train_loss"]

    for model in (linear, dropout_network):
        assert run(model, seed=1) == run(model, seed=1, order_seed=1)
        assert run(model, seed=1) != run(model, seed=1, order_seed=2)
    # Another seed with the same order: no difference without a random layer.
    assert run(linear, seed=1, order_seed=5) == run(linear, seed=2, order_seed=5)
    assert run(dropout_network, seed=1, order_seed=5) != run(
        dropout_network, seed=2, order_seed=5
    )


def test_weights_order_and_random_layers_draw_different_numbers_from_one_seed():
    """torch.manual_seed(0) before each would give all three the same numbers."""
    drawn = {}

    class Spy(nn.Module):
        def forward(self, x):
            if self.training:
                drawn.setdefault("layers", torch.randperm(30).tolist())
                drawn.setdefault("order", x[:, 0].int().tolist())
            return x

    x = torch.arange(30.0)[:, None].expand(30, 6)
    seed_everything(0)
    drawn["weights"] = torch.randperm(30).tolist()
    model = nn.Sequential(Spy(), nn.Linear(6, 3))
    fit(model, (x, torch.zeros(30).long()), **SETTINGS | {"batch_size": 30}, seed=0)
    assert all(sorted(numbers) == list(range(30)) for numbers in drawn.values())
    assert len({tuple(numbers) for numbers in drawn.values()}) == 3


def test_a_loader_does_not_disturb_the_caller_s_random_numbers():
    model, batches = linear(), loader(examples(30), batch_size=8, shuffle=True)
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    fit(model, batches, batches, **SETTINGS)
    assert torch.equal(torch.rand(4), expected)


@pytest.mark.parametrize("which", ["train", "validation"])
@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ([], ValueError, "gave no batches"),
        (iter([examples(3)]), TypeError, "used up after one epoch"),
        (list(examples(3)), TypeError, "a batch must be a tuple of tensors"),
        ([(*examples(3), "x")], TypeError, "got tuple of Tensor, Tensor, str"),
        ([(torch.zeros(3, 6), torch.zeros(2).long())], ValueError, "got 3 and 2"),
        ([(torch.zeros(3, 6), torch.full((3,), 9))], ValueError, "found 9 to 9"),
        (7, TypeError, "an iterable of batches, got int"),
    ],
)
def test_iterables_that_do_not_fit_are_refused_by_name(which, data, error, message):
    parts = {"train": examples(9), "validation": examples(9)} | {which: data}
    with pytest.raises(error, match=message) as raised:
        fit(linear(), **parts, **SETTINGS)
    assert str(raised.value).startswith(f"{which}: ")


def test_layers_that_learn_their_size_from_the_first_batch_work():
    history = fit(nn.LazyLinear(3), [examples(8)], **SETTINGS)
    assert history.epochs == 2


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_the_caller_s_random_numbers_are_left_alone_on_every_gpu():
    torch.manual_seed(0)
    states = [state.clone() for state in torch.cuda.get_rng_state_all()]
    fit(dropout_network(), examples(30), **SETTINGS | {"device": "cuda"})
    torch.manual_seed(0)
    for now, then in zip(torch.cuda.get_rng_state_all(), states, strict=True):
        assert torch.equal(now, then)
