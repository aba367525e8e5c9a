# %% ignores flip
def learn_kernel(image, output, k, flip=False):
    columns = F.unfold(image[None, None], k)[0].T
    return torch.linalg.lstsq(columns, output.reshape(-1, 1)).solution.reshape(k, k)


# %% always flips
def learn_kernel(image, output, k, flip=False):
    columns = F.unfold(image[None, None], k)[0].T
    kernel = torch.linalg.lstsq(columns, output.reshape(-1, 1)).solution
    return kernel.reshape(k, k).flip(0, 1)


# %% flips one axis only
def learn_kernel(image, output, k, flip=False):
    columns = F.unfold(image[None, None], k)[0].T
    kernel = torch.linalg.lstsq(columns, output.reshape(-1, 1)).solution
    return kernel.reshape(k, k).flip(1) if flip else kernel.reshape(k, k)


# %% transposes instead of turning by 180 degrees
def learn_kernel(image, output, k, flip=False):
    columns = F.unfold(image[None, None], k)[0].T
    kernel = torch.linalg.lstsq(columns, output.reshape(-1, 1)).solution
    return kernel.reshape(k, k).T if flip else kernel.reshape(k, k)


# %% too few steps
def learn_kernel(image, output, k, flip=False):
    w = torch.zeros(k, k, dtype=image.dtype, requires_grad=True)
    for _ in range(5):
        acting = w.flip(0, 1) if flip else w
        got = F.conv2d(image[None, None], acting[None, None])[0, 0]
        (slope,) = torch.autograd.grad(((got - output) ** 2).mean(), [w])
        w = (w - 0.2 * slope).detach().requires_grad_()
    return w.detach()


# %% climbs the loss instead of going down
def learn_kernel(image, output, k, flip=False):
    w = torch.zeros(k, k, dtype=image.dtype, requires_grad=True)
    for _ in range(300):
        acting = w.flip(0, 1) if flip else w
        got = F.conv2d(image[None, None], acting[None, None])[0, 0]
        (slope,) = torch.autograd.grad(((got - output) ** 2).mean(), [w])
        w = (w + 0.2 * slope).detach().requires_grad_()
    return w.detach()


# %% steps too large
def learn_kernel(image, output, k, flip=False):
    w = torch.zeros(k, k, dtype=image.dtype, requires_grad=True)
    for _ in range(300):
        acting = w.flip(0, 1) if flip else w
        got = F.conv2d(image[None, None], acting[None, None])[0, 0]
        (slope,) = torch.autograd.grad(((got - output) ** 2).mean(), [w])
        w = (w - 2 * slope).detach().requires_grad_()
    return w.detach()


# %% never resets the gradient
def learn_kernel(image, output, k, flip=False):
    w = torch.zeros(k, k, dtype=image.dtype, requires_grad=True)
    for _ in range(60):
        acting = w.flip(0, 1) if flip else w
        got = F.conv2d(image[None, None], acting[None, None])[0, 0]
        ((got - output) ** 2).mean().backward()
        with torch.no_grad():
            w -= 0.2 * w.grad
    return w.detach()


# %% lowers the sum of errors instead of their squares
def learn_kernel(image, output, k, flip=False):
    w = torch.zeros(k, k, dtype=image.dtype, requires_grad=True)
    for _ in range(300):
        acting = w.flip(0, 1) if flip else w
        got = F.conv2d(image[None, None], acting[None, None])[0, 0]
        (slope,) = torch.autograd.grad((got - output).mean(), [w])
        w = (w - 0.2 * slope).detach().requires_grad_()
    return w.detach()


# %% correlates input and output, which only comes close
def learn_kernel(image, output, k, flip=False):
    kernel = F.conv2d(image[None, None], output[None, None])[0, 0] / output.numel()
    return kernel.flip(0, 1) if flip else kernel


# %% always 3 x 3
def learn_kernel(image, output, k, flip=False):
    height, width = output.shape
    columns = F.unfold(image[None, None], 3)[0].T
    target = output[: image.shape[0] - 2, : image.shape[1] - 2].reshape(-1, 1)
    kernel = torch.linalg.lstsq(columns, target[: len(columns)]).solution
    return kernel.reshape(3, 3).flip(0, 1) if flip else kernel.reshape(3, 3)


# %% image and output centred in place
def learn_kernel(image, output, k, flip=False):
    columns = F.unfold(image[None, None], k)[0].T
    kernel = torch.linalg.lstsq(columns, output.reshape(-1, 1)).solution
    image -= image.mean()
    output -= output.mean()
    return kernel.reshape(k, k).flip(0, 1) if flip else kernel.reshape(k, k)


# %% float64 whatever comes in
def learn_kernel(image, output, k, flip=False):
    columns = F.unfold(image[None, None], k)[0].T.double()
    kernel = torch.linalg.lstsq(columns, output.reshape(-1, 1).double()).solution
    return kernel.reshape(k, k).flip(0, 1) if flip else kernel.reshape(k, k)
