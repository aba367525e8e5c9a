# %% softmax at the end
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x).softmax(1)


# %% activation after the last layer
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.act(self.fc3(x))


# %% no activation between the dense layers
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.fc1(x)
        x = self.fc2(x)
        return self.fc3(x)


# %% no activation after the convolutions
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.pool(self.conv1(x), 2)
        x = self.pool(self.conv2(x), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% pools before it activates
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.act(self.pool(self.conv1(x), 2))
        x = self.act(self.pool(self.conv2(x), 2))
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% always sigmoid
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )
        self.act = torch.sigmoid

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% always ReLU
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )
        self.act = torch.relu

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% always average pooling
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )
        self.pool = F.avg_pool2d

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% always max pooling
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )
        self.pool = F.max_pool2d

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% pads the first layer
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(400, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% no biases in the convolutions
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = (
            nn.Conv2d(1, 6, 5, bias=False),
            nn.Conv2d(6, 16, 5, bias=False),
        )
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% flattens the batch too
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten()
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% flattens in another order
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.transpose(2, 3).flatten(1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)


# %% one dense layer is missing
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(120, 10),
        )

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        return self.fc3(x)


# %% dropout in training mode
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.act = {"sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
        self.pool = {"average": F.avg_pool2d, "max": F.max_pool2d}[pooling]
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = (
            nn.Linear(256, 120),
            nn.Linear(120, 84),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)), 2)
        x = self.pool(self.act(self.conv2(x)), 2)
        x = F.dropout(x.flatten(1), 0.5)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)
