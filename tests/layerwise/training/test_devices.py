"""device(): the order of preference, the override, and what is refused."""

import pytest
import torch

from layerwise.training.devices import (
    available_devices,
    checked_device,
    device,
    device_name,
)


@pytest.fixture
def machine(monkeypatch):
    """Pretend to be a machine with so many CUDA devices, with or without MPS."""

    def pretend(cuda: int = 0, mps: bool = False):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda > 0)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)

    monkeypatch.delenv("LAYERWISE_DEVICE", raising=False)
    return pretend


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"),
    [(1, True, "cuda"), (1, False, "cuda"), (0, True, "mps"), (0, False, "cpu")],
)
def test_cuda_comes_before_mps_and_mps_before_the_cpu(machine, cuda, mps, expected):
    machine(cuda=cuda, mps=mps)
    assert device() == torch.device(expected)


@pytest.mark.parametrize("wanted", ["cpu", "cuda", "cuda:1", "mps"])
def test_the_environment_variable_overrides_the_choice(machine, monkeypatch, wanted):
    machine(cuda=2, mps=True)
    monkeypatch.setenv("LAYERWISE_DEVICE", wanted)
    assert device() == torch.device(wanted)


def test_an_empty_variable_counts_as_unset(machine, monkeypatch):
    machine(mps=True)
    monkeypatch.setenv("LAYERWISE_DEVICE", " ")
    assert device() == torch.device("mps")


@pytest.mark.parametrize("wanted", ["gpu", "cuda:x", "0.5"])
def test_a_name_that_is_no_device_is_refused(machine, monkeypatch, wanted):
    machine(cuda=1)
    monkeypatch.setenv("LAYERWISE_DEVICE", wanted)
    with pytest.raises(ValueError, match="names no device") as error:
        device()
    message = str(error.value)
    assert f"LAYERWISE_DEVICE={wanted!r}" in message
    assert "use one of cuda, cpu" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("cuda", "wanted"),
    [(0, "cuda"), (0, "mps"), (2, "cuda:2"), (1, "xpu"), (1, "meta")],
)
def test_a_device_that_is_not_there_is_refused(machine, monkeypatch, cuda, wanted):
    machine(cuda=cuda)
    monkeypatch.setenv("LAYERWISE_DEVICE", wanted)
    with pytest.raises(ValueError, match="is not available here: use one of"):
        device()


def test_a_device_given_as_an_argument_is_checked_in_the_same_way(machine):
    machine()
    assert checked_device(torch.device("cpu")) == torch.device("cpu")
    with pytest.raises(ValueError, match="device='cuda' is not available here"):
        checked_device(torch.device("cuda"))
    with pytest.raises(ValueError, match="place='gpu' names no device"):
        checked_device("gpu", "place")


def test_available_devices_end_with_the_cpu(machine):
    machine(cuda=2, mps=True)
    assert [d.type for d in available_devices()] == ["cuda", "mps", "cpu"]


def test_the_name_of_the_cpu_tells_its_threads():
    threads = torch.get_num_threads()
    assert device_name(torch.device("cpu")).startswith(f"cpu ({threads} thread")


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_the_name_of_a_gpu_tells_its_model():
    assert torch.cuda.get_device_name(0) in device_name(torch.device("cuda:0"))
