"""Where to compute: one function that every chapter and every test calls."""

import os

import torch

ENVIRONMENT_VARIABLE = "LAYERWISE_DEVICE"


def device() -> torch.device:
    """Choose the device to compute on: CUDA, then MPS, then the CPU.

    The environment variable LAYERWISE_DEVICE overrides the choice; it takes what
    `torch.device` takes, for example ``cpu``, ``cuda``, ``cuda:1`` or ``mps``.

    Raises:
        ValueError: LAYERWISE_DEVICE names no device, a kind of device that this
            course does not use, or one that this machine does not have.
    """
    wanted = os.environ.get(ENVIRONMENT_VARIABLE, "").strip()
    if not wanted:
        return available_devices()[0]
    return checked_device(wanted, ENVIRONMENT_VARIABLE)


def available_devices() -> list[torch.device]:
    """List one device of each kind that this machine has, the fastest first."""
    found = []
    if torch.cuda.is_available():
        found.append(torch.device("cuda"))
    if torch.backends.mps.is_available():
        found.append(torch.device("mps"))
    return [*found, torch.device("cpu")]


def checked_device(wanted: torch.device | str, name: str = "device") -> torch.device:
    """Turn a name into a device that this machine has.

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
    count = torch.cuda.device_count() if chosen.type == "cuda" else 1
    if chosen.type not in available or (chosen.index or 0) >= count:
        raise ValueError(f"{name}={str(wanted)!r} is not available here: {advice}")
    return chosen


def device_name(device: torch.device) -> str:
    """Describe a device in words that identify it in a table of results.

    On the CPU the number of threads is part of the name, because speed depends on it.
    """
    if device.type == "cuda":
        return f"{device} ({torch.cuda.get_device_name(device)})"
    if device.type == "cpu":
        threads = torch.get_num_threads()
        return f"cpu ({threads} thread{'s' if threads > 1 else ''})"
    return str(device)
