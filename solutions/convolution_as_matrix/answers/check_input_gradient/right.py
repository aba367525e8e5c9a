# %% the adjoint identity and a closer look, sizes by hand
def size(n, k, s):
    return (n - k) // s + 1


def check_input_gradient(f):
    draws = torch.Generator().manual_seed(3)
    sizes = [(5, 8), (8, 5), (7, 7), (1, 6), (6, 1), (3, 4), (9, 11)]
    taps = [(1, 1), (2, 3), (3, 2), (3, 3), (1, 4), (4, 1), (2, 2), (3, 4)]
    for dtype in (torch.float32, torch.float64):
        for height, width in sizes:
            for k_h, k_w in taps:
                for s in (1, 2, 3, 4):
                    if k_h > height or k_w > width:
                        continue
                    kind = {"dtype": dtype, "generator": draws}
                    w = torch.randn(k_h, k_w, **kind)
                    g = torch.randn(size(height, k_h, s), size(width, k_w, s), **kind)
                    kept = w.clone(), g.clone()
                    expected = w.new_zeros(height, width)
                    for u in range(k_h):
                        for v in range(k_w):
                            rows = slice(u, u + s * (len(g) - 1) + 1, s)
                            columns = slice(v, v + s * (g.shape[1] - 1) + 1, s)
                            expected[rows, columns] += w[u, v] * g
                    try:
                        got = f(height, width, w, g, s)
                    except Exception:
                        return False
                    if not isinstance(got, torch.Tensor) or got.dtype != dtype:
                        return False
                    if got.shape != (height, width):
                        return False
                    if not torch.allclose(got, expected, rtol=1e-5, atol=1e-6):
                        return False
                    tight = dtype == torch.float64
                    if tight and (got - expected).abs().max() > 1e-12:
                        return False
                    if not torch.equal(w, kept[0]) or not torch.equal(g, kept[1]):
                        return False
    return True


# %% columns of the matrix, one unit vector at a time
def check_input_gradient(f):
    def matrix_right(height, width, k_h, k_w, s, kind):
        w = torch.rand(k_h, k_w, generator=draws, dtype=kind) - 0.5
        before = w.clone()
        out = (height - k_h) // s + 1, (width - k_w) // s + 1
        for i in range(out[0]):
            for j in range(out[1]):
                for sign in (1, -1):
                    g = torch.zeros(out, dtype=kind)
                    g[i, j] = sign
                    unit = g.clone()
                    got = f(height, width, w, g, s)
                    expected = torch.zeros(height, width, dtype=kind)
                    expected[i * s : i * s + k_h, j * s : j * s + k_w] = sign * w
                    torch.testing.assert_close(got, expected)
                    assert torch.equal(w, before) and torch.equal(g, unit)
        all_of_them = torch.ones(out, dtype=kind)
        got = f(height, width, w, all_of_them, s)
        torch.testing.assert_close(got.sum(), all_of_them.numel() * w.sum())

    draws = torch.Generator().manual_seed(11)
    try:
        for kind in (torch.float64, torch.float32):
            for s in (1, 2, 3):
                for taps in ((1, 1), (1, 3), (2, 2), (3, 2)):
                    matrix_right(6, 5, *taps, s, kind)
                    matrix_right(4, 6, *taps, s, kind)
    except Exception:
        return False
    return True


# %% compares with torch's own functions, collects booleans
def check_input_gradient(f):
    def one(seed):
        draws = torch.Generator().manual_seed(seed)
        k_h, k_w, s, down, across = torch.randint(1, 5, (5,), generator=draws).tolist()
        height, width = k_h + down, k_w + across + 1
        kind = torch.float64 if seed % 2 else torch.float32
        wanted = (height - k_h) // s + 1, (width - k_w) // s + 1
        w = torch.randn(k_h, k_w, dtype=kind, generator=draws)
        g = torch.randn(wanted, dtype=kind, generator=draws)
        right = torch.nn.grad.conv2d_input(
            (1, 1, height, width), w[None, None], g[None, None], s
        )[0, 0]
        w_before, g_before = w.clone(), g.clone()
        try:
            got = f(height, width, w, g, s)
            same = torch.allclose(got, right, atol=1e-5 if seed % 2 == 0 else 1e-12)
            fine = got.shape == right.shape and got.dtype == kind
        except Exception:
            return False
        kept = torch.equal(w, w_before) and torch.equal(g, g_before)
        return bool(same and fine and kept)

    return all([one(seed) for seed in range(120)])
