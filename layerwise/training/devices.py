"""Where to compute: one function that every chapter and every test calls."""

import os

import torch

ENVIRONMENT_VARIABLE = "LAYERWISE_DEVICE"


def device() -> torch.device:
    """Choose the device to compute on: the accelerator, if there is one, or the CPU.

    The accelerator is what this build of torch was made for: CUDA, MPS, XPU or
    another. The environment variable LAYERWISE_DEVICE overrides the choice; it takes
    what `torch.device` takes, for example ``cpu``, ``cuda``, ``cuda:1`` or ``mps``.

    >>> torch.zeros(3, device=layerwise.device()).sum().item()
    0.0

    Raises:
        ValueError: LAYERWISE_DEVICE names no device, or one that this machine does
            not have.
    """
    wanted = os.environ.get(ENVIRONMENT_VARIABLE, "").strip()
    if not wanted:
        return available_devices()[0]
    return checked_device(wanted, ENVIRONMENT_VARIABLE)


def available_devices() -> list[torch.device]:
    """List one device of each kind that this machine has, the fastest first.

    >>> str(layerwise.available_devices()[-1])
    'cpu'
    """
    found = []
    if torch.accelerator.is_available():
        found.append(torch.device(torch.accelerator.current_accelerator().type))
    return [*found, torch.device("cpu")]


def checked_device(wanted: torch.device | str, name: str = "device") -> torch.device:
    """Turn a name into a device that this machine has.

    >>> checked_device("cpu")
    device(type='cpu')

    Args:
        wanted: a device, or what `torch.device` takes.
        name: what to call it in error messages.

    Raises:
        ValueError: it names no device, or one that is not available.
    """
    available = [str(kind) for kind in available_devices()]
    advice = f"use one of {', '.join(available)}"
    try:
        chosen = torch.device(wanted)
    except RuntimeError:
        raise ValueError(f"{name}={wanted!r} names no device: {advice}") from None
    count = 1 if chosen.type == "cpu" else torch.accelerator.device_count()
    if chosen.type not in available or (chosen.index or 0) >= count:
        raise ValueError(f"{name}={str(wanted)!r} is not available here: {advice}")
    return chosen


def device_name(device: torch.device) -> str:
    """Describe a device in words that identify it in a table of results.

    On the CPU the number of threads is part of the name, because speed depends on it.

    >>> device_name(torch.device("cpu")).startswith("cpu (")
    True
    """
    if device.type in ("cuda", "xpu"):
        name = torch.get_device_module(device).get_device_name(device)
        return f"{device} ({name})"
    if device.type == "cpu":
        threads = torch.get_num_threads()
        return f"cpu ({threads} thread{'s' if threads > 1 else ''})"
    return str(device)
