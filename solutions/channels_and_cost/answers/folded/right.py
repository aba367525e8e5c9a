# %% loops over every weight
def folded(weight, bias, mean, std):
    new_weight, border = torch.empty_like(weight), torch.zeros_like(mean)
    new_bias = weight.new_zeros(weight.shape[0])
    for o in range(weight.shape[0]):
        if bias is not None:
            new_bias[o] = bias[o]
        for c in range(weight.shape[1]):
            new_weight[o, c] = weight[o, c] / std[c]
            new_bias[o] -= new_weight[o, c].sum() * mean[c]
    border += mean
    return new_weight, new_bias, border


# %% runs the layer on the normalised zero image
def folded(weight, bias, mean, std):
    black = (-mean / std)[None, :, None, None]
    black = black.expand(1, -1, *weight.shape[2:])
    raw = F.conv2d(black, weight, bias)[0, :, 0, 0]
    return weight / std.view(1, -1, 1, 1), raw, mean + 0


# %% sums the taps first, a helper called mean
def mean(values, m):
    return values.sum((2, 3)) @ m


def folded(weight, bias, *args, **kwargs):
    names = dict(zip(("mean", "std"), args)) | kwargs
    m, s = names["mean"], names["std"]
    scaled = weight * (1 / s)[:, None, None]
    constant = -mean(scaled, m)
    return [scaled, constant if bias is None else bias + constant, m.clone()]


# %% a matrix product with a diagonal
def folded(weight, bias, mean, std):
    offset = torch.zeros_like(weight[:, 0, 0, 0]) if bias is None else bias
    rescale = torch.diag(std.reciprocal())
    new = torch.einsum("ocuv,cd->oduv", weight, rescale)
    return new, offset - new.flatten(2).sum(2) @ mean, mean.detach().clone()


# %% the mean itself as the border
def folded(weight, bias, mean, std):
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    border = mean
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, border
