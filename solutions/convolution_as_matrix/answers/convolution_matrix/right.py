# %% one entry at a time, by pixel numbers, helpers with short names
def size(n, k, s):
    return (n - k) // s + 1


def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    taps = size(width, k_w, stride)
    A = torch.zeros(size(height, k_h, stride) * taps, height * width, dtype=w.dtype)
    for row in range(len(A)):
        i, j = divmod(row, taps)
        for u in range(k_h):
            for v in range(k_w):
                A[row, (i * stride + u) * width + (j * stride + v)] = w[u, v]
    return A


# %% a Toeplitz block for every kernel row, then every s-th window
def convolution_matrix(w, height, width, stride=1):
    def toeplitz(row, n):
        block = torch.zeros(n - len(row) + 1, n, dtype=row.dtype)
        for u, weight in enumerate(row):
            block.diagonal(u).fill_(weight)
        return block[::stride]

    out_h = height - w.shape[0] + 1
    A = 0
    for u in range(w.shape[0]):
        place = torch.eye(height, dtype=w.dtype)[u : u + out_h : stride]
        A = A + torch.kron(place, toeplitz(w[u], width))
    return A


# %% scatter the kernel to the numbers that unfold picks
def convolution_matrix(w, height, width, stride=1):
    numbers = torch.arange(height * width, dtype=torch.float64)
    image = numbers.reshape(1, 1, height, width)
    read = F.unfold(image, tuple(w.shape), stride=stride)[0].T.long()
    weights = w.reshape(1, -1).expand(len(read), -1)
    return torch.zeros(len(read), height * width, dtype=w.dtype).scatter(
        1, read, weights
    )


# %% column by column, from the readers of every pixel
def convolution_matrix(w, height, width, stride=1):
    columns = (width - w.shape[1]) // stride + 1
    rows = (height - w.shape[0]) // stride + 1
    expected = w.new_zeros(rows * columns, height * width)
    for r in range(height):
        for c in range(width):
            for i in range(rows):
                u = r - i * stride
                if not 0 <= u < w.shape[0]:
                    continue
                for j in range(columns):
                    v = c - j * stride
                    if v in range(w.shape[1]):
                        expected[i * columns + j, r * width + c] = w[u, v]
    return expected
