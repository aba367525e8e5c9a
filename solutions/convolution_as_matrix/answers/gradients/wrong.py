# %% kernel not flipped
def gradients(x, w, g):
    k_h, k_w = w.shape
    padded = F.pad(g, (k_w - 1, k_w - 1, k_h - 1, k_h - 1))
    by_x = F.conv2d(padded[None, None], w[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_x, by_w, g.sum()


# %% flips along one axis only
def gradients(x, w, g):
    k_h, k_w = w.shape
    padded = F.pad(g, (k_w - 1, k_w - 1, k_h - 1, k_h - 1))
    by_x = F.conv2d(padded[None, None], w.flip(0)[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_x, by_w, g.sum()


# %% transposes the kernel instead of flipping it
def gradients(x, w, g):
    k_h, k_w = w.shape
    padded = F.pad(g, (k_w - 1, k_w - 1, k_h - 1, k_h - 1))
    by_x = F.conv2d(padded[None, None], w.T[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_x, by_w, g.sum()


# %% forgets to pad: the gradient is smaller than the input
def gradients(x, w, g):
    by_x = F.conv2d(g[None, None], w.flip(0, 1)[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_x, by_w, g.sum()


# %% paddings of the two axes swapped
def gradients(x, w, g):
    k_h, k_w = w.shape
    padded = F.pad(g, (k_h - 1, k_h - 1, k_w - 1, k_w - 1))
    by_x = F.conv2d(padded[None, None], w.flip(0, 1)[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_x, by_w, g.sum()


# %% pads by k instead of k - 1 and crops at the end
def gradients(x, w, g):
    k_h, k_w = w.shape
    padded = F.pad(g, (k_w, k_w, k_h, k_h))
    by_x = F.conv2d(padded[None, None], w.flip(0, 1)[None, None])[0, 0]
    by_x = by_x[: x.shape[0], : x.shape[1]]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_x, by_w, g.sum()


# %% gradient by the kernel flipped
def gradients(x, w, g):
    by_x = F.conv_transpose2d(g[None, None], w[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g.flip(0, 1)[None, None])[0, 0]
    return by_x, by_w, g.sum()


# %% overwrites where windows overlap
def gradients(x, w, g):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            window = slice(i, i + w.shape[0]), slice(j, j + w.shape[1])
            by_x[window] = g[i, j] * w
            by_w += g[i, j] * x[window]
    return by_x, by_w, g.sum()


# %% mean instead of sum over the windows
def gradients(x, w, g):
    by_x = F.conv_transpose2d(g[None, None], w[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0] / g.numel()
    return by_x, by_w, g.mean()


# %% ignores g: gradients of the plain sum
def gradients(x, w, g):
    ones = torch.ones_like(g)
    by_x = F.conv_transpose2d(ones[None, None], w[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], ones[None, None])[0, 0]
    return by_x, by_w, ones.sum()


# %% the bias gets one gradient for each output
def gradients(x, w, g):
    by_x = F.conv_transpose2d(g[None, None], w[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_x, by_w, g


# %% the bias gets 1
def gradients(x, w, g):
    by_x = F.conv_transpose2d(g[None, None], w[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_x, by_w, torch.ones((), dtype=g.dtype)


# %% input and kernel in the wrong order
def gradients(x, w, g):
    by_x = F.conv_transpose2d(g[None, None], w[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_w, by_x, g.sum()


# %% float32 whatever comes in
def gradients(x, w, g):
    x, w, g = x.float(), w.float(), g.float()
    by_x = F.conv_transpose2d(g[None, None], w[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    return by_x, by_w, g.sum()


# %% square kernels only
def gradients(x, w, g):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    k = w.shape[0]
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            by_x[i : i + k, j : j + k] += g[i, j] * w[:k, :k]
            by_w[:k, :k] += g[i, j] * x[i : i + k, j : j + k]
    return by_x, by_w, g.sum()


# %% adds the gradient to the arguments in place
def gradients(x, w, g):
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    by_x = x.zero_()
    by_x += F.conv_transpose2d(g[None, None], w[None, None])[0, 0]
    return by_x, by_w, g.sum()
