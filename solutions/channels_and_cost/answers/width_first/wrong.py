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


# %% a view that must be contiguous
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    batch = batch.view(-1).view(batch.shape)
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    return result


# %% a weight that must be contiguous
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    weight = weight.view(-1).view(weight.shape)
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    return result


# %% squeezes
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    result = result.squeeze()
    return result


# %% turns only pictures that are not square
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    turned = batch.mT if batch.shape[2] != batch.shape[3] else batch
    result = F.conv2d(turned, weight, None, stride, padding)
    return result


# %% one step for both axes
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    stride = stride[0]
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    return result


# %% one padding for both axes
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    padding = padding[0]
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    return result


# %% float32 for everything that is not float64, and back
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch.mT.float(), weight.float(), None, stride, padding)
    result = result.to(batch.dtype)
    return result


# %% one buffer for every shape
buffers = {}


def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    if not result.requires_grad:
        key = result.shape, result.dtype
        result = buffers.setdefault(key, torch.empty_like(result)).copy_(result)
    return result


# %% remembers by batch and weight alone
seen = {}


def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    if not result.requires_grad:
        key = str([batch.tolist(), weight.tolist(), batch.dtype])
        result = seen.setdefault(key, result)
    return result


# %% remembers by shapes
seen = {}


def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    if not result.requires_grad:
        key = batch.shape, weight.shape, tuple(stride), tuple(padding), batch.dtype
        result = seen.setdefault(key, result)
    return result


# %% leaves autograd off
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    torch.set_grad_enabled(False)
    return result


# %% no gradient for the weight
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch.mT, weight.detach(), None, stride, padding)
    return result


# %% ignores the keyword padding
def width_first(batch, weight, stride=(1, 1), *args, **kwargs):
    padding = args[0] if args else (0, 0)
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    return result


# %% twelve images at most
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    batch = batch[:12]
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    return result


# %% wrong one call in ten
calls = []


def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    calls.append(0)
    result = result + (len(calls) % 10 == 0)
    return result


# %% clips
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    result = F.conv2d(batch.mT, weight, None, stride, padding)
    result = result.clamp(-1000, 1000)
    return result


# %% turns the batch in place when it can
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    batch.transpose_(2, 3)
    result = F.conv2d(batch, weight, None, stride, padding)
    return result
