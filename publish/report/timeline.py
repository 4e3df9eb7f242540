"""Each plan's versions in the order of what happened, with their counts by rating as bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publish.highlights import day_words
from publish.report.figures import is_twin
from publish.tables import Row

__all__ = ["Bar", "PlanLine", "VersionLine", "plan_lines", "rating_looks", "version_labels"]

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


def rating_looks(key: Sequence[Row]) -> dict[str, str]:
    """How each rating of a plan's key is drawn: by the colour in its name, else by a tint, `other-1` to `other-4`."""
    looks: dict[str, str] = {}
    for rating in sorted(key, key=lambda rating: (rating["rank"], rating["code"])):
        found = [look for look in _LOOKS if look in rating["code"].split()]
        uncoloured = sum(look.startswith("other") for look in looks.values())
        looks[rating["code"]] = found[0].replace("gray", "grey") if found else f"other-{uncoloured % 4 + 1}"
    return looks


def version_labels(tables: Tables) -> dict[str, str]:
    """How the page names each version: by its date, else its file; what a log quotes as such. No two share a name."""
    file_of = {paper["paper_id"]: paper["file"] for paper in tables["papers"]}
    twins = is_twin(tables)
    issued = [v for v in tables["versions"] if v["kind"] == "issued" and v["version_id"] not in twins]
    dates = Counter((v["plan_id"], v["as_at"]) for v in issued)
    labels = {}
    for version in tables["versions"]:
        file, day = file_of[version["paper_id"]], version["as_at"]
        if version["kind"] in _KIND_WORDS:
            label = _KIND_WORDS[version["kind"]].format(file)
        elif day and dates[version["plan_id"], day] < 2:
            label = f"as at {day_words(day)}"
        else:
            label = f"as at {day_words(day)}, in {file}" if day else f"undated, in {file}"
        labels[version["version_id"]] = label
    return labels


def plan_lines(tables: Tables) -> list[PlanLine]:
    """Every plan with its versions; the same paper in another format is left out, as it is the same version."""
    file_of = {paper["paper_id"]: paper["file"] for paper in tables["papers"]}
    labels = version_labels(tables)
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
        looks = rating_looks(key)
        rated = any(code for version in held for code in counts.get(version["version_id"], ()))
        most = max((version["actions"] for version in held), default=0)
        lines.append(
            PlanLine(
                *(plan["plan_id"], plan["title"] or plan["plan_id"], plan["organisation"], plan["reason"]),
                tuple(
                    _line(
                        *(version, labels[version["version_id"]], file_of[version["paper_id"]], most),
                        *(counts.get(version["version_id"], Counter()) if rated else Counter(), key, looks, into),
                    )
                    for version in held
                ),
                tuple((r["printed"] or r["code"], looks[r["code"]], r["meaning"]) for r in key if rated),
            )
        )
    return lines


def _line(
    version: Row,
    label: str,
    file: str,
    most: int,
    counts: Counter[str | None],
    key: Sequence[Row],
    looks: Mapping[str, str],
    into: Counter[tuple[str, str]],
) -> VersionLine:
    version_id = version["version_id"]
    return VersionLine(
        *(version_id, label, file, version["kind"] == "issued", version["as_at"]),
        actions=version["actions"],
        share=round(100 * version["actions"] / most, 2) if most else 0.0,
        bars=_bars(counts, key, looks),
        pairs=tuple((" ".join(pair), number) for pair, number in sorted(into.items()) if pair[1] == version_id),
    )


def _bars(counts: Counter[str | None], key: Sequence[Row], looks: Mapping[str, str]) -> tuple[Bar, ...]:
    """The ratings best first, those not in the key after them, unrated actions last."""
    names = {rating["code"]: rating["printed"] or rating["code"] for rating in key}
    codes: list[str | None] = [code for code in names if counts[code]]
    codes += sorted(code for code in counts if code is not None and code not in names)
    codes += [None] if counts[None] else []
    total, x, bars = sum(counts.values()), 0.0, []
    for code in codes:
        width = 100 * counts[code] / total
        label = "not rated" if code is None else names.get(code, code)
        look = looks.get(code, "other") if code else "none"
        bars.append(Bar(code or "none", label, look, counts[code], round(x, 3), round(width, 3)))
        x += width
    return tuple(bars)
