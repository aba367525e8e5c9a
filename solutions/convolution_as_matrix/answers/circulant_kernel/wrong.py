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
