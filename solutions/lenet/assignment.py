# %% [markdown]
# # LeNet: exercises
#
# You practise what the chapter *LeNet* shows: following an image through the network,
# backwards; pooling; telling logits from probabilities; building the module from your
# own pooling; training it with your own loss and your own step, on two hundred digits;
# and deciding by the sign test. The chapter is in the built book under
# *Architectures → LeNet*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and worked examples; more checks run when your work is graded. Unless a task forbids
# something, use torch, numpy and plain Python in any way you like. Tensors are float32
# or float64, all of one task's of the same dtype, and results have that dtype. No batch
# is empty. A function leaves its arguments and torch's global state as they are, and
# nothing is remembered from one call to the next.

# %% setup="imports"
import base64
import copy
import math
import zlib

import torch
import torch.nn.functional as F
from torch import nn

# %% [markdown]
# ## 1. Which image was it?
#
# *15 minutes · level 2 of 5*
#
# A square image of one channel goes through two blocks of a 5×5 convolution (6, then
# 16 channels; the first padded by `padding` zeros on each side) and 2×2 pooling in
# steps of 2, which drops a last row and column that fill no window. Then the 16 maps
# are flattened. You see only how many numbers are left. How many pixels may the image
# have had on a side? More than one answer is possible.
#
# <details><summary>Hint</summary>
#
# Walk backwards. A pooled side of n was 2n or 2n + 1 before; a convolution's output was
# 4 longer before. Or walk forwards from every side that could do.
# </details>


# %% solution="image_sides"
def image_sides(features, padding=0):
    """Return a list of ints, ascending: all sides that leave this many features.

    features: at least 1 and at most a million, padding: at least 0. The list is empty
    if there are none. An image has at least one pixel.
    """
    ### BEGIN SOLUTION
    last = math.isqrt(features // 16)  # the side after the second pooling
    if 16 * last * last != features:
        return []
    first = 4 * last + 12 - 2 * padding  # two poolings of two, two convolutions
    return [side for side in range(first, first + 4) if side >= 1]
    ### END SOLUTION


# %% tests="image_sides" points=2
# 28 → 24 → 12 → 8 → 4: 16·4·4 = 256 features. 29 → 25 → 12 …, 30 → 26 → 13 → 9 → 4.
_expect_equal(image_sides(256), [28, 29, 30, 31], "256 features, without padding")
_expect_equal(image_sides(256, 2), [24, 25, 26, 27], "256 features, padding 2")
_expect_equal(image_sides(16, padding=7), [2, 3, 4, 5], "one pixel a map, padding 7")
_expect_equal(image_sides(16, 9), [1], "no image has a side of 0 or −1")
_expect_equal(image_sides(255), [], "255 is no multiple of 16")
_expect_equal(image_sides(32), [], "two maps' pixels: 32 = 16·2, and 2 is no square")
### BEGIN HIDDEN TESTS
sides = {}
for padding in (0, 1, 2, 3, 7, 8, 9, 10, 11, 30):
    for side in range(1, 140):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1:
            sides.setdefault((16 * last * last, padding), []).append(side)
known = [key for key in sides if sides[key][-1] < 139]
for key in random.sample(known, 60) + [key for key in known if key[0] <= 64]:
    hint = "with padding" if key[1] else "without padding"
    _expect_equal(image_sides(*key), sides[key], f"the sides, {hint}")
    got = image_sides(padding=key[1], features=key[0])
    _expect_equal(got, sides[key], "called with keywords")
for last in (1, 2, 5, 31, 100, 249, 250):
    first = 4 * last + 12
    expected = [first, first + 1, first + 2, first + 3]
    _expect_equal(image_sides(16 * last * last), expected, "images of all sizes")
    for more in (-1, 1, 15, 16, -16):
        wrong = 16 * last * last + more
        if wrong >= 1 and wrong not in (16, 64):
            _expect_equal(image_sides(wrong), [], "features that no image leaves")
    _expect_equal(image_sides(16 * last * last, 2 * last + 8), [], "too much padding")
for features in (1, 4, 8, 9, 15, 17, 24, 25, 36, 48, 80, 100, 128, 160, 192, 999_999):
    for padding in (0, 1, 3):
        _expect_equal(image_sides(features, padding), [], "features of no image")
for padding in (0, 1, 0, 2, 1):
    expected = [20 - 2 * padding + i for i in range(4)]
    got = image_sides(64, padding)
    _expect_equal(got, expected, "only the padding changed")
    got.append(0)  # a list of the caller's own
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Pool
#
# *15 minutes · level 2 of 5*
#
# Average pooling takes the mean of every window, max pooling its largest entry, in
# each channel for itself. Here the windows have `size` × `size` entries and do not
# overlap; rows and columns that fill no window are left out. Gradients reach the batch;
# no two entries of a window are equal when they are asked for. Torch's own
# pooling (`avg_pool2d`, `max_pool2d`, as functions or as layers) is not allowed.
#
# <details><summary>Hint</summary>
#
# `unfold` cuts an axis into windows; so does `unflatten`, after you have cut off what
# fills none. Mind which axes are left.
# </details>


# %% solution="pool" without="torch.nn.functional.avg_pool2d torch.nn.functional.max_pool2d torch.max_pool2d"
def pool(batch, size, kind="average"):
    """Return the pooled batch, (N, C, H // size, W // size).

    batch: (N, C, H, W), size: from 1 to the smaller of H and W, kind: 'average' or
    'max'. Raises ValueError for any other text.
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
grid = torch.tensor([[[[1.0, 3.0, 0.0], [5.0, 8.0, 0.0]]]])  # (1, 1, 2, 3)
_expect_equal(pool(grid, 2), torch.tensor([[[[4.25]]]]), "mean of 1, 3, 5 and 8")
_expect_equal(pool(grid, 2, "max"), torch.tensor([[[[8.0]]]]), "largest of 1, 3, 5, 8")
_expect_equal(pool(-grid, 2, kind="max"), torch.tensor([[[[-1.0]]]]), "largest of −1 …")
tall = torch.arange(24.0).reshape(1, 2, 6, 2)  # two channels, six rows of two
expected = torch.tensor([[[[1.5], [5.5], [9.5]], [[13.5], [17.5], [21.5]]]])
_expect_equal(pool(tall, 2), expected, "two channels, three windows down")
_expect_equal(pool(tall, 1, "max"), tall, "windows of one entry change nothing")
wide = torch.arange(21.0).reshape(1, 1, 3, 7)
expected = torch.tensor([[[[16.0, 19.0]]]])
_expect_equal(pool(wide, 3, "max"), expected, "windows of 3 x 3, a column left over")
_expect_error(ValueError, lambda: pool(grid, 2, "sum"), "a kind that does not exist")
### BEGIN HIDDEN TESTS


def compare(hint, x, size):
    kept = x.clone()
    for kind, own in (("average", F.avg_pool2d), ("max", F.max_pool2d)):
        got = pool(x, size, kind)
        _expect_close(got, own(kept, size), f"{kind} pooling, {hint}")
        assert torch.equal(x, kept), "pool changed the batch"
    _expect_close(pool(x, size), F.avg_pool2d(kept, size), "average, by default")


for dtype in (torch.float64, torch.float32):
    short = str(dtype).replace("torch.", "")
    for shape, size, hint in (
        ((1, 1, 1, 1), 1, "one entry"),
        ((1, 3, 4, 4), 2, "a batch of one"),
        ((2, 1, 4, 6), 2, "one channel"),
        ((2, 3, 6, 4), 2, "height ≠ width"),
        ((2, 3, 5, 7), 2, "a row and a column left over"),
        ((2, 3, 6, 7), 3, "a column left over"),
        ((2, 3, 8, 6), 3, "two rows left over"),
        ((2, 3, 4, 9), 4, "windows as high as the image"),
        ((2, 2, 3, 3), 3, "one window"),
        ((2, 3, 5, 1), 1, "one column"),
        ((2, 2, 26, 25), 12, "windows of 12 x 12"),
        ((5, 17, 24, 20), 2, "maps of a real network"),
    ):
        x = torch.randn(*shape, generator=generator, dtype=torch.float64)
        compare(f"{hint}, {short}", x.to(dtype), size)
x = torch.randn(2, 3, 6, 7, generator=generator, dtype=torch.float64)
for one in _layouts(x):
    compare("a batch that is not contiguous", one, 2)
for scale in (0.0, 1e-3, 1e4, -1.0):
    compare("zeros, small, large or negative entries", scale * x.abs(), 3)
for _ in range(12):
    shape = [random.randint(1, 3) for _ in range(2)]
    shape += [random.randint(5, 12) for _ in range(2)]
    size = random.randint(1, 5)
    compare("random sizes", torch.randn(*shape, generator=generator), size)
calls = [(x, 2, "max"), (x + 1, 2, "max"), (x, 2), (x, 3, "max"), (x, 2, "average")]
for call, got in [(call, pool(*call)) for call in calls * 2]:
    own = F.max_pool2d if "max" in call else F.avg_pool2d
    _expect_close(got, own(*call[:2]), "after other calls")
_expect_close(pool(kind="max", size=2, batch=x), F.max_pool2d(x, 2), "by keywords")
for kind in ("min", "mean", "avg", "maximum", "Average", "MAX", "max ", "", "averages"):
    _expect_error(ValueError, lambda kind=kind: pool(x, 2, kind), "an unknown kind")
### END HIDDEN TESTS

# %% tests="pool" part="gradients" points=1
batch = torch.arange(16.0).reshape(1, 1, 4, 4).requires_grad_()
(slope,) = torch.autograd.grad(pool(batch, 2).sum(), [batch])
_expect_equal(slope, torch.full((1, 1, 4, 4), 0.25), "a quarter of the mean's gradient")
(slope,) = torch.autograd.grad(pool(batch, 2, "max").sum(), [batch])
_expect_equal(slope.nonzero()[:, 2:].tolist(), [[1, 1], [1, 3], [3, 1], [3, 3]], "max")
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
        _expect_close(given, wanted, f"gradients, {kind} pooling")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Logits and probabilities
#
# *15 minutes · level 3 of 5*
#
# Turn logits into probabilities, and compute the mean cross-entropy of the right
# classes from the logits, in torch, so that gradients reach the logits. Large logits
# are no reason for `nan` or `inf`: subtracting
# one number from all logits of an image changes no probability, and a probability that
# was rounded to 0 has no logarithm: use $-z_y + \log \sum_k e^{z_k}$. Torch's own
# `softmax`, `log_softmax`, `nll_loss` and `cross_entropy` are not allowed, as
# functions, methods or layers.
#
# <details><summary>Hint</summary>
#
# Subtract the largest logit of each row: no power is then larger than 1, and the sum
# of the powers is at least 1.
# </details>


# %% solution="cross_entropy" without="torch.nn.functional.cross_entropy torch.nn.functional.nll_loss torch.nn.functional.softmax torch.nn.functional.log_softmax torch.softmax torch.log_softmax torch.Tensor.softmax torch.Tensor.log_softmax"
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


def compare(hint, logits, targets):
    kept, labels = logits.clone().requires_grad_(), targets.clone()
    given = logits.requires_grad_()
    probabilities, loss = softmax(given), cross_entropy(given, targets)
    expected = F.softmax(kept, dim=1)
    _expect_close(probabilities, expected, f"the probabilities, {hint}")
    wanted = F.cross_entropy(kept, labels)
    _expect_close(loss, wanted, f"the cross-entropy, {hint}")
    assert torch.equal(given, kept), "the logits were changed"
    assert torch.equal(targets, labels), "the targets were changed"
    factors = torch.randn(kept.shape, generator=generator, dtype=kept.dtype)
    (slope,) = torch.autograd.grad((probabilities * factors).sum(), [given])
    (right,) = torch.autograd.grad((expected * factors).sum(), [kept])
    _expect_close(slope, right, f"the gradient of softmax, {hint}")
    (slope,) = torch.autograd.grad(loss, [given])
    (right,) = torch.autograd.grad(wanted, [kept])
    _expect_close(slope, right, f"the gradient of the cross-entropy, {hint}")


def draw(n, k, dtype=torch.float64):
    z = torch.randn(n, k, generator=generator, dtype=torch.float64)
    return z.to(dtype), torch.randint(k, (n,), generator=generator)


for n, k, hint in (
    (1, 2, "a batch of one"),
    (1, 1, "one image, one class"),
    (4, 1, "one class"),
    (3, 3, "as many images as classes"),
    (2, 5, "two images, five classes"),
    (7, 3, "seven images, three classes"),
    (300, 40, "300 images, 40 classes"),
):
    for scale in (1, 1e-3, 60, 3000, 0):
        z, y = draw(n, k)
        size = "large" if scale >= 60 else "usual" if scale == 1 else "small"
        compare(f"{hint}, {size} logits", scale * z, y)
        compare(f"{hint}, {size} logits, worst class", scale * z, z.argmin(dim=1))
        compare(f"{hint}, {size} logits, best class", scale * z, z.argmax(dim=1))
    compare(f"{hint}, float32", *draw(n, k, torch.float32))
z, y = draw(4, 5)
compare("logits of very different rows", z + 1000.0 * torch.arange(4)[:, None], y)
compare("all logits negative", z - 500, y)
compare("one class", z, torch.zeros_like(y))
for one, two in zip(_layouts(z), _layouts(y), strict=True):
    compare("logits that are not contiguous", one.detach(), two)
z = z.detach()
calls = [(z, y), (z + z.abs(), y), (z, (y + 1) % 5), (z, y)]
results = [(call, softmax(call[0]), cross_entropy(*call)) for call in calls]
for call, probabilities, loss in results:
    _expect_close(probabilities, F.softmax(call[0], dim=1), "after other calls")
    _expect_close(loss, F.cross_entropy(*call), "after other calls")
_expect_close(cross_entropy(targets=y, logits=z), F.cross_entropy(z, y), "by keywords")
_expect_close(softmax(logits=z), F.softmax(z, dim=1), "by keywords")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Build the network
#
# *20 minutes · level 3 of 5*
#
# Write LeNet for 28×28 images as a module: convolution, activation, pooling, twice;
# then dense layers of 120, 84 and 10 with the activation between them. It returns
# logits. Pool with your own `pool` of task 2 (torch's layers are allowed here). Use
# torch's `nn.Conv2d` and `nn.Linear`, or parameters of the same shapes, and name them as
# you like. The network computes the same in training and in evaluation mode, and in
# float64 after `.double()`. Of activation and pooling no other values are asked for.
#
# <details><summary>Hint</summary>
#
# `torch.sigmoid` and `torch.relu` are functions that you can keep in an attribute.
# </details>


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
_expect_close(one_by_one[0], one_by_one[1], "the same image, the same logits")
# All weights 0 and all biases 1: the last logits are 1, whatever the image. With
# weights 0.01 in the last layer they are 1 + 84·0.01 times the activation of 1.
with torch.no_grad():
    for kind, one in (("relu", 1.0), ("sigmoid", 0.7310586)):
        net = LeNet(pooling="max", activation=kind)
        for parameter in net.parameters():
            parameter.fill_(1.0 if parameter.dim() == 1 else 0.0)
            if parameter.shape == (10, 84):
                parameter.fill_(0.01)
        expected = torch.full((2, 10), 1 + 0.84 * one)
        _expect_close(net(torch.ones(2, 1, 28, 28)), expected, f"logits with {kind}")
# Every parameter 0.001, but a first convolution that copies a pixel to six maps.
dark = torch.zeros(1, 1, 28, 28)
dark[0, 0, 2::2, 2::2] = 4.0  # one bright pixel in each pooling window
with torch.no_grad():
    reached = []
    for kind in ("average", "max"):
        net = LeNet("relu", kind)
        for parameter in net.parameters():
            parameter.fill_(0.001 if parameter.dim() == 2 else 0.0)
            if parameter.dim() == 4:
                parameter[:, :, 2, 2] = 1.0
        reached.append(float(net(dark)[0, 0]))
_expect_close(reached[1], 4 * reached[0], "max pooling sees 4, averages 4/4 = 1")
### BEGIN HIDDEN TESTS


def reference(x, p, activation, pooling):
    act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
    shrink = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
    for i in (0, 2):
        x = shrink(act(F.conv2d(x, p[i], p[i + 1])), 2)
    x = act(F.linear(x.flatten(1), p[4], p[5]))
    return F.linear(act(F.linear(x, p[6], p[7])), p[8], p[9])


def ordered(net):
    """The ten parameters in order, found by their shapes."""
    shapes = [(6, 1, 5, 5), (6,), (16, 6, 5, 5), (16,)]
    shapes += [(120, 256), (120,), (84, 120), (84,), (10, 84), (10,)]
    found = [tuple(q.shape) for q in net.parameters()]
    _expect_equal(sorted(found), sorted(shapes), "the parameters' shapes")
    by_shape = {tuple(q.shape): q for q in net.parameters()}
    return [by_shape[shape] for shape in shapes]


pairs = [(a, b) for a in ("sigmoid", "relu") for b in ("average", "max")]
for choice in [*pairs, ("relu",), ()]:
    activation, pooling = (*choice, *("sigmoid", "average")[len(choice) :])
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(random.getrandbits(32))
        net = LeNet(*choice).double()
    p = ordered(net)
    assert all(q.unique().numel() > 1 for q in p[::2]), "some weights are all alike"
    assert all(q.requires_grad for q in p), "a parameter takes no gradient"
    with torch.no_grad():
        for q in p:
            q.copy_(0.2 * torch.randn(q.shape, generator=generator))
    for n, scale, hint in (
        (1, 1.0, "a batch of one"),
        (3, 1.0, "a batch of three"),
        (2, 1e-3, "images with small values"),
        (2, 1e3, "images with large values"),
    ):
        x = scale * torch.randn(n, 1, 28, 28, generator=generator, dtype=torch.float64)
        given, expected = x.clone(), reference(x, p, activation, pooling)
        wanted = torch.autograd.grad(expected.sum(), p)
        for training in (True, False):
            got = net.train(training)(given)
            mode = "training" if training else "evaluation"
            _expect_close(got, expected, f"{activation}, {pooling}, {hint}, {mode}")
            assert torch.equal(given, x), "the network changed its images"
            slopes = torch.autograd.grad(got.sum(), p, allow_unused=True)
            for slope, right in zip(slopes, wanted, strict=True):
                assert slope is not None, "no gradient reaches a parameter"
                near = 1e-9 * float(right.abs().max())
                _expect_close(slope, right, f"gradients, {hint}", 1e-7, near)
x = torch.randn(2, 1, 28, 28, generator=generator)
first, second = LeNet(), LeNet("relu", pooling="max")
for one in _layouts(x):
    got, expected = first(one), reference(x, ordered(first), "sigmoid", "average")
    _expect_close(got, expected, "images that are not contiguous", 1e-4, 1e-4)
with torch.no_grad():
    for step in range(3):
        got, expected = second(x), reference(x, ordered(second), "relu", "max")
        _expect_close(got, expected, "after other calls", 1e-4, 1e-4)
        got = first(x + step)
        expected = reference(x + step, ordered(first), "sigmoid", "average")
        _expect_close(got, expected, "after other calls", 1e-4, 1e-4)
        for q in (*first.parameters(), *second.parameters()):
            q += 0.01
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Train your network with your step
#
# *25 minutes · level 4 of 5*
#
# Take one step with momentum, by hand: with $g$ the gradient of the mean
# cross-entropy, each parameter $\theta$ has a velocity $v$ of its own, and
#
# $$v \leftarrow \mu v + g, \qquad \theta \leftarrow \theta - \eta\, v .$$
#
# Use your own `cross_entropy`; `torch.optim` is not needed. The second cell below then
# trains your LeNet, with your pooling, your loss and your step, on a hundred digits and
# counts how many of a hundred others it reads: at least 45 are wanted, 10 are luck.
# The digits come from a data set by Alpaydin and Kaynak (CC BY 4.0), in four grey
# levels.
#
# <details><summary>Hint</summary>
#
# `torch.autograd.grad(loss, list(model.parameters()))` gives the gradients and leaves
# nothing behind. Change parameters under `torch.no_grad()`, and in place: `v.mul_(…)`.
# </details>

# %% setup="digits"
_PACKED = (
    "c-k#iJ&)tY86Hy7j5H&1E`cuL?eb$0FaYneD{Y|wi%Ssm4+Pl4g$oBzv4sj3ELf;8kSS8QNW"
    "sE|ixezWY=ASsf`tOOV38j%g@3>lDz;?7g2nleXLJD}K?`y@@B6&Z$4g)FdoK;sV6{yBmR1w"
    "RG}8hfx0@(eC1jJo?VQe4lU#gEUWB?bq;@-}C)qR=#?h0U&%-P$H|AP9T{5n}za@7h$(dqmO"
    ";|37Pa=}&xbP2j5Qa9SriP6;iE!d-Uho2Ec3!<m>Bx-V2*b3~%nPq(#?@?;&t4W}L5jaS($X"
    "Ort_ITL!naiKx?d?<9V7mu94YD-YE#jH{Mo_V2>M`q|6zUl`#?}FdN@a@h$-}dCtX5O#gZ(~"
    "@?ZQL_b9Y51RcsVKTj0u%UKuexRYvfWVdc5)Z1NJ;`|lK$UWDt;%2@L(jW*@zo42Fq#?cA3l"
    "kaqDy53M0JvBL#V_&~YTgvUPdf$47EkC;u^lhMYI}Y^e4&1my90mn$X%Wcvx8Gkw2SII5<W&"
    "{81TK@yC35ZB%>#byo0W(O1gJyW2d%f`-x$FTxN&lO!a3>Smp0f-6{y?D}E0=N@uuk-)za2l"
    "=hPOT4mj|bAX}zQ9O$-sz~LS$%))9GGXg`@`|v|UjAe@3XCxP(IauqTfCt_AJwE2N|2<IgBY"
    "D7?<MXyjTpsczSKlTaG!uti-zwf1Nfjs=hh@8f%7$cVJfPF^fs{gMFp!+-^hlfzv`U<_%%XF"
    "Ju{YzK8YViooGIg9uw-xVb&%FJ?8#2x?K;6o}fNzI0=aa3iGW~yOtS><>169{>Hv_himmti$"
    "Qdk{{ynL^82t!jL`GiGdw3p@f<(Nf!vddC?}`6UoCIutNGju>9cDb!^}p%xAW}Ky=Hl=mldg"
    "j8Mwv16n%66t{T^F*$CW$LcZg-cZV;A*A3D97(E90rkSQ>yQqcwKl@11`+I*+TlXZ}Y2nn9k"
    "zO>1`pm-E&K7D>fwgCzE)KLMX}aa5i#xmy(<}|MWyV`(G3czC@Qsh#NfN8K%HjYf5Ax_#as5"
    "!QY<(I1tNY0Tvf?o^>v02=-Hz%n^1qOceZHd|%iSDEDT(R&dvTf!?!U#4i_F`iFTBwuu33B)"
    "rT&g7t~d~(+Babn_jEr^dCAPA5>0dy2X{fZ@=LI?vhE@~i4Qmo1lD?GRjSyR$;g#3Yjc_R**"
    "Q6bs4R#4)!ixSskV+G&vAWAZs9245!?w~L8S{KhsAsmx-I;qu^LQ<*V<M{m2Z|c9L4Y*FDdl"
    "9+%0#kcb-TvU5as{QC}KlSr%sU#Lnoeca1Qyd1E<NGZpK!T6H*w@FN@PC_j(~%v%%71?!5hy"
    "gJmt&tjj`URHNx4gW*6%HqdR9Tann_t3Aw{MzOHs&+@WviHF6Ts90RM&<g%jnvUDY@wtF=&O"
    ";yQw+)WZX1<RBMq~>RaQf?qegsk|0BD#Sphv^&#2`n26`fv7Y0t*T>S69>}!9&8DF=gcl3JL"
    "JZ2<@|2f@ECzvzOE&sfu{DFsbpgQTN4QZ3{`V8mHrSUUXx&t%bE~q(9jf<?zT6rYF4E{xP(f"
    "g?f`OY)HXF!Dv*L~8v+FqE0df%-+=Z6v><x6s$9jqpRV1x5>%W=L7&D)<h&?cT4<L~d(rk|F"
    "i;aXyXRv$6^Fvu)^6v|#%2OS;jaD?fo4hya)+AF;b{hrtlUba5Xp2*Hl$<?xm(l7{CVd^)NY"
    "N98=hJk&FN-!az-$1(r^QFXF$$|CjHfvnGhlKpV2B;U<M!SvqLx0JSA$|<WI;U{=MI-d&;?D"
    "uOGVxb_Kznf%{j#Djmbny@2bXs834H2;iq~L&<=05K0n^>i8d{^0CIkNh@Gpj|lhz#s@S{Bv"
    "7D)-eMG}(APB?kQ9CTc!%>}=7*76D*NACi9+KgA4*!<1cm+4x}lid2c)sX1LnYNB`NAV2rDc"
    "~>0>VsMTE0Z4jX#E!cdvf<Yi<_jGTKteye7C%$+dQRDE_8&7jWjkV#Q>+ylgmlgP1nZ+^(7{"
    "QGJs#^wwHXv>6kD4g<7^fizDV)&q|V7{M=k%!br)+OL^uFbXe?xO^s?XU5fmQve4qJC>)wqH"
    "ZQUw8Js-{76BdX1m%st^5%YkdW?^3-;isl&+Wund_w06TLUiI$rtefc-C{w8$8VxOQ_KL-yw"
    "Qf19gIJ1JkMEoZ~J*9tnN%N5U)F;{AK~^Zv4POmen$&k0rHX<{xjfQG5X?>n9)124coBq{v6"
    "2rYiWJn&N16O9?*d7(Le5tHQW&ZY%0L`Ee?F<hOn*?<S+VRn#kLb&g%=&;6w9J|ZB_>W1>ku"
    "KzB26uwbqdrXJ1f3r6W^>&K^~}hTpD(W8gR#g-YTN<tZJeLj2mc^@UX#yTNry~LBg?-B%wMz"
    "0_95UyNtbj&lhzrbwU(Mqca5p?;p!RLZO~f{uT$i*XV74ozG*gwbgaKtHa{rdEl?Y=6+&C00"
    "s{y5=?AZzB3Xs`?W-B|!K&+eUHfoS(Q$AKc-0>K+3p9kJ@&*d-bFXzDp<|a#SR$R{jRt5Aw%"
    "ru0e@cT3j>LO&r=;0DOigPn9sluWO#=SYa2Jz=0YvTO?68o_EMSy$IJHT+5Clm7vC`O&o6@N"
    "_u$U;5!(}<3}1QJbD8ox&-#(^zxCh?WIHYW8hO&iO|%6^v#^Y6@MUnVDokRhJU9dPtL}G~{g"
    "e{_C`Y@$fC1P&;cv({-1!HO;-5AnY3zLY=pRFiA9he)<31e2ZdY;RZv}jvoq6NcQ*E7SQn4H"
    "!@MQOhguKhIl)$F5xbbedbuesUG{?qj;`?YDZs(=w@iyQrEN+(%*sJ}<D`&;UD}NTBgz~yTV"
    "YkGF!J)eaiMF>*qHWS~o5e@}7?5=}YoVV~Ty_R#_sp~W!2aoA>sxn!?0yX{%SVeW&Z{|ch=E"
    "I(FBtK*N(*dvDf}yC=6~kt*LM"
)


def _digits():
    """Return 200 images (200, 1, 28, 28), of mean 0, and their labels (200,)."""
    packed = torch.frombuffer(
        bytearray(zlib.decompress(base64.b85decode(_PACKED))), dtype=torch.uint8
    )
    grey = torch.stack([packed >> bits & 3 for bits in (6, 4, 2, 0)], dim=1) / 3
    images = F.interpolate(grey.reshape(200, 1, 8, 8), size=(20, 20), mode="bilinear")
    images = F.pad(images, (4, 4, 4, 4))
    return (images - images.mean()) / images.std(), torch.arange(200) % 10


# %% solution="momentum_step"
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    """Take one step in place; return the mean loss before it, a float.

    model: maps images (N, ...) to logits (N, K), labels: (N,), int64. velocities: a
    list of tensors, one for each of model.parameters(), in their order; they change in
    place too. All parameters require gradients; gradients that are there already do not
    count, and what `.grad` holds afterwards does not matter. The model stays in its mode.
    """
    ### BEGIN SOLUTION
    parameters = list(model.parameters())
    loss = cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()
    ### END SOLUTION


# %% tests="momentum_step" points=3
# Zero weights, two classes: the gradient is (−1/2)·(1, 2) and (1/2)·(1, 2).
model = nn.Linear(2, 2, bias=False)
nn.init.zeros_(model.weight)
x, y = torch.tensor([[1.0, 2.0]]), torch.tensor([0])
model(x).sum().backward()  # gradients that somebody left behind
velocities = [torch.tensor([[1.0, 0.0], [0.0, 1.0]])]
got = momentum_step(model, x, y, velocities, 0.1, momentum=0.5)
assert isinstance(got, float), "return the loss as a float: loss.item()"
_expect_close(got, 0.693147, "the mean loss before the step is log 2", atol=1e-4)
expected = torch.tensor([[0.0, -1.0], [0.5, 1.5]])
_expect_close(velocities[0], expected, "v = 0.5·v + g")
_expect_close(model.weight.detach(), -0.1 * expected, "0 − 0.1·v, with the new v")
nn.init.zeros_(model.weight)
velocities = [torch.ones(2, 2)]
momentum_step(model, x, y, velocities, 0.0)
expected = torch.tensor([[0.4, -0.1], [1.4, 1.9]])
_expect_close(velocities[0], expected, "v = 0.9·v + g: 0.9 by default")
### BEGIN HIDDEN TESTS


def build(kind, classes, dtype=torch.float64):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(random.getrandbits(32))
        layers = [nn.Flatten(), nn.Linear(18, 5), nn.Tanh(), nn.Linear(5, classes)]
        if kind == "convolution":
            layers = [nn.Conv2d(2, 4, 3), nn.ReLU(), nn.Flatten()]
            layers.append(nn.Linear(4, classes))
        return nn.Sequential(*layers).to(dtype)


def compare(hint, model, x, y, velocities, *settings):
    rate, momentum = (*settings, 0.9)[:2]
    twin = copy.deepcopy(model)
    loss = F.cross_entropy(twin(x), y)
    slopes = torch.autograd.grad(loss, list(twin.parameters()))
    expected = [momentum * v + g for v, g in zip(velocities, slopes, strict=True)]
    with torch.no_grad():
        for parameter, v in zip(twin.parameters(), expected, strict=True):
            parameter -= rate * v
    kept, mode = (x.clone(), y.clone()), model.training
    same = list(velocities)
    got = momentum_step(model, x, y, velocities, *settings)
    assert isinstance(got, float), f"the loss is not a float, {hint}"
    loose = {"rtol": 1e-4, "atol": 1e-5} if x.dtype == torch.float32 else {}
    _expect_close(got, loss.item(), f"the loss before the step, {hint}")
    for v, right in zip(same, expected, strict=True):
        _expect_close(v, right, f"the velocities, in place, {hint}", **loose)
    _expect_equal(len(velocities), len(same), "the number of velocities")
    for parameter, right in zip(model.parameters(), twin.parameters(), strict=True):
        _expect_close(parameter, right, f"the parameters, {hint}", **loose)
    _expect_equal(model.training, mode, "the model's mode")
    assert all(q.requires_grad for q in model.parameters()), "parameters are frozen"
    assert not any(v.requires_grad for v in velocities), "a velocity needs gradients"
    assert torch.equal(x, kept[0]), "the images were changed"
    assert torch.equal(y, kept[1]), "the labels were changed"


def draw(n, classes, dtype=torch.float64):
    x = torch.randn(n, 2, 3, 3, generator=generator, dtype=torch.float64)
    return x.to(dtype), torch.randint(classes, (n,), generator=generator)


def start(model, scale=1.0):
    return [
        scale
        * torch.randn(q.shape, generator=generator, dtype=torch.float64).to(q.dtype)
        for q in model.parameters()
    ]


for n, classes, hint in (
    (1, 3, "one image"),
    (2, 2, "two images"),
    (7, 3, "seven images"),
    (90, 10, "90 images"),
):
    for kind in ("dense", "convolution"):
        model = build(kind, classes)
        velocities = start(model, 0.0)
        for step in range(3):
            if step == 1:  # gradients left behind, and evaluation mode
                model(draw(4, classes)[0]).sum().backward()
                model.eval()
            settings = random.uniform(0.05, 0.5), random.uniform(0.1, 0.9)
            compare(hint, model, *draw(n, classes), velocities, *settings)
model = build("dense", 4, torch.float32)
compare("float32", model, *draw(7, 4, torch.float32), start(model), 0.3, 0.5)
x, y = draw(7, 3)
for momentum in (0.0, 0.5, 1.0):
    for rate in (0.0, 1e-4, 1.0, 20.0):
        model = build("dense", 3)
        compare("other rates and momenta", model, x, y, start(model), rate, momentum)
compare("momentum by default", model, x, y, start(model), 0.3)
for scale in (0.0, 1e-3, 30.0, 1e3):
    model = build("convolution", 3)
    compare("zeros, small or large images", model, scale * x, y, start(model), 0.5)
    compare("small or large velocities", model, x, y, start(model, scale), 0.01)
for bias in (9.0, -40.0):
    model = build("convolution", 3)
    with torch.no_grad():
        model[-1].bias[0] = bias
    target = torch.zeros_like(y)
    compare("a small or a large loss", model, 0.1 * x, target, start(model), 0.5)
for one, two in zip(_layouts(x), _layouts(y), strict=True):
    compare("images that are not contiguous", model, one, two, start(model), 0.1)
one, two = build("dense", 3), build("dense", 3)
v, w = start(one), start(two)
for model, kept, settings in (
    (one, v, (0.5, 0.3)),
    (two, w, (0.5, 0.3)),
    (one, v, (0.1, 0.3)),
    (one, v, (0.1, 0.8)),
    (two, start(two), (0.1, 0.8)),
):
    compare("after other calls", model, x, y, kept, *settings)
    compare("after other calls", model, 1 - x, y, kept, *settings)
twin, copied = copy.deepcopy(one), [each.clone() for each in v]
with torch.random.fork_rng(devices=[]):
    seed = random.getrandbits(32)
    torch.manual_seed(seed)
    momentum_step(one, x, y, v, 0.2, 0.4)
    named = {"momentum": 0.4, "learning_rate": 0.2, "velocities": copied}
    momentum_step(labels=y, images=x, model=twin, **named)
    _expect_equal(torch.initial_seed(), seed, "the seed of torch's global generator")
for each, right in zip(copied, v, strict=True):
    _expect_close(each, right, "called with keywords")
### END HIDDEN TESTS

# %% tests="momentum_step" part="digits" points=2
images, labels = _digits()


def read(net, learn, new, labels, epochs, rate):
    """Train on some of the digits; return how many of others are read right."""
    velocities = [torch.zeros_like(parameter) for parameter in net.parameters()]
    for _ in range(epochs):
        for part in learn.split(10):
            momentum_step(net, images[part], labels[part], velocities, rate)
    with torch.no_grad():
        answers = net(images[new]).argmax(dim=1)
    return int((answers == labels[new]).sum())


first, second = torch.arange(100), torch.arange(100, 200)
with torch.random.fork_rng(devices=[]):
    torch.manual_seed(random.getrandbits(32))
    net = LeNet("relu", "max")
right = read(net, first, second, labels, 10, 0.02)
print(f"Your LeNet reads {right} of 100 digits that it has not seen.")
assert right >= 45, f"{right} of 100 digits; 45 are wanted, and luck would give 10"
### BEGIN HIDDEN TESTS
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
with torch.no_grad():
    net[1].weight.zero_()
exchanged = (3 * labels + random.randint(1, 9)) % 10
right = read(net, second, first, exchanged, 5, 0.002)
assert right >= 45, "a dense layer, on the other digits, their labels exchanged"
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Decide by the sign test
#
# *20 minutes · level 4 of 5*
#
# Two designs were trained with the same seeds. Count the seeds on which one is ahead
# of the other; ties say nothing and are left out. If neither were better, each seed
# that is left would be a fair coin flip. The p-value is the probability that as many
# flips give a count at least as lopsided, in either direction; it is at most 1. The
# design that is ahead is called better if the p-value is at most `level`.
#
# <details><summary>Hint</summary>
#
# `math.comb(n, k)` sequences of n flips have k heads. Add up one tail and double it.
# When both designs win as often, the two tails overlap.
# </details>


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
