# %% [markdown]
# # Training and evaluation: exercises
#
# You practise what the chapter *Training and evaluation* shows: building one of the
# two small networks, finding a dense network of the same size, cutting data into
# mini-batches, taking a training step, evaluating so that nothing changes, choosing a
# setting without the test part, and finding images that leaked. The chapter is in the
# built book under *Architectures → Training and evaluation*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and one worked example; more checks run when your work is graded. You may use
# torch, numpy and plain Python in any way you like.

# %% setup="imports"
import copy
import random

import torch
import torch.nn.functional as F
from torch import nn

# %% [markdown]
# ## 1. Build a small network
#
# An image of 1×28×28 goes through a 5×5 convolution, a ReLU and 2×2 max pooling,
# twice, and then through one dense layer with an output per class:
#
# 1×28×28 → $c_1$×24×24 → $c_1$×12×12 → $c_2$×8×8 → $c_2$×4×4 → $16c_2$ → 10.
#
# With 4 and 8 maps, or 10 and 20, these are the networks of the chapter. Name your
# layers as you like. The outputs are logits.


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
assert count == 8490, "10·(1·25 + 1) + 20·(10·25 + 1) + 10·(320 + 1) = 8,490"
count = sum(parameter.numel() for parameter in SmallNetwork(4, 8).parameters())
assert count == 2202, "4·(1·25 + 1) + 8·(4·25 + 1) + 10·(128 + 1) = 2,202"
images = torch.rand(3, 1, 28, 28, generator=generator)
logits = network(images).detach()
assert logits.shape == (3, 10), "ten logits for each image: (N, 10)"
torch.testing.assert_close(
    network(images[1:2]).detach(),
    logits[1:2],
    msg="an image's logits must not depend on the others in its batch",
)
assert float((logits.sum(dim=1) - 1).abs().max()) >= 1e-5, "no softmax: logits"
### BEGIN HIDDEN TESTS
for _ in range(5):
    c_1, c_2 = random.sample([2, 3, 4, 5, 6, 7, 8, 9], 2)
    network = SmallNetwork(c_1, c_2)
    parameters = list(network.parameters())
    by_shape = {tuple(parameter.shape): parameter for parameter in parameters}
    shapes = [(c_1, 1, 5, 5), (c_1,), (c_2, c_1, 5, 5), (c_2,), (10, 16 * c_2), (10,)]
    assert sorted(by_shape) == sorted(shapes), "wrong parameters for other channels"
    assert len(parameters) == 6, "weights and biases of three layers, and no more"
    w_1, b_1, w_2, b_2, w_3, b_3 = (by_shape[shape] for shape in shapes)
    x = torch.randn(random.randint(1, 4), 1, 28, 28, generator=generator)
    kept = x.clone()
    maps = F.max_pool2d(F.conv2d(kept, w_1, b_1).relu(), 2)
    maps = F.max_pool2d(F.conv2d(maps, w_2, b_2).relu(), 2)
    expected = F.linear(maps.flatten(1), w_3, b_3)
    got = network(x)
    torch.testing.assert_close(
        got, expected, msg="wrong order of layers, activations or pooling"
    )
    factors = torch.randn(expected.shape, generator=generator)
    ordered = [w_1, b_1, w_2, b_2, w_3, b_3]
    wanted = torch.autograd.grad((expected * factors).sum(), ordered)
    given = torch.autograd.grad((got * factors).sum(), ordered)
    for mine, right in zip(given, wanted, strict=True):
        torch.testing.assert_close(
            mine, right, rtol=1e-3, atol=1e-4, msg="wrong gradients"
        )
    assert torch.equal(x, kept), "the network changed its input"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. A dense network of equal size
#
# To compare fairly, you need a dense network with as many parameters: one hidden
# layer, with biases, between the inputs and the classes. How many hidden units may
# it have, if it must not have more parameters than a given number? (The chapter takes
# the nearest number instead.)


# %% solution="hidden_units"
def hidden_units(parameters, inputs, classes):
    """Return the largest number of hidden units, an int, that fits.

    parameters: the most that the network may have, inputs: numbers per example,
    classes: outputs. Raises ValueError if not even one hidden unit fits.
    """
    ### BEGIN SOLUTION
    per_unit = inputs + 1 + classes
    if parameters < per_unit + classes:
        raise ValueError("not even one hidden unit fits")
    return (parameters - classes) // per_unit
    ### END SOLUTION


# %% tests="hidden_units" points=2
assert hidden_units(16, 3, 2) == 2, "3·2 + 2 weights and biases, then 2·2 + 2: 14"
largest = hidden_units(5000, 50, 10)
assert isinstance(largest, int), "a number of units is an int"
for units, fits in ((largest, True), (largest + 1, False)):
    dense = nn.Sequential(nn.Linear(50, units), nn.Linear(units, 10))
    count = sum(parameter.numel() for parameter in dense.parameters())
    assert (count <= 5000) == fits, "it must fit, and one more unit must not"
try:
    hidden_units(15, 10, 4)
except ValueError:
    pass
else:
    raise AssertionError("one unit costs 10 + 1 + 4, and the 4 biases are missing")
### BEGIN HIDDEN TESTS
for _ in range(30):
    inputs, classes = random.randint(1, 40), random.randint(2, 12)
    units = random.randint(1, 20)
    layers = nn.Linear(inputs, units), nn.Linear(units, classes)
    count = sum(p.numel() for layer in layers for p in layer.parameters())
    smaller = nn.Linear(inputs, 1), nn.Linear(1, classes)
    least = sum(p.numel() for layer in smaller for p in layer.parameters())
    for budget, right in ((count, units), (count - 1, units - 1), (least, 1)):
        if right:
            got = hidden_units(budget, inputs, classes)
            assert got == right, "wrong when the size fits exactly, or just not"
            assert isinstance(got, int), "not an int for some sizes"
    try:
        hidden_units(random.choice([least - 1, least // 2]), inputs, classes)
    except ValueError:
        continue
    raise AssertionError("no ValueError although not even one unit fits")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Mini-batches in random order
#
# Cut a data set into mini-batches, so that one pass over them shows every example
# exactly once, in an order that only the seed decides, as with a `torch.Generator` of
# your own that starts from it. The last batch may be smaller.


# %% solution="shuffled_batches"
def shuffled_batches(inputs, targets, batch_size, seed):
    """Return the mini-batches of one epoch, a list of pairs (inputs, targets).

    inputs: (N, ...), targets: (N,), batch_size: examples in each batch but perhaps
    the last, seed: an int; the same seed gives the same order, another seed in general
    another.
    """
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(inputs), generator=generator)
    return [(inputs[part], targets[part]) for part in order.split(batch_size)]
    ### END SOLUTION


# %% tests="shuffled_batches" points=3
inputs, targets = torch.arange(10.0)[:, None] / 10, torch.arange(10)
batches = list(shuffled_batches(inputs, targets, 4, seed=1))
assert [len(part) for part, _ in batches] == [4, 4, 2], "10 examples: 4, 4 and 2"
seen = torch.cat([labels for _, labels in batches])
assert sorted(seen.tolist()) == list(range(10)), "every example exactly once"
torch.testing.assert_close(
    torch.cat([part for part, _ in batches]),
    seen[:, None] / 10,
    msg="an input must stay with its own target",
)
again = [labels.tolist() for _, labels in shuffled_batches(inputs, targets, 4, seed=1)]
assert again == [labels.tolist() for _, labels in batches], "same seed, same order"
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(6):
        n, size = random.randint(20, 40), random.randint(3, 50)
        x = torch.randn(2, n, 3, dtype=dtype, generator=generator).transpose(
            0, 1
        )  # (N, 2, 3)
        y = torch.randperm(1000, generator=generator)[:n]
        kept = x.clone(), y.clone()
        seeds = random.sample(range(1, 10**6), 5)
        orders = []
        for seed in [*seeds, seeds[0]]:
            torch.rand(
                random.randint(1, 9), generator=generator
            )  # the seed must decide, nothing else
            batches = list(shuffled_batches(x, y, size, seed))
            lengths = [min(size, n - start) for start in range(0, n, size)]
            got = [len(part) for part, _ in batches]
            assert got == lengths, "wrong batch sizes for some data sets"
            order = torch.cat([labels for _, labels in batches])
            assert order.dtype == torch.int64, "targets have changed their dtype"
            assert sorted(order.tolist()) == sorted(kept[1].tolist()), (
                "some example is missing, or there twice"
            )
            places = [kept[1].tolist().index(label) for label in order.tolist()]
            torch.testing.assert_close(
                torch.cat([part for part, _ in batches]),
                kept[0][places],
                msg="inputs and targets do not belong together",
            )
            orders.append(tuple(places))
        assert orders[-1] == orders[0], "the same seed gives different orders"
        assert len(set(orders)) == 5, "different seeds give the same order"
        assert torch.equal(x, kept[0]), "the inputs were changed"
        assert torch.equal(y, kept[1]), "the targets were changed"
# All orders occur: any example may come first, and any two may share a batch.
few, labels = torch.zeros(6, 1), torch.arange(6)
start = random.randint(0, 10**6)
firsts, orders, together = set(), set(), set()
for seed in range(start, start + 100):
    batches = [part.tolist() for _, part in shuffled_batches(few, labels, 2, seed)]
    firsts.add(batches[0][0])
    orders.add(str(batches))
    together.add(str(sorted(batches[0])))
assert len(firsts) == 6, "some examples never come first"
assert len(together) >= 10, "the same examples always share a batch"
assert len(orders) >= 50, "too few different orders"
### END HIDDEN TESTS

# %% [markdown]
# ## 4. A training step
#
# Take one step of plain gradient descent: logits, mean cross-entropy, gradients, and
# every parameter moved by the learning rate times its gradient, against it. Gradients
# that an earlier step has left behind must not count. You may use `torch.optim.SGD`
# or move the parameters yourself.


# %% solution="training_step"
def training_step(model, inputs, targets, learning_rate):
    """Take one step in place; return the loss before it, a float.

    model: maps inputs (N, ...) to logits (N, K), targets: classes (N,), int64. The
    model computes in training mode and is left in it.
    """
    ### BEGIN SOLUTION
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
    ### END SOLUTION


# %% tests="training_step" points=3
# Zero weights give both classes 1/2, so the loss is log 2 = 0.6931..., and the
# gradient is (1/2 - 1)·(1, 2) for the right class and (1/2)·(1, 2) for the other.
model = nn.Linear(2, 2, bias=False)
nn.init.zeros_(model.weight)
x, y = torch.tensor([[1.0, 2.0]]), torch.tensor([0])
loss = training_step(model, x, y, 0.1)
assert isinstance(loss, float), "return the loss as a float: loss.item()"
assert abs(loss - 0.693147) <= 1e-4, "the mean cross-entropy, before the step"
torch.testing.assert_close(
    model.weight.detach(),
    torch.tensor([[0.05, 0.10], [-0.05, -0.10]]),
    msg="the weights must move by the learning rate times the gradient, against it",
)
model = nn.Linear(3, 4).eval()
twin = copy.deepcopy(model)
model(torch.ones(1, 3)).sum().backward()  # gradients that somebody left behind
x, y = torch.randn(5, 3, generator=generator), torch.tensor([0, 1, 2, 3, 0])
assert training_step(model, x, y, 0.5) == training_step(twin, x, y, 0.5), (
    "equal models must have equal losses"
)
torch.testing.assert_close(
    model.weight.detach(), twin.weight.detach(), msg="old gradients must not count"
)
assert model.training, "training happens in training mode"
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(3):
        width, classes = random.randint(2, 5), random.randint(2, 5)
        layers = random.choice(
            [
                [nn.Flatten(), nn.Linear(18, width), nn.BatchNorm1d(width), nn.Tanh()],
                [nn.Conv2d(2, width, 3), nn.BatchNorm2d(width), nn.Flatten()],
            ]
        )
        model = nn.Sequential(*layers, nn.Linear(width, classes)).to(dtype)
        twin = copy.deepcopy(model).train()
        model(
            torch.randn(4, 2, 3, 3, dtype=dtype, generator=generator)
        ).sum().backward()  # left behind
        model.load_state_dict(twin.state_dict())
        model.eval()
        rate = random.uniform(0.1, 0.5)
        for _ in range(3):
            n = random.randint(3, 6)
            x = torch.randn(n, 2, 3, 3, dtype=dtype, generator=generator)
            y = torch.randint(classes, (n,), generator=generator)
            kept = x.clone(), y.clone()
            expected = F.cross_entropy(twin(kept[0]), kept[1])
            gradients = torch.autograd.grad(expected, list(twin.parameters()))
            with torch.no_grad():
                for parameter, gradient in zip(twin.parameters(), gradients):
                    parameter -= rate * gradient
            got = training_step(model, x, y, rate)
            assert isinstance(got, float), "the loss is not a float"
            assert abs(got - expected.item()) <= 1e-4, "not the loss before the step"
            state = model.state_dict()
            for name, right in twin.state_dict().items():
                torch.testing.assert_close(
                    state[name], right, rtol=1e-4, atol=1e-5, msg="wrong after a step"
                )
            assert model.training, "the model is not in training mode"
            assert torch.equal(x, kept[0]), "the inputs were changed"
            assert torch.equal(y, kept[1]), "the targets were changed"
            model.eval()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Evaluate and change nothing
#
# Compute the accuracy over several batches, the last of which may be smaller, and
# all logits. The model must compute in evaluation mode, without gradients, and must be
# in the mode it was in when you are done.


# %% solution="evaluate"
def evaluate(model, batches):
    """Return (accuracy, logits): a float from 0 to 1 and a tensor (N, K).

    model: maps inputs to logits, batches: a list of pairs (inputs, targets). The
    logits of all batches, in their order, carry no gradient.
    """
    ### BEGIN SOLUTION
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits
    ### END SOLUTION


# %% tests="evaluate" points=3
same = nn.Identity()  # its logits are its inputs
batches = [
    (torch.eye(3), torch.tensor([0, 1, 2])),  # three right
    (torch.tensor([[5.0, 0.0, 0.0]]), torch.tensor([2])),  # one wrong
]
accuracy, logits = evaluate(same, batches)
assert isinstance(accuracy, float), "the accuracy is a float"
assert abs(accuracy - 0.75) <= 1e-6, "3 of 4 are right; batches differ in size"
torch.testing.assert_close(
    logits,
    torch.cat([torch.eye(3), torch.tensor([[5.0, 0.0, 0.0]])]),
    msg="the logits of all batches, in their order",
)
for training in (True, False):
    model = nn.Sequential(nn.Linear(3, 8), nn.Dropout(0.5), nn.Linear(8, 3))
    model.train(training)
    first, second = evaluate(model, batches)[1], evaluate(model, batches)[1]
    assert torch.equal(first, second), "in evaluation mode dropout does nothing"
    assert first.shape == (4, 3), "one row of logits for each example"
    assert model.training == training, "the mode must be what it was"
    assert first.requires_grad is False, "compute under torch.no_grad()"
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(8):
        classes, training = random.randint(2, 4), random.random() < 0.5
        model = nn.Sequential(
            nn.Linear(5, 6), nn.BatchNorm1d(6), nn.Dropout(0.6), nn.Linear(6, classes)
        ).to(dtype)
        model(
            torch.randn(20, 5, dtype=dtype, generator=generator)
        )  # running statistics
        model.train(training)
        twin = copy.deepcopy(model).eval()
        sizes = [random.randint(4, 9)] * random.randint(1, 3) + [random.randint(1, 3)]
        batches = [
            (
                torch.randn(n, 5, dtype=dtype, generator=generator),
                torch.randint(classes, (n,), generator=generator),
            )
            for n in sizes
        ]
        kept = copy.deepcopy(batches)
        expected = torch.cat([twin(x) for x, _ in kept]).detach()
        right = (expected.argmax(dim=1) == torch.cat([y for _, y in kept])).tolist()
        accuracy, logits = evaluate(model, batches)
        torch.testing.assert_close(logits, expected, msg="wrong logits")
        assert logits.requires_grad is False, "the logits carry gradients"
        assert isinstance(accuracy, float), "the accuracy is not a float"
        assert abs(accuracy - sum(right) / sum(sizes)) <= 1e-6, "wrong accuracy"
        modes = {layer.training for layer in model.modules()}
        assert modes == {training}, "the model is not in the mode it was in"
        state = model.state_dict()
        for name, value in twin.state_dict().items():
            torch.testing.assert_close(state[name], value, msg="the model has changed")
        for (x, y), (kept_x, kept_y) in zip(batches, kept, strict=True):
            assert torch.equal(x, kept_x), "the inputs were changed"
            assert torch.equal(y, kept_y), "the targets were changed"
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Choose on validation, report the test part
#
# Every setting of a list, such as a learning rate, was tried with the same seeds. For
# each run you get which validation examples and which test examples it answered right.
# Choose the setting with the best mean accuracy over seeds and examples, without
# looking at the test part; of equally good ones take the smallest. Report the test
# accuracy of that setting, whatever the others reach there. And say whether the
# choice lies inside the list: at an end, a setting that nobody tried may be better.


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
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Find the leak
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
### END HIDDEN TESTS
