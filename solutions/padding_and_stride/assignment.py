# %% [markdown]
# # Padding and stride: exercises
#
# You practise what the chapter *Padding and stride* shows: predicting the size of
# an output, deciding what a sample outside the input is worth, and moving the
# window by more than one step. The chapter is in the built book under
# *Convolution → Padding and stride*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and one worked example; more checks run when your work is graded. You may use
# torch, numpy and plain Python in any way you like.

# %% setup="imports"
import random

import torch
import torch.nn.functional as F

# %% [markdown]
# ## 1. The size of the output
#
# An axis of an input has $n$ entries. You add $p_\text{before}$ entries in front
# and $p_\text{after}$ behind, then move a kernel of $k$ entries along it in steps
# of $s$. How many windows are there?
#
# Write `output_size`. If not even one window fits, raise a `ValueError`.


# %% solution="output_size"
def output_size(n, k, before=0, after=0, stride=1):
    """Return the number of windows along one axis, an int.

    n: entries of the input, k: entries of the kernel, before and after: entries
    of padding on each side, stride: the step. Raises ValueError if k is larger
    than the padded input.
    """
    ### BEGIN SOLUTION
    if k > n + before + after:
        raise ValueError("the kernel is larger than the padded input")
    return (n + before + after - k) // stride + 1
    ### END SOLUTION


# %% tests="output_size" points=2
assert output_size(5, 3) == 3, "a kernel of 3 fits into 5 entries at 3 places"
assert output_size(7, 1) == 7, "a kernel of one entry visits every entry"
assert isinstance(output_size(8, 3, 1, 1, 2), int), "a number of windows is an int"
for n in range(3, 9):
    assert output_size(n, 3, 1, 1) == n, "3 taps, one zero a side: the size stays"
    assert output_size(n, 2, 0, 1) == n, "2 taps, one zero behind: the size stays"
try:
    output_size(3, 6, 1, 1)
except ValueError:
    pass
else:
    raise AssertionError("6 taps do not fit into 3 + 1 + 1 entries: raise ValueError")
### BEGIN HIDDEN TESTS
cases = [
    (
        random.randint(1, 30),
        random.randint(1, 12),
        random.randint(0, 6),
        random.randint(0, 6),
        random.randint(1, 9),
    )
    for _ in range(200)
]
cases += [(random.randint(1, 4), random.randint(3, 12), 1, 2, 1) for _ in range(20)]
for n, k, before, after, s in cases:
    padded = F.pad(torch.zeros(1, 1, n), (before, after))
    if k > padded.shape[-1]:
        try:
            output_size(n, k, before, after, s)
        except ValueError:
            continue
        raise AssertionError("no ValueError although the kernel does not fit")
    got = output_size(n, k, before, after, s)
    expected = F.conv1d(padded, torch.zeros(1, 1, k), stride=s).shape[-1]
    assert type(got) is int, "not an int for some sizes"
    assert got == expected, "wrong for some sizes, paddings or strides"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Padding that keeps the size
#
# At stride 1, how many entries must you add so that the output is as long as the
# input? Share them evenly; if their number is odd, put the odd entry behind, as
# PyTorch does. *Dilation* $d$ leaves $d - 1$ gaps between neighbouring taps, so $k$
# taps reach over $d (k - 1) + 1$ entries.


# %% solution="same_padding"
def same_padding(k, dilation=1):
    """Return (before, after): the padding that keeps the size at stride 1.

    k: taps of the kernel, dilation: distance between neighbouring taps.
    """
    ### BEGIN SOLUTION
    total = dilation * (k - 1)
    return total // 2, total - total // 2
    ### END SOLUTION


# %% tests="same_padding" points=2
assert tuple(same_padding(1)) == (0, 0), "one tap needs no padding"
assert tuple(same_padding(3)) == (1, 1), "3 taps hang over by one on each side"
for k in range(1, 8):
    before, after = same_padding(k)
    assert before + after == k - 1, "the padding must make up for k - 1 lost windows"
    assert 0 <= after - before <= 1, "share it evenly; the odd one goes behind"
assert sum(same_padding(2, 3)) == 3, "2 taps with 2 gaps between reach over 4 entries"
### BEGIN HIDDEN TESTS
for _ in range(40):
    k, d, n = random.randint(1, 12), random.randint(1, 9), random.randint(1, 30)
    before, after = same_padding(k, d)
    assert isinstance(before, int), "the padding in front is not an int"
    assert isinstance(after, int), "the padding behind is not an int"
    x = torch.randn(1, 1, n, dtype=torch.float64, generator=generator)
    w = torch.randn(1, 1, k, dtype=torch.float64, generator=generator)
    expected = F.conv1d(x, w, padding="same", dilation=d)
    got = F.conv1d(F.pad(x, (before, after)), w, dilation=d)
    assert got.shape == expected.shape, "the size changes for some dilated kernels"
    torch.testing.assert_close(got, expected, msg="padded on the wrong side")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. What lies outside
#
# A window near the border asks for entry $-1$, or for entry $n$. A *boundary rule*
# answers with an entry that exists. For the five entries `a b c d e`, extended by
# three on each side:
#
# | rule | before | input | after |
# |---|---|---|---|
# | replicate | `a a a` | `a b c d e` | `e e e` |
# | reflect | `d c b` | `a b c d e` | `d c b` |
# | circular | `c d e` | `a b c d e` | `a b c` |
#
# Write `boundary_index`: which entry does coordinate `i` read? Coordinates may lie
# up to $n - 1$ outside on either side.


# %% solution="boundary_index"
def boundary_index(i, n, rule):
    """Return the index, an int with 0 <= index < n, that coordinate i reads.

    i: an int with -n < i < 2 * n - 1, n: entries of the input, at least 2, rule:
    'replicate', 'reflect' or 'circular'. Raises ValueError for another rule.
    """
    ### BEGIN SOLUTION
    if rule == "replicate":
        return min(max(i, 0), n - 1)
    if rule == "circular":
        return i % n
    if rule == "reflect":
        return n - 1 - abs(n - 1 - abs(i))
    raise ValueError(f"unknown rule {rule!r}")
    ### END SOLUTION


# %% tests="boundary_index" points=3
for rule in ("replicate", "reflect", "circular"):
    inside = [boundary_index(i, 5, rule) for i in range(5)]
    assert inside == [0, 1, 2, 3, 4], "inside the input a coordinate reads itself"
assert boundary_index(-1, 5, "replicate") == 0, "replicate: the nearest entry"
assert boundary_index(-1, 5, "reflect") == 1, "reflect: the border is not repeated"
assert boundary_index(-1, 5, "circular") == 4, "circular: the other end"
try:
    boundary_index(0, 5, "mirror")
except ValueError:
    pass
else:
    raise AssertionError("an unknown rule must raise ValueError")
### BEGIN HIDDEN TESTS
for rule in ("replicate", "reflect", "circular"):
    for n in (2, 3, *[random.randint(2, 20) for _ in range(15)]):
        before, after = random.randint(0, n - 1), random.randint(0, n - 1)
        got = [boundary_index(i, n, rule) for i in range(-before, n + after)]
        entries = torch.arange(n, dtype=torch.float64).reshape(1, 1, n)
        expected = F.pad(entries, (before, after), mode=rule).flatten().tolist()
        assert all(type(index) is int for index in got), "an index is not an int"
        assert got == expected, "wrong outside the input for some rules and sizes"
for rule in ("zeros", "constant", "repeat", "refract", "Reflect", "x"):
    try:
        boundary_index(0, random.randint(2, 9), rule)
    except ValueError:
        continue
    raise AssertionError("a rule that is not one of the three: no ValueError")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Correlate with stride and padding
#
# Now move the window: `correlate2d` slides one kernel over one image, in steps of
# `stride[0]` down and `stride[1]` across, with `padding[0]` rows of zeros above and
# below and `padding[1]` columns of zeros left and right. The kernel is not flipped.
# Try it with loops first: for every output entry, where does its window start?


# %% solution="correlate2d"
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    """Return the cross-correlation of an image with a kernel, as torch's conv2d.

    image: tensor (H, W), kernel: tensor (k_h, k_w), stride and padding: two ints,
    down and across. Returns a tensor (H_out, W_out) of the image's dtype and
    leaves its arguments as they are.
    """
    ### BEGIN SOLUTION
    padded = F.pad(image, (padding[1], padding[1], padding[0], padding[0]))
    rows = output_size(padded.shape[0], kernel.shape[0], stride=stride[0])
    columns = output_size(padded.shape[1], kernel.shape[1], stride=stride[1])
    output = image.new_zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride[0], j * stride[1]
            window = padded[
                top : top + kernel.shape[0], left : left + kernel.shape[1]
            ]  # (k_h, k_w)
            output[i, j] = (window * kernel).sum()
    return output
    ### END SOLUTION


# %% tests="correlate2d" points=2
image = torch.arange(1.0, 21.0).reshape(4, 5)
kernel = torch.tensor([[0.0, 1.0], [2.0, 3.0]])
# the first window holds 1 2 / 6 7, so 0·1 + 1·2 + 2·6 + 3·7 = 35
assert abs(float(correlate2d(image, kernel)[0, 0]) - 35) < 1e-3, (
    "check your first window"
)
assert correlate2d(image, kernel, (3, 2)).shape == (1, 2), (
    "3 down and 2 across: one row and two columns of windows fit"
)
identity = torch.zeros(3, 3)
identity[1, 1] = 1.0
torch.testing.assert_close(
    correlate2d(image, identity, padding=(1, 1)),
    image,
    msg="a kernel that is 1 in the middle, padded by 1, must return the image",
)
doubled = correlate2d(2 * image, kernel, (2, 1), (1, 0))
torch.testing.assert_close(
    doubled,
    2 * correlate2d(image, kernel, (2, 1), (1, 0)),
    msg="correlation is linear: twice the image, twice the output",
)
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(12):
        size = (random.randint(6, 10), random.randint(6, 10))
        taps = (random.randint(1, 6), random.randint(1, 6))
        steps = (random.randint(1, 5), random.randint(1, 5))
        zeros = (random.randint(0, 4), random.randint(0, 4))
        a = torch.randn(
            size[1], size[0], dtype=dtype, generator=generator
        ).T  # not contiguous
        b = torch.randn(*taps, dtype=dtype, generator=generator)
        expected = F.conv2d(a[None, None], b[None, None], None, steps, zeros)[0, 0]
        kept = a.clone(), b.clone()
        got = correlate2d(a, b, steps, zeros)
        assert got.dtype == dtype, "the output's dtype is not the image's"
        torch.testing.assert_close(
            got, expected, msg="wrong for some sizes, strides or paddings"
        )
        assert torch.equal(a, kept[0]), "correlate2d changed the image"
        assert torch.equal(b, kept[1]), "correlate2d changed the kernel"
### END HIDDEN TESTS

# %% tests="correlate2d" part="gradients" points=1
image = torch.ones(3, 4, dtype=torch.float64, requires_grad=True)
kernel = torch.ones(2, 2, dtype=torch.float64, requires_grad=True)
total = correlate2d(image, kernel).sum()
(slope,) = torch.autograd.grad(total, [kernel])
assert slope.shape == (2, 2), "gradients must reach the kernel"
torch.testing.assert_close(
    slope,
    torch.full((2, 2), 6.0, dtype=torch.float64),
    msg="each tap meets 2 x 3 entries that are 1, so its gradient is 6",
)
### BEGIN HIDDEN TESTS
for steps, zeros in (((2, 1), (1, 0)), ((1, 3), (0, 2)), ((1, 1), (0, 0))):
    a = torch.randn(
        random.randint(4, 6),
        random.randint(6, 8),
        dtype=torch.float64,
        generator=generator,
    )
    b = torch.randn(2, 3, dtype=torch.float64, generator=generator)
    a.requires_grad_()
    b.requires_grad_()
    got = correlate2d(a, b, steps, zeros)
    expected = F.conv2d(a[None, None], b[None, None], None, steps, zeros)[0, 0]
    weights = torch.randn(expected.shape, dtype=torch.float64, generator=generator)
    given = torch.autograd.grad((got * weights).sum(), [a, b])
    wanted = torch.autograd.grad((expected * weights).sum(), [a, b])
    torch.testing.assert_close(given[0], wanted[0], msg="wrong gradient by the image")
    torch.testing.assert_close(given[1], wanted[1], msg="wrong gradient by the kernel")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Count it: who uses a pixel?
#
# People say that border pixels are used less. Count how many windows contain each
# pixel of an image, with the same kernel size, stride and padding along both axes.
# Stride makes the pattern interesting: some pixels are used by no window at all.


# %% solution="usage_counts"
def usage_counts(height, width, k, stride=1, padding=0):
    """Return how many windows contain each pixel, an integer tensor (H, W).

    k: taps of the kernel along each axis, stride and padding: along each axis.
    """
    ### BEGIN SOLUTION
    counts = torch.zeros(height, width, dtype=torch.long)
    for top in range(-padding, height + padding - k + 1, stride):
        for left in range(-padding, width + padding - k + 1, stride):
            rows = slice(max(top, 0), max(top + k, 0))
            columns = slice(max(left, 0), max(left + k, 0))
            counts[rows, columns] += 1
    return counts
    ### END SOLUTION


# %% tests="usage_counts" points=3
assert usage_counts(5, 6, 1).tolist() == [[1] * 6] * 5, (
    "one tap: each pixel is used once"
)
counts = usage_counts(6, 6, 3)
assert int(counts[0, 0]) == 1, "without padding only one 3 x 3 window holds the corner"
assert int(counts[2, 2]) == 9, "a pixel in the middle is in nine 3 x 3 windows"
assert int(usage_counts(4, 7, 2).sum()) == 3 * 6 * 4, "windows times taps is the total"
assert counts.dtype == torch.long, "counts are integers: use dtype=torch.long"
### BEGIN HIDDEN TESTS
cases = []
for _ in range(40):
    k, s, p = random.randint(1, 7), random.randint(1, 6), random.randint(0, 4)
    least = max(1, k - 2 * p)  # at least one window fits
    shape = (random.randint(least, least + 8), random.randint(least, least + 8))
    cases.append((shape, k, s, p))
for shape, k, s, p in cases:
    got = usage_counts(*shape, k, s, p)
    probe = torch.zeros(1, 1, *shape, dtype=torch.float64, requires_grad=True)
    ones = torch.ones(1, 1, k, k, dtype=torch.float64)
    total = F.conv2d(probe, ones, stride=s, padding=p).sum()
    (expected,) = torch.autograd.grad(total, [probe])
    assert got.shape == shape, "the counts must have the image's shape"
    assert got.dtype == torch.long, "counts are integers"
    assert got.tolist() == expected[0, 0].tolist(), "wrong for some sizes or strides"
### END HIDDEN TESTS
