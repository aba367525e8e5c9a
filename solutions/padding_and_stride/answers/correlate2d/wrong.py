# %% as it was given
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_h, p_h, p_w, p_w))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_h
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% only the padding mended
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_h
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% only the stride mended
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_h, p_h, p_w, p_w))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% only the dtype mended
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_h, p_h, p_w, p_w))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_h
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% the padding still wrong
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_h, p_h, p_w, p_w))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% the stride still wrong
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_h
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% the dtype still wrong
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% float64 always
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=torch.float64)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% the strides exchanged
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride[::-1], padding
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


# %% the mended function flips the kernel
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
            output[i, j] = (window * kernel.flip(0, 1)).sum()
    return output


# %% the kernel transposed
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
            output[i, j] = (window * kernel.T.reshape(k_h, k_w)).sum()
    return output


# %% torch's convolution, which is not allowed
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    batch = image[None, None]
    return F.conv2d(batch, kernel[None, None], None, stride, padding)[0, 0]


# %% torch's layer, which is not allowed
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    layer = torch.nn.Conv2d(
        1, 1, tuple(kernel.shape), stride, padding, bias=False, dtype=image.dtype
    )
    with torch.no_grad():
        layer.weight[0, 0] = kernel
        return layer(image[None, None])[0, 0]


# %% one row and column too few
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = (padded.shape[0] - k_h) // s_h
    columns = (padded.shape[1] - k_w) // s_w
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% rounds the size up
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = -((k_h - padded.shape[0]) // s_h) + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% pads behind only
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (0, 2 * p_w, 0, 2 * p_h))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% pads with the border
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image[None], (p_w, p_w, p_h, p_h), "replicate")[0]
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% ignores the padding
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, (0, 0)
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


# %% ignores the stride
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, (1, 1), padding
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


# %% default: padding that keeps the size
def correlate2d(image, kernel, stride=(1, 1), padding=(1, 1)):
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


# %% default: stride 2
def correlate2d(image, kernel, stride=(2, 2), padding=(0, 0)):
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


# %% axes of one entry: squeezed
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
    return output.squeeze()


# %% dtype: adds up in float32
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
            output[i, j] = (window.float() * kernel.float()).sum()
    return output


# %% layout: as_strided with contiguous steps
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    image = torch.as_strided(image, image.shape, (image.shape[1], 1))
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


# %% layout: view of the kernel
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
            output[i, j] = window.reshape(-1) @ kernel.view(-1)
    return output


# %% small sizes only: kernels up to 12 rows
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + min(k_h, 12), left : left + k_w]
            output[i, j] = (window * kernel[:12]).sum()
    return output


# %% small sizes only: stops after 16 rows
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(min(rows, 16)):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% small numbers only: clipped at 1,000
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
    return output.clamp(-1000, 1000)


# %% tiny sums are taken for zero
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
    return output * (output.abs() > 1e-5)


# %% side effect: the kernel is normalised
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
    kernel /= kernel.abs().sum()
    return output


# %% side effect: leaves autograd off
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    torch.set_grad_enabled(False)
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


# %% state: one buffer for each size
BUFFERS = {}


def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_w, p_w, p_h, p_h))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = BUFFERS.setdefault(
        (rows, columns, image.dtype), torch.zeros(rows, columns, dtype=image.dtype)
    )
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_w
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% state: remembers the kernel by its size
KERNELS = {}


def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    kernel = KERNELS.setdefault((k_h, k_w, kernel.dtype), kernel.clone())
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


# %% keyword: other names for the arguments
def correlate2d(x, w, stride=(1, 1), padding=(0, 0)):
    image, kernel = x, w
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


# %% one call in ten is wrong
CALLS = [0]


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
    CALLS[0] += 1
    return output if CALLS[0] % 10 else -output
