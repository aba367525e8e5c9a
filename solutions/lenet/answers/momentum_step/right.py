# %% backward, own loss
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    model.zero_grad()
    loss = cross_entropy(model(images), labels)
    loss.backward()
    for parameter, velocity in zip(model.parameters(), velocities):
        velocity[...] = momentum * velocity + parameter.grad
        parameter.data = parameter.data - learning_rate * velocity
    return float(loss.detach())


# %% torch.optim with its buffers filled
def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    sgd = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    for parameter, velocity in zip(model.parameters(), velocities):
        sgd.state[parameter]["momentum_buffer"] = velocity
    sgd.zero_grad()
    loss = nn.CrossEntropyLoss()(model(images), labels)
    loss.backward()
    sgd.step()
    for parameter, velocity in zip(model.parameters(), velocities):
        if momentum == 0:
            velocity.copy_(parameter.grad)
    return loss.item()


# %% odd names, all gradients first
def twin(model, x, y):
    expected = cross_entropy(model(x), y)
    kept = [q for q in model.parameters()]
    return expected.item(), kept, torch.autograd.grad(expected, kept)


def momentum_step(model, images, labels, velocities, learning_rate, momentum=0.9):
    right, named, slopes = twin(model, images, labels)
    for i in range(len(named)):
        velocities[i].copy_(slopes[i] + momentum * velocities[i])
    with torch.no_grad():
        for i, parameter in enumerate(named):
            parameter.add_(velocities[i], alpha=-learning_rate)
    return right
