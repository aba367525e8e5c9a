# %% counts from the first tap
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    return [
        (center[0] + dilation * u, center[1] + dilation * v)
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% column by column
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    return [
        (center[0] + dilation * (u - k_h // 2), center[1] + dilation * (v - k_w // 2))
        for v in range(k_w)
        for u in range(k_h)
    ]


# %% x before y: column first in every pair
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    return [
        (center[1] + dilation * (v - k_w // 2), center[0] + dilation * (u - k_h // 2))
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% ignores the dilation
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    return [
        (center[0] + u - k_h // 2, center[1] + v - k_w // 2)
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% dilates the center too
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    return [
        (dilation * (center[0] + u - k_h // 2), dilation * (center[1] + v - k_w // 2))
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% dilation counted in gaps
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    d = dilation + 1 if dilation > 1 else 1
    return [
        (center[0] + d * (u - k_h // 2), center[1] + d * (v - k_w // 2))
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% centers before it dilates
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    return [
        (center[0] + dilation * u - k_h // 2, center[1] + dilation * v - k_w // 2)
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% square kernels only
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    N = k_h // 2
    return [
        (center[0] + dilation * u, center[1] + dilation * v)
        for u in range(-N, N + 1)
        for v in range(-N, N + 1)
    ]


# %% forgets the last tap of the range
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    return [
        (center[0] + dilation * u, center[1] + dilation * v)
        for u in range(-(k_h // 2), k_h // 2)
        for v in range(-(k_w // 2), k_w // 2)
    ]


# %% true division: floats
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    return [
        (
            center[0] + dilation * (u - (k_h - 1) / 2),
            center[1] + dilation * (v - (k_w - 1) / 2),
        )
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% takes even sizes
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    return [
        (center[0] + dilation * (u - k_h // 2), center[1] + dilation * (v - k_w // 2))
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% checks the height only
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0:
        raise ValueError
    return [
        (center[0] + dilation * (u - k_h // 2), center[1] + dilation * (v - k_w // 2))
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% flips the grid, as a convolution does
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    return [
        (center[0] - dilation * (u - k_h // 2), center[1] - dilation * (v - k_w // 2))
        for u in range(k_h)
        for v in range(k_w)
    ]


# %% drops places outside the image
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError
    places = [
        (center[0] + dilation * (u - k_h // 2), center[1] + dilation * (v - k_w // 2))
        for u in range(k_h)
        for v in range(k_w)
    ]
    return [(r, c) for r, c in places if r >= 0 and c >= 0]


# %% two even sizes add up to an even number
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if (k_h + k_w) % 2:
        raise ValueError("no middle")
    return [
        (center[0] + dilation * (u - k_h // 2), center[1] + dilation * (v - k_w // 2))
        for u in range(k_h)
        for v in range(k_w)
    ]
