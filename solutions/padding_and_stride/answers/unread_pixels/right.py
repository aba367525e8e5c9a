# %% a set of positions for each axis; a helper called count
def count(n, k, s, p):
    read = set()
    start = -p
    while start + k <= n + p:
        read.update(range(max(start, 0), min(start + k, n)))
        start += s
    return len(read)


def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    rows = count(size[0], kernel[0], stride[0], padding[0])
    columns = count(size[1], kernel[1], stride[1], padding[1])
    return size[0] * size[1] - rows * columns


# %% which window could read position i?
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    (H, W), read = size, []
    for n, k, s, p in zip(size, kernel, stride, padding):
        last = (n + 2 * p - k) // s
        newest = [min((i + p) // s, last) for i in range(n)]
        read.append(sum(i + p < window * s + k for i, window in enumerate(newest)))
    return H * W - read[0] * read[1]


# %% NumPy, window edges added up
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    unread = []
    for n, k, s, p in zip(size, kernel, stride, padding):
        starts = np.arange(0, n + 2 * p - k + 1, s)
        edges = np.zeros(n + 2 * p + 1, dtype=np.int64)
        np.add.at(edges, starts, 1)
        np.add.at(edges, starts + k, -1)
        unread.append(int((np.cumsum(edges)[p : p + n] == 0).sum()))
    rows, columns = unread
    return size[1] * rows + (size[0] - rows) * columns
