# %% mean of the batches' accuracies
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    accuracies, logits = [], []
    with torch.no_grad():
        for inputs, targets in batches:
            logits.append(model(inputs))
            right = logits[-1].argmax(dim=1) == targets
            accuracies.append(right.float().mean().item())
    model.train(was_training)
    return sum(accuracies) / len(accuracies), torch.cat(logits)


# %% divides by the first batch's size times the batches
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    right = int((logits.argmax(dim=1) == targets).sum())
    return right / (len(batches) * len(batches[0][1])), logits


# %% computes in training mode
def evaluate(model, batches):
    was_training = model.training
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% leaves the model in evaluation mode
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% always ends in training mode
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train()
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% remembers the mode too late
def evaluate(model, batches):
    model.eval()
    was_training = model.training
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% with gradients
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.enable_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% argmax over the batch
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=0)[:1] == targets).float().mean().item(), logits


# %% the smallest logit wins
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmin(dim=1) == targets).float().mean().item(), logits


# %% only the last batch
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches[-1:]])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches[-1:]])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% accuracy of the last batch, logits of all
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    last = batches[-1][1]
    right = logits[-len(last) :].argmax(dim=1) == last
    return right.float().mean().item(), logits


# %% percent
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item() * 100, logits


# %% the share of mistakes
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) != targets).float().mean().item(), logits


# %% a tensor for the accuracy
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean(), logits


# %% counts instead of a share
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().sum().item(), logits


# %% softmax of the logits
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs).softmax(dim=1) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% logits in reverse order of the batches
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    accuracy = (logits.argmax(dim=1) == targets).float().mean().item()
    return accuracy, torch.cat([model(inputs) for inputs, _ in batches[::-1]])


# %% float32 logits
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches]).float()
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% classes instead of logits
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits.argmax(dim=1)


# %% rounds the accuracy to one decimal
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    right = (logits.argmax(dim=1) == targets).float().mean().item()
    return round(right, 1), logits


# %% centres the inputs in place
def evaluate(model, batches):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs.sub_(inputs.mean())) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% a pass in training mode first
def evaluate(model, batches):
    for inputs, _ in batches:
        model.train()(inputs.repeat(2, 1))
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits


# %% turns dropout off for good
def evaluate(model, batches):
    for layer in model.modules():
        if isinstance(layer, nn.Dropout):
            layer.p = 0.0
    was_training = model.training
    with torch.no_grad():
        logits = torch.cat([model(inputs) for inputs, _ in batches])
    model.train(was_training)
    targets = torch.cat([targets for _, targets in batches])
    return (logits.argmax(dim=1) == targets).float().mean().item(), logits
