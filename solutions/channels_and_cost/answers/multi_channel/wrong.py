# %% adds the bias once per input channel
def multi_channel(batch, weight, bias, stride=1, padding=0):
    result = F.conv2d(batch, weight, None, stride, padding)
    if bias is not None:
        result = result + batch.shape[1] * bias[:, None, None]
    return result


# %% forgets the bias
def multi_channel(batch, weight, bias, stride=1, padding=0):
    return F.conv2d(batch, weight, None, stride, padding)


# %% fails without a bias
def multi_channel(batch, weight, bias, stride=1, padding=0):
    result = F.conv2d(batch, weight, None, stride, padding)
    return result + bias[:, None, None]


# %% the mean over the channels
def multi_channel(batch, weight, bias, stride=1, padding=0):
    result = F.conv2d(batch, weight, None, stride, padding) / batch.shape[1]
    return result if bias is None else result + bias[:, None, None]


# %% the first channel only
def multi_channel(batch, weight, bias, stride=1, padding=0):
    return F.conv2d(batch[:, :1], weight[:, :1], bias, stride, padding)


# %% the first image only
def multi_channel(batch, weight, bias, stride=1, padding=0):
    return F.conv2d(batch[:1], weight, bias, stride, padding)


# %% output channels before the batch
def multi_channel(batch, weight, bias, stride=1, padding=0):
    return F.conv2d(batch, weight, bias, stride, padding).transpose(0, 1)


# %% flips the kernels
def multi_channel(batch, weight, bias, stride=1, padding=0):
    return F.conv2d(batch, weight.flip(2, 3), bias, stride, padding)


# %% ignores stride and padding
def multi_channel(batch, weight, bias, stride=1, padding=0):
    return F.conv2d(batch, weight, bias)


# %% collects in a float32 tensor
def multi_channel(batch, weight, bias, stride=1, padding=0):
    result = F.conv2d(batch, weight, bias, stride, padding)
    output = torch.zeros(result.shape)
    output += result
    return output


# %% loses the gradient
def multi_channel(batch, weight, bias, stride=1, padding=0):
    return F.conv2d(batch, weight, bias, stride, padding).detach()


# %% accumulates in the bias in place
def multi_channel(batch, weight, bias, stride=1, padding=0):
    result = F.conv2d(batch, weight, bias, stride, padding)
    if bias is not None:
        with torch.no_grad():
            bias += 1
    return result
