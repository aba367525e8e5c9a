# %% the three lines mended
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% one strided slice per tap
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    padded = F.pad(image, (padding[1], padding[1], padding[0], padding[0]))
    k_h, k_w = kernel.shape
    rows = (padded.shape[0] - k_h) // stride[0] + 1
    columns = (padded.shape[1] - k_w) // stride[1] + 1
    total = 0
    for u in range(k_h):
        for v in range(k_w):
            samples = padded[u :: stride[0], v :: stride[1]][:rows, :columns]
            total = total + kernel[u, v] * samples
    return total


# %% torch's list of windows, then a matrix product
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    columns = F.unfold(image[None, None], kernel.shape, stride=stride, padding=padding)[
        0
    ]
    height = (image.shape[0] + 2 * padding[0] - kernel.shape[0]) // stride[0] + 1
    return (kernel.reshape(-1) @ columns).reshape(height, -1)


# %% four plain loops that skip what lies outside; helpers called matrix and reference
def matrix(rows):
    return torch.stack([torch.stack(row) for row in rows])


def reference(image, y, x):
    inside = 0 <= y < image.shape[0] and 0 <= x < image.shape[1]
    return image[y, x] if inside else torch.zeros((), dtype=image.dtype)


def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    size = [
        (n + 2 * p - k) // s + 1
        for n, k, s, p in zip(image.shape, kernel.shape, stride, padding)
    ]
    result = [[torch.zeros((), dtype=image.dtype)] * size[1] for _ in range(size[0])]
    for i in range(size[0]):
        for j in range(size[1]):
            for u in range(kernel.shape[0]):
                for v in range(kernel.shape[1]):
                    y = i * stride[0] + u - padding[0]
                    x = j * stride[1] + v - padding[1]
                    result[i][j] = result[i][j] + reference(image, y, x) * kernel[u, v]
    return matrix(result)
