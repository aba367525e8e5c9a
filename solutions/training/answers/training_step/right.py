# %% move the parameters by hand
def training_step(model, inputs, targets, learning_rate):
    model.train()
    loss = F.cross_entropy(model(inputs), targets)
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= learning_rate * parameter.grad
    return float(loss.detach())


# %% autograd.grad never touches old gradients
def training_step(model, inputs, targets, learning_rate):
    model.train(True)
    parameters = [p for p in model.parameters() if p.requires_grad]
    loss = nn.CrossEntropyLoss()(model(inputs), targets)
    gradients = torch.autograd.grad(loss, parameters)
    for parameter, gradient in zip(parameters, gradients):
        parameter.data.sub_(gradient, alpha=learning_rate)
    return loss.item()


# %% clear first, then log-softmax and the negative log-likelihood
def training_step(model, inputs, targets, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), learning_rate)
    optimizer.zero_grad(set_to_none=False)
    model.train()
    loss = F.nll_loss(model(inputs).log_softmax(dim=1), targets)
    loss.backward()
    optimizer.step()
    return loss.item()


# %% cross-entropy by its formula
def training_step(model, inputs, targets, learning_rate):
    for parameter in model.parameters():
        parameter.grad = None
    model.train()
    logits = model(inputs)
    right = logits.gather(1, targets[:, None])[:, 0]
    loss = (logits.logsumexp(dim=1) - right).mean()
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(parameter - learning_rate * parameter.grad)
    return loss.tolist()
