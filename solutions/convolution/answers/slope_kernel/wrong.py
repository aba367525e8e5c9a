# %% along the other axis
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[1 - axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[1 - axis], size[axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 0 else weights[:, None].expand(size)


# %% the sign of a convolution
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = -u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% not scaled
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% always divided by 6
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / 6
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% forgets that all rows add up
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (u * u).sum()
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% scaled by the sum of offsets, not of squares
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * u.abs().sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% takes the kernel to be square
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (along * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% transposed: columns first
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    kernel = weights.expand(size[1 - axis], size[axis])
    return kernel.T.reshape(size) if axis == 1 else kernel.reshape(size)


# %% only the outermost entries: right on planes, not in proportion
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = torch.zeros(along, dtype=torch.float64)
    weights[0], weights[-1] = -1 / (across * (along - 1)), 1 / (across * (along - 1))
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% only the middle line: right on planes, not alike across
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    kernel = torch.zeros(size, dtype=torch.float64)
    line = u / (u * u).sum()
    if axis == 1:
        kernel[across // 2] = line
    else:
        kernel[:, across // 2] = line
    return kernel


# %% Sobel: the middle line counts more
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    other = across // 2 + 1 - (torch.arange(across) - across // 2).abs().double()
    line = u / (u * u).sum()
    kernel = torch.outer(other / other.sum(), line)
    return kernel if axis == 1 else kernel.T


# %% counts from the first tap instead of the middle
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64)
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% dtype: float32
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along).float() - along // 2
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% dtype: worked out in float32
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along).float() - along // 2
    weights = u / (across * (u * u).sum())
    weights = weights.double()
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% takes an even size across
def slope_kernel(size, axis=0):
    if size[axis] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% takes an even size along
def slope_kernel(size, axis=0):
    if size[1 - axis] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% one entry along the axis gives NaN, not an error
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% edge values: refuses one entry across
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or min(size) == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% default: axis 1
def slope_kernel(size, axis=1):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% ignores axis
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    axis = 0
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% small sizes only: up to 25 entries
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    weights = weights * (u.abs() <= 12)
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% state: one tensor for each size and axis
KERNELS = {}


def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    if (tuple(size), axis) not in KERNELS:
        along, across = size[axis], size[1 - axis]
        u = torch.arange(along, dtype=torch.float64) - along // 2
        weights = u / (across * (u * u).sum())
        kernel = weights if axis == 1 else weights[:, None]
        KERNELS[tuple(size), axis] = kernel.repeat(
            size[0] if axis == 1 else 1, size[1] if axis == 0 else 1
        )
    return KERNELS[tuple(size), axis]


# %% state: remembers by size, not by axis
KERNELS = {}


def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    if tuple(size) not in KERNELS:
        along, across = size[axis], size[1 - axis]
        u = torch.arange(along, dtype=torch.float64) - along // 2
        weights = u / (across * (u * u).sum())
        kernel = weights if axis == 1 else weights[:, None]
        KERNELS[tuple(size)] = kernel.expand(size)
    return KERNELS[tuple(size)].clone()


# %% side effect: float64 becomes the default dtype
def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    torch.set_default_dtype(torch.float64)
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)


# %% one call in ten is wrong
CALLS = [0]


def slope_kernel(size, axis=0):
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    CALLS[0] += 1
    along, across = size[axis], size[1 - axis]
    u = torch.arange(along, dtype=torch.float64) - along // 2
    weights = u / (across * (u * u).sum())
    weights = weights if CALLS[0] % 10 else -weights
    return weights.expand(size) if axis == 1 else weights[:, None].expand(size)
