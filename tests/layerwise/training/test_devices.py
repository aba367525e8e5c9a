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
    """Pretend to be a machine with so many accelerators of one kind."""

    def pretend(kind: str = "cuda", count: int = 0):
        accelerator = torch.accelerator
        monkeypatch.setattr(accelerator, "is_available", lambda: count > 0)
        monkeypatch.setattr(accelerator, "device_count", lambda: count)
        monkeypatch.setattr(
            accelerator, "current_accelerator", lambda: torch.device(kind, 0)
        )

    monkeypatch.delenv("LAYERWISE_DEVICE", raising=False)
    return pretend


@pytest.mark.parametrize(
    ("kind", "count", "expected"),
    [("cuda", 2, "cuda"), ("mps", 1, "mps"), ("xpu", 1, "xpu"), ("cuda", 0, "cpu")],
)
def test_the_accelerator_comes_before_the_cpu(machine, kind, count, expected):
    machine(kind, count)
    assert device() == torch.device(expected)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [("cuda", "cpu"), ("cuda", "cuda"), ("cuda", "cuda:1"), ("mps", "mps")],
)
def test_the_environment_variable_overrides_the_choice(
    machine, monkeypatch, kind, wanted
):
    machine(kind, 2)
    monkeypatch.setenv("LAYERWISE_DEVICE", wanted)
    assert device() == torch.device(wanted)


def test_an_empty_variable_counts_as_unset(machine, monkeypatch):
    machine("mps", 1)
    monkeypatch.setenv("LAYERWISE_DEVICE", " ")
    assert device() == torch.device("mps")


@pytest.mark.parametrize("wanted", ["gpu", "cuda:x", "0.5"])
def test_a_name_that_is_no_device_is_refused(machine, monkeypatch, wanted):
    machine("cuda", 1)
    monkeypatch.setenv("LAYERWISE_DEVICE", wanted)
    with pytest.raises(ValueError, match="names no device") as error:
        device()
    message = str(error.value)
    assert f"LAYERWISE_DEVICE={wanted!r}" in message
    assert "use one of cuda, cpu" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("count", "wanted"),
    [(0, "cuda"), (0, "mps"), (2, "cuda:2"), (1, "xpu"), (1, "meta")],
)
def test_a_device_that_is_not_there_is_refused(machine, monkeypatch, count, wanted):
    machine("cuda", count)
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
    machine("cuda", 2)
    assert available_devices() == [torch.device("cuda"), torch.device("cpu")]


def test_the_name_of_the_cpu_tells_its_threads():
    threads = torch.get_num_threads()
    assert device_name(torch.device("cpu")).startswith(f"cpu ({threads} thread")


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_the_name_of_a_gpu_tells_its_model():
    assert torch.cuda.get_device_name(0) in device_name(torch.device("cuda:0"))
