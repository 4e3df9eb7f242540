"""A second family of unruled plans, of another body, in other words and other habits than `unruled_styles` has.

Dates and owners that wrap, justified text, section rows in plain capitals, headers
in italics or colour, type from a machine: web pages, printed by Chromium, WeasyPrint and LibreOffice. Run by hand:
``python -m benchmarks.unruled_others [FIRST SEED] [PAPERS]``.
"""

# ruff: noqa: E501  (pages and tables in the words of other languages)

from __future__ import annotations

import html
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.unruled import row
from benchmarks.unruled_drawing import print_pages

from invented import Due, Truth  # isort: skip  (beside the tests, which `unruled` puts in reach)
from judging import Verdict, judge_file  # isort: skip

__all__ = ["Other", "other", "other_page"]

_SUBJECTS = (
    "mooring fees", "the dredging contract", "the pilot boat's engine", "the fish quay lighting", "oil spill drills",
    "the tide gauge", "berth allocation", "the crane inspection certificates", "the seasonal staff rota",
    "the quayside CCTV", "the chandlery lease", "noise from the slipway", "the ferry timetable", "the boatyard drains",
    "storm gate maintenance", "the harbour byelaws", "waste reception from yachts", "the slip safety case",
)  # fmt: skip
_DEEDS = (
    "Renegotiate", "Write to users about", "Inspect", "Obtain three quotations for", "Publish figures on",
    "Hold a users' evening on", "Bring forward proposals for", "Close the audit points on", "Retender", "Cost",
)  # fmt: skip
_ENDS = (
    "",
    " before the spring tides",
    " and tell the Trustees what it would cost",
    ", berth by berth",
    " for 2026/27",
)
_WHO = (
    "Harbour Master", "Deputy Harbour Master", "Trust Secretary", "Engineer", "Finance Manager", "Mooring Officer",
    "Deputy Harbour Master (Operations)", "Marine Safety Adviser", "Harbour Users' Liaison Officer",
)  # fmt: skip
_STATES = ("Done", "Started", "Late", "Not started")
_NOTES = (
    "Quotations are in; two are within budget.", "Waiting for the insurers.", "Users were told in May.", "",
    "No change since the last meeting.", "Survey booked for the neap tides; the divers have confirmed.", "",
)  # fmt: skip
_PARTS = ("SAFETY OF NAVIGATION", "MONEY AND LEASES", "PEOPLE WHO USE THE HARBOUR")
_MONTHS = (
    ("January", 31), ("March", 31), ("May", 31), ("June", 30), ("September", 30), ("November", 30), ("December", 31),
)  # fmt: skip
_LOOKS = ("none", "header rule", "top and bottom", "pale bands", "between parts", "white rules", "every fifth")


@dataclass(frozen=True, slots=True)
class Other:
    """One paper: its web page and what it states."""

    seed: int
    page: str
    truth: tuple[Truth, ...]
    look: str


def other(seed: int) -> Other:
    """The paper of a seed."""
    rng = random.Random(f"other {seed}")
    look = _LOOKS[seed % len(_LOOKS)]
    parts = _PARTS if look == "between parts" or rng.random() < 0.4 else ()
    numbered = rng.choice(("HT/{n:02}", "{p}.{n}", "{n}", "T{n}", "2025-{n:03}", None))
    truth = _actions(rng, rng.randint(9, 26), numbered, parts)
    return Other(seed, other_page(rng, look, truth, numbered is not None), tuple(truth), look)


def _actions(rng: random.Random, count: int, numbered: str | None, parts: Sequence[str]) -> list[Truth]:
    made: list[Truth] = []
    used: set[str] = set()
    while len(made) < count:
        text = f"{rng.choice(_DEEDS)} {rng.choice(_SUBJECTS)}{rng.choice(_ENDS)}"
        if rng.random() < 0.3:
            text += f". {rng.choice(_DEEDS)} {rng.choice(_SUBJECTS)}"
        if text in used:
            continue
        used.add(text)
        n = len(made) + 1
        month, days = rng.choice(_MONTHS)
        year = rng.choice((2025, 2026))
        number = [name for name, _ in _MONTHS].index(month)
        month_number = (1, 3, 5, 6, 9, 11, 12)[number]
        due = (
            Due(f"{month} {year}", "due", None, f"{year}-{month_number:02}")
            if rng.random() < 0.6
            else Due(f"{days} {month} {year}", "due", None, f"{year}-{month_number:02}-{days}")
        )
        state = rng.choice(_STATES)
        made.append(
            Truth(
                text,
                numbered.format(n=n, p=1 + n // 9) if numbered else None,
                (rng.choice(_WHO),),
                (due,),
                state.lower(),
                state,
                rng.choice(_NOTES),
                None,
                parts[(n - 1) * len(parts) // count] if parts else None,
            )
        )
    return made


def other_page(rng: random.Random, look: str, truth: Sequence[Truth], numbered: bool) -> str:
    """The web page that prints a plan."""
    roles = [*(["ref"] if numbered else []), *rng.choice((
        ("what", "who", "when", "state", "note"), ("what", "who", "when", "state"), ("when", "what", "who", "note"),
        ("what", "state", "when", "who"), ("who", "what", "when", "note"),
    ))]  # fmt: skip
    names = {
        "ref": rng.choice(("Ref", "No", "Item", "Action no.")), "what": rng.choice(("Action", "Agreed action", "Action agreed by Trustees")),
        "who": rng.choice(("Owner", "Lead", "Action by", "Responsible")), "when": rng.choice(("Due", "Target date", "Due date", "By when")),
        "state": rng.choice(("Status", "Position")), "note": rng.choice(("Comments", "Progress", "Update")),
    }  # fmt: skip
    size = rng.choice((7, 8, 9, 10, 11.5))
    face = rng.choice(("sans-serif", "serif", "monospace", "sans-serif"))
    pad, gap = rng.choice((0, 0, 0.7, 2, 4)), rng.choice((3, 4.5, 6, 10))
    head = rng.choice(
        (
            "font-weight:bold",
            "font-style:italic;font-weight:normal",
            "color:#1f4e79;font-weight:bold",
            "font-weight:normal;text-transform:uppercase",
        )
    )
    align = "text-align:justify;" if rng.random() < 0.15 else ""
    css = (
        f"@page{{size:A4 {'landscape' if len(roles) > 5 or face == 'monospace' or rng.random() < 0.3 else ''};margin:16mm}}"
        f"body{{font:{size}pt/{rng.choice((1.1, 1.2, 1.4))} {face};margin:0}}table{{border-collapse:collapse;width:100%}}"
        f"td,th{{padding:{pad}pt {gap / 2}pt;text-align:left;vertical-align:{rng.choice(('top', 'top', 'middle', 'bottom'))};{align}}}"
        f"th{{{head}}}ul{{margin:0;padding-left:1.2em}}"
    )
    css += {
        "header rule": "th{border-bottom:.7pt solid #000}", "top and bottom": "table{border-top:1pt solid;border-bottom:1pt solid}",
        "pale bands": "tr:nth-child(even) td{background:#f3f6fa}", "between parts": "td.part{border-top:.5pt solid #888}",
        "white rules": "td{border:1pt solid #fff;background:#f2f2f2}th{background:#d0d7e2}",
        "every fifth": "tr:nth-child(5n) td{border-bottom:.4pt dotted #777}",
    }.get(look, "")  # fmt: skip
    width = {"ref": 7, "what": 34, "who": 17, "when": 11, "state": 9, "note": 24}
    cols = "".join(f"<col style='width:{width[role]}%'>" for role in roles) if rng.random() < 0.5 else ""
    center = {role for role in ("ref", "state", "when") if rng.random() < 0.25}
    rows, part = "", None
    for action in truth:
        if action.section and action.section != part:
            part = action.section
            rows += f"<tr><td class=part colspan={len(roles)}>{rng.choice(('<b>{}</b>', '{}', '<i>{}</i>')) if not rows else '{}'}</td></tr>".format(
                part
            )
        cells = {
            "ref": action.ref or "", "what": html.escape(action.text), "who": html.escape(action.owners[0]),
            "when": action.dues[0].printed, "state": action.status, "note": html.escape(action.progress or ""),
        }  # fmt: skip
        rows += (
            "<tr>"
            + "".join(f"<td{' style=text-align:center' if role in center else ''}>{cells[role]}</td>" for role in roles)
            + "</tr>"
        )
    header = "".join(f"<th>{names[role]}</th>" for role in roles)
    body = (
        f"<thead><tr>{header}</tr></thead><tbody>{rows}</tbody>" if rng.random() < 0.5 else f"<tr>{header}</tr>{rows}"
    )
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><style>{css}</style></head><body>"
        f"<h1>Thornby Harbour Trust: action plan</h1><p>Trustees are asked to note where each action stands.</p>"
        f"<table>{cols}{body}</table><p>Items marked as done will be left out of the next report.</p></body></html>"
    )


def main() -> None:
    """Draw, read and judge."""
    first, count = (int(n) for n in [*sys.argv[1:], *("1", "42")[len(sys.argv) - 1 :]])
    papers = [other(first + n) for n in range(count)]
    sums: dict[str, list[Verdict]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as made:
        for program, files in print_pages({str(each.seed): each.page for each in papers}, Path(made)):
            for each in papers:
                file = files / f"{each.seed}.pdf"
                if file.is_file():
                    verdict = judge_file(file.stem, file.read_bytes(), "plan.pdf", _printed(each))
                    for kind in ("all", program, each.look):
                        sums[kind].append(verdict)
    print(f"{'':36} papers actions  found  whole  invented  values")
    for kind, verdicts in sums.items():
        print(f"  {kind:34} {row(verdicts)}")


def _printed(each: Other) -> list[Truth]:
    """What the paper states, without what none of its columns holds."""
    told = any(f"<th>{name}</th>" in each.page for name in ("Comments", "Progress", "Update"))
    rated = any(f"<th>{name}</th>" in each.page for name in ("Status", "Position"))
    return [
        replace(truth, progress=truth.progress if told else None, rating=truth.rating if rated else None)
        for truth in each.truth
    ]


if __name__ == "__main__":
    main()
