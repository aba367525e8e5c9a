# %% entry by entry
def slope_kernel(size, axis=0):
    rows, columns = size
    if rows % 2 != 1 or columns % 2 != 1 or (rows, columns)[axis] < 3:
        raise ValueError("no middle, or nothing to measure")
    middle = (size[axis] - 1) // 2
    scale = size[1 - axis] * sum(u * u for u in range(-middle, middle + 1))
    kernel = torch.zeros(rows, columns, dtype=torch.float64)
    for r in range(rows):
        for c in range(columns):
            kernel[r, c] = ((r, c)[axis] - middle) / scale
    return kernel


# %% outer product with ones, scaled by measuring a plane
def slope_kernel(size, axis=0):
    along, across = size[axis], size[1 - axis]
    if along % 2 == 0 or across % 2 == 0 or along == 1:
        raise ValueError(f"cannot measure with {size}")
    u = torch.linspace(-(along // 2), along // 2, along, dtype=torch.float64)
    kernel = torch.outer(u, torch.ones(across, dtype=torch.float64))
    kernel = kernel / (kernel * u[:, None]).sum()
    return kernel if axis == 0 else kernel.T.contiguous()


# %% the best plane through a window, by the pseudo-inverse; a helper called plane
def plane(size):
    i, j = torch.meshgrid(*(torch.arange(n).double() for n in size), indexing="ij")
    return torch.stack([i, j, torch.ones_like(i)], dim=-1).reshape(-1, 3)


def slope_kernel(size, axis=0):
    if not all(n % 2 for n in size) or size[axis] == 1:
        raise ValueError("odd kernels only, with something along the axis")
    return torch.linalg.pinv(plane(size))[axis].reshape(tuple(size))


# %% with the formula for the sum of squares, in NumPy
def slope_kernel(size, axis=0):
    N, rest = divmod(size[axis], 2)
    if rest == 0 or size[1 - axis] % 2 == 0 or N == 0:
        raise ValueError("odd kernels only, with something along the axis")
    squares = N * (N + 1) * (2 * N + 1) / 3
    u = np.arange(-N, N + 1) / (squares * size[1 - axis])
    kernel = np.tile(u, (size[1 - axis], 1))
    return torch.tensor(kernel if axis else kernel.T)
