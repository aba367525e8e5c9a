# %% [markdown]
# # Convolution as a matrix: exercises
#
# You practise what the chapters *Convolution as a matrix* and *Gradients of a
# convolution* show: which samples a window reads, the matrix that a convolution is, how
# many weights that saves, which matrices commute with shifts, and, in task 5, the
# gradients. Both are in the built book under *Convolution*.
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
# ## 1. The sampling grid
#
# A kernel with $k_h \times k_w$ taps, both odd, reads the samples at
#
# $$p + d \cdot (u, v), \qquad u = -\tfrac{k_h - 1}{2}, \dots, \tfrac{k_h - 1}{2},
# \quad v = -\tfrac{k_w - 1}{2}, \dots, \tfrac{k_w - 1}{2},$$
#
# around a place $p$. The ordinary grid has dilation $d = 1$. List the places in the
# order in which the kernel's weights are written: row by row. Whether they lie
# inside an image is not the grid's business.


# %% solution="sampling_grid"
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    """Return the places that a kernel reads, a list of k_h * k_w pairs of ints.

    k_h and k_w: odd numbers of taps, down and across, dilation: distance between
    neighbouring taps, center: the place (row, column) of the middle tap. Raises
    ValueError if k_h or k_w is even, because then no tap is in the middle.
    """
    ### BEGIN SOLUTION
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError("a kernel with a middle tap has odd sizes")
    return [
        (center[0] + dilation * (u - k_h // 2), center[1] + dilation * (v - k_w // 2))
        for u in range(k_h)
        for v in range(k_w)
    ]
    ### END SOLUTION


# %% tests="sampling_grid" points=2
row = [tuple(place) for place in sampling_grid(1, 3)]
assert row == [(0, -1), (0, 0), (0, 1)], "one row of three taps around (0, 0)"
for k_h, k_w in ((3, 3), (1, 5), (5, 3)):
    places = [tuple(place) for place in sampling_grid(k_h, k_w, 2, (4, -7))]
    assert len(places) == k_h * k_w, "there is one place for each tap"
    assert places[len(places) // 2] == (4, -7), "the middle tap is at the center"
    assert places == sorted(places), "row by row, from left to right in each row"
    for first, last in zip(places, reversed(places)):
        middle = (first[0] + last[0], first[1] + last[1])
        assert middle == (8, -14), "opposite taps lie at equal distances"
try:
    sampling_grid(3, 4)
except ValueError:
    pass
else:
    raise AssertionError("four columns have no middle one: raise ValueError")
### BEGIN HIDDEN TESTS
for _ in range(30):
    k_h, k_w = random.choice((1, 3, 5, 9)), random.choice((1, 3, 5, 7, 11))
    d = random.randint(1, 6)
    p, q = random.randint(-9, 9), random.randint(-9, 9)
    down, across = d * (k_h // 2), d * (k_w // 2)
    patch = torch.stack(
        torch.meshgrid(
            torch.arange(p - down, p + down + 1, dtype=torch.float64),
            torch.arange(q - across, q + across + 1, dtype=torch.float64),
            indexing="ij",
        )
    )  # the places themselves, as an image with two channels that one window fills
    window = F.unfold(patch[None], (k_h, k_w), dilation=d)  # (1, 2 * k_h * k_w, 1)
    expected = [(int(r), int(c)) for r, c in window.reshape(2, -1).T.tolist()]
    got = [tuple(place) for place in sampling_grid(k_h, k_w, d, (p, q))]
    assert got == expected, "wrong for some sizes, dilations or centers"
    assert all(type(number) is int for place in got for number in place), (
        "a place is a pair of ints"
    )
    if d == 1:
        around = [tuple(place) for place in sampling_grid(k_h, k_w, center=(p, q))]
        assert around == expected, "the dilation is 1 if none is given"
odd, even, other = 3, 2 * random.randint(1, 3), 2 * random.randint(1, 3)
for k_h, k_w in ((even, odd), (odd, even), (even, other)):
    try:
        sampling_grid(k_h, k_w, center=(random.randint(1, 5), 2))
    except ValueError:
        continue
    raise AssertionError("no ValueError for some kernel without a middle tap")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The matrix
#
# Write an image's rows one after the other, so that pixel $(r, c)$ has number
# $r \cdot W + c$, and do the same with the output. The correlation with a kernel,
# stride 1 and no padding, is then the product with a matrix. Build it: which entries
# of a row are not zero, and which weights stand there?


# %% solution="convolution_matrix"
def convolution_matrix(w, height, width):
    """Return the matrix A for which A @ image.flatten() is the flattened correlation.

    w: kernel, tensor (k_h, k_w); height and width: the image's, at least k_h and
    k_w. Returns a tensor (H_out * W_out, height * width) of the kernel's dtype, and
    leaves w as it is.
    """
    ### BEGIN SOLUTION
    rows, columns = height - w.shape[0] + 1, width - w.shape[1] + 1
    A = w.new_zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            A[i, j, i : i + w.shape[0], j : j + w.shape[1]] = w
    return A.reshape(rows * columns, height * width)
    ### END SOLUTION


# %% tests="convolution_matrix" points=3
w = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
A = convolution_matrix(w, 3, 3)
assert A.shape == (4, 9), "2 x 2 windows and 3 x 3 pixels: 4 rows and 9 columns"
assert A[0].tolist() == [1.0, 2.0, 0.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0], (
    "the first window reads 0 1 and, a row below, 3 4: pixels are counted row by row"
)
A = convolution_matrix(torch.ones(2, 3), 4, 5)
assert A.sum(1).tolist() == [6.0] * 9, "each of the 9 windows reads 6 pixels"
assert A.sum(0).max() == 6.0, "a pixel in the middle is in 6 of the windows"
probe = torch.zeros(2, 3)
probe[1, 0] = 1.0
image = torch.arange(20.0).reshape(4, 5)
torch.testing.assert_close(
    (convolution_matrix(probe, 4, 5) @ image.flatten()).reshape(3, 3),
    image[1:, :3],
    msg="a kernel with a single 1 picks one pixel of every window: that one",
)
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(10):
        k_h, k_w = random.randint(1, 6), random.randint(1, 6)
        height, width = k_h + random.randint(0, 7), k_w + random.randint(0, 7)
        w = torch.randn(k_w, k_h, dtype=dtype, generator=generator).T  # not contiguous
        pixels = torch.eye(height * width, dtype=dtype)
        answers = F.conv2d(pixels.reshape(-1, 1, height, width), w[None, None])
        kept = w.clone()
        got = convolution_matrix(w, height, width)
        assert got.dtype == dtype, "the matrix' dtype is not the kernel's"
        torch.testing.assert_close(
            got, answers.flatten(1).T, msg="wrong for some kernels or images"
        )
        assert torch.equal(w, kept), "convolution_matrix changed the kernel"
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Count it: dense, sparse, shared
#
# A kernel of $k_h \times k_w$ taps moves over an image, stride 1, with `padding` rows
# or columns of zeros on each of the four sides. Its matrix has a column for every
# pixel of the image, not for the padding, and a row for every window. A tap that lies
# on the padding therefore has no entry. Count three things:
#
# * the entries of the matrix, which a dense layer would have to learn;
# * the entries in which a weight stands: the sparse connections;
# * the different weights, which the convolution has to learn.


# %% solution="count_weights"
def count_weights(height, width, k_h, k_w, padding=0):
    """Return (dense, connected, shared), three ints.

    height and width: the image's, at least k_h and k_w, the taps of the kernel down
    and across. padding: zeros on each side, at least 0. There is no bias.
    """

    ### BEGIN SOLUTION
    def along(n, k):
        starts = range(-padding, n + padding - k + 1)
        return len(starts), sum(
            0 <= start + tap < n for start in starts for tap in range(k)
        )

    rows, down = along(height, k_h)
    columns, across = along(width, k_w)
    return rows * columns * height * width, down * across, k_h * k_w
    ### END SOLUTION


# %% tests="count_weights" points=2
assert tuple(count_weights(6, 6, 3, 3)) == (576, 144, 9), (
    "the chapter's example: 16 windows of 9 taps on 36 pixels"
)
assert tuple(count_weights(1, 4, 1, 3, 1))[1] == 2 + 3 + 3 + 2, (
    "four pixels in a row, one zero a side: the windows read 2, 3, 3 and 2 of them, "
    "and those in the rows of padding none"
)
for n in (1, 5, 9):
    assert tuple(count_weights(n, 7, 1, 1)) == ((7 * n) ** 2, 7 * n, 1), (
        "a 1 x 1 kernel connects each pixel with one output"
    )
    assert tuple(count_weights(n, 7, n, 7)) == (7 * n, 7 * n, 7 * n), (
        "a kernel as large as the image is a dense layer with one output"
    )
### BEGIN HIDDEN TESTS
for _ in range(40):
    k_h, k_w, p = random.randint(1, 4), random.randint(1, 4), random.randint(0, 4)
    height, width = k_h + random.randint(0, 3), k_w + random.randint(0, 3)
    pixels = torch.eye(height * width, dtype=torch.float64)
    w = torch.arange(1.0, k_h * k_w + 1, dtype=torch.float64).reshape(1, 1, k_h, k_w)
    matrix = F.conv2d(pixels.reshape(-1, 1, height, width), w, padding=p).round()
    entries = matrix[matrix != 0]
    got = tuple(count_weights(height, width, k_h, k_w, p))
    assert len(got) == 3, "three counts are asked for"
    assert got[0] == matrix.numel(), "wrong number of dense weights for some sizes"
    assert got[1] == len(entries), "wrong number of connections for some sizes"
    assert got[2] == len(entries.unique()), "wrong number of shared weights"
    assert all(type(count) is int for count in got), "counts are ints"
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Is it a convolution?
#
# Let $S$ be the matrix that moves a signal by one place, the last entry coming in at
# the front. A square matrix $A$ with $AS = SA$ is a convolution with a circular border:
#
# $$(Ax)[i] = \sum_{u=0}^{n-1} w[u]\; x[(i + u) \bmod n].$$
#
# Someone gives you a matrix. Decide whether it commutes with shifts, and if so, find
# $w$. The matrix was computed, so allow for rounding: entries that differ by less than
# $10^{-4}$ count as equal.


# %% solution="circulant_kernel"
def circulant_kernel(A):
    """Return the kernel w of a matrix that commutes with circular shifts.

    A: float tensor with two axes. Returns a tensor (n,) of its dtype, exact up to
    rounding, and leaves A as it is. Raises ValueError if A is not square or does not
    commute with shifts.
    """
    ### BEGIN SOLUTION
    w = A[0]
    expected = torch.stack([w.roll(i) for i in range(len(w))])
    if A.shape != expected.shape:
        raise ValueError("the matrix is not square")
    if not (A - expected).abs().max() <= 1e-4:
        raise ValueError("the matrix does not commute with shifts")
    return w
    ### END SOLUTION


# %% tests="circulant_kernel" points=2
assert circulant_kernel(torch.eye(4)).tolist() == [1.0, 0.0, 0.0, 0.0], (
    "the identity reads the entry at its own place: tap 0"
)
ahead = torch.eye(4).roll(1, 1)  # row i has its 1 in column i + 1
assert circulant_kernel(ahead).tolist() == [0.0, 1.0, 0.0, 0.0], (
    "this matrix reads the next entry: tap 1"
)
torch.testing.assert_close(
    circulant_kernel(ahead + 3 * torch.eye(4)),
    circulant_kernel(ahead) + 3 * circulant_kernel(torch.eye(4)),
    msg="the kernel of a sum is the sum of the kernels",
)
zero_border = torch.eye(4) + torch.diag(torch.ones(3), 1)
for name, matrix in (("a zero border", zero_border), ("stride 2", ahead[::2])):
    try:
        circulant_kernel(matrix)
    except ValueError:
        continue
    raise AssertionError(f"the matrix of a layer with {name} must raise ValueError")
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(12):
        n = random.choice((1, 2, 3, 5, 8, 12))
        w = torch.randn(n, dtype=dtype, generator=generator)
        units = torch.eye(n, dtype=dtype)
        around = torch.cat([units, units[:, :-1]], dim=1)  # circular border
        A = F.conv1d(around[:, None], w[None, None])[:, 0].T  # (n, n)
        A = A + 8e-5 * torch.rand(n, n, dtype=dtype, generator=generator)
        kept = A.clone()
        got = circulant_kernel(A)
        assert got.dtype == dtype, "the kernel's dtype is not the matrix'"
        torch.testing.assert_close(
            got, w, atol=1e-4, rtol=0, msg="wrong kernel for some matrices"
        )
        assert torch.equal(A, kept), "circulant_kernel changed the matrix"
        more = torch.cat([A, A[:1]])
        wrong = [more, more.T]
        i, j = random.randrange(n), random.randrange(n)
        spoiled = A.clone()
        spoiled[i, j] += random.choice((-1, 1)) * 10 ** random.uniform(-3.4, 0)
        if n > 1:  # every 1 x 1 matrix commutes
            wrong += [spoiled, A + torch.arange(n)[:, None]]
        if n > 2:  # the reversed rows of a 2 x 2 circulant matrix are one too
            wrong.append(A.flip(0))
        for matrix in wrong:
            try:
                circulant_kernel(matrix)
            except ValueError:
                continue
            raise AssertionError("no ValueError for some matrix that is no convolution")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. The gradients, by hand
#
# An image $x$ is correlated with a kernel $w$, stride 1 and no padding, and $b$ is
# added to every output:
#
# $$y[i, j] = b + \sum_{u, v} w[u, v]\; x[i + u, j + v].$$
#
# A loss $L$ follows, and hands back `g`, its gradient by $y$. Compute the gradients
# by $x$, $w$ and $b$ yourself, without autograd: it is what you are checked against.
# When your work is graded, your function runs under `torch.no_grad()`.
# For each of the three: on which edges of the computation graph does it lie?


# %% solution="gradients"
def gradients(x, w, g):
    """Return (by_x, by_w, by_b), the gradients of the loss.

    x: tensor (H, W), w: tensor (k_h, k_w), g: tensor (H - k_h + 1, W - k_w + 1), all
    of one floating dtype. The gradients have the shapes of x and w, and () for the
    bias, and that dtype. Leaves x, w and g as they are.
    """
    ### BEGIN SOLUTION
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            window = slice(i, i + w.shape[0]), slice(j, j + w.shape[1])
            by_x[window] += g[i, j] * w
            by_w += g[i, j] * x[window]
    return by_x, by_w, g.sum()
    ### END SOLUTION


# %% tests="gradients" part="input" points=2
x = torch.tensor([[1.0, 4.0, 2.0, 5.0, 3.0]])
w = torch.tensor([[3.0, 2.0, 1.0]])
g = torch.tensor([[1.0, 2.0, 4.0]])
assert gradients(x, w, g)[0].tolist() == [[3.0, 8.0, 17.0, 10.0, 4.0]], (
    "by the input: the middle one is 1·1 + 2·2 + 4·3 = 17"
)
assert gradients(0 * x, w, g)[0].tolist() == [[3.0, 8.0, 17.0, 10.0, 4.0]], (
    "the gradient by the input does not depend on the input"
)
x, w, g = (
    torch.randn(5, 4, generator=generator),
    torch.randn(2, 3, generator=generator),
    torch.randn(4, 2, generator=generator),
)
y = F.conv2d(x[None, None], w[None, None])[0, 0]
by_x = gradients(x, w, g)[0]
assert by_x.shape == (5, 4), "the gradient by the input has the input's shape"
torch.testing.assert_close(
    (x * by_x).sum(),
    (y * g).sum(),
    rtol=1e-4,
    atol=1e-4,
    msg="the adjoint identity does not hold: sum(x * by_x) must be sum(y * g)",
)
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(10):
        k_h, k_w = random.randint(1, 6), random.randint(1, 6)
        height, width = k_h + random.randint(0, 7), k_w + random.randint(0, 7)
        x = torch.randn(
            width, height, dtype=dtype, generator=generator
        ).T  # not contiguous
        w = torch.randn(k_h, k_w, dtype=dtype, generator=generator)
        leaf = x.clone().requires_grad_()
        y = F.conv2d(leaf[None, None], w[None, None])[0, 0]
        g = torch.randn(y.shape, dtype=dtype, generator=generator)
        (expected,) = torch.autograd.grad(y, [leaf], g)
        kept = x.clone(), w.clone(), g.clone()
        with torch.no_grad():  # without autograd
            got = gradients(x, w, g)[0]
        assert got.dtype == dtype, "the gradient's dtype is not the input's"
        torch.testing.assert_close(
            got, expected, msg="wrong gradient by the input for some sizes"
        )
        for tensor, before in zip((x, w, g), kept):
            assert torch.equal(tensor, before), "gradients changed an argument"
### END HIDDEN TESTS

# %% tests="gradients" part="kernel" points=2
x = torch.tensor([[1.0, 4.0, 2.0, 5.0, 3.0]])
w = torch.tensor([[3.0, 2.0, 1.0]])
g = torch.tensor([[1.0, 2.0, 4.0]])
by_w, by_b = gradients(x, w, g)[1:]
assert by_w.tolist() == [[17.0, 28.0, 24.0]], (
    "by the kernel: the first one is 1·1 + 2·4 + 4·2 = 17"
)
assert torch.as_tensor(by_b).numel() == 1, "one bias has one number as its gradient"
assert float(by_b) == 7.0, "the bias is in every output once: 1 + 2 + 4 = 7"
x, w, g = (
    torch.randn(5, 4, generator=generator),
    torch.randn(2, 3, generator=generator),
    torch.randn(4, 2, generator=generator),
)
y = F.conv2d(x[None, None], w[None, None])[0, 0]
by_w = gradients(x, w, g)[1]
assert by_w.shape == (2, 3), "the gradient by the kernel has the kernel's shape"
torch.testing.assert_close(
    (w * by_w).sum(),
    (y * g).sum(),
    rtol=1e-4,
    atol=1e-4,
    msg="y is linear in the kernel too: sum(w * by_w) must be sum(y * g)",
)
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(10):
        k_h, k_w = random.randint(1, 6), random.randint(1, 6)
        height, width = k_h + random.randint(0, 7), k_w + random.randint(0, 7)
        x = torch.randn(
            width, height, dtype=dtype, generator=generator
        ).T  # not contiguous
        w = torch.randn(k_h, k_w, dtype=dtype, generator=generator)
        leaf, bias = w.clone().requires_grad_(), x.new_zeros(1).requires_grad_()
        y = F.conv2d(x[None, None], leaf[None, None], bias)[0, 0]
        g = torch.randn(y.shape, dtype=dtype, generator=generator)
        by_kernel, by_bias = torch.autograd.grad(y, [leaf, bias], g)
        with torch.no_grad():
            got = gradients(x, w, g)
        assert len(got) == 3, "three gradients are asked for"
        assert got[1].dtype == dtype, "the kernel's gradient has another dtype"
        torch.testing.assert_close(
            got[1], by_kernel, msg="wrong gradient by the kernel for some sizes"
        )
        torch.testing.assert_close(
            got[2], by_bias[0], msg="wrong gradient by the bias, or not a tensor ()"
        )
### END HIDDEN TESTS
