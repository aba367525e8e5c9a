"""Peak memory of a piece of work, where torch can tell it: on a CUDA device."""

import torch


class PeakMemory:
    """Measure peak memory from the moment of construction to `bytes()`.

    On CUDA this is the largest amount that torch's allocator had handed out at once,
    the model and the data included. Starting it resets the allocator's peak counters
    of that device (`torch.cuda.reset_peak_memory_stats`), also for other readers of
    them. On other devices nothing is measured: the growth of a process's resident
    set, which a system could tell, is 0 for the second run of the same work.

    >>> PeakMemory(torch.device("cpu")).bytes() is None
    True
    """

    def __init__(self, device: torch.device):
        self._device = device
        if device.type == "cuda":
            torch.cuda.init()  # without it, there is nothing to reset yet
            torch.cuda.reset_peak_memory_stats(device)

    def bytes(self) -> int | None:
        """Return the peak in bytes, or None where it is not measured."""
        if self._device.type != "cuda":
            return None
        return torch.cuda.max_memory_allocated(self._device)
