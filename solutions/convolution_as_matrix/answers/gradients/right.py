# %% g spread out, then two correlations
def gradients(x, w, g, stride=1):
    (k_h, k_w), (rows, columns) = w.shape, g.shape
    spread = x.new_zeros(x.shape[0] - k_h + 1, x.shape[1] - k_w + 1)
    spread[: stride * rows : stride, : stride * columns : stride] = g
    padded = F.pad(spread, (k_w - 1, k_w - 1, k_h - 1, k_h - 1))
    by_x = F.conv2d(padded[None, None], w.flip(0, 1)[None, None])[0, 0]
    by_w = F.conv2d(x[None, None], spread[None, None])[0, 0]
    return by_x, by_w, g.sum()


# %% through the matrix, transposed, helper called matrix
def matrix(w, size, stride):
    out = [(n - k) // stride + 1 for n, k in zip(size, w.shape)]
    A = w.new_zeros(*out, *size)
    for i in range(out[0]):
        for j in range(out[1]):
            top, left = i * stride, j * stride
            A[i, j, top : top + w.shape[0], left : left + w.shape[1]] = w
    return A.flatten(2).flatten(0, 1)


def gradients(x, w, g, stride=1):
    size = x.shape
    by_w = torch.stack(
        [
            g.flatten() @ matrix(unit.reshape(w.shape), size, stride) @ x.flatten()
            for unit in torch.eye(w.numel(), dtype=w.dtype)
        ]
    )
    by_x = matrix(w, size, stride).T @ g.flatten()
    return by_x.reshape(size), by_w.reshape(w.shape), g.sum()


# %% one edge of the graph at a time
def gradients(x, w, g, stride=1):
    expected, kernel = x * 0, w * 0
    bias = torch.zeros((), dtype=x.dtype)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            bias = bias + g[i, j]
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    r, c = i * stride + u, j * stride + v
                    expected[r, c] += g[i, j] * w[u, v]
                    kernel[u, v] += g[i, j] * x[r, c]
    return [expected, kernel, bias]


# %% one slice per tap
def gradients(x, w, g, stride=1):
    down = (g.shape[0] - 1) * stride + 1
    across = (g.shape[1] - 1) * stride + 1
    by_x = torch.zeros(x.shape, dtype=x.dtype)
    by_w = torch.zeros(w.shape, dtype=w.dtype)
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            here = slice(u, u + down, stride), slice(v, v + across, stride)
            by_x[here] += w[u, v] * g
            by_w[u, v] = (x[here] * g).sum()
    return by_x, by_w, g.sum()


# %% columns of windows: unfold, multiply, fold
def gradients(x, w, g, stride=1):
    windows = F.unfold(x[None, None], tuple(w.shape), stride=stride)  # (1, K, L)
    by_w = (windows[0] @ g.reshape(-1, 1)).reshape(w.shape)
    spread = torch.outer(w.flatten(), g.flatten())[None]  # (1, K, L)
    by_x = F.fold(spread, tuple(x.shape), tuple(w.shape), stride=stride)[0, 0]
    return by_x, by_w, g.flatten().sum()
