# %% torch's own operation
def channels_last(batch, weight, bias, stride=1, padding=0):
    x, w = batch.permute(0, 3, 1, 2), weight.permute(3, 2, 0, 1)
    return F.conv2d(x, w, bias, stride, padding).permute(0, 2, 3, 1)


# %% torch's own layer
def channels_last(batch, weight, bias, stride=1, padding=0):
    k_h, k_w, c, o = weight.shape
    layer = nn.utils.skip_init(nn.Conv2d, c, o, (k_h, k_w), stride, padding)
    layer.weight.data = weight.permute(3, 2, 0, 1)
    layer.bias.data = torch.zeros(o, dtype=batch.dtype) if bias is None else bias
    return layer(batch.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


# %% three dimensions to get round the rule
def channels_last(batch, weight, bias, stride=1, padding=0):
    x, w = batch.permute(0, 3, 1, 2)[:, :, None], weight.permute(3, 2, 0, 1)[:, :, None]
    result = F.conv3d(x, w, bias, (1, stride, stride), (0, padding, padding))
    return result[:, :, 0].permute(0, 2, 3, 1)


# %% adds the bias once per input channel
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + batch.shape[3] * bias


# %% forgets the bias
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result


# %% fails without a bias
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result + bias


# %% the mean over the channels
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result / batch.shape[3]
    return result if bias is None else result + bias


# %% the first channel only
def channels_last(batch, weight, bias, stride=1, padding=0):
    batch, weight = batch[..., :1], weight[:, :, :1]
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% the first image only
def channels_last(batch, weight, bias, stride=1, padding=0):
    batch = batch[:1]
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% channels first
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result if bias is None else result + bias
    return result.permute(0, 3, 1, 2)


# %% flips the kernels
def channels_last(batch, weight, bias, stride=1, padding=0):
    weight = weight.flip(0, 1)
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% width and height of the kernel exchanged
def channels_last(batch, weight, bias, stride=1, padding=0):
    weight = weight.transpose(0, 1)
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% reads the weight as torch orders it
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum(
        "nhwcij,ocij->nhwo",
        windows,
        weight.reshape(weight.shape[3], weight.shape[2], *weight.shape[:2]),
    )
    return result if bias is None else result + bias


# %% reshapes instead of moving axes
def channels_last(batch, weight, bias, stride=1, padding=0):
    n, h, w, c = batch.shape
    x = batch.reshape(n, c, h, w)
    x = F.pad(x, (padding, padding, padding, padding))
    windows = x.unfold(2, weight.shape[0], stride).unfold(3, weight.shape[1], stride)
    result = torch.einsum("nchwij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% ignores stride
def channels_last(batch, weight, bias, stride=1, padding=0):
    stride = 1
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% ignores padding
def channels_last(batch, weight, bias, stride=1, padding=0):
    padding = 0
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% pads the channels too
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (padding, padding, padding, padding))
    windows = padded[..., : batch.shape[3]].unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% pads below and on the right only
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, 0, 2 * padding, 0, 2 * padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% strides by padding and pads by stride
def channels_last(batch, weight, bias, stride=1, padding=0):
    stride, padding = max(padding, 1), stride if padding else 0
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% collects in a float32 tensor
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result.float()
    return result if bias is None else result + bias


# %% float32 for everything that is not float64, and back
def channels_last(batch, weight, bias, stride=1, padding=0):
    kind, batch, weight = batch.dtype, batch.float(), weight.float()
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result.to(kind)
    return result if bias is None else result + bias


# %% loses the gradient
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result.detach()
    return result if bias is None else result + bias


# %% no gradient for the bias
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias.detach()


# %% no gradient for the batch
def channels_last(batch, weight, bias, stride=1, padding=0):
    batch = batch.detach()
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% no gradient for the weight
def channels_last(batch, weight, bias, stride=1, padding=0):
    weight = weight.data
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% adds to the bias in place
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    if bias is not None:
        with torch.no_grad():
            bias += 1
    return result if bias is None else result + bias - 1


# %% zeroes the border of the batch in place
def channels_last(batch, weight, bias, stride=1, padding=0):
    if batch.shape[1] > 6 and not batch.requires_grad:
        batch[:, 0] = 0
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% squeezes axes of one entry
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result if bias is None else result + bias
    return result.squeeze()


# %% squeezes the one channel
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result if bias is None else result + bias
    return result.squeeze(3)


# %% view of a batch that must be contiguous
def channels_last(batch, weight, bias, stride=1, padding=0):
    batch = batch.view(-1).view(batch.shape)
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% view of a weight that must be contiguous
def channels_last(batch, weight, bias, stride=1, padding=0):
    weight = weight.view(-1).view(weight.shape)
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% one buffer for all calls with the same shape
buffers = {}


def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result if bias is None else result + bias
    if result.requires_grad:
        return result
    buffer = buffers.setdefault((result.shape, result.dtype), torch.empty_like(result))
    return buffer.copy_(result)


# %% remembers by shapes, stride and padding
remembered = {}


def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result if bias is None else result + bias
    key = (batch.shape, weight.shape, bias is None, stride, padding, batch.dtype)
    if result.requires_grad:
        return result
    return remembered.setdefault(key, result)


# %% remembers by everything but the bias
remembered = {}


def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    key = (str(batch.tolist()), str(weight.tolist()), stride, padding, batch.dtype)
    result = result if bias is None else result + bias
    if result.requires_grad:
        return result
    return remembered.setdefault(key, result)


# %% wrong one call in ten
calls = []


def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    calls.append(0)
    result = result if bias is None else result + bias
    return result.flip(1) if len(calls) % 10 == 0 else result


# %% at most sixteen channels
def channels_last(batch, weight, bias, stride=1, padding=0):
    batch, weight = batch[..., :16], weight[:, :, :16]
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% at most twelve images
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result if bias is None else result + bias
    return result[:12]


# %% square kernels only
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[0], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight[:, : weight.shape[0]])
    return result if bias is None else result + bias


# %% drops small values
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = torch.where(result.abs() < 1e-3, 0.0, result)
    return result if bias is None else result + bias


# %% clips large values
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result.clamp(-1000, 1000)
    return result if bias is None else result + bias


# %% rectifies
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    result = result if bias is None else result + bias
    return result.relu()


# %% leaves autograd off
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    torch.set_grad_enabled(False)
    return result if bias is None else result + bias


# %% seeds torch's generator
def channels_last(batch, weight, bias, stride=1, padding=0):
    torch.manual_seed(42)
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% keyword stride called otherwise
def channels_last(batch, weight, bias, step=1, padding=0):
    stride = step
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% padding is one by default
def channels_last(batch, weight, bias, stride=1, padding=1):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias
