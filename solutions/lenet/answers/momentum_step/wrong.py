# %% moves before it updates the velocity
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            parameter -= learning_rate * v
            v.mul_(momentum).add_(slope)
    return loss.item()


# %% plain gradient descent
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * slope
    return loss.item()


# %% the velocity is rebound, not changed
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v = momentum * v + slope
            parameter -= learning_rate * v
    return loss.item()


# %% the list is changed, not the tensors
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for i, (parameter, v, slope) in enumerate(zip(parameters, velocities, slopes)):
            v = momentum * v + slope
            velocities[i] = v
            parameter -= learning_rate * v
    return loss.item()


# %% a running mean
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_((1 - momentum) * slope)
            parameter -= learning_rate * v
    return loss.item()


# %% learning rate inside the velocity
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(learning_rate * slope)
            parameter -= v
    return loss.item()


# %% Nesterov
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * (slope + momentum * v)
    return loss.item()


# %% upwards
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter += learning_rate * v
    return loss.item()


# %% velocity subtracted
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).sub_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% momentum always 0.9
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(0.9).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% momentum 0.5 by default
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.5):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% old gradients count
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    slopes = [p.grad for p in parameters]
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% summed loss
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels, reduction="sum")
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% softmax before the loss
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images).softmax(dim=1), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% loss after the step
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return F.cross_entropy(model(images), labels).item()


# %% returns a tensor
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.detach()


# %% only the weights
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            if parameter.dim() == 1:
                continue
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% only the first parameter
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
            break
    return loss.item()


# %% one velocity for all
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(
            parameters, [velocities[0]] * len(parameters), slopes
        ):
            v.mul_(momentum).add_(slope.sum())
            parameter -= learning_rate * v.mean()
    return loss.item()


# %% velocities in the other order
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities[::-1], slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% gradients clipped at ten
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            slope = slope.clamp(-10, 10)
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% velocities clipped at ten
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            v.clamp_(-10, 10)
            parameter -= learning_rate * v
    return loss.item()


# %% a tiny weight decay
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            slope = slope + 1e-4 * parameter
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% no step for a small loss
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    if loss < 1e-3:
        return loss.item()
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% training mode
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    model.train()
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% evaluation mode
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    model.eval()
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% leaves autograd off
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    torch.set_grad_enabled(False)
    if True:
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% freezes the parameters
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    model.requires_grad_(False)
    return loss.item()


# %% seeds the global generator
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    torch.manual_seed(0)
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% a copy of the model moves
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    model = copy.deepcopy(model)
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% velocities of its own
_own = {}


def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    velocities = _own.setdefault(id(model), [v.clone() for v in velocities])
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% the learning rate of the first call
_rate = {}


def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    learning_rate = _rate.setdefault(0, learning_rate)
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% float32 only
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images.float()), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% scales the images in place
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    images /= 2
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% view of images that may not be contiguous
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images.view(-1).view(images.shape)), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% only the first half of the batch
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(
        model(images[: -(-len(images) // 2)]), labels[: -(-len(labels) // 2)]
    )
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    return loss.item()


# %% two steps
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    parameters = list(model.parameters())
    loss = F.cross_entropy(model(images), labels)
    slopes = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, v, slope in zip(parameters, velocities, slopes):
            v.mul_(momentum).add_(slope)
            parameter -= learning_rate * v
    if True:
        with torch.no_grad():
            for parameter, v in zip(parameters, velocities):
                parameter -= learning_rate * momentum * v
    return loss.item()
