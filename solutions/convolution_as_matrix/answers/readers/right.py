# %% tries every window and every tap
def readers(pixel, image_size, kernel_size, dilation=1):
    height, width = image_size
    k_h, k_w = kernel_size
    if not (0 <= pixel[0] < height and 0 <= pixel[1] < width):
        raise ValueError("outside")
    result = []
    for i in range(height - dilation * (k_h - 1)):
        for j in range(width - dilation * (k_w - 1)):
            for u in range(k_h):
                for v in range(k_w):
                    if i + dilation * u == pixel[0] and j + dilation * v == pixel[1]:
                        result.append((i, j, u, v))
    return result


# %% one axis at a time, a helper called size
def size(place, n, k, d):
    if place < 0 or place >= n:
        raise ValueError(f"{place} is not in range({n})")
    return [
        (place - d * tap, tap)
        for tap in range(k - 1, -1, -1)
        if 0 <= place - d * tap <= n - 1 - d * (k - 1)
    ]


def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (k_h, k_w) = pixel, kernel_size
    down = size(row, image_size[0], k_h, dilation)
    across = size(column, image_size[1], k_w, dilation)
    return [[i, j, u, v] for i, u in down for j, v in across]


# %% a dictionary from pixels to readers
def readers(pixel, image_size, kernel_size, dilation=1):
    expected = {}
    row, column = pixel
    last = image_size[0] - dilation * (kernel_size[0] - 1)
    right = image_size[1] - dilation * (kernel_size[1] - 1)
    for u in range(kernel_size[0]):
        for v in range(kernel_size[1]):
            expected[row - u * dilation, column - v * dilation] = (u, v)
    if min(pixel) < 0 or row > image_size[0] - 1 or column > image_size[1] - 1:
        raise ValueError(pixel)
    fitting = [p for p in expected if 0 <= p[0] < last and 0 <= p[1] < right]
    return [(*p, *expected[p]) for p in sorted(fitting)]
