"""Each plan's versions in the order of what happened, with their counts by rating as bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publish.report.figures import is_twin
from publish.tables import Row

__all__ = ["Bar", "PlanLine", "VersionLine", "plan_lines", "rating_look", "version_label"]

Tables = Mapping[str, Sequence[Row]]

_LOOKS = ("grey", "gray", "red", "amber", "yellow", "green", "blue", "purple")
_KIND_WORDS = {
    "quoted-old": "what {} quotes as old",
    "quoted-new": "what {} quotes as new",
    "projected": "the plan with the changes of {}",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One rating's share of a version: `x` and `width` in percent of the version's bar; code `none`: not rated."""

    code: str
    label: str
    look: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version on the time line. `share`: its actions as percent of the plan's largest version."""

    version_id: str
    label: str
    file: str
    issued: bool
    as_at: str | None
    actions: int
    share: float
    bars: tuple[Bar, ...]
    pairs: tuple[tuple[str, int], ...]
    """("old_version_id new_version_id", how many changes between the two)."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with its versions, oldest first, and the meaning of its ratings."""

    plan_id: str
    title: str
    organisation: str | None
    reason: str | None
    versions: tuple[VersionLine, ...]
    key: tuple[tuple[str, str, str | None], ...]


def rating_look(code: str | None) -> str:
    """The colour word in a rating's code, as the style names it; `other` where it names none."""
    found = [look for look in _LOOKS if look in (code or "").split()]
    if code is None:
        return "none"
    return "grey" if found[:1] == ["gray"] else found[0] if found else "other"


def version_label(version: Row, file: str) -> str:
    """How the page names a version: by its date, else its file; what a log quotes as such."""
    if version["kind"] in _KIND_WORDS:
        return _KIND_WORDS[version["kind"]].format(file)
    return f"as at {version['as_at']}" if version["as_at"] else f"undated, in {file}"


def plan_lines(tables: Tables) -> list[PlanLine]:
    """Every plan with its versions; the same paper in another format is left out, as it is the same version."""
    file_of = {paper["paper_id"]: paper["file"] for paper in tables["papers"]}
    counts: dict[str, Counter[str | None]] = {}
    for action in tables["actions"]:
        counts.setdefault(action["version_id"], Counter())[action["rating"]] += 1
    into = Counter((change["old_version_id"], change["new_version_id"]) for change in tables["changes"])
    twins = is_twin(tables)
    lines = []
    for plan in tables["plans"]:
        held = [v for v in tables["versions"] if v["plan_id"] == plan["plan_id"] and v["version_id"] not in twins]
        held.sort(key=lambda v: (v["position"] or 0, v["sequence"] or 0, v["version_id"]))
        key = [rating for rating in tables["ratings"] if rating["plan_id"] == plan["plan_id"]]
        key.sort(key=lambda rating: rating["rank"])
        rated = any(code for version in held for code in counts.get(version["version_id"], ()))
        most = max((version["actions"] for version in held), default=0)
        lines.append(
            PlanLine(
                *(plan["plan_id"], plan["title"] or plan["plan_id"], plan["organisation"], plan["reason"]),
                tuple(_line(version, file_of[version["paper_id"]], most, counts, key, into) for version in held),
                tuple((r["printed"] or r["code"], rating_look(r["code"]), r["meaning"]) for r in key if rated),
            )
        )
    return lines


def _line(
    version: Row,
    file: str,
    most: int,
    counts: Mapping[str, Counter[str | None]],
    key: Sequence[Row],
    into: Counter[tuple[str, str]],
) -> VersionLine:
    version_id = version["version_id"]
    return VersionLine(
        *(version_id, version_label(version, file), file, version["kind"] == "issued", version["as_at"]),
        actions=version["actions"],
        share=round(100 * version["actions"] / most, 2) if most else 0.0,
        bars=_bars(counts.get(version_id, Counter()), key),
        pairs=tuple((" ".join(pair), number) for pair, number in sorted(into.items()) if pair[1] == version_id),
    )


def _bars(counts: Counter[str | None], key: Sequence[Row]) -> tuple[Bar, ...]:
    """The ratings best first, those not in the key after them, unrated actions last."""
    names = {rating["code"]: rating["printed"] or rating["code"] for rating in key}
    codes: list[str | None] = [code for code in names if counts[code]]
    codes += sorted(code for code in counts if code is not None and code not in names)
    codes += [None] if counts[None] else []
    total, x, bars = sum(counts.values()), 0.0, []
    for code in codes:
        width = 100 * counts[code] / total
        label = "not rated" if code is None else names.get(code, code)
        bars.append(Bar(code or "none", label, rating_look(code), counts[code], round(x, 3), round(width, 3)))
        x += width
    return tuple(bars)
