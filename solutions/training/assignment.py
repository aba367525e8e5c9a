# %% [markdown]
# # Training and evaluation: exercises
#
# You practise what the chapter *Training and evaluation* shows: building a small
# network, cutting data into mini-batches, taking a step with more images than fit into
# memory, evaluating so that nothing changes, finding the mistakes in a training loop,
# choosing a setting without the test part, and finding images that leaked. The chapter
# is in the built book under *Architectures → Training and evaluation*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and worked examples; more checks run when your work is graded. You may use torch,
# numpy and plain Python in any way you like. Unless a task says otherwise, inputs and
# models are float32 or float64, both of one task's the same, and logits and losses are
# computed in that dtype. No data set and no batch is empty. A function leaves its
# arguments and torch's global state as they are, and nothing is remembered from one
# call to the next.

# %% setup="imports"
import copy

import torch
import torch.nn.functional as F
from torch import nn

# %% [markdown]
# ## 1. Build a small network
#
# *15 minutes · level 1 of 5*
#
# An image of 1×28×28 goes through a 5×5 convolution, a ReLU and 2×2 max pooling,
# twice, and then through one dense layer with an output per class:
#
# 1×28×28 → $c_1$×24×24 → $c_1$×12×12 → $c_2$×8×8 → $c_2$×4×4 → $16c_2$ → 10.
#
# With 4 and 8 maps, or 10 and 20, these are the networks of the chapter. Name your
# layers as you like. The outputs are logits. The network computes the same in training
# and in evaluation mode, and in float64 after `.double()`.
#
# <details><summary>Hint</summary>
#
# Layers are made in `__init__` and become attributes there: then torch finds their
# parameters. `flatten(1)` keeps the batch's axis.
# </details>


# %% solution="network"
class SmallNetwork(nn.Module):
    """Two convolutions and a dense layer: (N, 1, 28, 28) to logits (N, 10).

    channels_1, channels_2: the maps after the first and the second convolution.
    """

    def __init__(self, channels_1, channels_2):
        super().__init__()
        ### BEGIN SOLUTION
        self.convolution_1 = nn.Conv2d(1, channels_1, 5)
        self.convolution_2 = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)
        ### END SOLUTION

    def forward(self, images):
        """Return the logits (N, 10) of images (N, 1, 28, 28)."""
        ### BEGIN SOLUTION
        x = F.max_pool2d(F.relu(self.convolution_1(images)), 2)  # (N, c_1, 12, 12)
        x = F.max_pool2d(F.relu(self.convolution_2(x)), 2)  # (N, c_2, 4, 4)
        return self.dense(x.flatten(1))  # (N, 10)
        ### END SOLUTION


# %% tests="network" points=3
network = SmallNetwork(10, 20)
count = sum(parameter.numel() for parameter in network.parameters())
_expect_equal(count, 8490, "parameters: 10·(1·25 + 1) + 20·(10·25 + 1) + 10·(320 + 1)")
count = sum(p.numel() for p in SmallNetwork(channels_2=8, channels_1=4).parameters())
_expect_equal(count, 2202, "parameters: 4·(1·25 + 1) + 8·(4·25 + 1) + 10·(128 + 1)")
# One map, then two. Each 5 x 5 kernel is 1 in the middle and 0 elsewhere, the second
# bias is -1, and the dense layer adds everything and its biases 0 to 9.
network = SmallNetwork(1, 2)
with torch.no_grad():
    for parameter in network.parameters():
        parameter.fill_(-1.0 if parameter.shape == (2,) else 0.0)
        if parameter.dim() == 4:
            parameter[:, :, 2, 2] = 1.0
        if parameter.dim() == 2:
            parameter.fill_(1.0)
        if parameter.shape == (10,):
            parameter.copy_(torch.arange(10.0))
image = torch.full((2, 1, 28, 28), -1.0)
image[0, 0, 14, 14], image[0, 0, 14, 15] = 3.0, 2.0  # in one pooling window
got = network(image).detach()
_expect_equal(tuple(got.shape), (2, 10), "ten logits for each of two images")
_expect_close(got[0], torch.arange(10.0) + 4, "twice the largest minus 1: 2·(3 − 1)")
_expect_close(got[1], torch.arange(10.0), "negative pixels alone: ReLU leaves nothing")
### BEGIN HIDDEN TESTS


def parts(network, c_1, c_2):
    """The six parameters in order, found by their shapes."""
    shapes = [(c_1, 1, 5, 5), (c_1,), (c_2, c_1, 5, 5), (c_2,), (10, 16 * c_2), (10,)]
    found = [tuple(p.shape) for p in network.parameters()]
    _expect_equal(sorted(found), sorted(shapes), "the parameters' shapes")
    by_shape = {tuple(p.shape): p for p in network.parameters()}
    return [by_shape[shape] for shape in shapes]


def reference(x, w_1, b_1, w_2, b_2, w_3, b_3):
    maps = F.max_pool2d(F.conv2d(x, w_1, b_1).relu(), 2)
    maps = F.max_pool2d(F.conv2d(maps, w_2, b_2).relu(), 2)
    return F.linear(maps.flatten(1), w_3, b_3)


pairs = [(1, 2), (2, 1), (4, 8), (11, 20), (3, 7), (40, 12)]
for c_1, c_2 in [*pairs, tuple(random.sample(range(1, 9), 2))]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(random.getrandbits(32))
        network = SmallNetwork(c_1, c_2).double()
    ordered = parts(network, c_1, c_2)
    assert all(p.unique().numel() > 1 for p in ordered[::2]), "weights are all alike"
    assert all(p.requires_grad for p in ordered), "a parameter takes no gradient"
    for n, scale, hint in (
        (1, 1.0, "a batch of one"),
        (3, 1.0, "a batch of three"),
        (2, 1e-3, "images with small values"),
        (2, 1e4, "images with large values"),
        (33, 1.0, "a batch of 33"),
    ):
        if n == 33 and c_1 != 4:
            continue
        x = scale * torch.randn(n, 1, 28, 28, generator=generator, dtype=torch.float64)
        expected = reference(x, *ordered)
        factors = torch.randn(expected.shape, generator=generator, dtype=torch.float64)
        wanted = torch.autograd.grad((expected * factors).sum(), ordered)
        given = x.clone()
        for training in (True, False):
            network.train(training)
            mode = "training" if training else "evaluation"
            got = network(given)
            _expect_close(got, expected, f"{hint}, {mode} mode")
            assert torch.equal(given, x), "the network changed its images"
            slopes = torch.autograd.grad(
                (got * factors).sum(), ordered, allow_unused=True
            )
            for slope, right in zip(slopes, wanted, strict=True):
                assert slope is not None, "no gradient reaches a parameter"
                near = 1e-9 * float(right.abs().max())
                _expect_close(slope, right, f"gradients, {hint}", 1e-7, near)
x = torch.randn(3, 1, 28, 28, generator=generator)
network = SmallNetwork(3, 5)
ordered = parts(network, 3, 5)
for one in _layouts(x):
    got, expected = network(one).detach(), reference(x, *ordered).detach()
    _expect_close(got, expected, "images that are not contiguous", rtol=1e-4, atol=1e-4)
first, second = SmallNetwork(2, 3), SmallNetwork(2, 3)
calls = [(first, x), (second, x), (first, 2 * x), (second, x[:1]), (first, x)] * 2
for network, images in calls:
    expected = reference(images, *parts(network, 2, 3)).detach()
    got = network(images).detach()
    _expect_close(got, expected, "after other calls", rtol=1e-4, atol=1e-4)
with torch.no_grad():
    for parameter in first.parameters():
        parameter += 0.1
expected = reference(x, *parts(first, 2, 3)).detach()
got = first(x).detach()
_expect_close(got, expected, "after a step", rtol=1e-4, atol=1e-4)
kept = {name: value.clone() for name, value in first.state_dict().items()}
first(x)
for name, value in first.state_dict().items():
    assert torch.equal(value, kept[name]), "a call changes the network"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. No small last batch
#
# *15 minutes · level 2 of 5*
#
# Cut 65 examples into batches of 32 and a single one is left over: noisy, and batch
# normalisation cannot even train with one. Cut them evenly instead: as few batches as
# possible, none with more than `batch_size` examples, whose sizes differ by at most
# one, the larger ones first. 65 examples give 22, 22 and 21. Every example is in
# exactly one batch, in a random order that the seed alone decides, as with a
# `torch.Generator` of your own that starts from it: any order can come out, and an
# example's batch must not depend on where it stood.
#
# <details><summary>Hint</summary>
#
# How many batches? Round up without floating point. `torch.tensor_split` cuts a tensor
# into a given number of nearly equal parts.
# </details>


# %% solution="even_batches"
def even_batches(inputs, targets, batch_size, seed):
    """Return the mini-batches of one epoch, a list of pairs (inputs, targets).

    inputs: (N, ...), targets: (N,), int64, batch_size: at least 1, seed: an int from 0
    on; the same seed gives the same order, another seed in general another. Batches
    keep the dtypes.
    """
    ### BEGIN SOLUTION
    shuffle = torch.Generator().manual_seed(seed)
    places = torch.randperm(len(inputs), generator=shuffle)
    batches = places.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in batches]
    ### END SOLUTION


# %% tests="even_batches" points=3
for n, size, expected in ((10, 4, [4, 3, 3]), (9, 4, [3, 3, 3]), (8, 4, [4, 4])):
    inputs, targets = torch.arange(1.0 * n)[:, None] / 10, torch.arange(n)
    batches = list(even_batches(inputs, targets, size, seed=1))
    got = [len(part) for part, _ in batches]
    _expect_equal(got, expected, f"{n} examples, at most {size} in a batch")
    seen = torch.cat([labels for _, labels in batches])
    _expect_equal(sorted(seen.tolist()), list(range(n)), "every example exactly once")
    got = torch.cat([part for part, _ in batches])
    _expect_close(got, seen[:, None] / 10, "an input must stay with its own target")
    again = [labels.tolist() for _, labels in even_batches(inputs, targets, size, 1)]
    _expect_equal(again, [y.tolist() for _, y in batches], "same seed, same order")
orders = {str(even_batches(inputs, targets, 4, seed)) for seed in range(20)}
assert len(orders) >= 15, "other seeds, other orders; 20 seeds gave fewer than 15"
### BEGIN HIDDEN TESTS


def look(n, size, seed, hint, shape=(3,), dtype=torch.float64):
    """Check one call; return the order of the examples."""
    x = torch.randn(n, *shape, generator=generator, dtype=torch.float64).to(dtype)
    y = torch.randperm(n + 1000, generator=generator)[:n]
    kept = x.clone(), y.clone()
    batches = list(even_batches(x, y, size, seed))
    number = -(-n // size)
    lengths = [n // number + (i < n % number) for i in range(number)]
    _expect_equal([len(part) for part, _ in batches], lengths, f"batch sizes, {hint}")
    got = [len(labels) for _, labels in batches]
    _expect_equal(got, lengths, f"numbers of targets, {hint}")
    order = torch.cat([labels for _, labels in batches])
    _expect_equal(str(order.dtype), "torch.int64", "the targets' dtype")
    _expect_equal(
        sorted(order.tolist()), sorted(kept[1].tolist()), f"every example once, {hint}"
    )
    places = [kept[1].tolist().index(label) for label in order.tolist()]
    got = torch.cat([part for part, _ in batches])
    _expect_equal(got, kept[0][places], f"inputs with their own targets, {hint}")
    assert torch.equal(x, kept[0]), "the inputs were changed"
    assert torch.equal(y, kept[1]), "the targets were changed"
    return tuple(places)


for n, size, hint in (
    (1, 1, "one example"),
    (1, 32, "one example in a large batch"),
    (2, 1, "batches of one"),
    (7, 1, "batches of one"),
    (5, 5, "one full batch"),
    (6, 5, "one example more than a batch"),
    (4, 5, "one example less than a batch"),
    (12, 4, "a multiple of the batch size"),
    (13, 4, "one more than a multiple"),
    (11, 4, "one less than a multiple"),
    (65, 32, "65 examples, batches of 32"),
    (300, 100, "300 examples"),
    (301, 32, "301 examples"),
    (1200, 7, "1,200 examples"),
    (9, 10**9, "a batch size of a billion"),
):
    look(n, size, random.randrange(10**6), hint)
for shape in ((), (1,), (2, 3), (1, 5, 4)):
    look(11, 3, random.randrange(10**6), f"inputs (N, {shape})", shape, torch.float32)
for _ in range(10):
    n, size = random.randint(1, 60), random.randint(1, 70)
    look(n, size, random.randrange(10**6), "random numbers")
x, y = torch.randn(9, 2, 3, generator=generator), torch.arange(9)
for first, second in zip(_layouts(x), _layouts(y), strict=True):
    got = even_batches(first, second, 4, 3)
    order = torch.cat([labels for _, labels in got])
    found = torch.cat([part for part, _ in got])
    _expect_equal(found, x[order], "inputs that are not contiguous")
for seed in (0, 1, 2**31, 2**40):  # the seed must decide, and nothing else
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(random.getrandbits(32))
        first = even_batches(x, y, 4, seed)
        other = even_batches(x + 1, y, 4, seed)
        even_batches(x, y, 4, seed + 1)
        torch.rand(5)
        second = even_batches(targets=y, inputs=x, seed=seed, batch_size=4)
    for i in range(3):
        _expect_equal(second[i][1], first[i][1], "the same seed, another order")
        _expect_equal(second[i][0], first[i][0], "the same seed, other inputs")
        _expect_equal(other[i][1], first[i][1], "other inputs, another order")
        _expect_equal(other[i][0], first[i][0] + 1, "after a call with other inputs")
calls = [(x, y, 4, 3), (x, y + 100, 4, 3), (0 * x, y, 4, 0), (x, y, 5, 3)]
calls += [(-x.abs(), y, 4, 4), (2000 * x, y, 9, 3)]
results = [(call, even_batches(*call)) for call in calls * 2]
for (x, y, size, _), got in results:
    number = -(-9 // size)
    _expect_equal(len(got), number, "after other calls, the number of batches")
    order = torch.cat([labels for _, labels in got])
    _expect_equal(sorted(order.tolist()), y.tolist(), "after other calls, the targets")
    found = torch.cat([part for part, _ in got])
    _expect_equal(found, x[order - y[0]], "after other calls, the inputs")
leaf = torch.randn(5, 2, generator=generator).requires_grad_()
got = even_batches(leaf, y[:5], 2, 1)
assert leaf.requires_grad, "the inputs require a gradient no more"
found = sorted(torch.cat([part for part, _ in got]).detach().tolist())
_expect_equal(found, sorted(leaf.tolist()), "inputs that require a gradient")
# All orders occur: any example may come first, and any two may share a batch.
few, labels = torch.zeros(6, 1), torch.arange(6)
start = random.randint(0, 10**6)
firsts, orders, together, inner = set(), set(), set(), set()
for seed in range(start, start + 150):
    batches = [part.tolist() for _, part in even_batches(few, labels, 2, seed)]
    firsts.add(batches[0][0])
    orders.add(str(batches))
    together.add(str(sorted(batches[0])))
    inner.add(batches[0][0] < batches[0][1])
_expect_equal(len(firsts), 6, "over 150 seeds: how many examples come first")
_expect_equal(len(together), 15, "over 150 seeds: how many pairs share the first batch")
_expect_equal(len(inner), 2, "the order inside a batch: rising and falling")
assert len(orders) >= 100, "150 seeds give fewer than 100 orders"
### END HIDDEN TESTS

# %% [markdown]
# ## 3. A step with a batch that does not fit
#
# *20 minutes · level 3 of 5*
#
# A batch of 256 images does not fit into your graphics card; 100 do. Take one step of
# plain gradient descent all the same, by *gradient accumulation*: show the model
# `piece` examples at a time, in their order (the last piece may be smaller), add up
# gradients, and move once, at the end. It must be the step of the whole batch: every
# parameter that requires a gradient moves by the learning rate times the gradient of
# the mean cross-entropy over *all* examples, against it. Parameters that are frozen
# (`requires_grad` is false) stay. Gradients that an earlier step has left behind must
# not count.
#
# <details><summary>Hint</summary>
#
# The mean over all is no mean of the pieces' means when the last is smaller: add sums
# (`reduction="sum"`), and divide by N. Call `backward` once a piece, so that each
# piece's computation can be forgotten.
# </details>


# %% solution="accumulated_step"
def accumulated_step(model, inputs, targets, learning_rate, piece):
    """Take one step in place; return the mean loss before it, a float.

    model: maps inputs (n, ...) to logits (n, K), and sees each example once. targets:
    (N,), int64. piece: at least 1, may be above N. The model computes in training mode
    and is left in it. What `.grad` holds afterwards does not matter.
    """
    ### BEGIN SOLUTION
    model.train()
    sgd = torch.optim.SGD(model.parameters(), lr=learning_rate)
    sgd.zero_grad()
    total = 0.0
    for x, y in zip(inputs.split(piece), targets.split(piece)):
        loss = F.cross_entropy(model(x), y, reduction="sum") / len(inputs)
        loss.backward()
        total += loss.item()
    sgd.step()
    return total
    ### END SOLUTION


# %% tests="accumulated_step" points=3
# Zero weights give both classes 1/2, so the loss is log 2 = 0.6931..., and one
# example's gradient is (1/2 - 1)·x for the right class and (1/2)·x for the other.
for piece in (1, 2, 3, 5):
    model = nn.Linear(2, 2, bias=False).eval()
    model(torch.ones(1, 2)).sum().backward()  # gradients that somebody left behind
    nn.init.zeros_(model.weight)
    x = torch.tensor([[6.0, 0.0], [0.0, 3.0], [3.0, 3.0]])
    loss = accumulated_step(model, x, torch.tensor([0, 0, 1]), 0.5, piece)
    assert isinstance(loss, float), "return the loss as a float: loss.item()"
    _expect_close(loss, 0.693147, f"pieces of {piece}: the mean loss", atol=1e-4)
    expected = torch.tensor([[0.25, 0.0], [-0.25, 0.0]])  # 0.5·(3 + 0 − 1.5)/3 = 0.25
    got = model.weight.detach()
    _expect_close(got, expected, f"pieces of {piece}: the weights after the step")
    assert model.training, "training happens in training mode"
### BEGIN HIDDEN TESTS


class Probe(nn.Module):
    """Passes its input on, and notes what it has seen."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def forward(self, x):
        self.seen.append((len(x), self.training))
        return x


def build(kind, classes, dtype):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(random.getrandbits(32))
        layers = [nn.Flatten(), nn.Linear(18, 5), nn.Tanh(), nn.Linear(5, classes)]
        if kind == "convolution":
            layers = [nn.Conv2d(2, 4, 3), nn.ReLU(), nn.Flatten()]
            layers.append(nn.Linear(4, classes))
        return nn.Sequential(Probe(), *layers).to(dtype)


def compare(hint, model, x, y, rate, piece):
    twin = copy.deepcopy(model)
    moving = [p for p in twin.parameters() if p.requires_grad]
    expected = F.cross_entropy(twin(x), y)
    slopes = torch.autograd.grad(expected, moving)
    with torch.no_grad():
        for parameter, slope in zip(moving, slopes, strict=True):
            parameter -= rate * slope
    kept = x.clone(), y.clone()
    model[0].seen.clear()
    frozen = [p.requires_grad for p in model.parameters()]
    got = accumulated_step(model, x, y, rate, piece)
    n = len(x)
    lengths = [min(piece, n - start) for start in range(0, n, piece)]
    seen = [length for length, _ in model[0].seen]
    _expect_equal(seen, lengths, f"the sizes of the pieces, {hint}")
    assert all(training for _, training in model[0].seen), "not in training mode"
    assert isinstance(got, float), f"the loss is not a float, {hint}"
    loose = {"rtol": 1e-4, "atol": 1e-5} if x.dtype == torch.float32 else {}
    _expect_close(got, expected.item(), f"the mean loss before the step, {hint}")
    state = model.state_dict()
    for name, right in twin.state_dict().items():
        _expect_close(state[name], right, f"parameters after the step, {hint}", **loose)
    modes = {layer.training for layer in model.modules()}
    _expect_equal(modes == {True}, True, f"all layers left in training mode, {hint}")
    now = [p.requires_grad for p in model.parameters()]
    _expect_equal(now, frozen, "which parameters require a gradient")
    assert torch.equal(x, kept[0]), "the inputs were changed"
    assert torch.equal(y, kept[1]), "the targets were changed"


def draw(n, classes, dtype=torch.float64):
    x = torch.randn(n, 2, 3, 3, generator=generator, dtype=torch.float64)
    return x.to(dtype), torch.randint(classes, (n,), generator=generator)


for n, piece, classes, hint in (
    (1, 1, 3, "one example"),
    (1, 8, 2, "one example in a large piece"),
    (6, 1, 3, "pieces of one"),
    (5, 5, 4, "one full piece"),
    (6, 2, 3, "a multiple of the piece"),
    (7, 3, 3, "a last piece of one"),
    (8, 5, 3, "a smaller last piece"),
    (4, 9, 3, "a piece larger than the batch"),
    (130, 50, 10, "130 examples"),
):
    for kind in ("dense", "convolution"):
        model = build(kind, classes, torch.float64)
        for step in range(3):
            if step == 1:  # gradients left behind, and evaluation mode
                model(draw(4, classes)[0]).sum().backward()
                model.eval()
            compare(hint, model, *draw(n, classes), random.uniform(0.1, 0.5), piece)
model = build("dense", 4, torch.float32)
compare("float32", model, *draw(7, 4, torch.float32), 0.3, 3)
for n, piece in [(random.randint(1, 20), random.randint(1, 8)) for _ in range(12)]:
    model = build(random.choice(("dense", "convolution")), 3, torch.float64)
    compare("random sizes", model, *draw(n, 3), random.uniform(0.01, 1), piece)
model = build("dense", 3, torch.float64)
x, y = draw(7, 3)
for scale in (0.0, 1e-3, 1e3):
    compare("zeros, small or large inputs", model, scale * x, y, 0.5, 3)
for rate in (0.0, 1e-4, 1.0, 20.0):
    compare("small or large learning rates", model, x, y, rate, 3)
compare("one class missing", model, x, torch.ones_like(y), 0.5, 3)
for scale in (30.0, -1e3):
    compare("large gradients", build("convolution", 3, x.dtype), scale * x, y, 0.5, 3)
for bias in (9.0, 20.0):
    model = build("convolution", 3, torch.float64)
    with torch.no_grad():
        model[-1].bias[0] = bias
    compare("a small loss", model, 0.1 * x, torch.zeros_like(y), 0.5, 3)
with torch.random.fork_rng(devices=[]):
    seed = random.getrandbits(32)
    torch.manual_seed(seed)
    compare("a batch", model, x, y, 0.5, 3)
    _expect_equal(torch.initial_seed(), seed, "the seed of torch's global generator")
for first, second in zip(_layouts(x), _layouts(y), strict=True):
    compare("inputs that are not contiguous", model, first, second, 0.1, 3)
for factor in (50.0, 0.0):  # a small loss, large weights; then zeros
    model = build("dense", 3, torch.float64)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter *= factor
        best = model.eval()(x).argmax(dim=1)
    compare("a small loss, or large weights", model, x, best, 0.5, 3)
    compare("a large loss, or large weights", model, x, (best + 1) % 3, 0.5, 3)
for number in range(4):
    model = build("dense", 3, torch.float64)
    list(model.parameters())[number].requires_grad_(False)
    compare("a frozen parameter", model, x, y, 0.5, 3)
    compare("a frozen parameter, second step", model, x, y, 0.5, 3)
one, two = build("dense", 3, torch.float64), build("dense", 3, torch.float64)
for model, rate, piece in ((one, 0.5, 3), (two, 0.5, 3), (one, 0.1, 3), (one, 0.5, 2)):
    compare("after other calls", model, x, y, rate, piece)
    compare("after other calls", model, 1 - x, y, rate, piece)
model = build("dense", 3, torch.float64)
twin = copy.deepcopy(model)
named = {"learning_rate": 0.5, "piece": 2, "targets": y, "inputs": x}
got = accumulated_step(model=model, **named)
_expect_equal(got, accumulated_step(twin, x, y, 0.5, 2), "called with keywords")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Which digit is taken for which?
#
# *20 minutes · level 3 of 5*
#
# An accuracy hides who is taken for whom. Count it: the *confusion matrix* has a row
# for each right class and a column for each answer, and says how often the two met.
# An answer is the class of the largest logit, of equal ones the first. As always
# in an evaluation, nothing may change: the model computes in evaluation mode and
# without recording gradients, and afterwards *every* layer is in the mode it was in
# (in some models one layer is kept in evaluation mode while the others train).
#
# <details><summary>Hint</summary>
#
# `matrix[y, answers] += 1` counts a pair that occurs twice only once; `bincount` counts
# properly. For the modes, look at `model.modules()` one by one.
# </details>


# %% solution="confusion"
def confusion(model, batches):
    """Return the confusion matrix, int64 (K, K).

    model: maps inputs (n, ...) to logits (n, K) and sees each batch once, batches:
    pairs (inputs, targets), in a list or in anything that can be walked through once;
    targets: int64, from 0 to K - 1. Batches may differ in size.
    """
    ### BEGIN SOLUTION
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            classes = logits.shape[1]
            pairs = classes * targets + logits.argmax(dim=1)
            counts = pairs.bincount(minlength=classes**2)
            total = total + counts.reshape(classes, classes)
    for layer, training in modes:
        layer.training = training
    return total
    ### END SOLUTION


# %% tests="confusion" points=3
same = nn.Identity()  # its logits are its inputs
batches = [
    (torch.eye(3)[[0, 1, 1, 2]], torch.tensor([0, 1, 1, 2])),  # all right
    (torch.tensor([[5.0, 0.0, 0.0]]), torch.tensor([2])),  # a 2, taken for a 0
]
expected = torch.tensor([[1, 0, 0], [0, 2, 0], [1, 0, 1]])
got = confusion(same, batches)
_expect_equal(got, expected, "rows: the right class, columns: the answer")
_expect_equal(confusion(same, iter(batches)), expected, "batches walked through once")
got = confusion(same, [(torch.zeros(2, 3), torch.tensor([1, 2]))])
_expect_equal(got[:, 0].tolist(), [0, 1, 1], "equal logits: the first class")
for training in (True, False):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(random.getrandbits(32))
        model = nn.Sequential(nn.Linear(3, 8), nn.Dropout(0.5), nn.Linear(8, 3))
        model.train(training)
        model[1].train()
        many = [(torch.randn(50, 3), torch.arange(50) % 3)] * 2
        first, second = confusion(model, many), confusion(model, many)
    _expect_equal(first, second, "in evaluation mode dropout does nothing")
    modes = [layer.training for layer in model.modules()]
    expected = [training, training, True, training]
    _expect_equal(modes, expected, "the layers' modes, as they were")
### BEGIN HIDDEN TESTS


class Probe(nn.Module):
    """Passes its input on, and notes how it was called."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def forward(self, x):
        self.seen.append((len(x), self.training, torch.is_grad_enabled()))
        return x


def build(inputs, classes, dtype=torch.float64):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(random.getrandbits(32))
        layers = nn.Linear(inputs, 6), nn.BatchNorm1d(6), nn.Dropout(0.6)
        model = nn.Sequential(Probe(), *layers, nn.Linear(6, classes)).to(dtype)
        model(torch.randn(20, inputs, dtype=dtype))  # running statistics
    return model


def compare(hint, model, batches, walk=list):
    modes = [layer.training for layer in model.modules()]
    frozen = [p.requires_grad for p in model.parameters()]
    twin = copy.deepcopy(model).eval()
    kept = copy.deepcopy(batches)
    classes = model[-1].out_features
    expected = torch.zeros(classes, classes, dtype=torch.int64)
    for x, y in kept:
        for right, answer in zip(y.tolist(), twin(x).argmax(dim=1).tolist()):
            expected[right, answer] += 1
    model[0].seen.clear()
    got = confusion(model, walk(batches))
    _expect_equal(str(got.dtype), "torch.int64", "the counts' dtype")
    _expect_equal(got, expected, hint)
    seen = model[0].seen
    sizes = [len(x) for x, _ in kept]
    _expect_equal([n for n, _, _ in seen], sizes, "what the model sees, batch by batch")
    assert not any(training for _, training, _ in seen), "not in evaluation mode"
    assert not any(grad for _, _, grad in seen), "the computation is recorded"
    now = [layer.training for layer in model.modules()]
    _expect_equal(now, modes, "every layer's mode, afterwards")
    now = [p.requires_grad for p in model.parameters()]
    _expect_equal(now, frozen, "which parameters require a gradient")
    state = model.state_dict()
    for name, value in twin.state_dict().items():
        assert torch.equal(state[name], value), "the model has changed"
    for (x, y), (kept_x, kept_y) in zip(batches, kept, strict=True):
        assert torch.equal(x, kept_x), "the inputs were changed"
        assert torch.equal(y, kept_y), "the targets were changed"


def draw(sizes, inputs, classes, dtype=torch.float64):
    return [
        (
            torch.randn(n, inputs, generator=generator, dtype=torch.float64).to(dtype),
            torch.randint(classes, (n,), generator=generator),
        )
        for n in sizes
    ]


for sizes, classes, hint in (
    ([1], 2, "one example"),
    ([7], 3, "one batch"),
    ([1, 1, 1], 3, "batches of one"),
    ([4, 4, 4], 3, "equal batches"),
    ([8, 8, 1], 4, "a last batch of one"),
    ([3, 9, 2], 5, "a first batch smaller than the second"),
    ([5, 6], 1, "one class"),
    ([300, 300], 2, "more than 255 of one kind"),
    ([64, 64, 7], 12, "twelve classes"),
):
    for dtype in (torch.float64, torch.float32):
        for walk in (list, iter):
            model = build(5, classes, dtype).train(walk is iter)
            compare(hint, model, draw(sizes, 5, classes, dtype), walk)
for _ in range(10):
    classes = random.randint(2, 6)
    sizes = [random.randint(1, 9) for _ in range(random.randint(1, 4))]
    model = build(3, classes).train(random.random() < 0.5)
    compare("random sizes", model, draw(sizes, 3, classes))
for number in range(1, 5):
    model = build(3, 3).train()
    model[number].eval()
    compare("one layer kept in evaluation mode", model, draw([4, 3], 3, 3))
    model = build(3, 3).eval()
    model[number].train()
    compare("one layer kept in training mode", model, draw([4, 3], 3, 3))
model, batches = build(3, 4), draw([6, 2], 3, 4)
for scale in (0.0, 1e-3, 1e3):
    compare("zeros, small or large inputs", model, [(scale * x, y) for x, y in batches])
for label in range(4):
    same = [(x, torch.full_like(y, label)) for x, y in batches]
    compare("only one right class", model, same)
x, y = draw([9], 3, 4)[0]
for first, second in zip(_layouts(x), _layouts(y), strict=True):
    compare("inputs that are not contiguous", model, [(first, second)])
with torch.no_grad():
    model[-1].weight.zero_()
compare("equal logits but for the biases", model, batches)
with torch.no_grad():
    model[-1].bias.zero_()
compare("all logits equal", model, batches)
one, two = build(3, 4), build(3, 4)
results = []
for model, data in ((one, batches), (two, batches), (one, draw([6, 2], 3, 4))) * 2:
    compare("after other calls", model, data)
    got = confusion(model=model, batches=data)
    results.append((got, got.clone()))
for got, kept in results:
    _expect_equal(got, kept, "a result changes when you call again")
one[1].weight.requires_grad_(False)
compare("a frozen parameter", one, batches)
with torch.random.fork_rng(devices=[]):
    seed = random.getrandbits(32)
    torch.manual_seed(seed)
    compare("a batch", one, batches)
    _expect_equal(torch.initial_seed(), seed, "the seed of torch's global generator")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Find the mistakes
#
# *25 minutes · level 4 of 5*
#
# The loop below raises no error, and losses come out. Its author writes: "With
# ten classes, a model that is right every time never went below a loss of 1.46. With a small learning rate
# it learned, with a larger one it went to and fro. And when I gave it 33 copies of one
# example and a learning rate of 0, batches of 32 reported another loss than batches of
# 33." Find its three mistakes and write `mended_fit` without them. Order and generator
# are right: keep them.
#
# <details><summary>Hint</summary>
#
# Three sentences, three mistakes. The first is in the chapter's section on the loss.
# For the third work out what 33 equal losses give, in a batch of 32 and one of 1.
# </details>


# %% setup="broken"
def broken_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    """Meant: mean cross-entropy of each epoch's examples, before their steps."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            probabilities = model(inputs[part]).softmax(dim=1)
            loss = F.cross_entropy(probabilities, targets[part])
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / (len(inputs) / batch_size))
    return losses


# %% solution="mended_fit"
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    """Train in place by plain gradient descent; return a list of floats.

    model: maps inputs (n, ...) to logits (n, K), targets: (N,), int64, epochs: at least
    0. Each step follows the gradient of its own batch's mean loss; gradients from
    before the call do not count. The list has, for each epoch, the mean loss over all
    examples, each before the step of its batch. The order of every epoch is
    `torch.randperm(N, generator=generator)` with one generator for the call, and the
    last batch may be smaller. The model trains in training mode.
    """
    ### BEGIN SOLUTION
    own = torch.Generator().manual_seed(seed)
    sgd = torch.optim.SGD(model.train().parameters(), lr=learning_rate)
    means = []
    for _ in range(epochs):
        summed = 0.0
        for chosen in torch.randperm(len(inputs), generator=own).split(batch_size):
            sgd.zero_grad()
            mean = F.cross_entropy(model(inputs[chosen]), targets[chosen])
            mean.backward()
            sgd.step()
            summed += len(chosen) * mean.item()
        means.append(summed / len(inputs))
    return means
    ### END SOLUTION


# %% tests="mended_fit" points=3
model = nn.Linear(2, 2, bias=False)
nn.init.zeros_(model.weight)
x, y = torch.tensor([[1.0, 2.0]]).repeat(33, 1), torch.zeros(33, dtype=torch.int64)
for size in (33, 32, 10, 50):
    got = mended_fit(model, x, y, 2, size, 0.0, 1)
    expected = [0.6931472, 0.6931472]  # log 2
    assert len(got) == 2, "one loss for each epoch"
    for loss, right in zip(got, expected):
        _expect_close(loss, right, f"33 equal losses, batches of {size}", atol=1e-4)
got = mended_fit(model, x[:1], y[:1], 2, 1, 0.1, 1)
_expect_close(got[1], 0.474077, "the loss after a step of (0.05, 0.10)", atol=1e-4)
# A step further: the probability of class 1 is 0.37754, then 0.30130.
expected = 0.1 * (0.5 + 0.37754) * torch.tensor([[1.0, 2.0], [-1.0, -2.0]])
_expect_close(model.weight.detach(), expected, "after two steps", rtol=1e-3, atol=1e-4)
with torch.no_grad():
    model.weight.mul_(100)
got = mended_fit(model, x, y, 1, 32, 0.1, 1)
assert abs(got[0]) <= 1e-3, "right and sure of it every time: the loss is near 0"
### BEGIN HIDDEN TESTS


class Probe(nn.Module):
    """Passes its input on, and notes the mode."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def forward(self, x):
        self.seen.append(self.training)
        return x


def build(classes, dtype=torch.float64):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(random.getrandbits(32))
        layers = nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, classes)
        return nn.Sequential(Probe(), *layers).to(dtype)


def compare(hint, model, x, y, epochs, size, rate, seed):
    twin = copy.deepcopy(model)
    own = torch.Generator().manual_seed(seed)
    parameters, expected = list(twin.parameters()), []
    for _ in range(epochs):
        order, losses = torch.randperm(len(x), generator=own), []
        for start in range(0, len(x), size):
            part = order[start : start + size]
            each = F.cross_entropy(twin(x[part]), y[part], reduction="none")
            slopes = torch.autograd.grad(each.mean(), parameters)
            with torch.no_grad():
                for parameter, slope in zip(parameters, slopes, strict=True):
                    parameter -= rate * slope
            losses += each.tolist()
        expected.append(sum(losses) / len(losses))
    kept = x.clone(), y.clone()
    model[0].seen.clear()
    got = mended_fit(model, x, y, epochs, size, rate, seed)
    _expect_equal(len(got), epochs, f"the number of losses, {hint}")
    assert all(model[0].seen), "not in training mode"
    loose = {"rtol": 1e-4, "atol": 1e-5} if x.dtype == torch.float32 else {}
    for loss, right in zip(got, expected, strict=True):
        assert isinstance(loss, float), f"a loss is not a float, {hint}"
        _expect_close(loss, right, f"the losses, {hint}", **loose)
    state = model.state_dict()
    for name, right in twin.state_dict().items():
        _expect_close(state[name], right, f"the parameters, {hint}", **loose)
    assert torch.equal(x, kept[0]), "the inputs were changed"
    assert torch.equal(y, kept[1]), "the targets were changed"


def draw(n, classes, dtype=torch.float64):
    x = torch.randn(n, 4, generator=generator, dtype=torch.float64)
    return x.to(dtype), torch.randint(classes, (n,), generator=generator)


for n, epochs, size, hint in (
    (1, 1, 1, "one example"),
    (1, 3, 4, "one example, three epochs"),
    (6, 2, 1, "batches of one"),
    (6, 2, 6, "one full batch"),
    (6, 3, 2, "a multiple of the batch size"),
    (7, 3, 3, "a last batch of one"),
    (8, 2, 5, "a smaller last batch"),
    (5, 2, 20, "a batch size above the number of examples"),
    (9, 0, 4, "no epoch"),
    (70, 2, 32, "70 examples"),
    (10, 25, 4, "25 epochs"),
):
    model = build(3)
    model.eval()
    seed = random.randrange(10**6)
    compare(hint, model, *draw(n, 3), epochs, size, 0.2, seed)
    model(draw(3, 3)[0]).sum().backward()  # gradients left behind
    compare(f"{hint}, again", model.eval(), *draw(n, 3), epochs, size, 0.2, seed)
model = build(4, torch.float32)
compare("float32", model, *draw(9, 4, torch.float32), 2, 4, 0.3, 5)
x, y = draw(9, 3)
model = build(3)
for scale in (0.0, 1e-3, 1e2):
    compare("zeros, small or large inputs", model, scale * x, y, 2, 4, 0.1, 3)
for rate in (0.0, 1e-4, 1.0, 5.0):
    compare("small or large learning rates", build(3), x, y, 2, 4, rate, 3)
compare("one class missing", model, x, torch.ones_like(y), 2, 4, 0.3, 3)
for factor in (40.0, 0.0):
    model = build(3)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter *= factor
        best = model(x).argmax(dim=1)
    compare("a small loss, or large weights", model, x, best, 2, 4, 0.3, 3)
    compare("a large loss, or large weights", model, x, (best + 1) % 3, 2, 4, 0.3, 3)
for first, second in zip(_layouts(x), _layouts(y), strict=True):
    compare("inputs that are not contiguous", model, first, second, 2, 4, 0.1, 3)
one, two = build(3), build(3)
for model, size, rate, seed in (
    (one, 4, 0.2, 3),
    (two, 4, 0.2, 3),
    (one, 2, 0.2, 3),
    (one, 4, 0.1, 3),
    (one, 4, 0.2, 4),
):
    compare("after other calls", model, x, y, 2, size, rate, seed)
    compare("after other calls", model, 1 - x, y, 1, size, rate, seed)
with torch.random.fork_rng(devices=[]):
    torch.manual_seed(random.getrandbits(32))
    model = build(3)
    twin = copy.deepcopy(model)
    settings = {"seed": 2**40, "learning_rate": 0.1, "batch_size": 4, "epochs": 2}
    first = mended_fit(targets=y, inputs=x, model=model, **settings)
    second = mended_fit(twin, x, y, 2, 4, 0.1, 2**40)
    _expect_equal(first, second, "called with keywords")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Choose on validation, report the test part
#
# *15 minutes · level 3 of 5*
#
# Every setting of a list, such as a learning rate, was tried with the same seeds. For
# each run you get which validation examples and which test examples it answered right.
# Choose the setting with the best mean accuracy over seeds and examples, without
# looking at the test part; of equally good ones take the smallest. Report the test
# accuracy of that setting, whatever the others reach there. And say whether the
# choice lies inside the list: at an end, a setting that nobody tried may be better.
#
# <details><summary>Hint</summary>
#
# Compare counts, not rounded means: then a tie is a tie.
# </details>


# %% solution="choose"
def choose(settings, validation, test):
    """Return (setting, test accuracy, inside): a number, a float and a bool.

    settings: a list of R different numbers, in ascending order. validation:
    (R, S, N) and test: (R, S, M), bool tensors, True where setting r with seed s
    answered an example right. The test accuracy is the mean over seeds and examples.
    """
    ### BEGIN SOLUTION
    right = validation.sum(dim=(1, 2))  # whole numbers: a tie is a tie
    best = right.tolist().index(int(right.max()))
    accuracy = test[best].double().mean().item()
    return settings[best], accuracy, 0 < best < len(settings) - 1
    ### END SOLUTION


# %% tests="choose" points=3
validation = torch.tensor([[[1, 1, 0], [0, 0, 1]], [[1, 1, 1], [0, 1, 0]]]).bool()
test = torch.tensor([[[1, 1], [1, 1]], [[1, 0], [0, 1]]]).bool()
got = choose([0.1, 0.3], validation, test)
_expect_equal(got[0], 0.3, "3 and 4 of 6 validation answers are right: take the second")
_expect_close(got[1], 0.5, "its test accuracy, 2 of 4, although the other has 4 of 4")
_expect_equal(got[2], False, "the last of the list: a larger one may be better")
three = torch.cat([validation, validation[:1]])
tested = torch.cat([test, test[:1]])
_expect_equal(
    choose([0.1, 0.3, 1], three, tested)[2], True, "a smaller and a larger were tried"
)
_expect_equal(
    choose([0.1, 0.3, 1], three[[0, 2, 0]], tested)[0], 0.1, "a tie: take the smallest"
)
assert three.sum() == 10, "choose must leave the answers as they are"
### BEGIN HIDDEN TESTS
shapes = [(1, 1, 1, 1), (2, 1, 3, 1), (5, 4, 6, 7), (9, 3, 300, 20)]
for r, s, n, m in shapes * 3 + [(random.randint(2, 6), 3, 2, 5) for _ in range(20)]:
    listed = sorted(random.sample(range(1, 10**6), r))
    known = [
        [[random.random() < 0.6 for _ in range(n)] for _ in range(s)] for _ in listed
    ]
    unseen = [
        [[random.random() < 0.5 for _ in range(m)] for _ in range(s)] for _ in listed
    ]
    counts = [sum(sum(run) for run in runs) for runs in known]
    best = counts.index(max(counts))
    reached = sum(sum(run) for run in unseen[best]) / (s * m)
    a, b = torch.tensor(known), torch.tensor(unseen)
    kept = a.clone(), b.clone(), list(listed)
    got = choose(listed, a, b)
    _expect_equal(got[0], listed[best], "the setting, for other numbers of runs")
    _expect_close(got[1], reached, "the test accuracy of the setting that was chosen")
    assert isinstance(got[1], float), "the test accuracy is not a float"
    _expect_equal(bool(got[2]), 0 < best < r - 1, "whether it lies inside the list")
    assert torch.equal(a, kept[0]), "the validation answers were changed"
    assert torch.equal(b, kept[1]), "the test answers were changed"
    assert listed == kept[2], "the settings were changed"
many = torch.zeros(3, 2, 40_000, dtype=torch.bool)
many[0, 0, :39_999], many[1, 0], many[2, 1, 1:] = True, True, True
tested = torch.tensor([[[True, False]] * 2, [[True] * 2] * 2, [[False] * 2] * 2])
got = choose(test=tested, validation=many, settings=[-1.5, 0, 2])
_expect_equal(list(got), [0, 1.0, True], "one answer more of 80,000, by keywords")
for one, two in zip(_layouts(many), _layouts(tested), strict=True):
    got = choose([1, 2, 3], one, two)
    _expect_equal(list(got), [2, 1.0, True], "answers that are not contiguous")
for order, expected in (([0, 1, 2], 2), ([1, 0, 2], 1), ([0, 2, 1], 3), ([0, 1, 2], 2)):
    got = choose([1, 2, 3], many[order], tested)[0]
    _expect_equal(got, expected, "after other calls with the same shapes")
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Find the leak
#
# *15 minutes · level 2 of 5*
#
# A validation image that is also among the training images tests memory, not what
# was learned: the network has over-fitted to it, and you do not see it. Find these
# images. Two images are the same if all their entries are equal.


# %% solution="leaked"
def leaked(train, validation):
    """Return a bool tensor (M,): is validation image m also a training image?

    train: (N, ...) and validation: (M, ...), images of one shape and dtype, float32,
    float64 or uint8; M or N may be 0.
    """
    ### BEGIN SOLUTION
    known = {tuple(image) for image in train.flatten(1).tolist()}
    found = [tuple(image) in known for image in validation.flatten(1).tolist()]
    return torch.tensor(found, dtype=torch.bool)
    ### END SOLUTION


# %% tests="leaked" points=2
train = torch.tensor([[[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]])  # two images of 1×3
validation = torch.tensor([[[4.0, 5.0, 6.0]], [[1.0, 2.0, 9.0]], [[3.0, 2.0, 1.0]]])
_expect_equal(
    leaked(train, validation),
    torch.tensor([True, False, False]),
    "all entries must be equal, each at its own position",
)
_expect_equal(leaked(train, train[[1, 1, 0]]), torch.tensor([True] * 3), "all leaked")
assert train.sum() == 21, "leaked must leave the images as they are"
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32, torch.uint8):
    for n, m in [(1, 1), (7, 4), (3, 9), (60, 40), (0, 3), (3, 0), (2, 5), (5, 2)]:
        size = random.choice([(1, 2, 3), (4,), (1, 1, 1), (2, 3, 2)])
        a = torch.randint(3, (n, *size), generator=generator).to(dtype)
        b = torch.randint(3, (m, *size), generator=generator).to(dtype)
        expected = [False] * m
        for i in range(m):
            if n and random.random() < 0.5:
                b[i] = a[random.randrange(n)]
                if dtype != torch.uint8 and random.random() < 0.4:
                    b[i].view(-1)[random.randrange(b[i].numel())] += 2**-18
            expected[i] = any(torch.equal(b[i], a[j]) for j in range(n))
        kept = a.clone(), b.clone()
        got = leaked(a, b)
        _expect_equal(
            got,
            torch.tensor(expected, dtype=torch.bool),
            "other numbers of images, other shapes, or images that differ by a hair",
        )
        assert torch.equal(a, kept[0]), "the training images were changed"
        assert torch.equal(b, kept[1]), "the validation images were changed"
a = torch.randint(2, (40, 1, 2, 3), generator=generator)
for dtype in (torch.float32, torch.float64, torch.uint8):
    given, other = a.to(dtype), a[5:9].to(dtype) + 1
    for one, two in zip(_layouts(given), _layouts(other), strict=True):
        got = leaked(validation=two, train=one)
        expected = [any(torch.equal(x, y) for y in given) for x in other]
        hint = "images that are not contiguous, by keywords"
        _expect_equal(got, torch.tensor(expected), hint)
large = torch.tensor([[2.0**24], [2.0**24 + 2], [-3.0], [1e-30]])
for one, two, expected in (
    (large, large + 1, [False, False, False, False]),
    (large.double(), large.double() + 1, [False] * 4),
    (large, large[2:], [True, True]),
    (large[:2], large[[0, 1, 2]], [True, True, False]),
    (large, torch.tensor([[0.0], [1e-31]]), [False, False]),
):
    expected = [any(torch.equal(x, y) for y in one) for x in two]
    _expect_equal(leaked(one, two), torch.tensor(expected), "large and small entries")
wide = torch.randint(9, (3, 1, 30, 40), generator=generator).float()
twice = wide[[0, 1]].clone()
twice[1, 0, 29, 39] += 1
_expect_equal(
    leaked(wide, twice), torch.tensor([True, False]), "the last pixel differs"
)
for one, two in ((wide, twice), (wide[1:], twice), (wide, twice + 1), (wide, twice)):
    expected = [any(torch.equal(x, y) for y in one) for x in two]
    _expect_equal(leaked(one, two), torch.tensor(expected), "after other calls")
### END HIDDEN TESTS
