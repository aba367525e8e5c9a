# %% torch's own operation, with the axes it wants
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    batch = image.reshape(1, 1, *image.shape)
    weight = kernel.reshape(1, 1, *kernel.shape)
    return F.conv2d(batch, weight, stride=stride, padding=padding).squeeze(0).squeeze(0)


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


# %% windows as a view, then one sum
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    padded = F.pad(image, (padding[1], padding[1], padding[0], padding[0]))
    windows = padded.unfold(0, kernel.shape[0], stride[0])
    windows = windows.unfold(1, kernel.shape[1], stride[1])
    return torch.einsum("ijuv,uv->ij", windows, kernel)


# %% four plain loops that skip what lies outside
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    H, W = image.shape
    K, L = kernel.shape
    result = []
    for i in range((H + 2 * padding[0] - K) // stride[0] + 1):
        row = []
        for j in range((W + 2 * padding[1] - L) // stride[1] + 1):
            total = torch.zeros((), dtype=image.dtype)
            for u in range(K):
                for v in range(L):
                    y = i * stride[0] + u - padding[0]
                    x = j * stride[1] + v - padding[1]
                    if 0 <= y < H and 0 <= x < W:
                        total = total + image[y, x] * kernel[u, v]
            row.append(total)
        result.append(torch.stack(row))
    return torch.stack(result)
