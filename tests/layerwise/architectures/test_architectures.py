"""LeNet, the two small networks and the dense baseline, layer by layer."""

import math

import pytest
import torch
from sklearn.neighbors import KNeighborsClassifier
from torch import nn
from torch.nn import functional as F

from layerwise.architectures import (
    CentredSigmoid,
    DenseBaseline,
    FourEightNet,
    LeNet,
    LinearSoftmax,
    MajorityClass,
    NearestNeighbour,
    TenTwentyNet,
    initialise_xavier,
)
from layerwise.data.datasets import digits
from layerwise.training.evaluation import evaluate
from layerwise.training.reproducibility import seed_everything

ACTIVATIONS = {
    "sigmoid": torch.sigmoid,
    "centred sigmoid": lambda z: 1 / (1 + torch.exp(-z)) - 0.5,
    "tanh": torch.tanh,
    "scaled tanh": lambda z: 1.7159 * torch.tanh(2 * z / 3),
    "relu": torch.relu,
}
POOLINGS = {"average": F.avg_pool2d, "max": F.max_pool2d}
NETWORKS = {
    "LeNet": LeNet,
    "LeNet with ReLU and max": lambda: LeNet("relu", "max"),
    "LeNet, padded": lambda: LeNet(padding=2),
    "4/8 maps": FourEightNet,
    "10/20 channels": TenTwentyNet,
    "dense": lambda: DenseBaseline(8_490),
    "linear": LinearSoftmax,
}


def images(count: int = 2) -> torch.Tensor:
    return torch.rand(count, 1, 28, 28, generator=torch.Generator().manual_seed(0))


def shapes(network: nn.Sequential) -> dict[str, tuple[int, ...]]:
    """The output shape of every layer that changes the shape, without N."""
    found, x = {}, images()
    for name, layer in network.named_children():
        before, x = x.shape, layer(x)
        if x.shape != before:
            found[name] = tuple(x.shape[1:])
    return found


def sizes(network: nn.Module) -> dict[str, int]:
    """Number of parameters of every layer that has any."""
    return {
        name: count
        for name, layer in network.named_children()
        if (count := sum(p.numel() for p in layer.parameters()))
    }


def test_shapes_of_lenet_as_the_sources_describe_it():
    assert shapes(LeNet()) == {
        "convolution_1": (6, 24, 24),
        "pooling_1": (6, 12, 12),
        "convolution_2": (16, 8, 8),
        "pooling_2": (16, 4, 4),
        "flatten": (256,),
        "dense_1": (120,),
        "dense_2": (84,),
        "dense_3": (10,),
    }


def test_shapes_of_lenet_with_padding():
    assert shapes(LeNet(padding=2)) == {
        "convolution_1": (6, 28, 28),
        "pooling_1": (6, 14, 14),
        "convolution_2": (16, 10, 10),
        "pooling_2": (16, 5, 5),
        "flatten": (400,),
        "dense_1": (120,),
        "dense_2": (84,),
        "dense_3": (10,),
    }


@pytest.mark.parametrize(
    ("network", "a", "b"), [(FourEightNet, 4, 8), (TenTwentyNet, 10, 20)]
)
def test_shapes_of_the_small_networks(network, a, b):
    assert shapes(network()) == {
        "convolution_1": (a, 24, 24),
        "pooling_1": (a, 12, 12),
        "convolution_2": (b, 8, 8),
        "pooling_2": (b, 4, 4),
        "flatten": (b * 16,),
        "dense": (10,),
    }


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("pooling", POOLINGS)
def test_parameters_of_lenet_do_not_depend_on_activation_and_pooling(
    activation, pooling
):
    assert sizes(LeNet(activation, pooling)) == {
        "convolution_1": 156,
        "convolution_2": 2_416,
        "dense_1": 30_840,
        "dense_2": 10_164,
        "dense_3": 850,
    }


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        (LeNet(), 44_426),
        (LeNet(padding=2), 61_706),
        (FourEightNet(), 104 + 808 + 1_290),
        (TenTwentyNet(), 260 + 5_020 + 3_210),
        (DenseBaseline(44_426), 44_530),
        (DenseBaseline(44_426, pixels=64), 44_410),
        (DenseBaseline(8_490, pixels=64), 8_485),
        (DenseBaseline(2_202, pixels=64), 2_185),
        (DenseBaseline(8_490, activation="tanh"), 8_755),
        (LinearSoftmax(), 7_850),
        (LinearSoftmax(64), 650),
    ],
)
def test_total_numbers_of_parameters(network, expected):
    assert sum(sizes(network).values()) == expected


def test_parameters_of_the_ten_twenty_net_layer_by_layer():
    expected = {"convolution_1": 260, "convolution_2": 5_020, "dense": 3_210}
    assert sizes(TenTwentyNet()) == expected


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("pooling", POOLINGS)
@pytest.mark.parametrize("padding", [0, 2])
def test_lenet_computes_what_its_description_says(activation, pooling, padding):
    act, pool = ACTIVATIONS[activation], POOLINGS[pooling]
    network = LeNet(activation, pooling, padding)
    p = dict(network.named_parameters())

    def convolve(x, name, padding=0):
        return F.conv2d(x, p[f"{name}.weight"], p[f"{name}.bias"], padding=padding)

    def dense(x, name):
        return x @ p[f"{name}.weight"].T + p[f"{name}.bias"]

    x = pool(act(convolve(images(), "convolution_1", padding)), 2)
    x = pool(act(convolve(x, "convolution_2")), 2)
    x = act(dense(x.flatten(start_dim=1), "dense_1"))
    expected = dense(act(dense(x, "dense_2")), "dense_3")
    torch.testing.assert_close(network(images()), expected)


@pytest.mark.parametrize("network", [FourEightNet, TenTwentyNet])
def test_the_small_networks_compute_what_their_description_says(network):
    network = network()
    x = images()
    for layer in (network.convolution_1, network.convolution_2):
        x = F.max_pool2d(torch.relu(F.conv2d(x, layer.weight, layer.bias)), 2)
    expected = F.linear(x.flatten(start_dim=1), *network.dense.parameters())
    torch.testing.assert_close(network(images()), expected)


@pytest.mark.parametrize("build", NETWORKS.values(), ids=NETWORKS)
def test_gradients_reach_every_parameter_and_the_image(build):
    seed_everything(0)
    network, x = build(), images().requires_grad_()
    F.cross_entropy(network(x), torch.tensor([3, 7])).backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad.abs().max() > 0, name
    assert x.grad.abs().max() > 0


@pytest.mark.parametrize("build", NETWORKS.values(), ids=NETWORKS)
def test_an_image_s_logits_do_not_depend_on_its_batch(build):
    network = build()
    x = images(3)
    torch.testing.assert_close(network(x[1:2]), network(x)[1:2])


@pytest.mark.parametrize("build", NETWORKS.values(), ids=NETWORKS)
def test_a_seed_fixes_the_initial_weights(build):
    outputs = []
    for seed in (0, 0, 1):
        seed_everything(seed)
        outputs.append(build()(images()))
    assert torch.equal(outputs[0], outputs[1])
    assert not torch.equal(outputs[0], outputs[2])


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_variants_with_one_seed_start_from_the_same_weights(activation):
    states = []
    for pooling in POOLINGS:
        seed_everything(5)
        states.append(LeNet(activation, pooling).state_dict())
    assert all(torch.equal(states[0][name], states[1][name]) for name in states[0])


@pytest.mark.parametrize(
    ("layer", "fan_in", "fan_out"),
    [(nn.Conv2d(6, 16, 5), 6 * 25, 16 * 25), (nn.Linear(400, 120), 400, 120)],
)
def test_xavier_s_bound_and_variance(layer, fan_in, fan_out):
    initialise_xavier(layer)
    bound = math.sqrt(6 / (fan_in + fan_out))
    assert 0.95 * bound < layer.weight.abs().max() <= bound
    expected = 2 / (fan_in + fan_out)
    assert float(layer.weight.detach().var()) == pytest.approx(expected, rel=0.1)
    assert layer.bias.count_nonzero() == 0


def test_xavier_accepts_layers_without_bias():
    initialise_xavier(nn.Sequential(nn.Linear(3, 2, bias=False), nn.ReLU()))


@pytest.mark.parametrize("padding", [0, 2])
def test_lenet_starts_from_xavier_s_weights(padding):
    network = LeNet(padding=padding)
    for layer in (network.convolution_2, network.dense_1):
        fan_in, fan_out = nn.init._calculate_fan_in_and_fan_out(layer.weight)
        bound = math.sqrt(6 / (fan_in + fan_out))
        assert 0.95 * bound < layer.weight.abs().max() <= bound
        assert layer.bias.count_nonzero() == 0


@pytest.mark.parametrize("wanted", [2_202, 8_490, 44_426, 61_706, 805, 100_000])
def test_the_dense_baseline_is_as_near_in_size_as_whole_units_allow(wanted):
    network = DenseBaseline(wanted)
    one_more = 784 + 1 + 10
    assert abs(sum(sizes(network).values()) - wanted) <= one_more / 2
    hidden = network.dense_1.out_features
    assert shapes(network) == {
        "flatten": (784,),
        "dense_1": (hidden,),
        "dense_2": (10,),
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"activation": "elu"}, "activation must be 'sigmoid' or .* 'relu', got 'elu'"),
        ({"pooling": "mean"}, "pooling must be 'average' or 'max', got 'mean'"),
        ({"padding": 1}, "padding must be 0 or 2, got 1"),
        ({"padding": "same"}, "padding must be 0 or 2, got 'same'"),
    ],
)
def test_lenet_refuses_other_variants(arguments, message):
    with pytest.raises(ValueError, match=message):
        LeNet(**arguments)


def test_the_slopes_of_the_centred_sigmoid_are_the_sigmoid_s():
    z = torch.linspace(-5, 5, 101, dtype=torch.float64, requires_grad=True)
    slopes = [torch.autograd.grad(f(z).sum(), z)[0] for f in (ACTIVATIONS["sigmoid"],)]
    slopes.append(torch.autograd.grad(CentredSigmoid()(z).sum(), z)[0])
    torch.testing.assert_close(*slopes)
    assert slopes[1].max() == 0.25


def test_an_activation_may_be_what_makes_a_layer():
    lenet, dense = LeNet(nn.ELU), DenseBaseline(8_490, activation=nn.Tanh)
    assert isinstance(lenet.activation_4, nn.ELU)
    assert isinstance(dense.activation, nn.Tanh)
    hidden = torch.tanh(F.linear(images().flatten(1), *dense.dense_1.parameters()))
    torch.testing.assert_close(dense(images()), dense.dense_2(hidden))


def test_the_linear_baseline_is_a_product_with_the_pixels():
    network, x = LinearSoftmax(64), torch.rand(5, 1, 8, 8)
    expected = x.flatten(1) @ network.dense.weight.T + network.dense.bias
    torch.testing.assert_close(network(x), expected)


def test_nearest_neighbours_as_scikit_learn_finds_them():
    train, test = digits(image_size=8)
    ours = NearestNeighbour(*train)(test.images).argmax(dim=1)
    theirs = KNeighborsClassifier(1).fit(train.images.flatten(1), train.labels)
    assert ours.tolist() == theirs.predict(test.images.flatten(1)).tolist()


def test_the_majority_class_is_right_as_often_as_it_occurs():
    train, test = digits()
    result = evaluate(MajorityClass(train.labels), test)
    share = (test.labels == train.labels.mode().values).float().mean()
    assert result["accuracy"] == pytest.approx(float(share))


def test_the_untrained_baselines_have_no_parameters_and_move_to_a_device():
    memory = NearestNeighbour(images(), torch.tensor([1, 2]))
    assert not list(memory.parameters())
    assert {b.device.type for b in memory.to("meta").buffers()} == {"meta"}


def test_the_dense_baseline_refuses_a_size_below_one_unit():
    with pytest.raises(ValueError, match=r"at least 805, .* got 804"):
        DenseBaseline(804)
