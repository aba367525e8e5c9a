# %% the answers to the unit vectors, by torch's correlation
def convolution_matrix(w, height, width):
    pixels = torch.eye(height * width, dtype=w.dtype)
    answers = F.conv2d(pixels.reshape(-1, 1, height, width), w[None, None])
    return answers.flatten(1).T


# %% one entry at a time, by pixel numbers
def convolution_matrix(w, height, width):
    k_h, k_w = w.shape
    out_h, out_w = height - k_h + 1, width - k_w + 1
    A = torch.zeros(out_h * out_w, height * width, dtype=w.dtype)
    for row in range(out_h * out_w):
        i, j = divmod(row, out_w)
        for u in range(k_h):
            for v in range(k_w):
                A[row, (i + u) * width + (j + v)] = w[u, v]
    return A


# %% a Toeplitz block for every kernel row
def convolution_matrix(w, height, width):
    def toeplitz(row, n):
        block = torch.zeros(n - len(row) + 1, n, dtype=row.dtype)
        for u, weight in enumerate(row):
            block.diagonal(u).fill_(weight)
        return block

    out_h = height - w.shape[0] + 1
    A = 0
    for u in range(w.shape[0]):
        place = torch.eye(height, dtype=w.dtype)[u : u + out_h]  # (H_out, H)
        A = A + torch.kron(place, toeplitz(w[u], width))
    return A


# %% scatter the kernel to the numbers that unfold picks
def convolution_matrix(w, height, width):
    numbers = torch.arange(height * width, dtype=torch.float64)
    read = F.unfold(numbers.reshape(1, 1, height, width), tuple(w.shape))[0].T.long()
    weights = w.reshape(1, -1).expand(len(read), -1)
    return torch.zeros(len(read), height * width, dtype=w.dtype).scatter(
        1, read, weights
    )
