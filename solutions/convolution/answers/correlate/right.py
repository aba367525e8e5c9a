# %% one shifted slice per tap
def correlate(x, w):
    total = 0
    for tap in product(*(range(k) for k in w.shape)):
        shifted = tuple(
            slice(u, u + n - k + 1) for u, n, k in zip(tap, x.shape, w.shape)
        )
        total = total + w[tap] * x[shifted]
    return total


# %% windows as a view
def correlate(x, w):
    windows = x
    for axis, k in enumerate(w.shape):
        windows = windows.unfold(axis, k, 1)
    return torch.tensordot(windows, w, dims=w.dim())


# %% one axis at a time: the sum over the first tap of correlations of slices
def correlate(x, w):
    if x.dim() == 0:
        return x * w
    places = range(len(x) - len(w) + 1)
    return torch.stack(
        [sum(correlate(x[i + u], w[u]) for u in range(len(w))) for i in places]
    )


# %% plain loops over entries, no slices
def correlate(x, w):
    sizes = [x.shape[d] - w.shape[d] + 1 for d in range(x.dim())]
    sums = []
    for i in product(*[range(size) for size in sizes]):
        total = torch.zeros((), dtype=x.dtype)
        for u in product(*[range(size) for size in w.shape]):
            total = total + w[u] * x[tuple(a + b for a, b in zip(i, u))]
        sums.append(total)
    return torch.stack(sums).reshape(sizes)
