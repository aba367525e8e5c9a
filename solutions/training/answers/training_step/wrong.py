# %% forgets zero_grad
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()


# %% clears the gradients between backward and step
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()


# %% steps before backward
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    optimizer.step()
    loss.backward()
    return loss.item()


# %% forgets the step
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    return loss.item()


# %% softmax before the cross-entropy
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs).softmax(dim=1), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% sum of the losses, not their mean
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets, reduction="sum")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% mean loss returned, sum differentiated
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    (loss * len(targets)).backward()
    optimizer.step()
    return loss.item()


# %% climbs
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    (-loss).backward()
    optimizer.step()
    return loss.item()


# %% Adam
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% weight decay as well
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=0.1)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% leaves the model in evaluation mode
def training_step(model, inputs, targets, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% computes in evaluation mode, then switches
def training_step(model, inputs, targets, learning_rate):
    model.eval()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    model.train()
    return loss.item()


# %% evaluation mode when done
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    model.eval()
    return loss.item()


# %% loss after the step
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return F.cross_entropy(model(inputs), targets).item()


# %% loss as a tensor
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


# %% no loss
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return None


# %% learning rate fixed
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% learning rate divided by the batch's size
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate / len(targets))
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% squared error against one-hot targets
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.mse_loss(
        model(inputs), F.one_hot(targets, model(inputs).shape[1]).to(inputs.dtype)
    )
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% two forward passes in training mode
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    model(inputs)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% moves the last layer only
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(list(model.parameters())[-2:], lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    model.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% clips the gradients
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 0.1)
    optimizer.step()
    return loss.item()


# %% centres the inputs in place
def training_step(model, inputs, targets, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    inputs -= inputs.mean()
    loss = F.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% subtracts old gradients by hand
def training_step(model, inputs, targets, learning_rate):
    model.train()
    loss = F.cross_entropy(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= learning_rate * parameter.grad
            parameter.grad = None
    return loss.item()


# %% moves copies of the parameters
def training_step(model, inputs, targets, learning_rate):
    model.train()
    model.zero_grad()
    loss = F.cross_entropy(model(inputs), targets)
    loss.backward()
    for parameter in model.parameters():
        parameter = parameter - learning_rate * parameter.grad
    return loss.item()
