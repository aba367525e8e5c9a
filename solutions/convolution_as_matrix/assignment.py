# %% [markdown]
# # Convolution as a matrix: exercises
#
# You practise what the chapters *Convolution as a matrix* and *Gradients of a
# convolution* show: which windows read a pixel, the matrix that a convolution is, how
# many weights it saves, which matrices commute with shifts, and, in tasks 5 and 6,
# the gradients and how to find out whether they are right. Both are in the built book
# under *Convolution*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and worked examples; more checks run when your work is graded. Unless a task
# forbids something, use torch, numpy and plain Python in any way you like. Tensors are
# float32 or float64, all of one task's of the same dtype, and results have that
# dtype. A function leaves its arguments and torch's global state as they are.

# %% setup="imports"
import torch
import torch.nn.functional as F

# %% [markdown]
# ## 1. Who reads this pixel?
#
# *15 minutes · level 1 of 5*
#
# The chapter lists the pixels that a window reads. Turn the question round: which
# windows read a given pixel, and each through which tap? Window $(i, j)$ has its first
# tap on pixel $(i, j)$, its tap $(u, v)$ on pixel $(i + d u, j + d v)$, with the
# dilation $d$, and lies inside the image with all its taps. The stride is 1.
#
# <details><summary>Hint</summary>
#
# For each tap there is only one window whose tap it could be. When does that window lie
# inside the image? Or try all windows and all taps; it is slower, but right.
# </details>


# %% solution="readers"
def readers(pixel, image_size, kernel_size, dilation=1):
    """Return a list of (i, j, u, v): window (i, j) reads the pixel through tap (u, v).

    pixel: (row, column); image_size: (height, width); kernel_size: (k_h, k_w); the
    window with its dilation is no larger than the image. Sorted by i, then by j; ints.
    Raises ValueError if the pixel is not in the image (rows and columns count from 0).
    """
    ### BEGIN SOLUTION
    height, width = image_size
    if pixel[0] not in range(height) or pixel[1] not in range(width):
        raise ValueError("no such pixel")
    rows = range(height - dilation * (kernel_size[0] - 1))
    columns = range(width - dilation * (kernel_size[1] - 1))
    found = [
        (pixel[0] - dilation * u, pixel[1] - dilation * v, u, v)
        for u in range(kernel_size[0])
        for v in range(kernel_size[1])
    ]
    return sorted(one for one in found if one[0] in rows and one[1] in columns)
    ### END SOLUTION


# %% tests="readers" points=2
got = readers((0, 0), (4, 5), (2, 3))
_expect_equal(got, [(0, 0, 0, 0)], "the first pixel is in the first window only")
got = readers((1, 4), (4, 5), (2, 3))
_expect_equal(got, [(0, 2, 1, 2), (1, 2, 0, 2)], "row 1, column 4, the last one")
got = readers((2, 1), (4, 5), (2, 3))
expected = [(1, 0, 1, 1), (1, 1, 1, 0), (2, 0, 0, 1), (2, 1, 0, 0)]
_expect_equal(got, expected, "row 2, column 1 of 4 x 5 pixels, 2 x 3 taps")
got = readers((2, 3), (3, 6), (2, 2), 2)
_expect_equal(got, [(0, 1, 1, 1), (0, 3, 1, 0)], "dilation 2: one row of windows")
_expect_error(ValueError, lambda: readers((0, 5), (4, 5), (2, 3)), "columns end at 4")
_expect_error(ValueError, lambda: readers((-1, 0), (4, 5), (2, 3)), "no row -1")
### BEGIN HIDDEN TESTS
from functools import partial


def reference(pixel, image_size, kernel_size, d=1):
    rows = image_size[0] - d * (kernel_size[0] - 1)
    columns = image_size[1] - d * (kernel_size[1] - 1)
    return [
        (i, j, u, v)
        for i in range(rows)
        for j in range(columns)
        for u in range(kernel_size[0])
        for v in range(kernel_size[1])
        if (i + d * u, j + d * v) == pixel
    ]


for size, taps, d, hint in (
    ((1, 1), (1, 1), 1, "one pixel"),
    ((1, 7), (1, 3), 1, "one row of pixels"),
    ((7, 1), (3, 1), 1, "one column of pixels"),
    ((4, 3), (1, 1), 3, "one tap"),
    ((3, 5), (3, 5), 1, "a window as large as the image"),
    ((5, 3), (2, 2), 1, "an even number of taps"),
    ((6, 4), (3, 1), 2, "one column of taps, with a dilation"),
    ((5, 8), (3, 3), 2, "with a dilation, one row of windows"),
    ((7, 9), (2, 3), 4, "with a dilation of 4"),
    ((11, 13), (5, 4), 1, "more than ten rows and columns"),
):
    for row in range(size[0]):
        for column in range(size[1]):
            got = readers((row, column), size, taps, d)
            _expect_equal(got, reference((row, column), size, taps, d), hint)
            if d == 1:
                got = readers((row, column), size, taps)
                expected = reference((row, column), size, taps)
                _expect_equal(got, expected, "dilation 1, by default")
    for pixel in ((size[0], 0), (0, size[1]), (-1, 0), (0, -1), (-3, size[1] - 1)):
        call = partial(readers, pixel, size, taps, d)
        _expect_error(ValueError, call, "a pixel outside the image")
got = readers((300, 700), (480, 1000), (2, 2), 5)
expected = [(295, 695, 1, 1), (295, 700, 1, 0), (300, 695, 0, 1), (300, 700, 0, 0)]
_expect_equal(got, expected, "a large image")
for _ in range(40):
    d, taps = random.randint(1, 3), (random.randint(1, 4), random.randint(1, 4))
    size = tuple(d * (k - 1) + random.randint(1, 5) for k in taps)
    pixel = tuple(random.randrange(n) for n in size)
    names = {"dilation": d, "kernel_size": taps, "image_size": size, "pixel": pixel}
    _expect_equal(readers(**names), reference(pixel, size, taps, d), "with keywords")
calls = [((3, 4), (9, 9), (2, 2), 1), ((3, 3), (9, 9), (2, 2), 1)]
calls += [((3, 4), (4, 9), (2, 2), 1), ((3, 4), (9, 9), (3, 2), 1)]
calls += [((3, 4), (9, 9), (2, 2), 3), ((3, 4), (9, 9), (2, 2), 1)] * 4
for call, got in [(call, readers(*call)) for call in calls]:
    _expect_equal(got, reference(*call), "after calls with one argument changed")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The matrix
#
# *15 minutes · level 2 of 5*
#
# Write an image's rows one after the other, so that pixel $(r, c)$ has number
# $r \cdot W + c$, and do the same with the output. A correlation without padding,
# `stride` rows down and as many columns across from window to window, is then the
# product with a matrix. Build it entry by entry, or block by block, but not by asking a
# convolution for its answers: `conv2d` and `convolution` of torch are not allowed. Your
# function from task 1 may help.
#
# <details><summary>Hint</summary>
#
# Give the matrix four axes first, (H_out, W_out, H, W): entry $(i, j, r, c)$ says how
# much pixel $(r, c)$ counts for output $(i, j)$. Where does the kernel stand for a
# given $(i, j)$?
# </details>


# %% solution="convolution_matrix" without="torch.conv2d torch.convolution"
def convolution_matrix(w, height, width, stride=1):
    """Return the matrix A for which A @ image.flatten() is the flattened correlation.

    w: kernel, tensor (k_h, k_w); height and width: the image's, at least k_h and
    k_w. Returns a tensor (H_out * W_out, height * width). No gradients are asked for.
    """
    ### BEGIN SOLUTION
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = w.new_zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            A[i, j, top : top + k_h, left : left + k_w] = w
    return A.reshape(rows * columns, height * width)
    ### END SOLUTION


# %% tests="convolution_matrix" points=3
w = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
A = convolution_matrix(w, 3, 3)
assert A.shape == (4, 9), "2 x 2 windows and 3 x 3 pixels: 4 rows and 9 columns"
expected = [1.0, 2.0, 0.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0]
_expect_equal(A[0].tolist(), expected, "the first window reads 0 1 and, below, 3 4")
A = convolution_matrix(w, 3, 5, 2)
expected = torch.tensor(
    [
        [1.0, 2.0, 0.0, 0.0, 0.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    ]
)
_expect_equal(A, expected, "3 x 5 pixels, stride 2: one row of two windows")
A = convolution_matrix(torch.ones(2, 3), 4, 5)
_expect_equal(A.sum(1).tolist(), [6.0] * 9, "each of the 9 windows reads 6 pixels")
probe = torch.zeros(2, 3)
probe[1, 0] = 1.0
image = torch.arange(20.0).reshape(4, 5)
got = (convolution_matrix(probe, 4, 5) @ image.flatten()).reshape(3, 3)
_expect_equal(got, image[1:, :3], "a kernel with a single 1 picks that pixel")
### BEGIN HIDDEN TESTS


def reference(w, height, width, stride=1):
    pixels = torch.eye(height * width, dtype=w.dtype).reshape(-1, 1, height, width)
    return F.conv2d(pixels, w[None, None], None, stride).flatten(1).T


def compare(hint, w, *settings):
    kept = w.clone()
    got = convolution_matrix(w, *settings)
    _expect_equal(got, reference(kept, *settings), hint)
    _expect_equal(w, kept, "convolution_matrix changes the kernel")


for dtype in (torch.float64, torch.float32):
    for taps, size, s, hint in (
        ((1, 1), (1, 1), 1, "one tap and one pixel"),
        ((1, 1), (3, 4), 1, "one tap"),
        ((2, 3), (2, 3), 1, "a kernel as large as the image"),
        ((2, 3), (2, 3), 3, "one window, with a stride"),
        ((1, 3), (1, 6), 1, "one row of pixels"),
        ((3, 1), (6, 1), 2, "one column of pixels, with a stride"),
        ((3, 3), (5, 5), 1, "square kernel and image"),
        ((2, 3), (5, 4), 1, "height and width differ"),
        ((3, 2), (4, 7), 1, "height and width differ"),
        ((2, 2), (6, 8), 2, "with a stride"),
        ((2, 3), (7, 6), 2, "with a stride that leaves pixels over"),
        ((2, 2), (9, 11), 4, "with a stride larger than the kernel"),
        ((5, 4), (13, 21), 1, "a larger image"),
        ((3, 3), (40, 30), 3, "more than a thousand pixels"),
    ):
        kernel = torch.randn(taps, dtype=dtype, generator=generator)
        compare(hint, kernel, *size, s)
        compare("zeros in the kernel", kernel * (kernel > 0), *size, s)
        if s == 1:
            compare("stride 1, by default", kernel, *size)
w = torch.randn(3, 2, dtype=torch.float64, generator=generator)
for factor in (0.0, 1e-5, 1e5, -1.0):
    compare("zeros, small, large or negative weights", w.abs() * factor, 5, 4, 2)
for kernel in _layouts(w):
    compare("a kernel that is not contiguous", kernel, 5, 6, 2)
for _ in range(20):
    k_h, k_w = random.randint(1, 4), random.randint(1, 4)
    size = (k_h + random.randint(0, 5), k_w + random.randint(0, 5))
    kernel = torch.randn(k_h, k_w, dtype=torch.float64, generator=generator)
    compare("random sizes", kernel, *size, random.randint(1, 4))
got = convolution_matrix(stride=2, width=5, height=6, w=w)
_expect_equal(got, reference(w, 6, 5, 2), "called with keywords")
calls = [(w, 6, 5, 1), (w + 1, 6, 5, 1), (w, 5, 6, 1), (w, 6, 5, 2), (w, 6, 5, 1)] * 4
for call, got in [(call, convolution_matrix(*call)) for call in calls]:
    _expect_equal(got, reference(*call), "after calls with one argument changed")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Count it: dense, sparse, shared
#
# *20 minutes · level 2 of 5*
#
# A kernel of $k_h \times k_w$ taps moves over an image, stride 1, with `padding` rows
# or columns of zeros on each of the four sides. Its matrix has a column for every
# pixel of the image, not for the padding, and a row for every window. A tap that lies
# on the padding therefore has no entry. Count three things:
#
# * the entries of the matrix, which a dense layer would have to learn;
# * the entries in which a weight stands: the sparse connections;
# * the different weights, which the convolution has to learn.
#
# Images have up to 1,000 pixels along each axis: the matrix itself would not fit into
# memory.
#
# <details><summary>Hint</summary>
#
# A tap lies on the image if its row and its column do. So the connections are a
# product of two counts, one down and one across, each for a signal.
# </details>


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
got = count_weights(6, 6, 3, 3)
_expect_equal(got, (576, 144, 9), "16 windows of 9 taps on 36 pixels")
got = count_weights(2, 5, 1, 3)
_expect_equal(got, (60, 18, 3), "6 windows of 3 taps on 10 pixels")
got = count_weights(1, 4, 1, 3, 1)
expected = (3 * 4 * 4, 2 + 3 + 3 + 2, 3)
_expect_equal(
    got, expected, "a row of 4 pixels: its windows read 2, 3, 3 and 2 of them"
)
got = count_weights(1000, 1, 1, 1)
_expect_equal(got, (10**6, 1000, 1), "one tap connects each pixel with one output")
### BEGIN HIDDEN TESTS


def reference(height, width, k_h, k_w, padding=0):
    shown = [
        [
            [0 <= start + tap < n for tap in range(k)]
            for start in range(-padding, n + padding - k + 1)
        ]
        for n, k in ((height, k_h), (width, k_w))
    ]
    connected = 1
    for windows in shown:
        connected *= sum(sum(window) for window in windows)
    return len(shown[0]) * len(shown[1]) * height * width, connected, k_h * k_w


for size, taps, p, hint in (
    ((1, 1), (1, 1), 0, "one pixel, one tap"),
    ((1, 1), (1, 1), 3, "one pixel, with padding"),
    ((1, 9), (1, 4), 0, "one row"),
    ((9, 1), (4, 1), 2, "one column, with padding"),
    ((5, 5), (5, 5), 0, "a kernel as large as the image"),
    ((5, 4), (5, 4), 4, "a kernel as large as the image, with padding"),
    ((5, 8), (2, 3), 1, "with padding"),
    ((8, 5), (2, 3), 3, "padding as large as the kernel"),
    ((4, 6), (2, 1), 5, "padding larger than the kernel"),
    ((6, 6), (3, 3), 1, "square, with padding"),
    ((7, 7), (2, 2), 0, "an even number of taps"),
    ((28, 32), (5, 3), 2, "a larger image"),
    ((1000, 997), (11, 7), 5, "a thousand pixels along an axis"),
    ((300, 1000), (3, 4), 0, "a thousand pixels along an axis, without padding"),
):
    _expect_equal(count_weights(*size, *taps, p), reference(*size, *taps, p), hint)
    if p == 0:
        got = count_weights(*size, *taps)
        _expect_equal(got, reference(*size, *taps), "no padding, by default")
for _ in range(60):
    k_h, k_w, p = random.randint(1, 5), random.randint(1, 5), random.randint(0, 6)
    height, width = k_h + random.randint(0, 6), k_w + random.randint(0, 6)
    names = {"padding": p, "k_w": k_w, "width": width, "k_h": k_h, "height": height}
    expected = reference(height, width, k_h, k_w, p)
    _expect_equal(count_weights(**names), expected, "random sizes, with keywords")
calls = [(8, 9, 3, 2, 1), (9, 9, 3, 2, 1), (8, 8, 3, 2, 1), (8, 9, 2, 2, 1)]
calls += [(8, 9, 3, 3, 1), (8, 9, 3, 2, 0), (8, 9, 3, 2, 2), (8, 9, 3, 2, 1)] * 2
for call in calls:
    got = count_weights(*call)
    _expect_equal(got, reference(*call), "after calls with one argument changed")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Is it a convolution?
#
# *20 minutes · level 3 of 5*
#
# Let $S$ be the matrix that moves a signal by one position, the last entry coming in at
# the front. A square matrix $A$ with $AS = SA$ is a convolution with a circular border:
#
# $$(Ax)[i] = \sum_{u=0}^{n-1} w[u]\; x[(i + u) \bmod n].$$
#
# Someone gives you a matrix. Decide whether it commutes with shifts, and if so, find
# $w$. The matrix was computed, so allow for rounding: entries that differ by less than
# $10^{-4}$ count as equal, large entries too; entries that differ by more than
# $4 \cdot 10^{-4}$ do not. Every 1×1 matrix commutes.
#
# <details><summary>Hint</summary>
#
# Which entries of the matrix should be equal to entry $(0, u)$? Follow a diagonal, and
# where it leaves the matrix on the right, go on from the left.
# </details>


# %% solution="circulant_kernel"
def circulant_kernel(A):
    """Return the kernel w of a matrix that commutes with circular shifts.

    A: tensor with two axes, not empty. Returns a tensor (n,), exact up to the rounding
    of the entries. Raises ValueError if A is not square or does not commute with
    shifts.
    """
    ### BEGIN SOLUTION
    w = A[0]
    expected = torch.stack([w.roll(i) for i in range(len(w))])
    if A.shape != expected.shape:
        raise ValueError("the matrix is not square")
    if not (A - expected).abs().max() <= 1e-4:
        raise ValueError("the matrix does not commute with shifts")
    return w.clone()
    ### END SOLUTION


# %% tests="circulant_kernel" points=2
got = circulant_kernel(torch.eye(4))
expected = torch.tensor([1.0, 0.0, 0.0, 0.0])
_expect_close(got, expected, "the identity reads its own position: tap 0")
ahead = torch.eye(4).roll(1, 1)  # row i has its 1 in column i + 1
got = circulant_kernel(2 * ahead + 3 * torch.eye(4))
expected = torch.tensor([3.0, 2.0, 0.0, 0.0])
_expect_close(got, expected, "3 times itself and 2 times the next entry")
almost = torch.eye(4)
almost[2, 2] += 5e-5
expected = torch.tensor([1.0, 0.0, 0.0, 0.0])
_expect_close(
    circulant_kernel(almost), expected, "an entry is off by 0.00005", rtol=0, atol=1e-4
)
almost[2, 2] -= 1e-2
_expect_error(ValueError, lambda: circulant_kernel(almost), "an entry off by 0.01")
zero_border = torch.eye(4) + torch.diag(torch.ones(3), 1)
_expect_error(ValueError, lambda: circulant_kernel(zero_border), "a zero border")
_expect_error(ValueError, lambda: circulant_kernel(ahead[::2]), "stride 2: not square")
### BEGIN HIDDEN TESTS
from functools import partial


def circulant(w):
    taps, n = w.tolist(), len(w)
    rows = [[taps[(j - i) % n] for j in range(n)] for i in range(n)]
    return torch.tensor(rows, dtype=w.dtype)


def accepted(hint, A, w):
    kept = A.clone()
    got = circulant_kernel(A)
    close = 1.2e-4 if w.dtype == torch.float64 else 2e-4
    _expect_close(got, w, hint, rtol=0, atol=close)
    _expect_equal(A, kept, "circulant_kernel changes the matrix")


for dtype in (torch.float64, torch.float32):
    for n in (1, 2, 3, 4, 5, 8, 24):
        large = 100.0 if dtype == torch.float64 else 2.0
        for scale in (0.0, 0.01, -1.0, large):
            w = torch.randn(n, dtype=dtype, generator=generator).abs() * scale
            w[n // 2 :] *= -1
            A = circulant(w)
            accepted("a kernel, exactly", A, w)
            noise = 4e-5 * torch.rand(n, n, dtype=dtype, generator=generator)
            accepted("a kernel with rounding, large and small", A + noise, w)
            if n > 1:
                i, j = random.randrange(n), random.randrange(n)
                for off in (5e-4, -5e-4, 0.1, -3.0):
                    spoiled = A.clone()
                    spoiled[i, j] += off
                    call = partial(circulant_kernel, spoiled)
                    _expect_error(ValueError, call, "one entry that does not fit")
for n in (2, 3, 5, 12):
    w = torch.randn(n, dtype=torch.float64, generator=generator)
    w[0], w[-1] = w[0] + 3, w[-1] - 3
    A = circulant(w)
    steps = torch.arange(n, dtype=torch.float64)
    for matrix, hint in (
        (A + steps[:, None], "rows that grow"),
        (A + steps, "columns that grow"),
        (torch.diag(steps), "a diagonal matrix"),
        (torch.tril(torch.ones(n, n, dtype=torch.float64)), "a triangular matrix"),
    ):
        _expect_error(ValueError, partial(circulant_kernel, matrix), hint)
    ones = torch.ones(n, n + 1, dtype=torch.float64)
    wrong = [A[:1], A[:, :1], A[:-1], A[:, :-1], A.repeat(2, 1), A.repeat(1, 2)]
    for matrix in (*wrong, ones, ones.T, ones[:1], ones.T[:, :1]):
        call = partial(circulant_kernel, matrix)
        _expect_error(ValueError, call, "a matrix that is not square")
    if n > 2:
        call = partial(circulant_kernel, A.flip(0))
        _expect_error(ValueError, call, "rows in reverse order")
    for matrix in _layouts(A):
        accepted("a matrix that is not contiguous", matrix, w)
    others = [w, w + 1, w.flip(0), w, 2 * w] * 3
    for one, got in [(one, circulant_kernel(A=circulant(one))) for one in others]:
        _expect_close(got, one, "after other calls, the argument by keyword")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. The gradients, by hand, with a stride
#
# *30 minutes · level 3 of 5*
#
# An image $x$ is correlated with a kernel $w$, with stride $s$ and no padding, and $b$
# is added to every output:
#
# $$y[i, j] = b + \sum_{u, v} w[u, v]\; x[s i + u,\, s j + v].$$
#
# A loss $\mathcal{L}$ follows, and hands back `g`, its gradient with respect to $y$.
# Compute the gradients with respect to $x$, $w$ and $b$ yourself. What would do it for
# you is not allowed: `grad` and `backward` of `torch.autograd`, also through
# `torch.func` or a tensor's method, `conv2d_input` and `conv2d_weight` of
# `torch.nn.grad`, and `conv_transpose2d`.
#
# <details><summary>Hint</summary>
#
# For each output $(i, j)$: which pixels and which weights are in its sum, and what
# stands beside each of them? Add `g[i, j]` times that. A pixel that no window reads
# has the gradient 0.
# </details>


# %% solution="gradients" without="torch.autograd.grad torch.autograd.backward torch.nn.grad.conv2d_input torch.nn.grad.conv2d_weight torch.conv_transpose2d"
def gradients(x, w, g, stride=1):
    """Return (by_x, by_w, by_b), the gradients of the loss.

    x: tensor (H, W), w: tensor (k_h, k_w), g: tensor (H_out, W_out), stride: an int,
    the same down and across. The gradients have the shapes of x and w, and () for the
    bias.
    """
    ### BEGIN SOLUTION
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    return by_x, by_w, g.sum()
    ### END SOLUTION


# %% tests="gradients" part="input" points=2
x = torch.tensor([[1.0, 4.0, 2.0, 5.0, 3.0, 6.0]])
w = torch.tensor([[3.0, 2.0, 1.0]])
g = torch.tensor([[1.0, 2.0]])
got = gradients(x, w, torch.tensor([[1.0, 2.0, 4.0, 0.0]]))[0]
expected = torch.tensor([[3.0, 8.0, 17.0, 10.0, 4.0, 0.0]])
_expect_equal(got, expected, "input: the third one is 1·1 + 2·2 + 4·3 = 17")
got = gradients(x, w, g, 2)[0]
expected = torch.tensor([[3.0, 2.0, 7.0, 4.0, 2.0, 0.0]])
_expect_equal(got, expected, "stride 2: the third one is 1·1 + 2·3 = 7, the last is 0")
x, w, g = (
    torch.randn(5, 7, dtype=torch.float64, generator=generator),
    torch.randn(2, 3, dtype=torch.float64, generator=generator),
    torch.randn(2, 3, dtype=torch.float64, generator=generator),
)
y = F.conv2d(x[None, None], w[None, None], stride=2)[0, 0]
got = gradients(x, w, g, 2)[0]
_expect_equal(tuple(got.shape), (5, 7), "the shape of the input")
_expect_close((x * got).sum(), (y * g).sum(), "sum(x * by_x) must be sum(y * g)")
### BEGIN HIDDEN TESTS


def draw(size, taps, s, dtype=torch.float64):
    kind = {"dtype": dtype}
    out = [(n - k) // s + 1 for n, k in zip(size, taps, strict=True)]
    return [
        torch.randn(size, generator=generator, **kind),
        torch.randn(taps, generator=generator, **kind),
        torch.randn(out, generator=generator, **kind),
    ]


def reference(x, w, g, s=1):
    x, w, b = x.detach().clone(), w.detach().clone(), torch.zeros(1, dtype=x.dtype)
    leaves = [tensor.requires_grad_() for tensor in (x, w, b)]
    y = F.conv2d(x[None, None], w[None, None], b, s)[0, 0]
    by_x, by_w, by_b = torch.autograd.grad(y, leaves, g)
    return by_x, by_w, by_b[0]


def compare(hint, x, w, g, *s):
    kept = x.clone(), w.clone(), g.clone()
    got, expected = gradients(x, w, g, *s), reference(*kept, *s)
    loose = {"rtol": 1e-4, "atol": 1e-3} if w.dtype == torch.float32 else {}
    _expect_close(got[0], expected[0], hint, **loose)
    _expect_equal((x, w, g), kept, "gradients changes an argument")


for dtype in (torch.float64, torch.float32):
    for size, taps, s, hint in (
        ((1, 1), (1, 1), 1, "one pixel, one tap"),
        ((4, 5), (1, 1), 1, "one tap"),
        ((4, 5), (1, 1), 2, "one tap, with a stride"),
        ((4, 5), (4, 5), 1, "one window"),
        ((4, 5), (3, 4), 3, "one window, with pixels left over"),
        ((1, 6), (1, 3), 1, "one row"),
        ((6, 1), (3, 1), 2, "one column, with a stride"),
        ((5, 5), (3, 3), 1, "square image and kernel"),
        ((5, 8), (2, 3), 1, "height and width differ"),
        ((9, 4), (4, 2), 1, "an even number of taps"),
        ((7, 9), (3, 3), 2, "with a stride"),
        ((8, 10), (3, 3), 2, "with a stride that leaves pixels over"),
        ((9, 11), (2, 2), 3, "with a stride larger than the kernel"),
        ((13, 16), (4, 5), 1, "a larger image"),
    ):
        compare(hint, *draw(size, taps, s, dtype), s)
        if s == 1:
            compare("stride 1, by default", *draw(size, taps, s, dtype))
for _ in range(20):
    s, taps = random.randint(1, 3), (random.randint(1, 4), random.randint(1, 4))
    size = tuple(k + random.randint(0, 7) for k in taps)
    compare("random sizes", *draw(size, taps, s), s)
x, w, g = draw((6, 7), (3, 2), 2)
for factor in (0.0, 1e-4, 1e4, -1.0):
    compare("zeros, small, large or negative inputs", factor * x.abs(), w, g, 2)
    compare("zeros, small, large or negative weights", x, factor * w.abs(), g, 2)
    compare("zeros, small, large or negative g", x, w, factor * g.abs(), 2)
for one, two, three in zip(_layouts(x), _layouts(w), _layouts(g), strict=True):
    compare("an input that is not contiguous", one, w, g, 2)
    compare("a kernel that is not contiguous", x, two, g, 2)
    compare("a g that is not contiguous", x, w, three, 2)
got = gradients(stride=2, g=g, w=w, x=x)
_expect_close(got[0], reference(x, w, g, 2)[0], "called with keywords")
calls = [(x, w, g, 2), (x + 1, w, g, 2), (x, w - 1, g, 2), (x, w, g + 1, 2)]
calls += [(x[:5], w, g, 2), (x[:, :6], w, g, 2), (x, w, g, 2)] * 4
for call, got in [(call, gradients(*call)) for call in calls]:
    _expect_close(got[0], reference(*call)[0], "after calls with one argument changed")
### END HIDDEN TESTS

# %% tests="gradients" part="kernel" points=2
x = torch.tensor([[1.0, 4.0, 2.0, 5.0, 3.0, 6.0]])
w = torch.tensor([[3.0, 2.0, 1.0]])
got = gradients(x, w, torch.tensor([[1.0, 2.0, 4.0, 0.0]]))
expected = torch.tensor([[17.0, 28.0, 24.0]])
_expect_equal(got[1], expected, "kernel: the first one is 1·1 + 2·4 + 4·2 = 17")
_expect_equal(got[2], torch.tensor(7.0), "bias: 1 + 2 + 4 + 0 = 7")
got = gradients(x, w, torch.tensor([[1.0, 2.0]]), 2)
expected = torch.tensor([[5.0, 14.0, 8.0]])
_expect_equal(got[1], expected, "stride 2: the first one is 1·1 + 2·2 = 5")
x, w, g = (
    torch.randn(5, 7, dtype=torch.float64, generator=generator),
    torch.randn(2, 3, dtype=torch.float64, generator=generator),
    torch.randn(2, 3, dtype=torch.float64, generator=generator),
)
y = F.conv2d(x[None, None], w[None, None], stride=2)[0, 0]
got = gradients(x, w, g, 2)[1]
_expect_close((w * got).sum(), (y * g).sum(), "sum(w * by_w) must be sum(y * g)")
### BEGIN HIDDEN TESTS


def draw(size, taps, s, dtype=torch.float64):
    kind = {"dtype": dtype}
    out = [(n - k) // s + 1 for n, k in zip(size, taps, strict=True)]
    return [
        torch.randn(size, generator=generator, **kind),
        torch.randn(taps, generator=generator, **kind),
        torch.randn(out, generator=generator, **kind),
    ]


def reference(x, w, g, s=1):
    x, w, b = x.detach().clone(), w.detach().clone(), torch.zeros(1, dtype=x.dtype)
    leaves = [tensor.requires_grad_() for tensor in (x, w, b)]
    y = F.conv2d(x[None, None], w[None, None], b, s)[0, 0]
    by_x, by_w, by_b = torch.autograd.grad(y, leaves, g)
    return by_x, by_w, by_b[0]


def same(hint, got, expected):
    assert len(got) == 3, "three gradients are asked for"
    loose = {"rtol": 1e-4, "atol": 1e-3} if expected[1].dtype == torch.float32 else {}
    for number, name in ((1, "the kernel"), (2, "the bias")):
        _expect_close(got[number], expected[number], f"{hint}: {name}", **loose)


def compare(hint, *arguments):
    kept = [a.clone() if isinstance(a, torch.Tensor) else a for a in arguments]
    same(hint, gradients(*arguments), reference(*kept))
    _expect_equal(list(arguments), kept, "gradients changes an argument")


for dtype in (torch.float64, torch.float32):
    for size, taps, s, hint in (
        ((1, 1), (1, 1), 1, "one pixel, one tap"),
        ((4, 5), (1, 1), 1, "one tap"),
        ((4, 5), (1, 1), 2, "one tap, with a stride"),
        ((4, 5), (4, 5), 1, "one window"),
        ((4, 5), (3, 4), 3, "one window, with pixels left over"),
        ((1, 6), (1, 3), 1, "one row"),
        ((6, 1), (3, 1), 2, "one column, with a stride"),
        ((5, 5), (3, 3), 1, "square image and kernel"),
        ((5, 8), (2, 3), 1, "height and width differ"),
        ((9, 4), (4, 2), 1, "an even number of taps"),
        ((7, 9), (3, 3), 2, "with a stride"),
        ((8, 10), (3, 3), 2, "with a stride that leaves pixels over"),
        ((9, 11), (2, 2), 3, "with a stride larger than the kernel"),
        ((13, 16), (4, 5), 1, "a larger image"),
    ):
        compare(hint, *draw(size, taps, s, dtype), s)
        if s == 1:
            compare("stride 1, by default", *draw(size, taps, s, dtype))
for _ in range(20):
    s, taps = random.randint(1, 3), (random.randint(1, 4), random.randint(1, 4))
    size = tuple(k + random.randint(0, 7) for k in taps)
    compare("random sizes", *draw(size, taps, s), s)
x, w, g = draw((6, 7), (3, 2), 2)
for factor in (0.0, 1e-4, 1e4, -1.0):
    compare("zeros, small, large or negative inputs", factor * x.abs(), w, g, 2)
    compare("zeros, small, large or negative weights", x, factor * w.abs(), g, 2)
    compare("zeros, small, large or negative g", x, w, factor * g.abs(), 2)
for one, two, three in zip(_layouts(x), _layouts(w), _layouts(g), strict=True):
    compare("an input that is not contiguous", one, w, g, 2)
    compare("a kernel that is not contiguous", x, two, g, 2)
    compare("a g that is not contiguous", x, w, three, 2)
same("called with keywords", gradients(stride=2, g=g, w=w, x=x), reference(x, w, g, 2))
calls = [(x, w, g, 2), (x + 1, w, g, 2), (x, w - 1, g, 2), (x, w, g + 1, 2)]
calls += [(x[:5], w, g, 2), (x[:, :6], w, g, 2), (x, w, g, 2)] * 4
for call, got in [(call, gradients(*call)) for call in calls]:
    same("after calls with one argument changed", got, reference(*call))
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Write the check
#
# *30 minutes · level 4 of 5*
#
# You are given a function `f(height, width, w, g, stride)`. It claims to return the
# gradient with respect to the input of a correlation without padding: what `by_x` was
# in task 5, for an image of `height` rows and `width` columns. Write the check that
# accepts every right implementation and no wrong one. Right is an implementation that,
# for every image and kernel (no larger than the image), every stride and both dtypes,
# returns a tensor with the right shape, dtype and values up to rounding, leaves `w` and
# `g` as they are, and raises no error, call after call.
#
# About twenty wrong implementations wait for your check, each with another mistake.
# You get a share of the points for every one that it rejects, each time it is asked,
# provided that it accepts all the right ones each time. So a check that accepts
# everything, rejects everything or decides by chance earns nothing. All of torch is
# allowed.
#
# <details><summary>Hint</summary>
#
# You need no list of mistakes but one of *inputs*: which sizes, kernels, strides,
# dtypes and calls could show a difference? What you compare with can be your own
# function, or the adjoint identity, or autograd. An error that `f` raises is a mistake
# too: catch it.
# </details>


# %% solution="check_input_gradient"
def check_input_gradient(f):
    """Return True if f(height, width, w, g, stride) is right for legal arguments.

    Returns False if it is not. f is called with its arguments in this order: two ints,
    w (k_h, k_w), g (H_out, W_out), and an int. It may be called some hundred times.
    """
    ### BEGIN SOLUTION
    from itertools import product

    draws = torch.Generator().manual_seed(7)
    kinds = (torch.float64, torch.float32, torch.float64)
    for k_h, k_w, s, kind in product(*[range(1, 4)] * 3, kinds):
        x = torch.randn(k_h + s, k_w + s + k_h + s, dtype=kind, generator=draws)
        w = torch.randn(k_h, k_w, dtype=kind, generator=draws)
        x.requires_grad_()
        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
        g = torch.randn(y.shape, dtype=kind, generator=draws)
        (expected,) = torch.autograd.grad(y, x, g)
        kept = w.clone(), g.clone()
        try:
            got = f(*x.shape, w, g, s)
            torch.testing.assert_close(got, expected)
            torch.testing.assert_close((w, g), kept)
        except Exception:
            return False
    return True
    ### END SOLUTION


# %% tests="check_input_gradient" points=4
def _by_loops(height, width, w, g, stride):
    result = torch.zeros(height, width, dtype=w.dtype)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            top, left = i * stride, j * stride
            result[top : top + w.shape[0], left : left + w.shape[1]] += g[i, j] * w
    return result


def _wrong(height, width, w, g, stride):  # forgets the kernel
    return _by_loops(height, width, torch.ones_like(w), g, stride)


_expect_equal(check_input_gradient(_by_loops), True, "right, by loops: accept it")
_expect_equal(
    check_input_gradient(_wrong), False, "wrong, without the kernel: reject it"
)
print("✓ accepts one that is right and rejects one that is wrong; more when graded")
### BEGIN HIDDEN TESTS


def by_autograd(height, width, w, g, stride):
    with torch.enable_grad():
        x = torch.zeros(height, width, dtype=w.dtype, requires_grad=True)
        y = F.conv2d(x[None, None], w.detach()[None, None], None, stride)[0, 0]
        return torch.autograd.grad(y, x, g)[0]


def by_folding(height, width, w, g, stride):
    spread = torch.outer(w.flatten(), g.flatten())[None]
    return F.fold(spread, (height, width), tuple(w.shape), stride=stride)[0, 0]


def by_spreading(height, width, w, g, stride):
    spread = w.new_zeros(height + w.shape[0] - 1, width + w.shape[1] - 1)
    for i in range(g.shape[0]):
        top = w.shape[0] - 1 + i * stride
        left = w.shape[1] - 1
        spread[top, left : left + stride * g.shape[1] : stride] = g[i]
    return F.conv2d(spread[None, None], w.flip(0, 1)[None, None])[0, 0]


def by_slices(height, width, w, g, stride):
    result = g.new_zeros(height, width)
    down, across = stride * (g.shape[0] - 1) + 1, stride * (g.shape[1] - 1) + 1
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            result[u : u + down : stride, v : v + across : stride] += w[u, v] * g
    return result


def flipped(height, width, w, g, stride):
    return by_folding(height, width, w.flip(0, 1), g, stride)


def flipped_across(height, width, w, g, stride):
    return by_folding(height, width, w.flip(1), g, stride)


def transposed(height, width, w, g, stride):
    square = w.shape[0] == w.shape[1]
    return by_folding(height, width, w.T if square else w, g, stride)


def first_stride(height, width, w, g, stride):
    return (
        by_folding(height, width, w, g, stride)
        if stride < 3
        else by_slices(height, width, w, g, 1)
    )


def no_stride(height, width, w, g, stride):
    return by_slices(height, width, w, g, 1)


def exchanged(height, width, w, g, stride):
    return by_folding(width, height, w.T, g.T, stride)


def overwritten(height, width, w, g, stride):
    result = w.new_zeros(height, width)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            result[rows, j * stride : j * stride + w.shape[1]] = g[i, j] * w
    return result


def nothing_left_over(height, width, w, g, stride):
    used = [stride * (n - 1) + k for n, k in zip(g.shape, w.shape, strict=True)]
    return by_folding(*used, w, g, stride)


def last_row_missing(height, width, w, g, stride):
    result = by_slices(height, width, w, g, stride)
    result[stride * (g.shape[0] - 1) + w.shape[0] - 1] = 0
    return result


def changes_g(height, width, w, g, stride):
    result = by_slices(height, width, w, g, stride)
    g *= 0.5
    return result


def changes_w(height, width, w, g, stride):
    result = by_slices(height, width, w, g, stride)
    w += 1
    return result


def single_precision(height, width, w, g, stride):
    return by_slices(height, width, w.float(), g.float(), stride)


def double_precision(height, width, w, g, stride):
    return by_slices(height, width, w.double(), g.double(), stride)


def nearly(height, width, w, g, stride):
    return 1.001 * by_slices(height, width, w, g, stride)


def twice(height, width, w, g, stride):
    return 2 * by_slices(height, width, w, g, stride)


def positive_only(height, width, w, g, stride):
    return by_slices(height, width, w, g.clamp(min=0), stride)


def fails_for_even(height, width, w, g, stride):
    if w.shape[0] % 2 == 0:
        raise ValueError("the kernel has no middle")
    return by_slices(height, width, w, g, stride)


def mean(height, width, w, g, stride):
    return by_slices(height, width, w, g, stride) / g.numel()


def nothing(height, width, w, g, stride):
    return None


def every_tenth():
    calls = []

    def f(height, width, w, g, stride):
        calls.append(0)
        result = by_slices(height, width, w, g, stride)
        return result + (len(calls) % 10 == 0)

    return f


def remembers():
    seen = {}

    def f(height, width, w, g, stride):
        key = (*w.shape, w.dtype, stride)
        result = by_slices(height, width, w, g, stride)
        return seen.setdefault(key, result)

    return f


right = [_by_loops, by_autograd, by_folding, by_spreading, by_slices]
wrong = [_wrong, flipped, flipped_across, transposed, first_stride, no_stride]
wrong += [exchanged, overwritten, nothing_left_over, last_row_missing, changes_g]
wrong += [changes_w, single_precision, twice, positive_only, fails_for_even]
wrong += [mean, nothing, every_tenth(), remembers()]
wrong += [double_precision, nearly]
for f in (*right, *wrong):
    f.__name__ = f.__qualname__ = "f"
random.shuffle(right)
random.shuffle(wrong)
for f in right * 2:
    _expect_equal(check_input_gradient(f), True, "a right implementation is rejected")
caught = 0
for f in wrong:
    answers = [check_input_gradient(f) for _ in range(2)]
    caught += all(isinstance(answer, bool) and not answer for answer in answers)
float(4 * caught / len(wrong))
### END HIDDEN TESTS
