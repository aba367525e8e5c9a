"""How much memory a piece of work needs, with an honest name for what is measured."""

import sys

import torch

try:
    import resource
except ImportError:  # Windows
    resource = None


class PeakMemory:
    """Measure peak memory from the moment of construction to `bytes()`.

    On CUDA this is the largest amount that torch's allocator had handed out at once,
    the model and the data included. Elsewhere it is the *growth* of the process's
    peak resident set: the first run pays for libraries that are loaded on first use,
    and memory that the process had used before counts as nothing, so that a second
    run of the same work often measures 0.

    Attributes:
        meaning: which of the two it is, in words.
    """

    def __init__(self, device: torch.device):
        self.device = device
        if device.type == "cuda":
            self.meaning = "peak allocated by torch on the GPU"
            torch.cuda.init()  # without it, there is nothing to reset yet
            torch.cuda.reset_peak_memory_stats(device)
        elif resource is not None:
            self.meaning = "growth of the process's peak resident set"
            self._before = _peak_resident_bytes()
        else:
            self.meaning = "not measured on this system"

    def bytes(self) -> int | None:
        """Return the peak in bytes, or None where the system cannot tell."""
        if self.device.type == "cuda":
            return torch.cuda.max_memory_allocated(self.device)
        if resource is None:
            return None
        return _peak_resident_bytes() - self._before


def _peak_resident_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # Linux counts in KiB
