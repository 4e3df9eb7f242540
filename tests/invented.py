"""Actions of an invented council, made from a seed: what a paper is to be read as, before it is drawn in any layout."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

__all__ = ["DATES", "OWNERS", "RATINGS", "REFS", "Due", "Truth", "invented", "roman"]

_VERBS = (
    "Review",
    "Agree",
    "Publish",
    "Commission",
    "Replace",
    "Recruit to",
    "Complete",
    "Draft",
    "Consult residents on",
    "Report to Board on",
    "Update",
    "Establish",
    "Roll out",
    "Procure",
    "Refresh",
    "Test",
    "Audit",
    "Embed",
    "Map",
)
_THINGS = (
    "the winter shelter rota",
    "the harbour wall inspection programme",
    "the complaints procedure",
    "the asset register",
    "the vacant night warden posts",
    "fire door checks in all sheltered schemes",
    "the parish website",
    "the ward dashboard for falls",
    "the safeguarding referral form",
    "the members' induction pack",
    "the grass cutting contract",
    "the internal controls over purchase cards",
    "the governors' skills audit",
    "the hydrant maintenance backlog",
    "the discharge letter template",
    "the lone working policy",
    "the ICT disaster plan",
    "the market stall licence fees",
    "the allotment waiting list",
    "the Welsh language scheme",
    "the data sharing agreement with the health board",
    "a register of interests for co-opted members",
)
_TAILS = (
    "",
    "",
    "so that residents wait no longer than ten days",
    "and report the results to the next meeting",
    "with partners across the county",
    "including the two sites at Marl Lane",
    "in line with national guidance",
    "following the findings of the 2024 inspection",
    "before the autumn budget round",
    "for 3 wards",
)
_PEOPLE = (
    "Jo Moss",
    "Ben Carr",
    "Asha Patel",
    "Dewi Pryce",
    "Niamh Kelly",
    "Tom Ferris",
    "Grace Adeyemi",
    "Ruth Lund",
)
_ROLES = (
    "Head of Housing",
    "Director of Finance",
    "Chief Nurse",
    "Clerk",
    "Monitoring Officer",
    "Station Manager",
    "Head of Internal Audit",
    "Business Manager",
    "Estates Manager",
    "Chair of Governors",
    "Assistant Director, Place",
)
_TEAMS = ("Housing Team", "Estates Team", "HR", "Policy Team", "Democratic Services", "Finance")
_DONE = (
    "Contract let and work has begun on site.",
    "Draft shared with the working group; comments due back.",
    "Not yet begun because the post is vacant.",
    "Completed and signed off by the Board.",
    "First two of four workshops held.",
    "Awaiting the supplier's quotation.",
    "On schedule; no issues to report.",
)
_NEXT = ("Report to Board.", "Appoint the contractor.", "Hold the remaining workshops.", "Finalise the draft.")

RED, AMBER, GREEN, BLUE, GREY = "red", "amber", "green", "blue", "grey"
FILLS = {RED: "#FF0000", AMBER: "#FFC000", GREEN: "#00B050", BLUE: "#0070C0"}


@dataclass(frozen=True)
class Due:
    """A timescale as printed and what it means: (kind, start, due)."""

    printed: str
    kind: str = "due"
    start: str | None = None
    due: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True)
class Truth:
    """One action as the paper states it. `rating` is the code, `status` what is printed for it."""

    text: str
    ref: str | None = None
    owners: tuple[str, ...] = ()
    dues: tuple[Due, ...] = ()
    rating: str | None = None
    status: str = ""
    progress: str | None = None
    next_steps: str | None = None
    section: str | None = None
    extras: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = field(default=())
    """Milestones in words of their own, one a due."""


def roman(n: int) -> str:
    """A small roman numeral."""
    tens, ones = divmod(n, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _day(rng: random.Random) -> dt.date:
    return dt.date(2025, 4, 1) + dt.timedelta(days=rng.randrange(700))


def _fixed(form: str) -> object:
    def made(rng: random.Random) -> Due:
        day = _day(rng)
        ends = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
        printed = form.format(
            d=day.day,
            dd=f"{day.day:02}",
            m=day.month,
            mm=f"{day.month:02}",
            mon=_MONTHS[day.month - 1][:3],
            month=_MONTHS[day.month - 1],
            y=day.year,
            yy=f"{day.year % 100:02}",
            th=ends.get(day.day, "th"),
        )
        daily = "{d" in form
        edtf = day.isoformat() if daily else f"{day:%Y-%m}"
        return Due(printed, "due", None, edtf, day if daily else None)

    return made


def _quarter(rng: random.Random) -> Due:
    n, year = rng.randrange(4), rng.choice((2025, 2026))
    first = ((year, 4), (year, 7), (year, 10), (year + 1, 1))[n]
    return Due(
        f"Q{n + 1} {year}/{(year + 1) % 100}", "due", f"{first[0]}-{first[1]:02}", f"{first[0]}-{first[1] + 2:02}"
    )


def _loose(rng: random.Random) -> Due:
    kinds = [Due("Ongoing", "ongoing"), Due("TBC", "none"), Due("Quarterly", "recurring"), Due("Immediate", "none")]
    return rng.choice(kinds) if rng.random() < 0.3 else _fixed("{month} {y}")(rng)  # type: ignore[operator]


DATES = {
    "words": _fixed("{d} {month} {y}"),
    "th": _fixed("{d}{th} {month} {y}"),
    "slash": _fixed("{dd}/{mm}/{y}"),
    "short": _fixed("{dd}/{mm}/{yy}"),
    "dots": _fixed("{d}.{m}.{yy}"),
    "month": _fixed("{month} {y}"),
    "mon": _fixed("{mon}-{yy}"),
    "mon '": _fixed("{mon} {y}"),
    "end": _fixed("End {month} {y}"),
    "by": _fixed("By end of {month} {y}"),
    "iso": _fixed("{y}-{mm}-{dd}"),
    "us": _fixed("{month} {d}, {y}"),
    "dash": _fixed("{d}-{mon}-{yy}"),
    "quarter": _quarter,
    "loose": _loose,
}

OWNERS = {
    "role": lambda rng: (rng.choice(_ROLES),),
    "initials": lambda rng: ("".join(w[0] for w in rng.choice(_PEOPLE).split()),),
    "person": lambda rng: (rng.choice(_PEOPLE),),
    "person and role": lambda rng: (f"{rng.choice(_PEOPLE)}, {rng.choice(_ROLES[:7])}",),
    "team": lambda rng: (rng.choice(_TEAMS),),
    "cllr": lambda rng: ("Cllr " + rng.choice(_PEOPLE).split()[1],),
    "two": lambda rng: tuple(rng.sample(_ROLES[:10], 2)),
}

_COLOURS = (RED, AMBER, GREEN, BLUE)
RATINGS = {
    "word": lambda rng: (c := rng.choice(_COLOURS), c.capitalize()),
    "letter": lambda rng: (c := rng.choice(_COLOURS), c[0].upper()),
    "status": lambda rng: (
        (s := rng.choice(("In progress", "Not started", "Complete", "Overdue", "On track")), s) and (s.lower(), s)
    ),
    "open": lambda rng: (s := rng.choice(("Open", "Closed", "Ongoing")), s) and (s.lower(), s),
    "emoji": lambda rng: {"red": ("red", "🔴"), "amber": ("amber", "🟠"), "green": ("green", "🟢")}[
        rng.choice(("red", "amber", "green"))
    ],
    "emoji word": lambda rng: {
        "red": ("red", "🔴 Red"),
        "amber": ("amber", "🟡 Amber"),
        "green": ("green", "🟢 Green"),
    }[rng.choice(("red", "amber", "green"))],
    "arrow": lambda rng: (c := rng.choice(_COLOURS), f"{c[0].upper()} {rng.choice('↑↓↔→')}"),
    "fill": lambda rng: (rng.choice(_COLOURS), ""),
    "and word": lambda rng: rng.choice(
        (
            ("green", "Green – on track"),
            ("amber", "Amber – at risk"),
            ("red", "Red – overdue"),
            ("blue", "Blue – complete"),
        )
    ),
    "none": lambda rng: (None, ""),
}

REFS = {
    "1.": lambda n, s: f"{n}.",
    "1": lambda n, s: str(n),
    "01": lambda n, s: f"{n:02}",
    "1.1": lambda n, s: f"{1 + (n - 1) // 4}.{1 + (n - 1) % 4}",
    "A1": lambda n, s: f"{'ABCDEFGH'[(n - 1) // 4]}{1 + (n - 1) % 4}",
    "R-03": lambda n, s: f"R-{n:02}",
    "HSG/12": lambda n, s: f"HSG/{n + 10}",
    "3(a)": lambda n, s: f"{1 + (n - 1) // 3}({'abc'[(n - 1) % 3]})",
    "roman": lambda n, s: f"({roman(n)})",
    "AC24-07": lambda n, s: f"AC24-{n:02}",
    "2024/031": lambda n, s: f"2024/{n + 30:03}",
    "Action 4": lambda n, s: f"Action {n}",
    "none": lambda n, s: None,
}


def invented(
    seed: int,
    count: int = 9,
    *,
    refs: str = "1.1",
    dates: str = "month",
    owners: str = "role",
    ratings: str = "word",
    sections: Sequence[str] = (),
    long: bool = False,
    progress: bool = True,
    next_steps: bool = False,
) -> list[Truth]:
    """`count` actions in the manner asked for; the same seed gives the same actions."""
    rng = random.Random(seed)
    made, used = [], set()
    while len(made) < count:
        text = " ".join(filter(None, (rng.choice(_VERBS), rng.choice(_THINGS), rng.choice(_TAILS))))
        if text in used:
            continue
        used.add(text)
        if long:
            text += f". {rng.choice(_VERBS)} {rng.choice(_THINGS)} {rng.choice(_TAILS)}".rstrip()
        text += rng.choice(("", "."))
        n = len(made) + 1
        code, status = RATINGS[ratings](rng)
        made.append(
            Truth(
                text,
                REFS[refs](n, seed),
                OWNERS[owners](rng),
                (DATES[dates](rng),),  # type: ignore[operator]
                code,
                status,
                rng.choice(_DONE) if progress else None,
                rng.choice(_NEXT) if next_steps else None,
                sections[(n - 1) * len(sections) // count] if sections else None,
            )
        )
    return made


def with_extras(actions: Sequence[Truth], seed: int, **columns: Sequence[str]) -> list[Truth]:
    """The actions with further columns, their cells chosen from the words given."""
    rng = random.Random(seed)
    return [replace(a, extras=tuple((name, rng.choice(words)) for name, words in columns.items())) for a in actions]
