# %% flips the kernel: a convolution
def correlate(x, w):
    w = w.flip(tuple(range(w.dim())))
    windows = x
    for axis, k in enumerate(w.shape):
        windows = windows.unfold(axis, k, 1)
    return torch.tensordot(windows, w, dims=w.dim())


# %% flips the last axis only
def correlate(x, w):
    w = w.flip(-1)
    windows = x
    for axis, k in enumerate(w.shape):
        windows = windows.unfold(axis, k, 1)
    return torch.tensordot(windows, w, dims=w.dim())


# %% forgets the last window along each axis
def correlate(x, w):
    sizes = [n - k for n, k in zip(x.shape, w.shape)]
    output = x.new_zeros(sizes)
    for i in product(*map(range, sizes)):
        window = x[tuple(slice(a, a + k) for a, k in zip(i, w.shape))]
        output[i] = (window * w).sum()
    return output


# %% takes all axes of the kernel to be as long as the first
def correlate(x, w):
    k = w.shape[0]
    sizes = [n - k + 1 for n in x.shape]
    output = x.new_zeros(sizes)
    for i in product(*map(range, sizes)):
        window = x[tuple(slice(a, a + k) for a in i)]
        output[i] = (window * w).sum()
    return output


# %% images only
def correlate(x, w):
    return F.conv2d(x[None, None], w[None, None])[0, 0]


# %% up to three axes only
def correlate(x, w):
    function = (F.conv1d, F.conv2d, F.conv3d)[x.dim() - 1]
    return function(x[None, None], w[None, None])[0, 0]


# %% kernel's axes in reverse order
def correlate(x, w):
    w = w.permute(tuple(range(w.dim()))[::-1])
    windows = x
    for axis, k in enumerate(w.shape):
        windows = windows.unfold(axis, k, 1)
    return torch.tensordot(windows, w, dims=w.dim())


# %% detaches: no gradient reaches the kernel
def correlate(x, w):
    sizes = [n - k + 1 for n, k in zip(x.shape, w.shape)]
    output = x.new_zeros(sizes)
    for i in product(*map(range, sizes)):
        window = x[tuple(slice(a, a + k) for a, k in zip(i, w.shape))]
        output[i] = (window * w).sum().item()
    return output


# %% mean of the products instead of their sum
def correlate(x, w):
    windows = x
    for axis, k in enumerate(w.shape):
        windows = windows.unfold(axis, k, 1)
    return (windows * w).flatten(x.dim()).mean(-1)


# %% weights add up along the last axis of the window only
def correlate(x, w):
    windows = x
    for axis, k in enumerate(w.shape):
        windows = windows.unfold(axis, k, 1)
    products = windows * w
    return products.sum(-1).reshape(*products.shape[: x.dim()], -1)[..., 0]


# %% zeros around, so that the size stays
def correlate(x, w):
    pads = [p for k in w.shape[::-1] for p in ((k - 1) // 2, k // 2)]
    windows = F.pad(x, pads)
    for axis, k in enumerate(w.shape):
        windows = windows.unfold(axis, k, 1)
    return torch.tensordot(windows, w, dims=w.dim())


# %% float32 whatever comes in
def correlate(x, w):
    sizes = [n - k + 1 for n, k in zip(x.shape, w.shape)]
    output = torch.zeros(sizes)
    for i in product(*map(range, sizes)):
        window = x[tuple(slice(a, a + k) for a, k in zip(i, w.shape))]
        output[i] = (window * w).sum()
    return output


# %% input and kernel exchanged where sizes allow it
def correlate(x, w):
    if x.numel() <= 2 * w.numel():
        x, w = w, x
    sizes = [max(n - k + 1, 0) for n, k in zip(x.shape, w.shape)]
    output = x.new_zeros(sizes)
    for i in product(*map(range, sizes)):
        window = x[tuple(slice(a, a + k) for a, k in zip(i, w.shape))]
        output[i] = (window * w).sum()
    return output
