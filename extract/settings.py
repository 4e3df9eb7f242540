"""The settings that decide how papers are read. All have a name, a default and a unit; unknown ones are refused."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["ReadSettings"]


class ReadSettings(BaseModel):
    """How one paper is read. Part of the cache key: a change here reads the papers again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    view: Literal["final", "original"] = Field("final", description="tracked changes as if accepted, or as if rejected")
    engine: Literal["auto", "pdfplumber"] = Field("auto", description="which PDF engine reads characters and rules")
    ocr: bool = Field(True, description="read scanned pages when planthread[ocr] is installed")
    day_first: bool | None = Field(
        None,
        description="3/4/25 is 3 April, or (false) March 4; default: as the paper's own dates show, else day first",
    )
    year_starts: int = Field(4, ge=1, le=12, description="first month of the financial year (UK: April)")
    max_bytes: int = Field(200_000_000, gt=0, description="the largest file that is read, in bytes")
    max_seconds: float = Field(300.0, gt=0, description="the longest one paper may take, in seconds")
    as_at: date | None = Field(None, description="the date every version is as at, where a person knows better")
