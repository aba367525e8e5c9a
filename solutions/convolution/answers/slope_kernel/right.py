# %% entry by entry
def slope_kernel(k, axis):
    if k % 2 != 1:
        raise ValueError("an even kernel has no middle")
    N = (k - 1) // 2
    scale = k * sum(u * u for u in range(-N, N + 1))
    kernel = torch.zeros(k, k, dtype=torch.float64)
    for r in range(k):
        for c in range(k):
            kernel[r, c] = ((r, c)[axis] - N) / scale
    return kernel


# %% outer product with ones, scaled by measuring a plane
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError(f"k must be odd, got {k}")
    u = torch.linspace(-(k // 2), k // 2, k, dtype=torch.float64)
    kernel = torch.outer(u, torch.ones_like(u))  # changes along axis 0
    kernel = kernel / (kernel * u[:, None]).sum()
    return kernel if axis == 0 else kernel.T.contiguous()


# %% the best plane through a window, by the pseudo-inverse
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64)
    i, j = torch.meshgrid(u, u, indexing="ij")
    plane = torch.stack([i, j, torch.ones_like(i)], dim=-1).reshape(-1, 3)
    return torch.linalg.pinv(plane)[axis].reshape(k, k)


# %% with the formula for the sum of squares
def slope_kernel(k, axis):
    N, rest = divmod(k, 2)
    if rest == 0:
        raise ValueError("odd kernels only")
    squares = N * (N + 1) * (2 * N + 1) / 3
    u = np.arange(-N, N + 1) / (squares * k)
    kernel = np.tile(u, (k, 1))
    return torch.tensor(kernel if axis else kernel.T)
