# %% flips the kernel
def convolution_matrix(w, height, width):
    pixels = torch.eye(height * width, dtype=w.dtype)
    w = w.flip(0, 1)
    answers = F.conv2d(pixels.reshape(-1, 1, height, width), w[None, None])
    return answers.flatten(1).T


# %% transposed
def convolution_matrix(w, height, width):
    pixels = torch.eye(height * width, dtype=w.dtype)
    answers = F.conv2d(pixels.reshape(-1, 1, height, width), w[None, None])
    return answers.flatten(1)


# %% height and width swapped
def convolution_matrix(w, height, width):
    pixels = torch.eye(height * width, dtype=w.dtype)
    answers = F.conv2d(pixels.reshape(-1, 1, width, height), w[None, None])
    return answers.flatten(1).T


# %% pixels counted column by column
def convolution_matrix(w, height, width):
    rows, columns = height - w.shape[0] + 1, width - w.shape[1] + 1
    A = w.new_zeros(rows * columns, height * width)
    for i in range(rows):
        for j in range(columns):
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    A[i * columns + j, (j + v) * height + i + u] = w[u, v]
    return A


# %% outputs counted column by column
def convolution_matrix(w, height, width):
    rows, columns = height - w.shape[0] + 1, width - w.shape[1] + 1
    A = w.new_zeros(columns, rows, height, width)
    for i in range(rows):
        for j in range(columns):
            A[j, i, i : i + w.shape[0], j : j + w.shape[1]] = w
    return A.reshape(rows * columns, height * width)


# %% row numbers with the image's width instead of the output's
def convolution_matrix(w, height, width):
    rows, columns = height - w.shape[0] + 1, width - w.shape[1] + 1
    A = w.new_zeros(rows * columns, height * width)
    for row in range(rows * columns):
        i, j = divmod(row, width)
        for u in range(w.shape[0]):
            for v in range(w.shape[1]):
                A[row, ((i + u) * width + j + v) % (height * width)] = w[u, v]
    return A


# %% a Toeplitz matrix of the flattened kernel
def convolution_matrix(w, height, width):
    rows, columns = height - w.shape[0] + 1, width - w.shape[1] + 1
    A = w.new_zeros(rows * columns, height * width)
    for row in range(rows * columns):
        for tap, weight in enumerate(w.flatten()):
            if row + tap < height * width:
                A[row, row + tap] = weight
    return A


# %% blocks in one row: forgets to move down
def convolution_matrix(w, height, width):
    rows, columns = height - w.shape[0] + 1, width - w.shape[1] + 1
    A = w.new_zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            A[i, j, : w.shape[0], j : j + w.shape[1]] = w
    return A.reshape(rows * columns, height * width)


# %% square kernels only
def convolution_matrix(w, height, width):
    k = w.shape[0]
    rows, columns = height - k + 1, width - k + 1
    A = w.new_zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            A[i, j, i : i + k, j : j + k] = w
    return A.reshape(rows * columns, height * width)


# %% square images only
def convolution_matrix(w, height, width):
    rows, columns = height - w.shape[0] + 1, height - w.shape[1] + 1
    A = w.new_zeros(rows, columns, height, height)
    for i in range(rows):
        for j in range(columns):
            A[i, j, i : i + w.shape[0], j : j + w.shape[1]] = w
    return A.reshape(rows * columns, height * height)


# %% with a circular border
def convolution_matrix(w, height, width):
    A = w.new_zeros(height, width, height, width)
    for i in range(height):
        for j in range(width):
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    A[i, j, (i + u) % height, (j + v) % width] += w[u, v]
    return A.reshape(height * width, height * width)


# %% float32 whatever comes in
def convolution_matrix(w, height, width):
    pixels = torch.eye(height * width)
    answers = F.conv2d(pixels.reshape(-1, 1, height, width), w[None, None].float())
    return answers.flatten(1).T


# %% forgets the last window
def convolution_matrix(w, height, width):
    rows, columns = height - w.shape[0], width - w.shape[1]
    A = w.new_zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            A[i, j, i : i + w.shape[0], j : j + w.shape[1]] = w
    return A.reshape(rows * columns, height * width)


# %% marks the connections and forgets the weights
def convolution_matrix(w, height, width):
    rows, columns = height - w.shape[0] + 1, width - w.shape[1] + 1
    A = w.new_zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            A[i, j, i : i + w.shape[0], j : j + w.shape[1]] = 1
    return A.reshape(rows * columns, height * width)
