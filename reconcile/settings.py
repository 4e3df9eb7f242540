"""The settings of reconciliation. The defaults are meant to be right for everyone; none needs tuning."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["PlanNaming", "ReconcileSettings"]


class PlanNaming(BaseModel):
    """A person's word on which papers are versions of one plan (`[[plan]]` in planthread.toml)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, description="the plan's title")
    papers: tuple[str, ...] = Field(min_length=1, description="file names or patterns, relative to the input folder")
    organisation: str | None = None


class ReconcileSettings(BaseModel):
    """How versions are reconciled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plans: tuple[PlanNaming, ...] = ()
    review_threshold: float = Field(0.4, ge=0, le=1, description="links scored below this are findings, not links")
    semantic: bool | None = Field(
        None,
        description="use sentence embeddings; default: where planthread[semantic] is installed and few texts changed",
    )
    as_of: dt.date | None = Field(None, description="the day 'overdue' is judged at; default: the latest date read")
