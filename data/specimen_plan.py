"""The plan of an invented council at three dates. What is said here is what the specimen papers print.

Marlbrook Council, its people and its plan are made up. Each version is the one before it with its differences written
out, so that every change planted in the papers can be read in one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

__all__ = [
    "AS_AT",
    "COMMITTEE",
    "COSTS",
    "COUNCIL",
    "KEY",
    "TITLE",
    "VERSION_1",
    "VERSION_2",
    "VERSION_3",
    "Commitment",
    "by_section",
]

COUNCIL = "Marlbrook Council"
TITLE = "Homes and Streets Improvement Plan"
COMMITTEE = "Performance and Improvement Committee"
AS_AT = ("31 March 2025", "31 July 2025", "31 October 2025")

HOMES = "Homes and Repairs"
STREETS = "Streets and Open Spaces"
CONTACT = "Customer Contact"
GOVERNANCE = "Governance and Money"

KEY: Mapping[str, tuple[str, str]] = {
    "Blue": ("#5B9BD5", "Complete and evidenced"),
    "Green": ("#70AD47", "On track to be delivered on time"),
    "Amber": ("#FFC000", "Some risk to delivery; recovery is planned"),
    "Red": ("#E04B3A", "Off track; will not be delivered on time"),
    "Grey": ("#A6A6A6", "Not yet started"),
}
"""Each rating of the plan's key: its fill and what it means."""

COSTS: Sequence[tuple[str, str, str]] = (
    ("Cost of the plan", "2025/26", "2026/27"),
    ("Repairs backlog", "£420,000", "£150,000"),
    ("Street lighting", "£310,000", "£305,000"),
    ("Customer contact", "£85,000", "£40,000"),
    ("Total", "£825,000", "£495,000"),
)
"""The costs table of the first version. Its 2025/26 total is £10,000 more than its rows."""


@dataclass(frozen=True)
class Commitment:
    """One action as a version prints it. `timescale` holds a line for each milestone."""

    ref: str
    section: str
    text: str
    owner: str
    timescale: str
    rating: str
    progress: str = ""


def by_section(version: Sequence[Commitment]) -> Iterator[tuple[str, list[Commitment]]]:
    """The sections in the order in which they are first named, each with its actions."""
    for section in dict.fromkeys(action.section for action in version):
        yield section, [action for action in version if action.section == section]


def _changed(version: Sequence[Commitment], differences: Mapping[str, Mapping[str, str]]) -> tuple[Commitment, ...]:
    return tuple(replace(action, **differences.get(action.ref, {})) for action in version)


def _without(version: Sequence[Commitment], *refs: str) -> tuple[Commitment, ...]:
    return tuple(action for action in version if action.ref not in refs)


def _in_order(version: Sequence[Commitment]) -> tuple[Commitment, ...]:
    sections = [HOMES, STREETS, CONTACT, GOVERNANCE]
    return tuple(sorted(version, key=lambda action: (sections.index(action.section), action.ref)))


VERSION_1 = (
    Commitment(
        "RP1", HOMES, "Clear the backlog of routine repairs that have waited for more than sixty days.",
        "Repairs Manager", "September 2025", "Amber",
    ),
    Commitment(
        "RP2", HOMES, "Publish a repairs standard that tells tenants what will be done and how soon.",
        "Tenancy Services Manager", "May 2025", "Green",
    ),
    Commitment(
        "RP3", HOMES, "Inspect the fire doors of every block of flats and replace those that fail.",
        "Head of Building Safety", "Phase 1 – June 2025\nPhase 2 – December 2025", "Green",
    ),
    Commitment(
        "RP4", HOMES, "Bring all gas and electrical certificates together in one register.",
        "Head of Building Safety", "February 2025", "Blue",
    ),
    Commitment(
        "RP5", HOMES, "Set up a weekly panel to shorten the time that empty homes wait for works.",
        "Repairs Manager", "July 2025", "Amber",
    ),
    Commitment(
        "RP6", HOMES, "Train all repairs staff to recognise and report damp and mould.",
        "Repairs Manager", "March 2025", "Blue",
    ),
    Commitment(
        "ST1", STREETS, "Agree a winter gritting plan with the parish councils before the first frost.",
        "Highways Manager", "September 2025", "Green",
    ),
    Commitment(
        "ST2", STREETS, "Replace street lamps older than thirty years with LED lamps.",
        "Highways Manager", "March 2026", "Green",
    ),
    Commitment(
        "ST3", STREETS, "Replace the lamps in all council car parks with LED lamps.",
        "Parking Manager", "March 2026", "Grey",
    ),
    Commitment(
        "ST4", STREETS, "Survey the condition of footways in every ward and publish the results.",
        "Highways Manager", "TBC", "Grey",
    ),
    Commitment(
        "ST5", STREETS, "Report missed bin collections for each round on the council's website.",
        "Waste Services Manager", "October 2025", "Green",
    ),
    Commitment(
        "ST6", STREETS,
        "Open a reuse shop at the Eastgate recycling centre. The shop is to sell furniture, bicycles and tools that "
        "residents bring in, to take on six trainees in its first year, and to give what it earns to the councillors' "
        "community fund. A business case is to go to this committee before a lease is signed.",
        "Waste Services Manager", "November 2025", "Amber",
    ),
    Commitment(
        "CC1", CONTACT, "Answer eight in ten telephone calls within two minutes.",
        "Contact Centre Manager", "June 2025", "Red",
    ),
    Commitment(
        "CC2", CONTACT, "Publish a complaints code and train every manager in it.",
        "Head of Customer Services", "September 2025", "Green",
    ),
    Commitment(
        "CC3", CONTACT, "Offer web forms for the ten requests that residents make most often.",
        "Digital Lead", "December 2025", "Green",
    ),
    Commitment(
        "CC4", CONTACT, "Open an enquiry desk in the Northgate library on market days.",
        "Head of Customer Services", "August 2025", "Grey",
    ),
    Commitment(
        "CC5", CONTACT, "Rewrite the council's fifty standard letters in plain English.",
        "Communications Manager", "April 2025", "Amber",
    ),
    Commitment(
        "CC6", CONTACT, "Ask two thousand tenants each year how satisfied they are, and publish what they say.",
        "Tenancy Services Manager", "January 2026", "Green",
    ),
    Commitment(
        "GV1", GOVERNANCE, "Adopt a local code of governance and report against it every year.",
        "Monitoring Officer", "July 2025", "Amber",
    ),
    Commitment(
        "GV2", GOVERNANCE, "Bring a budget monitoring report to this committee.",
        "Head of Finance", "Quarterly", "Green",
    ),
    Commitment(
        "GV3", GOVERNANCE, "Review the scheme of delegation and the procurement rules.",
        "Monitoring Officer", "October 2025", "Green",
    ),
    Commitment(
        "GV4", GOVERNANCE, "Go through the corporate risk register with each head of service.",
        "Head of Finance", "August 2025", "Green",
    ),
    Commitment(
        "GV5", GOVERNANCE, "Agree the savings for 2026/27 with a delivery plan for each of them.",
        "Head of Finance", "January 2026", "Green",
    ),
    Commitment(
        "GV6", GOVERNANCE, "Give every councillor a named contact in each service.",
        "Democratic Services Manager", "September 2025", "Green",
    ),
)  # fmt: skip

VERSION_2 = _in_order(
    (
        *_changed(
            # RP5 is replaced by RP7, RP6 closed, ST3 merged into ST2, CC4 removed, GV3 split; nobody speaks of ST6.
            _without(VERSION_1, "RP5", "RP6", "ST3", "CC4", "GV3", "ST6"),
            {
                "RP1": {"progress": "12 May 2025: 410 repairs are overdue. 9 July 2025: 365 repairs are overdue."},
                "RP2": {"rating": "Blue", "progress": "Published on 28 May 2025."},
                "RP3": {
                    "timescale": "Phase 1 – June 2025\nPhase 2 – February 2026",
                    "progress": "All doors of phase 1 were inspected.",
                },
                "RP4": {"rating": "Amber", "progress": "Ninety certificates were found to be missing."},
                "ST1": {"timescale": "November 2025", "progress": "Three parish councils have replied."},
                "ST2": {
                    "text": "Replace street lamps older than thirty years, and the lamps in all council car parks, "
                    "with LED lamps."
                },
                "ST4": {"timescale": "December 2025", "progress": "A surveyor was appointed."},
                "ST5": {"timescale": "August 2025"},
                "CC1": {"timescale": "September 2025", "progress": "Six advisers started in July."},
                "CC2": {
                    "text": "Publish a complaints code, train frontline managers in it, and report what was learned "
                    "to this committee."
                },
                "CC3": {"owner": "Head of Customer Services"},
                "CC5": {"timescale": "May 2025", "progress": "Thirty letters are done."},
                "GV1": {"timescale": "December 2025", "progress": "A draft went to the audit committee."},
                "GV4": {"timescale": "Ongoing"},
                "GV5": {"rating": "Red", "progress": "£1.1m of savings are still to be found."},
                "GV6": {"section": CONTACT},
            },
        ),
        Commitment(
            "RP7", HOMES,
            "Bring the average time that an empty home waits for works below thirty days.",
            "Repairs Manager", "March 2026", "Amber",
        ),
        Commitment(
            "ST7", STREETS, "Repaint the markings of the twenty junctions with most collisions.",
            "Highways Manager", "October 2025", "Grey",
        ),
        Commitment(
            "CC7", CONTACT, "Offer a call back to anyone who has waited for ten minutes.",
            "Contact Centre Manager", "January 2026", "Grey",
        ),
        Commitment(
            "GV3a", GOVERNANCE, "Review the scheme of delegation.", "Monitoring Officer", "October 2025", "Green"
        ),
        Commitment(
            "GV3b", GOVERNANCE, "Review the procurement rules.", "Head of Procurement", "February 2026", "Green"
        ),
    )
)  # fmt: skip

VERSION_3 = _in_order(
    _changed(
        VERSION_2,
        {
            "RP1": {"progress": "12 May 2025: 310 repairs are overdue. 9 July 2025: 365 repairs are overdue."},
            "RP7": {"timescale": "Once the new contract is let"},
            "ST1": {"timescale": "January 2026", "rating": "Amber"},
            "ST2": {"rating": "Amber"},
            "ST5": {"rating": "Blue", "section": CONTACT},
            "ST7": {"ref": "ST8", "rating": "Green"},
            "CC2": {"rating": "Blue"},
            "CC5": {"rating": "Blue"},
            "CC6": {
                "text": "Publish opening hours and waiting times for every customer desk.",
                "owner": "Digital Lead",
                "timescale": "February 2026",
                "rating": "Grey",
            },
            "GV3a": {"rating": "Blue"},
            "GV3b": {"ref": "GV3a"},  # an officer's slip of the pen: two actions have one ref now
            "GV6": {"owner": ""},
        },
    )
)
