"""Odd layouts: empty cells, words that mislead, tables beside the plan that are none."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from drawing import C, Head, Para, Rows
from invented import Due, invented, with_extras
from layouts import Drawn, draws, grid, head_row, table

__all__: list[str] = []


@draws
def empty_cells(seed: int) -> Drawn:
    base = invented(seed, 9, refs="1.1")
    truth = [
        replace(
            a,
            owners=() if n % 3 == 0 else a.owners,
            dues=() if n % 3 == 1 else a.dues,
            rating=None if n % 3 == 2 else a.rating,
            status="" if n % 3 == 2 else a.status,
            progress="" if n % 2 else a.progress,
        )
        for n, a in enumerate(base)
    ]
    rows = table(truth, ref="Ref", text="Action", owner="Lead", due="Due", rating="RAG", progress="Update")
    return Drawn("txt", [Head("Action plan"), rows], truth)


@draws
def text_that_begins_with_figures(seed: int) -> Drawn:
    base = invented(seed, 6, refs="none", owners="initials", dates="mon", progress=False)
    openings = (
        "3 new hubs to open in",
        "24 hour cover for",
        "100% of files checked:",
        "2025 review of",
        "1 officer to",
    )
    truth = [replace(a, text=f"{openings[n % 5]} {a.text.lower()}") for n, a in enumerate(base)]
    rows = table(truth, text="Task", owner="Who", due="When", rating="RAG")
    return Drawn("html", [Head("Task list"), rows], truth)


@draws
def text_in_lower_case(seed: int) -> Drawn:
    base = invented(seed, 6, refs="1", owners="initials", dates="mon")
    truth = [replace(a, text=a.text[0].lower() + a.text[1:]) for a in base]
    rows = table(truth, ref="No", text="Action", owner="Who", due="When", rating="RAG", progress="Update")
    return Drawn("txt", [Head("Task list"), rows], truth)


@draws
def lower_case_without_refs(seed: int) -> Drawn:
    base = invented(seed, 6, refs="none", owners="initials", dates="mon")
    truth = [replace(a, text="to " + a.text[0].lower() + a.text[1:]) for a in base]
    rows = table(truth, text="We agreed", owner="Who", due="When", rating="RAG", progress="Update")
    return Drawn("docx", [Head("Action list"), rows], truth)


@draws
def bands_in_one_cell_without_span(seed: int) -> Drawn:
    names = ("Objective 1 – Safer homes", "Objective 2 – Clean streets")
    actions = invented(seed, 8, refs="1", sections=names)
    rows: list[Sequence[C | None]] = [head_row("Ref", "Action", "Owner", "Date", "Status", "Comment")]
    for n, a in enumerate(actions):
        if n == 0 or actions[n - 1].section != a.section:
            rows.append([C(a.section or ""), *[C()] * 5])
        rows += grid([a], ["ref", "text", "owner", "due", "rating", "progress"])
    return Drawn("xlsx", [Rows(rows)], actions, file="Business plan actions")


@draws
def wide_workbook_with_title_and_gaps(seed: int) -> Drawn:
    actions = with_extras(invented(seed, 10, refs="AC24-07", dates="slash"), seed, Raised=("01/02/2025", "03/03/2025"))
    body = grid(actions, ["ref", "Raised", "text", "owner", "due", "rating", "progress"])
    header = head_row("Action ID", "Date raised", "Action", "Owner", "Due", "RAG", "Update")
    rows = [[C(), *row] for row in ([C("Audit Committee action tracker")], [C()], header, *body[:4], [C()], *body[4:])]
    return Drawn("xlsx", [Rows(rows, sheet="Sheet1")], actions, file="tracker")


@draws
def rag_by_quarter(seed: int) -> Drawn:
    base = invented(seed, 6, refs="1.1", ratings="letter")
    rows: list[Sequence[C | None]] = [
        head_row("Ref", "Action", "Lead", "Deadline", "Previous RAG", "Current RAG", "Update")
    ]
    for a in base:
        row = grid([a], ["ref", "text", "owner", "due", "rating", "progress"])[0]
        rows.append([*row[:4], C("G"), *row[4:]])
    return Drawn("html", [Head("Delivery plan"), Rows(rows)], base)


@draws
def objective_and_action(seed: int) -> Drawn:
    base = with_extras(
        invented(seed, 8, refs="none", owners="team"), seed, Objective=("A safe place to live", "Clean air")
    )
    rows = table(
        base,
        Objective="Objective",
        text="Action",
        owner="Lead agency",
        due="Timescale",
        rating="RAG",
        progress="Update",
    )
    return Drawn("docx", [Head("Partnership delivery plan"), rows], base)


@draws
def recommendation_and_action(seed: int) -> Drawn:
    base = with_extras(
        invented(seed, 8, refs="R-03", owners="role"),
        seed,
        Recommendation=("The Trust should reconcile cards monthly.", "Records should be kept."),
    )
    rows = table(
        base,
        ref="Ref",
        Recommendation="Recommendation",
        text="Action",
        owner="Lead",
        due="Timescale",
        rating="RAG",
        progress="Update",
    )
    return Drawn("docx", [Head("Inspection action plan"), rows], base)


@draws
def key_beside_the_plan(seed: int) -> Drawn:
    base = invented(seed, 8, refs="1", ratings="letter")
    key = Rows(
        [
            head_row("RAG", "Definition"),
            head_row("B", "Action complete"),
            head_row("G", "On track"),
            head_row("A", "Some risk to delivery"),
            head_row("R", "Off track"),
        ]
    )
    rows = table(base, ref="Ref", text="Action", owner="Lead", due="Timescale", rating="RAG", progress="Update")
    return Drawn("docx", [Head("Fire authority action plan"), key, rows], base)


@draws
def piped_text(seed: int) -> Drawn:
    base = invented(seed, 6, refs="1", ratings="word", owners="cllr")
    roles = {
        "ref": "Ref",
        "text": "Action",
        "owner": "Councillor",
        "due": "By",
        "rating": "Status",
        "progress": "Notes",
    }
    lines = ["| " + " | ".join(roles.values()) + " |", "|" + "---|" * 6]
    for row in grid(base, list(roles)):
        lines.append("| " + " | ".join(c.text if c else "" for c in row) + " |")
    return Drawn("txt", [Head("Parish council action list"), Para("\n".join(lines))], base)


@draws
def rows_without_trailing_cells(seed: int) -> Drawn:
    base = invented(seed, 8, refs="A1", dates="words")
    truth = [replace(a, progress="" if n % 2 else a.progress) for n, a in enumerate(base)]
    rows = table(truth, ref="Ref", text="Action", owner="Lead", due="Date", rating="RAG", progress="Update")
    return Drawn("txt", [Head("Homes plan"), rows], truth, lambda lines: [line.rstrip("\t") for line in lines])


@draws
def numbers_lost_from_the_cells(seed: int) -> Drawn:
    base = invented(seed, 9, refs="1", dates="words")
    rows = table(base, ref="No.", text="Action", owner="Lead", due="Date", rating="RAG", progress="Update")

    def damage(lines: list[str]) -> list[str]:
        at = [n for n, line in enumerate(lines) if "\t" in line]
        out = list(lines)
        for k in (3, 6):
            ref, text, rest = lines[at[k]].split("\t", 2)
            out[at[k]] = f"\t{ref} {text}\t{rest}"  # the number stands in the text cell
        return out

    return Drawn("txt", [Head("Homes plan"), rows], base, damage)


@draws
def a_contact_list_after_the_plan(seed: int) -> Drawn:
    base = invented(seed, 6, refs="1")
    rows = table(base, ref="Ref", text="Action", owner="Lead", due="Date", rating="RAG", progress="Update")
    history = Rows(
        [
            head_row("Version", "Date", "Author", "Changes made"),
            head_row("0.1", "3 March 2025", "J Moss", "First draft of the plan for comment by officers"),
            head_row("1.0", "9 May 2025", "B Carr", "Approved by the board after changes to section two"),
        ]
    )
    contacts = Rows([head_row("Name", "Role", "Email"), head_row("Jo Moss", "Clerk", "clerk@marlbrook.example")])
    meetings = Rows(
        [
            head_row("12 June 2025", "The board considered the draft action plan and asked for more detail"),
            head_row("9 July 2025", "The board approved the plan and asked for quarterly reports on it"),
        ]
    )
    return Drawn(
        "docx",
        [
            Head("Action plan"),
            rows,
            Head("Version history", 2),
            history,
            Head("Contacts", 2),
            contacts,
            Head("Timeline of the board's work", 2),
            meetings,
        ],
        base,
    )


@draws
def comments_table_in_a_plan(seed: int) -> Drawn:
    base = invented(seed, 6, refs="1")
    rows = table(base, ref="Ref", text="Action", owner="Lead", due="Date", rating="RAG", progress="Update")
    replies = Rows(
        [
            head_row("Respondent", "Comment", "Response"),
            head_row("Resident A", "The plan should say more about roads and paths", "Noted; see section 4"),
            head_row("Resident B", "The library must stay open on Saturdays", "This is outside the plan"),
        ]
    )
    audit = Rows(
        [
            head_row("Audit", "Planned days", "Status", "Assurance"),
            head_row("Payroll", "12", "In progress", "Substantial"),
            head_row("Creditors", "9", "Complete", "Limited"),
        ]
    )
    return Drawn(
        "html", [Head("Action plan"), rows, Head("Consultation", 2), replies, Head("Audit plan", 2), audit], base
    )


@draws
def work_programme_only(seed: int) -> Drawn:
    rows = Rows(
        [
            head_row("Date of meeting", "Topic", "Lead officer", "Purpose of report", "Status"),
            head_row(
                "12 June 2025",
                "Waste contract procurement options appraisal",
                "Head of Waste",
                "Pre-decision",
                "Confirmed",
            ),
            head_row("9 Sept 2025", "Safeguarding annual report for the year 2024/25", "DCS", "Assurance", "Confirmed"),
        ]
    )
    return Drawn(random.Random(seed).choice(("txt", "docx")), [Head("Scrutiny work programme 2025/26"), rows], [])


@draws
def petitions_and_complaints(seed: int) -> Drawn:
    rows = Rows(
        [
            head_row("Ref", "Complaint", "Date received", "Service", "Outcome", "Status"),
            head_row(
                "C1", "Missed bin collection on three weeks running in May", "3 May 2025", "Waste", "Upheld", "Closed"
            ),
            head_row(
                "C2", "Delay in the repair of a boiler at Quay House", "9 May 2025", "Housing", "Not upheld", "Closed"
            ),
        ]
    )
    return Drawn("html", [Head("Complaints report to the Housing Committee"), rows], [])


@draws
def assurance_map(seed: int) -> Drawn:
    rows = Rows(
        [
            head_row(
                "Ref",
                "Strategic risk",
                "Cause",
                "Existing controls",
                "Further actions",
                "Owner",
                "Target date",
                "Score",
            ),
            head_row(
                "SR1",
                "Failure of the main ICT supplier",
                "Single supplier",
                "Contract reviews",
                "Test exit plan",
                "SRO",
                "June 2025",
                "12",
            ),
            head_row(
                "SR2",
                "Loss of the accreditation",
                "Staff turnover",
                "Training matrix",
                "Recruit two trainers",
                "HR",
                "May 2025",
                "9",
            ),
        ]
    )
    return Drawn("docx", [Head("Board assurance framework"), rows], [])


@draws
def several_owners_on_lines(seed: int) -> Drawn:
    base = invented(seed, 7, refs="1.1", owners="two", dates="mon")
    rows = table(base, ref="Ref", text="Action", owner="Leads", due="Date", rating="RAG", progress="Update")
    return Drawn("docx", [Head("Action plan"), rows], base)


@draws
def milestones_in_their_own_cells(seed: int) -> Drawn:
    base = invented(seed, 5, refs="1", progress=False)
    dues = (Due("June 2025", "due", None, "2025-06"), Due("November 2025", "due", None, "2025-11"))
    rows: list[Sequence[C | None]] = [head_row("No", "Objective", "Lead", "Milestone", "Milestone date", "RAG")]
    truth = []
    for a in base:
        rows.append(
            [
                C(a.ref or "", down=2),
                C(a.text, down=2),
                C(a.owners[0], down=2),
                C("Draft agreed"),
                C("June 2025"),
                C(a.status, down=2),
            ]
        )
        rows.append([None, None, None, C("Final adopted"), C("November 2025"), None])
        truth.append(replace(a, dues=dues))
    return Drawn("html", [Head("Delivery plan"), Rows(rows)], truth)
