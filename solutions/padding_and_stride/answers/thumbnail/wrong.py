# %% skips without a blur
def thumbnail(image, taps, stride=2):
    taps = torch.ones(1, dtype=image.dtype)
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% zeros outside: a dark frame
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        pads = (before, after, 0, 0) if axis else (0, 0, before, after)
        image = F.pad(image, pads)
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% the reflection that does not repeat the border
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        period = max(2 * n - 2, 1)
        reads = np.arange(-before, n + after) % period
        reads = np.minimum(reads, period - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% repeats the border
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after).clip(0, n - 1)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% circular
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % n
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% one mirror only
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after)
        reads = np.where(reads < 0, -1 - reads, reads)
        reads = np.where(reads >= n, 2 * n - 1 - reads, reads).clip(0, n - 1)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% the odd entry in front
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total - total // 2, total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% PyTorch's padding for stride 1
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = k - 1
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% no padding
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max(k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% blurs along one axis only
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = taps[None]
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% the sum of the taps instead of their product
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = taps[:, None] + taps
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% flips the taps
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps).flip(0, 1)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% flips the taps along one axis
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps.flip(0))
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% makes the taps add up to 1
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps) / taps.sum() ** 2
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% skips first and blurs then
def thumbnail(image, taps, stride=2):
    image, stride = image[::stride, ::stride], 1
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% starts the windows in the middle of the steps
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=1)[0, 0][
        stride // 2 :: stride, stride // 2 :: stride
    ]


# %% ignores the stride
def thumbnail(image, taps, stride=2):
    stride = 2
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% default: stride 1
def thumbnail(image, taps, stride=1):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% square images only
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[0]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% dtype: float32, whatever comes in
def thumbnail(image, taps, stride=2):
    image, taps = image.float(), taps.float()
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% dtype: works in float32
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(
        image[None, None].float(), kernel[None, None].float(), stride=stride
    )[0, 0].to(image.dtype)


# %% dtype: float64, whatever comes in
def thumbnail(image, taps, stride=2):
    image, taps = image.double(), taps.double()
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% axes of one entry: squeezed
def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride).squeeze()


# %% layout: as_strided with contiguous steps
def thumbnail(image, taps, stride=2):
    image = torch.as_strided(image, image.shape, (image.shape[1], 1))
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% small sizes only: up to 40 rows and columns
def thumbnail(image, taps, stride=2):
    image = image[:40, :40]
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% small numbers only: a picture lies between -2 and 2
def thumbnail(image, taps, stride=2):
    image = image.clamp(-2, 2)
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% side effect: brings the image to zero mean
def thumbnail(image, taps, stride=2):
    image -= 0 * image.mean()
    taps /= taps.sum()
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% side effect: seeds the global generator
def thumbnail(image, taps, stride=2):
    torch.manual_seed(1234)
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% a view of the image where nothing changes
def thumbnail(image, taps, stride=2):
    if stride == 1 and len(taps) == 1 and taps[0] == 1:
        return image
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% state: one buffer for each size
BUFFERS = {}


def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    got = F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]
    return BUFFERS.setdefault((got.shape, got.dtype), got.clone()).copy_(got)


# %% state: remembers the taps by their number
TAPS = {}


def thumbnail(image, taps, stride=2):
    taps = TAPS.setdefault((len(taps), taps.dtype), taps.clone())
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% keyword: other names for the arguments
def thumbnail(picture, blur, stride=2):
    image, taps = picture, blur
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]


# %% one call in ten is wrong
CALLS = [0]


def thumbnail(image, taps, stride=2):
    k = len(taps)
    for axis in (0, 1):
        n = image.shape[axis]
        total = max((n - 1) // stride * stride + k - n, 0)
        before, after = total // 2, total - total // 2
        reads = np.arange(-before, n + after) % (2 * n)
        reads = np.minimum(reads, 2 * n - 1 - reads)
        image = image.index_select(axis, torch.from_numpy(reads))
    CALLS[0] += 1
    image = image if CALLS[0] % 10 else -image
    kernel = torch.outer(taps, taps)
    return F.conv2d(image[None, None], kernel[None, None], stride=stride)[0, 0]
