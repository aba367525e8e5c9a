# %% convolves as it is stored
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch, weight, None, stride, padding)


# %% turns the result only
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch, weight, None, stride, padding).transpose(2, 3)


# %% turns the kernel only
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch, weight.transpose(2, 3), None, stride, padding)


# %% turns image and kernel
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.mT, weight.mT, None, stride, padding)


# %% turns everything but stride and padding
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch, weight.mT, None, stride, padding)
    return result.transpose(2, 3)


# %% reshapes instead of transposing
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    n, c, w, h = batch.shape
    return F.conv2d(batch.reshape(n, c, h, w), weight, None, stride, padding)


# %% transposes the wrong axes
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.permute(0, 1, 3, 2).flip(3), weight, None, stride, padding)


# %% ignores the stride
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.mT, weight, None, 1, padding)


# %% ignores the padding
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.mT, weight, None, stride)


# %% swaps stride too
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.mT, weight, None, tuple(stride)[::-1], padding)


# %% swaps padding too
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.mT, weight, None, stride, tuple(padding)[::-1])


# %% returns the stored order
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.mT, weight, None, stride, padding).mT


# %% flips the kernel
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.mT, weight.flip(2, 3), None, stride, padding)


# %% float32
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.mT.float(), weight.float(), None, stride, padding)


# %% turns the batch in place
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    batch.data = batch.data.mT
    return F.conv2d(batch, weight, None, stride, padding)


# %% loses the gradient
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(batch.detach().mT, weight, None, stride, padding)
