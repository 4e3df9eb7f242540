"""Every setting of a run, and `planthread.toml`, the file a person sets them in.

The file lies in the input folder (or is named with --config). A key it does not know is an error that names the key,
the file and the nearest key there is: a misspelt setting that is ignored would be a wrong result.
"""

from __future__ import annotations

import datetime as dt
import difflib
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extract.errors import WrongUse
from extract.settings import ReadSettings
from reconcile.settings import PlanNaming, ReconcileSettings

__all__ = ["CONFIG_NAME", "Settings", "load_settings"]

CONFIG_NAME = "planthread.toml"


class Settings(BaseModel):
    """The settings of a run: how papers are read, how versions are reconciled, and with what means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    read: ReadSettings = ReadSettings()
    reconcile: ReconcileSettings = ReconcileSettings()
    workers: int | None = Field(None, ge=1, description="papers read at a time; default: one for each core")
    max_memory_mb: int = Field(4096, ge=256, description="the most memory reading one paper may take, in megabytes")
    cache: bool = Field(True, description="keep readings, and take those of papers that have not changed")
    dataset_up_to: int = Field(
        2000, ge=0, description="papers up to which a partitioned run writes the dataset folder besides"
    )
    redact_people: bool = Field(False, description="roles for the names of people, in everything that is written")

    def with_people(self, *, redacted: bool) -> Settings:
        """The same settings, with roles for names where `redacted` is true or they say so themselves."""
        return self.model_copy(update={"redact_people": self.redact_people or redacted})

    def with_as_of(self, as_of: dt.date | None) -> Settings:
        """The same settings with another "today"; None leaves it as it is."""
        if as_of is None:
            return self
        return self.model_copy(update={"reconcile": self.reconcile.model_copy(update={"as_of": as_of})})

    def with_reading(self, **options: object) -> Settings:
        """The same settings with some of the readers' options replaced; None leaves one as it is."""
        given = {name: value for name, value in options.items() if value is not None}
        return self.model_copy(update={"read": self.read.model_copy(update=given)})

    def with_means(self, *, workers: int | None = None, cache: bool = True) -> Settings:
        """The same settings with other means: papers at a time, and no cache where `cache` is false."""
        return self.model_copy(update={"workers": workers or self.workers, "cache": self.cache and cache})


class _SettingsFile(BaseModel):
    """planthread.toml as it is written: `[[plan]]` and `as_of` stand at the top, where a person looks for them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    read: ReadSettings = ReadSettings()
    reconcile: ReconcileSettings = ReconcileSettings()
    plan: tuple[PlanNaming, ...] = ()
    as_of: dt.date | None = None
    workers: int | None = Field(None, ge=1)
    max_memory_mb: int = Field(4096, ge=256)
    cache: bool = True
    dataset_up_to: int = Field(2000, ge=0)
    redact_people: bool = False

    def settings(self) -> Settings:
        said: dict[str, object] = {"plans": (*self.reconcile.plans, *self.plan)}
        if self.as_of:
            said["as_of"] = self.as_of
        return Settings(
            read=self.read,
            reconcile=self.reconcile.model_copy(update=said),
            workers=self.workers,
            max_memory_mb=self.max_memory_mb,
            cache=self.cache,
            dataset_up_to=self.dataset_up_to,
            redact_people=self.redact_people,
        )


def load_settings(path: Path) -> Settings:
    """The settings in a planthread.toml; WrongUse with every fault in it where it cannot be meant."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise WrongUse(f"the settings file {path} cannot be read ({error.strerror}); check the name") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError are both ValueErrors
        raise WrongUse(f"{path} is not valid TOML: {error}. Put texts in quotes and one key on a line") from error
    try:
        return _SettingsFile.model_validate(values).settings()
    except ValidationError as error:
        faults = "; ".join(_fault(fault["type"], fault["loc"], fault["msg"]) for fault in error.errors())
        raise WrongUse(f"{path}: {faults}") from error


def _fault(kind: str, where: tuple[int | str, ...], message: str) -> str:
    key = ".".join(f"{part + 1}" if isinstance(part, int) else part for part in where)
    if kind != "extra_forbidden":
        return f'"{key}": {message}'
    known = _keys_at(where[:-1])
    near = difflib.get_close_matches(str(where[-1]), known, n=1, cutoff=0.5)
    hint = f'did you mean "{near[0]}"?' if near else f"known keys here: {', '.join(known)}"
    return f'unknown key "{key}"; {hint}'


def _keys_at(where: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = _SettingsFile
    inner: dict[str, type[BaseModel]] = {"read": ReadSettings, "reconcile": ReconcileSettings, "plan": PlanNaming}
    for part in where:
        model = inner.get(str(part), model)
    return list(model.model_fields)
