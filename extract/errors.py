"""The errors a person can meet, each with its exit code and the next step.

PlanthreadError            (root; exit 3: nothing could be done)
├── WrongUse               (exit 2: an option, path or setting that cannot be meant)
├── OutputRefused          (exit 2: the output folder is not ours, or cannot be written)
├── OutputFailed           (exit 3: writing stopped part way: a full disk, permission lost, another run at it)
└── PaperUnreadable        (exit 1: one paper; the others are still done)
    ├── PaperEncrypted
    ├── PaperDamaged
    ├── PaperEmpty
    ├── PaperUnsupported   (a kind of file that is not read, or needs a program that is not installed)
    └── PaperTooLarge      (over a stated limit of size, time or memory)
"""

from __future__ import annotations

__all__ = [
    "OutputFailed",
    "OutputRefused",
    "PaperDamaged",
    "PaperEmpty",
    "PaperEncrypted",
    "PaperTooLarge",
    "PaperUnreadable",
    "PaperUnsupported",
    "PlanthreadError",
    "WrongUse",
]


class PlanthreadError(Exception):
    """Root of every error Planthread raises on purpose; the message says what to do next."""

    exit_code = 3


class WrongUse(PlanthreadError):
    """An option, a path or a setting that cannot be meant."""

    exit_code = 2


class OutputRefused(PlanthreadError):
    """The output folder holds something that is not ours, or cannot be written."""

    exit_code = 2


class OutputFailed(PlanthreadError):
    """Writing stopped part way; what stood there before still does."""


class PaperUnreadable(PlanthreadError):
    """One paper could not be read; its failure is its own."""

    exit_code = 1


class PaperEncrypted(PaperUnreadable):
    """The file asks for a password."""


class PaperDamaged(PaperUnreadable):
    """The file is cut off or broken."""


class PaperEmpty(PaperUnreadable):
    """The file holds nothing to read."""


class PaperUnsupported(PaperUnreadable):
    """A kind of file that no reader takes, or one that needs a program that is not installed."""


class PaperTooLarge(PaperUnreadable):
    """The file passes a stated limit of size, time or memory."""
