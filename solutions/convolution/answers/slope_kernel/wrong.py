# %% along the other axis
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64) - k // 2
    kernel = (u / (k * (u * u).sum())).expand(k, k)
    return kernel if axis == 0 else kernel.T


# %% the sign of a convolution
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = k // 2 - torch.arange(k, dtype=torch.float64)
    kernel = (u / (k * (u * u).sum())).expand(k, k)
    return kernel if axis == 1 else kernel.T


# %% not scaled
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64) - k // 2
    kernel = u.expand(k, k)
    return kernel if axis == 1 else kernel.T


# %% always divided by 6
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64) - k // 2
    kernel = u.expand(k, k) / 6
    return kernel if axis == 1 else kernel.T


# %% forgets that k rows add up
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64) - k // 2
    kernel = (u / (u * u).sum()).expand(k, k)
    return kernel if axis == 1 else kernel.T


# %% scaled by the sum of sizes, not of squares
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64) - k // 2
    kernel = (u / (k * u.abs().sum())).expand(k, k)
    return kernel if axis == 1 else kernel.T


# %% only the outermost entries: right on planes, not in proportion to u
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    kernel = torch.zeros(k, k, dtype=torch.float64)
    kernel[:, 0], kernel[:, -1] = -1 / (k * (k - 1)), 1 / (k * (k - 1))
    return kernel if axis == 1 else kernel.T


# %% only the middle row: right on planes, not alike across
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64) - k // 2
    kernel = torch.zeros(k, k, dtype=torch.float64)
    kernel[k // 2] = u / (u * u).sum()
    return kernel if axis == 1 else kernel.T


# %% Sobel: the middle row counts twice
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64) - k // 2
    across = k // 2 + 1 - u.abs()
    kernel = torch.outer(across / across.sum(), u / (u * u).sum())
    return kernel if axis == 1 else kernel.T


# %% counts from the first tap instead of the middle
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64)
    kernel = (u / (k * (u * u).sum())).expand(k, k)
    return kernel if axis == 1 else kernel.T


# %% float32
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k) - k // 2
    kernel = (u / (k * (u * u).sum())).expand(k, k)
    return kernel if axis == 1 else kernel.T


# %% takes an even k
def slope_kernel(k, axis):
    u = torch.arange(k, dtype=torch.float64) - (k - 1) / 2
    kernel = (u / (k * (u * u).sum())).expand(k, k)
    return kernel if axis == 1 else kernel.T


# %% three taps whatever is asked for
def slope_kernel(k, axis):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    kernel = torch.tensor([-1.0, 0.0, 1.0], dtype=torch.float64).expand(3, 3) / 6
    return kernel if axis == 1 else kernel.T
