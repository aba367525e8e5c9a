# %% flips the kernel
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    flipped = kernel.flip(0, 1)
    return F.conv2d(image[None, None], flipped[None, None], None, stride, padding)[0, 0]


# %% strides swapped
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    stride = (stride[1], stride[0])
    return F.conv2d(image[None, None], kernel[None, None], None, stride, padding)[0, 0]


# %% paddings swapped
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    padding = (padding[1], padding[0])
    return F.conv2d(image[None, None], kernel[None, None], None, stride, padding)[0, 0]


# %% kernel transposed
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(image[None, None], kernel.T[None, None], None, stride, padding)[
        0, 0
    ]


# %% steps counted in windows, not in entries
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    padded = F.pad(image, (padding[1], padding[1], padding[0], padding[0]))
    k_h, k_w = kernel.shape
    rows = output_size(image.shape[0], k_h, padding[0], padding[0], stride[0])
    columns = output_size(image.shape[1], k_w, padding[1], padding[1], stride[1])
    output = image.new_zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            output[i, j] = (padded[i : i + k_h, j : j + k_w] * kernel).sum()
    return output


# %% one stride for both axes
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(image[None, None], kernel[None, None], None, stride[0], padding)[
        0, 0
    ]


# %% pads with the border instead of zeros
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    pads = (padding[1], padding[1], padding[0], padding[0])
    padded = F.pad(image[None, None], pads, mode="replicate")
    return F.conv2d(padded, kernel[None, None], None, stride)[0, 0]


# %% float32 whatever comes in
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    a, b = image[None, None].float(), kernel[None, None].float()
    return F.conv2d(a, b, None, stride, padding)[0, 0]


# %% detaches: no gradient
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    with torch.no_grad():
        return F.conv2d(image[None, None], kernel[None, None], None, stride, padding)[
            0, 0
        ]


# %% square kernels only
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    k = kernel.shape[0]
    return F.conv2d(
        image[None, None], kernel[:k, :k][None, None], None, stride, padding
    )[0, 0]


# %% ignores the stride
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(image[None, None], kernel[None, None], None, 1, padding)[0, 0]


# %% pads in front only
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    padded = F.pad(image, (2 * padding[1], 0, 2 * padding[0], 0))
    return F.conv2d(padded[None, None], kernel[None, None], None, stride)[0, 0]


# %% normalises the kernel in place
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    output = F.conv2d(image[None, None], kernel[None, None], None, stride, padding)
    with torch.no_grad():
        kernel /= kernel.abs().sum()
    return output[0, 0]
