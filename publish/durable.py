"""Files and folders put on the disk itself, so that a power cut afterwards cannot take them back."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

__all__ = ["sync_files", "sync_folder", "sync_folders"]


def sync_files(folder: Path) -> None:
    """Have the system write every file in `folder` to the disk; OSError where it cannot (a disk that fails)."""
    for here, _, names in os.walk(folder):
        for name in names:
            sync_file(Path(here, name))


def sync_file(file: Path) -> None:
    """Have the system write a file's contents to the disk."""
    descriptor = os.open(file, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folders(folder: Path) -> None:
    """Have the system write the entries of `folder` and of its subfolders, the innermost first."""
    for here, _, _ in os.walk(folder, topdown=False):
        sync_folder(Path(here))


def sync_folder(folder: Path) -> None:
    """Have the system write a folder's entries; does nothing where folders cannot be opened (Windows, some shares)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
