# %% the gradient of a sum of windows
def usage_counts(height, width, k, stride=1, padding=0):
    image = torch.zeros(1, 1, height, width, requires_grad=True)
    F.conv2d(
        image, torch.ones(1, 1, k, k), stride=stride, padding=padding
    ).sum().backward()
    return image.grad[0, 0].round().long()


# %% one axis at a time, then the outer product
def usage_counts(height, width, k, stride=1, padding=0):
    def along(n):
        counts = [0] * n
        start = -padding
        while start + k <= n + padding:
            for i in range(start, start + k):
                if 0 <= i < n:
                    counts[i] += 1
            start += stride
        return torch.tensor(counts)

    return along(height)[:, None] * along(width)[None, :]


# %% fold a tensor of ones
def usage_counts(height, width, k, stride=1, padding=0):
    rows = (height + 2 * padding - k) // stride + 1
    columns = (width + 2 * padding - k) // stride + 1
    ones = torch.ones(1, k * k, rows * columns)
    folded = F.fold(ones, (height, width), k, padding=padding, stride=stride)
    return folded[0, 0].to(torch.int64)
