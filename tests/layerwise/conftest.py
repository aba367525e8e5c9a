"""Devices and number types that the operators are tested on."""

import pytest
import torch

from layerwise.training import reproducibility


@pytest.fixture(autouse=True, scope="session")
def full_precision():
    """Switch off TF32, which torch's convolutions use by default on NVIDIA GPUs."""
    with reproducibility.full_precision():
        yield


@pytest.fixture(params=["cpu", pytest.param("cuda", marks=pytest.mark.gpu)])
def device(request):
    """Every device that this machine has; the others are skipped with the reason."""
    if request.param == "cuda" and not torch.cuda.is_available():
        pytest.skip("needs an NVIDIA GPU: torch.cuda.is_available() is False")
    return torch.device(request.param)


@pytest.fixture(params=[torch.float64, torch.float32], ids=["float64", "float32"])
def dtype(request):
    return request.param
