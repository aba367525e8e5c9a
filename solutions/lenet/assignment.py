# %% [markdown]
# # LeNet: exercises
#
# You practise what the chapter *LeNet* shows: following an image through the network,
# counting its parameters, pooling, building the module, telling logits from
# probabilities, and deciding by the sign test. The chapter is in the
# built book under *Architectures → LeNet*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and one worked example; more checks run when your work is graded. You may use
# torch, numpy and plain Python in any way you like.

# %% setup="imports"
import math
import random

import torch
import torch.nn.functional as F
from torch import nn

# %% [markdown]
# ## 1. Follow an image through the network
#
# A square image of one channel goes through two blocks of a 5×5 convolution (6, then
# 16 channels; the first padded by `padding` zeros on each side) and 2×2 pooling in
# steps of 2. The pooling drops a last row and column that fill no window.


# %% solution="block_shapes"
def block_shapes(side, padding=0):
    """Return four tuples (channels, height, width).

    They are the shapes after convolution 1, pooling 1, convolution 2 and pooling 2.
    side: height and width of the image, padding: zeros on each side of it.
    """
    ### BEGIN SOLUTION
    first = side + 2 * padding - 4
    second = first // 2 - 4
    return [
        (6, first, first),
        (6, first // 2, first // 2),
        (16, second, second),
        (16, second // 2, second // 2),
    ]
    ### END SOLUTION


# %% tests="block_shapes" points=2
shapes = [tuple(shape) for shape in block_shapes(20)]
assert len(shapes) == 4, "two convolutions and two poolings make four shapes"
assert shapes[0] == (6, 16, 16), "a 5 x 5 convolution takes 4 off each side length"
assert shapes[1] == (6, 8, 8), "pooling halves the side and keeps the channels"
assert shapes[2][0] == 16, "the second convolution has 16 channels"
assert [tuple(s) for s in block_shapes(16, 2)] == shapes, (
    "two zeros a side are as good as an image larger by four"
)
### BEGIN HIDDEN TESTS
for side in random.sample(range(16, 130), 16):
    p = random.randint(0, 3)
    x = torch.zeros(1, 1, side, side)
    expected = []
    for out_channels, zeros in ((6, p), (16, 0)):
        x = F.conv2d(x, torch.zeros(out_channels, x.shape[1], 5, 5), padding=zeros)
        expected.append(tuple(x.shape[1:]))
        x = F.max_pool2d(x, 2)
        expected.append(tuple(x.shape[1:]))
    got = [tuple(shape) for shape in block_shapes(side, p)]
    assert got == expected, "wrong for some image sizes or paddings"
    assert all(isinstance(n, int) for shape in got for n in shape), "sizes are ints"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Count the parameters
#
# After the second pooling the maps are flattened and go through dense layers of 120, 84
# and 10 outputs. Count the parameters of the five layers that have any, biases
# included.


# %% solution="layer_parameters"
def layer_parameters(side, padding=0):
    """Return five ints: the parameters of the two convolutions and the three dense
    layers, in the order of the network, for images of side × side pixels."""
    ### BEGIN SOLUTION
    features = torch.Size(block_shapes(side, padding)[3]).numel()
    return [
        6 * (1 * 25 + 1),
        16 * (6 * 25 + 1),
        120 * (features + 1),
        84 * (120 + 1),
        10 * (84 + 1),
    ]
    ### END SOLUTION


# %% tests="layer_parameters" points=2
counts = list(layer_parameters(28))
assert len(counts) == 5, "two convolutions and three dense layers"
assert sum(counts) == 44426, "LeNet on 28 x 28 pixels has 44,426 parameters"
larger = list(layer_parameters(56))
assert [a == b for a, b in zip(counts, larger)] == [True, True, False, True, True], (
    "the image's size changes one layer only"
)
### BEGIN HIDDEN TESTS
for side in random.sample(range(16, 130), 16):
    p = random.randint(0, 3)
    x = torch.zeros(1, 1, side, side)
    layers = [nn.Conv2d(1, 6, 5, padding=p), nn.Conv2d(6, 16, 5)]
    for layer in layers:
        x = F.max_pool2d(layer(x), 2)
    sizes = [x.numel(), 120, 84, 10]
    layers += [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
    expected = [sum(q.numel() for q in layer.parameters()) for layer in layers]
    got = list(layer_parameters(side, p))
    assert got == expected, "wrong for some image sizes or paddings"
    assert all(isinstance(count, int) for count in got), "counts are ints"
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Pool
#
# Average pooling takes the mean of every window, max pooling its largest entry, in
# each channel for itself. Here the windows have `size` × `size` entries and do not
# overlap; rows and columns that fill no window are left out.


# %% solution="pool"
def pool(batch, size, kind="average"):
    """Return the pooled batch, (N, C, H // size, W // size).

    batch: (N, C, H, W), kind: 'average' or 'max'. Raises ValueError for another kind.
    """
    ### BEGIN SOLUTION
    rows, columns = batch.shape[2] // size, batch.shape[3] // size
    windows = batch[:, :, : rows * size, : columns * size]
    windows = windows.unflatten(3, (columns, size)).unflatten(2, (rows, size))
    # (N, C, rows, size, columns, size)
    if kind == "average":
        return windows.mean(dim=(3, 5))
    if kind == "max":
        return windows.amax(dim=(3, 5))
    raise ValueError(f"kind must be 'average' or 'max', got {kind!r}")
    ### END SOLUTION


# %% tests="pool" points=2
grid = torch.tensor([[[[1.0, 3.0, 0.0], [5.0, 7.0, 0.0]]]])  # (1, 1, 2, 3)
assert pool(grid, 2).shape == (1, 1, 1, 1), "the third column fills no window"
assert float(pool(grid, 2)) == 4.0, "the mean of 1, 3, 5 and 7"
assert float(pool(grid, 2, "max")) == 7.0, "the largest of 1, 3, 5 and 7"
batch = torch.randn(2, 3, 6, 4, generator=generator)
torch.testing.assert_close(
    pool(batch, 1), batch, msg="windows of one entry change nothing"
)
torch.testing.assert_close(
    pool(batch + 1, 2, "max"),
    pool(batch, 2, "max") + 1,
    msg="adding 1 everywhere must add 1 to every maximum",
)
try:
    pool(batch, 2, "sum")
except ValueError:
    pass
else:
    raise AssertionError("an unknown kind must raise ValueError")
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(8):
        n, c, size = random.randint(1, 3), random.randint(1, 4), random.randint(1, 6)
        x = torch.randn(
            n,
            c,
            random.randint(6, 12),
            random.randint(6, 12),
            dtype=dtype,
            generator=generator,
        )
        x = x.transpose(2, 3)  # not contiguous
        kept = x.clone()
        mean, largest = F.avg_pool2d(kept, size), F.max_pool2d(kept, size)
        for kind, expected in (("average", mean), ("max", largest)):
            torch.testing.assert_close(
                pool(x, size, kind), expected, msg=f"{kind}: wrong for some sizes"
            )
        assert torch.equal(x, kept), "pool changed the batch"
for kind in ("min", "mean", "avg", "maximum", "Average", ""):
    try:
        pool(torch.zeros(1, 1, 2, 2), 2, kind)
    except ValueError:
        continue
    raise AssertionError("no ValueError for some unknown kind")
### END HIDDEN TESTS

# %% tests="pool" part="gradients" points=1
batch = torch.arange(16.0).reshape(1, 1, 4, 4).requires_grad_()
(slope,) = torch.autograd.grad(pool(batch, 2).sum(), [batch])
torch.testing.assert_close(
    slope,
    torch.full((1, 1, 4, 4), 0.25),
    msg="each of four entries has a quarter of the mean's gradient",
)
### BEGIN HIDDEN TESTS
for kind, pooling in (("average", F.avg_pool2d), ("max", F.max_pool2d)):
    for size in (1, 2, 3):
        x = torch.randn(
            2, 2, random.randint(4, 7), 5, dtype=torch.float64, generator=generator
        )
        x.requires_grad_()
        got, expected = pool(x, size, kind), pooling(x, size)
        factors = torch.randn(expected.shape, dtype=torch.float64, generator=generator)
        (given,) = torch.autograd.grad((got * factors).sum(), [x])
        (wanted,) = torch.autograd.grad((expected * factors).sum(), [x])
        torch.testing.assert_close(given, wanted, msg="wrong gradient")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Build the network
#
# Write LeNet for 28×28 images as a module: convolution, activation, pooling, twice;
# then dense layers of 120, 84 and 10 with the activation between them. It returns
# logits. Use torch's `nn.Conv2d` and `nn.Linear`, or parameters of the same shapes, and
# name them as you like.


# %% solution="network"
class LeNet(nn.Module):
    """LeNet: (N, 1, 28, 28) to logits (N, 10).

    activation: 'sigmoid' or 'relu', pooling: 'average' or 'max'.
    """

    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        ### BEGIN SOLUTION
        self.activation = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pooling = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.convolutions = nn.ModuleList([nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)])
        self.hidden = nn.ModuleList([nn.Linear(256, 120), nn.Linear(120, 84)])
        self.output = nn.Linear(84, 10)
        ### END SOLUTION

    def forward(self, batch):
        ### BEGIN SOLUTION
        for convolution in self.convolutions:
            batch = self.pooling(self.activation(convolution(batch)), 2)
        batch = batch.flatten(1)
        for layer in self.hidden:
            batch = self.activation(layer(batch))
        return self.output(batch)
        ### END SOLUTION


# %% tests="network" points=4
net = LeNet()
with torch.no_grad():
    logits = net(torch.rand(3, 1, 28, 28, generator=generator))
assert logits.shape == (3, 10), "ten logits for each of three images"
assert sum(p.numel() for p in net.parameters()) == 44426, "LeNet has 44,426 parameters"
with torch.no_grad():
    one_by_one = [net(image[None]) for image in torch.ones(2, 1, 28, 28)]
torch.testing.assert_close(
    one_by_one[0], one_by_one[1], msg="the same image must give the same logits"
)
### BEGIN HIDDEN TESTS
expected_activations = {"sigmoid": torch.sigmoid, "relu": torch.relu}
expected_poolings = {"average": F.avg_pool2d, "max": F.max_pool2d}
expected_shapes = [(6, 1, 5, 5), (6,), (16, 6, 5, 5), (16,)]
expected_shapes += [(120, 256), (120,), (84, 120), (84,), (10, 84), (10,)]
choices = [(a, b) for a in expected_activations for b in expected_poolings]
for choice in [*choices, ()]:
    net = LeNet(*choice)
    act, shrink = choice or ("sigmoid", "average")
    act, shrink = expected_activations[act], expected_poolings[shrink]
    images = torch.randn(random.randint(1, 9), 1, 28, 28, generator=generator)
    kept = images.clone()
    net(images)  # lazy layers get their shapes here
    by_shape = {tuple(q.shape): q for q in net.parameters()}
    assert set(by_shape) == set(expected_shapes), "a layer has the wrong shape"
    assert len(list(net.parameters())) == 10, "five layers have ten parameters"
    p = [by_shape[shape] for shape in expected_shapes]
    assert all(len(q.unique()) > 1 for q in p[::2]), "some weights are all alike"
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.2)
    x = kept
    for i in (0, 2):
        x = shrink(act(F.conv2d(x, p[i], p[i + 1])), 2)
    x = act(F.linear(x.flatten(1), p[4], p[5]))
    x = act(F.linear(x, p[6], p[7]))
    expected = F.linear(x, p[8], p[9])
    for mode in (True, False):
        got = net.train(mode)(images)
        torch.testing.assert_close(
            got,
            expected,
            atol=1e-3,  # of logits from 3 to 90: float32, summed in any order
            rtol=1e-3,
            msg="not the network described, for some activation and pooling",
        )
        assert torch.equal(images, kept), "the network changed its images"
        assert got.requires_grad, "no gradient reaches the parameters"
        given = torch.autograd.grad(got.pow(2).sum(), p, allow_unused=True)
        wanted = torch.autograd.grad(expected.pow(2).sum(), p, retain_graph=True)
        for slope, right in zip(given, wanted):
            assert slope is not None, "no gradient reaches some parameters"
            error = (slope - right).norm() / right.norm()
            assert error <= 1e-2, "wrong gradients"
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Logits and probabilities
#
# Turn logits into probabilities, and compute the mean cross-entropy of the right
# classes from the logits, in torch, so that gradients reach the logits. Large logits
# are no reason for `nan` or `inf`: subtracting
# one number from all logits of an image changes no probability, and a probability that
# was rounded to 0 has no logarithm: use $-z_y + \log \sum_k e^{z_k}$.


# %% solution="cross_entropy"
def softmax(logits):
    """Return the probabilities (N, K) for logits (N, K); each row sums to 1."""
    ### BEGIN SOLUTION
    powers = (logits - logits.amax(dim=1, keepdim=True)).exp()
    return powers / powers.sum(dim=1, keepdim=True)
    ### END SOLUTION


def cross_entropy(logits, targets):
    """Return the mean of -log(probability of the right class), a tensor ().

    logits: (N, K), targets: (N,) classes from 0 to K - 1.
    """
    ### BEGIN SOLUTION
    shifted = logits - logits.amax(dim=1, keepdim=True)
    right = shifted[range(len(targets)), targets]
    return (shifted.exp().sum(dim=1).log() - right).mean()
    ### END SOLUTION


# %% tests="cross_entropy" points=2
equal = torch.zeros(2, 4)
torch.testing.assert_close(
    softmax(equal), torch.full((2, 4), 0.25), msg="equal logits, equal probabilities"
)
torch.testing.assert_close(
    cross_entropy(equal, torch.tensor([0, 3])),
    torch.tensor(4.0).log(),
    msg="guessing among four classes costs log 4",
)
logits = torch.tensor([[1.0, 2.0, 3.0]])
torch.testing.assert_close(
    softmax(logits + 5), softmax(logits), msg="adding 5 to all changes nothing"
)
torch.testing.assert_close(
    cross_entropy(torch.tensor([[0.0, 200.0]]), torch.tensor([0])),
    torch.tensor(200.0),
    msg="the wrong class is ahead by 200, so the loss is 200, not infinity",
)
logits.requires_grad_()
(slope,) = torch.autograd.grad(cross_entropy(logits, torch.tensor([0])), [logits])
assert abs(float(slope.sum())) < 1e-5, "gradients must reach the logits; they sum to 0"
### BEGIN HIDDEN TESTS
for scale, dtype in ((1, torch.float64), (60, torch.float32), (3000, torch.float64)):
    for worst in (False, True):
        n, k = random.randint(1, 6), random.randint(2, 7)
        logits = torch.randn(n, k, dtype=dtype, generator=generator) * scale
        targets = (
            logits.argmin(1) if worst else torch.randint(k, (n,), generator=generator)
        )
        kept = logits.clone().requires_grad_()
        logits.requires_grad_()
        got = softmax(logits), cross_entropy(logits, targets)
        expected = F.softmax(kept, dim=1), F.cross_entropy(kept, targets)
        torch.testing.assert_close(got[0], expected[0], msg="wrong probabilities")
        torch.testing.assert_close(
            got[1], expected[1], msg="wrong cross-entropy; try large logits too"
        )
        assert torch.equal(logits, kept), "the logits were changed"
        factors = torch.randn(n, k, dtype=dtype, generator=generator)
        (given,) = torch.autograd.grad((got[0] * factors).sum(), [logits])
        (wanted,) = torch.autograd.grad((expected[0] * factors).sum(), [kept])
        torch.testing.assert_close(given, wanted, msg="wrong gradient of softmax")
        (given,) = torch.autograd.grad(got[1], [logits])
        (wanted,) = torch.autograd.grad(expected[1], [kept])
        torch.testing.assert_close(
            given, wanted, msg="wrong gradient of the cross-entropy"
        )
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Decide by the sign test
#
# Two designs were trained with the same seeds. Count the seeds on which one is ahead
# of the other; ties say nothing and are left out. If neither were better, each seed
# that is left would be a fair coin flip. The p-value is the probability that as many
# flips give a count at least as lopsided, in either direction; it is at most 1. The
# design that is ahead is called better if the p-value is at most `level`.


# %% solution="decide"
def decide(first, second, level=0.05):
    """Return (verdict, p-value), the p-value a float.

    first, second: lists of accuracies, one per seed, in the same order of seeds, up to
    60 of them. The verdict is 'first', 'second' or 'undecided'. Raises ValueError if
    the numbers of seeds differ or are zero.
    """
    ### BEGIN SOLUTION
    if len(first) != len(second) or not first:
        raise ValueError("give both designs the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips, few = wins + losses, min(wins, losses)
    ways = sum(math.comb(flips, k) for k in range(few + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    if wins == losses or p_value > level:
        return "undecided", p_value
    return ("first" if losses == few else "second"), p_value
    ### END SOLUTION


# %% tests="decide" points=3
six = [0.75, 0.5, 0.875, 0.625, 0.75, 0.5]
worse = [a - 0.125 for a in six]
verdict, p_value = decide(list(six), list(worse))
_expect_equal(verdict, "first", "six wins of six: coins do that with p = 2/64")
_expect_close(p_value, 2 / 64, "six heads or six tails: 2 of 64 sequences of six flips")
_expect_equal(decide(list(worse), list(six))[0], "second", "exchange the designs")
_expect_equal(
    decide(six[:3], worse[:3]), ("undecided", 0.25), "three wins of three: p = 2/8"
)
_expect_equal(
    decide(six[:3], worse[:3], level=0.25)[0], "first", "p = level: call it better"
)
_expect_close(
    decide([*six, 0.5], [*worse, 0.5])[1], 2 / 64, "a tie is left out, it is no flip"
)
_expect_error(
    ValueError, lambda: decide([0.5, 0.6], [0.5]), "one design has another seed more"
)
assert six == [b + 0.125 for b in worse], "decide must leave the lists as they are"
### BEGIN HIDDEN TESTS
for n in [1, 2, 9, 10, 60, *(random.randint(1, 40) for _ in range(40))]:
    steps = random.choice([(0, 1), (0, -1), (1, 2), (-1, -2), (-1, 0, 1), (1, 1, -1)])
    a = [random.randint(100, 900) / 1024 for _ in range(n)]
    b = [x - random.choice(steps) / 1024 for x in a]  # exact: a tie is a tie
    wins = sum(x > y for x, y in zip(a, b))
    losses = sum(x < y for x, y in zip(a, b))
    flips = wins + losses
    few = min(wins, losses)
    below = sum(math.comb(flips, k) for k in range(few + 1))
    expected_p = min(1.0, 2 * below / 2**flips)
    better = "first" if wins > losses else "second"
    for level in (0.05, 0.01, 0.3, expected_p * 1.001, expected_p * 0.999):
        name = better if expected_p <= level and wins != losses else "undecided"
        mine = list(a), list(b)
        verdict, p_value = decide(*mine, level)
        _expect_close(p_value, expected_p, "the p-value, for more seeds or with ties")
        assert isinstance(p_value, float), "the p-value is not a float"
        _expect_equal(
            verdict, name, "the verdict, for more seeds, ties or other levels"
        )
        assert mine == (a, b), "the lists were changed"
_expect_equal(decide([0.5], [0.5]), ("undecided", 1.0), "nothing but ties: p = 1")
_expect_equal(decide([0.5, 0.7], [0.7, 0.5]), ("undecided", 1.0), "as many wins: p = 1")
_expect_error(ValueError, lambda: decide([], []), "no seed at all")
_expect_error(ValueError, lambda: decide([0.5], [0.25, 0.5]), "different numbers")
assert decide([0.5], [0.5], 1.0)[0] == "undecided", "neither is ahead, at any level"
### END HIDDEN TESTS
