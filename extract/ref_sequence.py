"""The refs of a table in order: damage repaired where the sequence leaves one reading only, and said; gaps reported.

A repair needs a number that the neighbours on both sides ask for and a kind of damage that explains what is printed
instead (nothing, a lost digit, a lost or misread letter). Everything else stays as printed: two rows with one ref are
two actions, and a ref that the sequence does not explain is the paper's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.ref_form import levels, lineage, normalise_ref

__all__ = ["Repair", "repair_sequence"]

_LONGEST_RUN = 4
"""The most damaged refs in a row that two good neighbours can explain."""
_WIDEST_GAP = 60
_MISREAD = str.maketrans(
    {"l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "O": "0", "o": "0", "S": "5", "B": "8", "Z": "2", "G": "6"}
)


@dataclass(frozen=True, slots=True)
class Repair:
    """The ref of one row: `ref` normalised (null: none), `reason` why it is not as printed (null: it is).

    `missing_before`: refs that the sequence steps over just before this row; they may stand nowhere in the paper.
    """

    ref: str | None
    reason: str | None = None
    missing_before: tuple[str, ...] = ()


def repair_sequence(printed: Sequence[str | None]) -> tuple[Repair, ...]:
    """One `Repair` a row for the ref cells of a table, or of a whole paper, as printed and in reading order.

    Pass the rows that are actions, not continuation rows. Tables that go on counting are best passed together: a table
    that starts at 2 or 3 is else taken to lack what comes before.
    """
    repaired = [Repair(normalise_ref(text) if text else None) for text in printed]
    _repair_start(printed, repaired)
    for i in range(len(repaired)):
        _repair_run(printed, repaired, i)
        _repair_tail(printed, repaired, i)
    return _with_missing(repaired)


def _repair_run(printed: Sequence[str | None], repaired: list[Repair], start: int) -> None:
    """Repair the damaged refs from `start` that a good ref before and one after leave no other reading for."""
    before = repaired[start - 1].ref if start else None
    if before is None or _follows(before, repaired[start].ref):
        return
    for end in range(start + 1, min(start + _LONGEST_RUN, len(repaired) - 1) + 1):
        after = repaired[end].ref
        wanted = [_step(before, k + 1) for k in range(end - start)]
        if after is None or after != _step(before, end - start + 1):
            continue
        damage = [_damage(printed[start + k], want) for k, want in enumerate(wanted)]
        if all(damage) and not _elsewhere(wanted, repaired):
            for k, (want, what) in enumerate(zip(wanted, damage, strict=True)):
                repaired[start + k] = Repair(want, f"{what}: between {before} and {after}")
        return


def _repair_start(printed: Sequence[str | None], repaired: list[Repair]) -> None:
    """Repair the first refs of the list where the next good ones count up from just after them."""
    first = next((i for i, row in enumerate(repaired) if row.ref and _number(row.ref) == i + 1 and i), None)
    if first is None or first > _LONGEST_RUN:
        return
    good = repaired[first].ref
    assert good is not None
    confirmed = first + 1 < len(repaired) and repaired[first + 1].ref == _step(good, 1)
    wanted = [_step(good, k - first) for k in range(first)]
    damage = [_damage(printed[k], want) for k, want in enumerate(wanted)]
    undamaged = [repaired[k].ref == wanted[k] for k in range(first)]
    if any(undamaged) or not all(damage) or (any(map(_printed, printed[:first])) and not confirmed):
        return
    for k, (want, what) in enumerate(zip(wanted, damage, strict=True)):
        repaired[k] = Repair(want, f"{what}: first of the sequence, before {good}")


def _repair_tail(printed: Sequence[str | None], repaired: list[Repair], i: int) -> None:
    """Repair a ref at the end of its sequence, where only what stands before it can tell."""
    before, row, text = (repaired[i - 1].ref if i else None), repaired[i], printed[i]
    if before is None or not _printed(text) or row.reason or _follows(before, row.ref):
        return
    want = _step(before, 1)
    if not any(earlier.ref == _step(before, -1) for earlier in repaired[:i]):
        return  # one ref alone makes no sequence
    if want is None or len(levels(before)) < 2 or _elsewhere([want], repaired) or not _ends(repaired, i, before):
        return
    what = _damage(text, want)
    zero_lost = row.ref is not None and want == row.ref + "0" and any(r.ref == row.ref for r in repaired[:i])
    letter_lost = row.ref is not None and what == "prefix letter lost" and _only_of_its_prefix(repaired, i)
    if what and (row.ref is None or zero_lost or letter_lost):
        repaired[i] = Repair(want, f"{what}: after {before}")


def _ends(repaired: list[Repair], i: int, before: str) -> bool:
    """Whether the row after `i` does not go on counting from `i` or from the ref before it."""
    if i + 1 >= len(repaired):
        return True
    after = repaired[i + 1].ref
    here = repaired[i].ref
    if after is None or levels(after)[:-1] == levels(before)[:-1]:
        return False
    return here is None or levels(after)[:-1] != levels(here)[:-1]


def _only_of_its_prefix(repaired: list[Repair], i: int) -> bool:
    own = levels(repaired[i].ref or "")[:1]
    return not any(levels(row.ref or "")[:1] == own for k, row in enumerate(repaired) if k != i)


def _elsewhere(wanted: Sequence[str | None], repaired: list[Repair]) -> bool:
    """Whether a ref that a repair would give is another row's own: then the sequence leaves more than one reading."""
    return any(row.ref in wanted for row in repaired if row.ref is not None and row.reason is None)


def _printed(text: str | None) -> bool:
    return bool(text and text.strip())


def _follows(before: str, ref: str | None) -> bool:
    """Whether a ref comes right after another: the next number, a first sub ref, or the next of an outer level."""
    if ref is None:
        return False
    if ref == _step(before, 1) or (lineage(before, ref) == "child" and _number(ref) in (0, 1)):
        return True
    outer = levels(before)[:-1]
    path = levels(ref)
    return any(
        path[:k] == outer[:k] and len(path) > k and path[k].isdigit() and outer[k].isdigit()
        and int(path[k]) == int(outer[k]) + 1
        for k in range(len(outer))
    )  # fmt: skip


def _number(ref: str) -> int | None:
    """The place of a ref among its siblings: 15 for SL15, 2 for SL15b; None for roman numerals and longer letters."""
    last = levels(ref)[-1]
    if last.isdigit():
        return int(last)
    return ord(last.casefold()) - ord("a") + 1 if len(last) == 1 else None


def _step(ref: str | None, by: int) -> str | None:
    """The ref so many places on in the same sequence, written the same way; None where there is none."""
    if ref is None:
        return None
    last = levels(ref)[-1]
    at = ref.rfind(last)
    place = _number(ref)
    if place is None or place + by < 0 or (not last.isdigit() and not 1 <= place + by <= 26):
        return None
    if last.isdigit():
        moved = str(int(last) + by).zfill(len(last) if last.startswith("0") else 0)
    else:
        moved = chr(ord(last) + by)
    return ref[:at] + moved + ref[at + len(last) :]


def _damage(printed: str | None, want: str | None) -> str | None:
    """What happened to a ref on its way to the page, in words; None where no known damage makes this of it."""
    if want is None:
        return None
    if not _printed(printed):
        return "ref not printed"
    assert printed is not None
    seen = normalise_ref(printed) or printed.strip().strip(".:")
    if seen == want:
        return None
    if seen.translate(_MISREAD) == want.translate(_MISREAD):
        return "character misread"
    lost = _lost(seen, want)
    if lost is not None:
        return "digit lost" if lost.isdigit() else "prefix letter lost" if lost.isalpha() else "separator lost"
    return "prefix misprinted" if _other_prefix(seen, want) else None


def _lost(seen: str, want: str) -> str | None:
    """The one character of `want` that is missing in `seen`; the number must not be lost whole."""
    if len(seen) + 1 != len(want):
        return None
    at = next((i for i, (a, b) in enumerate(zip(seen, want, strict=False)) if a != b), len(seen))
    return want[at] if want[:at] + want[at + 1 :] == seen and any(c.isdigit() for c in seen) else None


def _other_prefix(seen: str, want: str) -> bool:
    """Whether two refs differ in one letter of a longer prefix alone (SI4 for SL4)."""
    a, b = levels(seen), levels(want)
    if len(a) != len(b) or not a or a[1:] != b[1:] or not (a[0].isalpha() and b[0].isalpha()):
        return False
    return len(a[0]) == len(b[0]) >= 2 and sum(x != y for x, y in zip(a[0], b[0], strict=True)) == 1


def _with_missing(repaired: list[Repair]) -> tuple[Repair, ...]:
    """The rows with the refs that each sequence steps over, sequences being told apart by their outer levels."""
    there = {row.ref for row in repaired if row.ref} | {
        outer for row in repaired if row.ref for outer in _outer(row.ref)
    }
    unnumbered = {levels(ref)[:-1] for ref in there if _number(ref) is None}
    last: dict[tuple[str, ...], int] = {}
    result = []
    for row in repaired:
        number = _number(row.ref) if row.ref else None
        if row.ref is None or number is None or levels(row.ref)[:-1] in unnumbered:
            result.append(row)
            continue
        path = levels(row.ref)[:-1]
        steps = number - last.get(path, 0) - 1
        known = path in last or (number <= 3 and not _is_lettered(row.ref))
        gap = [_step(row.ref, k - steps) for k in range(steps)] if known and 0 < steps <= _WIDEST_GAP else []
        result.append(replace(row, missing_before=tuple(ref for ref in gap if ref and ref not in there)))
        last[path] = number
    return tuple(result)


def _outer(ref: str) -> list[str]:
    """The refs that a sub ref lies in (SL15 of SL15a): they are named, though they may have no row."""
    path = levels(ref)
    found, at = [], 0
    for level in path[:-1]:
        at = ref.index(level, at) + len(level)
        found.append(ref[:at])
    return [outer for outer in found if any(c.isdigit() for c in outer)]


def _is_lettered(ref: str) -> bool:
    return not levels(ref)[-1].isdigit()
