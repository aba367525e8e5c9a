# %% first row, no check
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    return A[0]


# %% first column: the flipped kernel
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    return A[:, 0]


# %% shifts the rows the other way
def circulant_kernel(A):
    w = A[0]
    expected = torch.stack([w.roll(-i) for i in range(len(w))])
    if A.shape != expected.shape or (A - expected).abs().max() >= 1e-4:
        raise ValueError
    return w


# %% constant diagonals are enough: forgets to wrap around
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A[1:, 1:], A[:-1, :-1], rtol=0, atol=1e-4):
        raise ValueError
    return A[0]


# %% compares exactly, without rounding
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.equal(A.roll((1, 1), (0, 1)), A):
        raise ValueError
    return A[0]


# %% does not check for a square
def circulant_kernel(A):
    w = A[0]
    for i in range(min(A.shape)):
        if not torch.allclose(A[i], w.roll(i), rtol=0, atol=1e-4):
            raise ValueError
    return w


# %% returns None instead of raising
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        return None
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        return None
    return A[0]


# %% checks the second row only
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A[1], A[0].roll(1), rtol=0, atol=1e-4):
        raise ValueError
    return A[0]


# %% compares the sums of rows and columns
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    rows, columns = A.sum(1), A.sum(0)
    if (rows - rows[0]).abs().max() >= 1e-4 or (columns - rows[0]).abs().max() >= 1e-4:
        raise ValueError
    return A[0]


# %% signed difference: misses entries that are too small
def circulant_kernel(A):
    w = A[0]
    expected = torch.stack([w.roll(i) for i in range(len(w))])
    if A.shape != expected.shape or (A - expected).max() >= 1e-4:
        raise ValueError
    return w


# %% average of all rows, not straightened
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    return A.mean(0)


# %% counts the taps from the middle
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    return A[0].roll(len(A) // 2)


# %% commutes with the reversal instead of the shift
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.flip(0, 1), A, rtol=0, atol=1e-4):
        raise ValueError
    return A[0]


# %% tolerance far too large
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1.0):
        raise ValueError
    return A[0]


# %% float32 whatever comes in
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    return A[0].float()


# %% relative tolerance as it is by default
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    return w


# %% tolerance ten times too large
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-3):
        raise ValueError
    w = A[0].clone()
    return w


# %% tolerance a hundred times too small
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-6):
        raise ValueError
    w = A[0].clone()
    return w


# %% wider than high is cut
def circulant_kernel(A):
    A = A[:, : len(A)]
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    return w


# %% higher than wide is cut
def circulant_kernel(A):
    A = A[: A.shape[1]]
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    return w


# %% broadcasts one row
def circulant_kernel(A):
    if A.shape[0] not in (1, A.shape[1]):
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    return w


# %% refuses 1 x 1
def circulant_kernel(A):
    if len(A) == 1:
        raise ValueError
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    return w


# %% squeezes
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    w = w.squeeze()
    return w


# %% averages the matrix in place
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    A[:] = A.mean()
    return w


# %% float64 whatever comes in
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    w = w.double()
    return w


# %% rounds to float32 and back, scaled
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    w = (w.half()).to(w.dtype)
    return w


# %% at most twelve taps are compared
def circulant_kernel(A):
    A = A[:12, :12] if len(A) > 12 else A
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    return w


# %% a matrix that must be contiguous
def circulant_kernel(A):
    A = A.view(-1).view(A.shape)
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    return w


# %% one buffer for every size
kept = {}


def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    w = kept.setdefault((w.shape, w.dtype), torch.empty_like(w)).copy_(w)
    return w


# %% remembers by size
kept = {}


def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    w = kept.setdefault((w.shape, w.dtype), w)
    return w


# %% wrong one call in ten
calls = []


def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    calls.append(0)
    w = w + (len(calls) % 10 == 0)
    return w


# %% negative weights are refused
def circulant_kernel(A):
    if A.min() < -50:
        raise ValueError
    if A.shape[0] != A.shape[1]:
        raise ValueError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise ValueError
    w = A[0].clone()
    return w


# %% an exception of its own
def circulant_kernel(A):
    if A.shape[0] != A.shape[1]:
        raise RuntimeError
    if not torch.allclose(A.roll((1, 1), (0, 1)), A, rtol=0, atol=1e-4):
        raise RuntimeError
    w = A[0].clone()
    return w
