# %% asks torch's convolution
def convolution_matrix(w, height, width, stride=1):
    pixels = torch.eye(height * width, dtype=w.dtype).reshape(-1, 1, height, width)
    A = F.conv2d(pixels, w[None, None], None, stride).flatten(1).T
    return A


# %% flips the kernel
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[-1 - u, -1 - v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% kernel transposed
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[
                        min(v, k_h - 1), min(u, k_w - 1)
                    ]
    A = A.reshape(rows * columns, height * width)
    return A


# %% transposed
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    A = A.T
    return A


# %% pixels counted column by column
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.transpose(2, 3).reshape(rows * columns, height * width)
    return A


# %% outputs counted column by column
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.transpose(0, 1).reshape(rows * columns, height * width)
    return A


# %% height and width exchanged
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    height, width = max(width, k_h), max(height, k_w)
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% ignores the stride
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    stride = 1
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% stride down only
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% stride in the number of windows only
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i + u, j + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% rounds the number of windows up
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = -(-(height - k_h) // stride) + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% forgets the last window
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (
        (height - k_h) // stride + (height == k_h),
        (width - k_w) // stride + 1,
    )
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% square kernels only
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(min(k_h, k_w)):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% ones instead of weights
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = 1
    A = A.reshape(rows * columns, height * width)
    return A


# %% float32
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=torch.float32)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% float64
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=torch.float64)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% adds up in float32
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v].float()
    A = A.reshape(rows * columns, height * width)
    return A


# %% changes the kernel in place
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    w.mul_(2)
    return A


# %% a kernel that must be contiguous
def convolution_matrix(w, height, width, stride=1):
    w = w.view(-1).view(w.shape)
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% squeezes
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    A = A.squeeze()
    return A


# %% four axes
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    A = A.reshape(rows, columns, height, width)
    return A


# %% sparse layout
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    A = A.to_sparse()
    return A


# %% rows of twelve pixels at most
def convolution_matrix(w, height, width, stride=1):
    width = min(width, 12)
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% one buffer for every shape
kept = {}


def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    A = kept.setdefault((A.shape, A.dtype), torch.empty_like(A)).copy_(A)
    return A


# %% remembers by shapes
kept = {}


def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    A = kept.setdefault((w.shape, w.dtype, height, width, stride), A)
    return A


# %% remembers all but the stride
kept = {}


def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    A = kept.setdefault((str(w.tolist()), w.dtype, height, width), A)
    return A


# %% drops small weights
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    A[A.abs() < 1e-3] = 0
    return A


# %% drops negative weights
def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    A = A.relu()
    return A


# %% wrong one call in ten
calls = []


def convolution_matrix(w, height, width, stride=1):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    calls.append(0)
    A = A + (len(calls) % 10 == 0)
    return A


# %% stride must be given
def convolution_matrix(w, height, width, stride):
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A


# %% keyword stride ignored
def convolution_matrix(w, height, width, *args, **kwargs):
    stride = args[0] if args else 1
    k_h, k_w = w.shape
    rows, columns = (height - k_h) // stride + 1, (width - k_w) // stride + 1
    A = torch.zeros(rows, columns, height, width, dtype=w.dtype)
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    A[i, j, i * stride + u, j * stride + v] = w[u, v]
    A = A.reshape(rows * columns, height * width)
    return A
