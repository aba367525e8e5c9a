# %% multiplies by the deviation
def folded(weight, bias, mean, std):
    new_weight = weight * std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% divides along the filters
def folded(weight, bias, mean, std):
    new_weight = (
        weight / std[: len(weight)].repeat(len(weight))[: len(weight), None, None, None]
    )
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% divides by the variance
def folded(weight, bias, mean, std):
    new_weight = weight / std.square()[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% adds the mean
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% the old weight in the bias
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% the mean once per filter, not once per tap
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -(new_weight[:, :, 0, 0] @ mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% the mean of the taps
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -(new_weight.mean((2, 3)) @ mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% forgets the mean
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = new_weight.new_zeros(len(weight))
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% a border of zeros
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = torch.zeros_like(mean)
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% the negative border
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = -mean
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% the normalised zero as border
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = -mean / std
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% the border in deviations
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean / std
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% one border for all channels
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.mean().expand(len(mean)).clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% forgets the old bias
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias
    return new_weight, new_bias, border


# %% divides the old bias too
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias / std.mean()
    return new_weight, new_bias, border


# %% fails without a bias
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% None where there was no bias
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    if bias is None:
        new_bias = None
    return new_weight, new_bias, border


# %% bias in place
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        bias += new_bias
        new_bias = bias
    return new_weight, new_bias, border


# %% weight in place
def folded(weight, bias, mean, std):
    weight /= std[:, None, None]
    new_weight = weight
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% float32
def folded(weight, bias, mean, std):
    weight = weight.float()
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% returns float32 weights
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    new_weight = new_weight.float()
    return new_weight, new_bias, border


# %% rounds to float32 and back
def folded(weight, bias, mean, std):
    kind = weight.dtype
    weight = weight.float().to(kind)
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% three channels only
def folded(weight, bias, mean, std):
    mean, std = mean[:3], std[:3]
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% squeezes
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    new_weight = new_weight.squeeze()
    return new_weight, new_bias, border


# %% squeezes the bias
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    new_bias = new_bias.squeeze()
    return new_weight, new_bias, border


# %% a weight that must be contiguous
def folded(weight, bias, mean, std):
    weight = weight.view(-1).view(weight.shape)
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% a mean that must be contiguous
def folded(weight, bias, mean, std):
    mean = mean.view(torch.uint8).view(mean.dtype)
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% deviations kept away from zero
def folded(weight, bias, mean, std):
    std = std.clamp(min=0.01)
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% a small number added to the deviations
def folded(weight, bias, mean, std):
    std = std + 1e-5
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border


# %% one buffer for every shape
buffers = {}


def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    key = new_weight.shape, new_weight.dtype
    new_weight = buffers.setdefault(key, torch.empty_like(new_weight)).copy_(new_weight)
    return new_weight, new_bias, border


# %% remembers all but the bias
seen = {}


def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    key = str(
        [weight.tolist(), mean.tolist(), std.tolist(), bias is None, weight.dtype]
    )
    new_bias = seen.setdefault(key, new_bias)
    return new_weight, new_bias, border


# %% remembers the first border
seen = {}


def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    border = seen.setdefault((mean.shape, mean.dtype), border)
    return new_weight, new_bias, border


# %% wrong one call in ten
calls = []


def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    calls.append(0)
    border = border + (len(calls) % 10 == 0)
    return new_weight, new_bias, border


# %% two results
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias


# %% border with the axes of an image
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    border = border[:, None, None]
    return new_weight, new_bias, border


# %% first tap only is divided
def folded(weight, bias, mean, std):
    new_weight = weight.clone()
    new_weight[:, :, :1, :1] = weight[:, :, :1, :1] / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean.clone()
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border
