# %% gradient descent from zeros
def learn_kernel(image, output, k, flip=False):
    w = torch.zeros(k, k, dtype=image.dtype, requires_grad=True)
    for _ in range(300):
        acting = w.flip(0, 1) if flip else w
        got = F.conv2d(image[None, None], acting[None, None])[0, 0]
        loss = ((got - output) ** 2).mean()
        (slope,) = torch.autograd.grad(loss, [w])
        w = (w - 0.2 * slope).detach().requires_grad_()
    return w.detach()


# %% torch's optimiser
def learn_kernel(image, output, k, flip=False):
    layer = torch.nn.Conv2d(1, 1, k, bias=False, dtype=image.dtype)
    optimiser = torch.optim.SGD(layer.parameters(), lr=0.2)
    for _ in range(300):
        optimiser.zero_grad()
        F.mse_loss(layer(image[None, None])[0, 0], output).backward()
        optimiser.step()
    kernel = layer.weight.detach()[0, 0]
    return kernel.rot90(2) if flip else kernel


# %% the normal equations, window by window
def learn_kernel(image, output, k, flip=False):
    gram = torch.zeros(k * k, k * k, dtype=torch.float64)
    right = torch.zeros(k * k, dtype=torch.float64)
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            window = image[i : i + k, j : j + k].flatten().double()
            gram += torch.outer(window, window)
            right += window * output[i, j]
    kernel = torch.linalg.solve(gram, right).to(image.dtype).reshape(k, k)
    return torch.flip(kernel, (0, 1)) if flip else kernel


# %% as many equations as weights, with NumPy
def learn_kernel(image, output, k, flip=False):
    columns = F.unfold(image[None, None], k)[0].T.numpy().astype(np.float64)
    kernel = np.linalg.pinv(columns) @ output.numpy().astype(np.float64).reshape(-1)
    kernel = torch.tensor(kernel, dtype=image.dtype).reshape(k, k)
    return kernel.flip([0, 1]) if flip else kernel
