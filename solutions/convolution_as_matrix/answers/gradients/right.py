# %% three convolutions
def gradients(x, w, g):
    k_h, k_w = w.shape
    margins = (k_w - 1, k_w - 1, k_h - 1, k_h - 1)
    padded = F.pad(g, margins)
    by_x = F.conv2d(padded[None, None], w.flip(0, 1)[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], g[None, None])[0, 0]
    ones = torch.ones_like(g)
    by_b = F.conv2d(ones[None, None], g[None, None]).reshape(())
    return by_x, by_w, by_b


# %% through the matrix: transpose it, and add up its gradient
def gradients(x, w, g):
    (H, W), (k_h, k_w), (rows, columns) = x.shape, w.shape, g.shape
    A = convolution_matrix(w, H, W)
    untied = torch.outer(g.flatten(), x.flatten()).reshape(rows, columns, H, W)
    by_w = torch.zeros_like(w)
    for u in range(k_h):
        for v in range(k_w):
            for i in range(rows):
                by_w[u, v] += untied[i, :, i + u].diagonal(v)[:columns].sum()
    return (A.T @ g.flatten()).reshape(H, W), by_w, g.sum()


# %% one edge of the graph at a time
def gradients(x, w, g):
    by_x, by_w = x * 0, w * 0
    by_b = torch.zeros((), dtype=x.dtype)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            by_b = by_b + g[i, j]
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    by_x[i + u, j + v] += g[i, j] * w[u, v]
                    by_w[u, v] += g[i, j] * x[i + u, j + v]
    return by_x, by_w, by_b


# %% one slice per tap
def gradients(x, w, g):
    rows, columns = g.shape
    by_x = torch.zeros(x.shape, dtype=x.dtype)
    by_w = torch.zeros(w.shape, dtype=w.dtype)
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            by_x[u : u + rows, v : v + columns] += w[u, v] * g
            by_w[u, v] = (x[u : u + rows, v : v + columns] * g).sum()
    return [by_x, by_w, g.sum()]


# %% columns of windows: unfold, multiply, fold
def gradients(x, w, g):
    windows = F.unfold(x[None, None], tuple(w.shape))  # (1, K, L)
    by_w = (windows[0] @ g.reshape(-1, 1)).reshape(w.shape)
    spread = torch.outer(w.flatten(), g.flatten())[None]  # (1, K, L)
    by_x = F.fold(spread, tuple(x.shape), tuple(w.shape))[0, 0]
    return by_x, by_w, g.flatten().sum()
