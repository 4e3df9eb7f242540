"""Layouts written after the code that reads them was finished: what it makes of what it had not seen."""

from __future__ import annotations

from dataclasses import replace

from drawing import C, Head, Para, Rows
from invented import invented, with_extras
from layouts import RISKS, Drawn, draws, grid, head_row, table

__all__: list[str] = []


@draws
def welsh_board(seed: int) -> Drawn:
    a = with_extras(
        invented(seed, refs="2024/031", dates="dots", owners="cllr", ratings="open"),
        seed,
        Meeting=("14.3.25", "2.5.25"),
    )
    return Drawn(
        "docx",
        [
            Head("Bwrdd Iechyd – Health Board"),
            Head("Action log"),
            table(
                a,
                Meeting="Meeting",
                ref="Minute ref",
                text="Agreed action",
                owner="Lead",
                progress="Progress / Outcome",
                due="Timescale",
                rating="Open or closed",
            ),
        ],
        a,
    )


@draws
def table_in_frame_html(seed: int) -> Drawn:
    a = invented(seed, refs="A1", dates="slash", owners="person")
    return Drawn(
        "html",
        [
            Head("Police and Crime Panel"),
            Para("Action sheet following the meeting on 4 June 2025"),
            table(
                a,
                text="Action requested",
                ref="Ref",
                owner="Officer",
                due="Response due",
                rating="Status",
                progress="Response",
            ),
        ],
        [replace(x, progress=None) for x in a],
    )


@draws
def governors_minutes_actions(seed: int) -> Drawn:
    a = invented(seed, 6, refs="1", dates="th", owners="initials", ratings="status", progress=False)
    return Drawn(
        "docx",
        [
            Head("Minutes of the Full Governing Body"),
            Para("Held on 9 June 2025 at 6pm. Apologies were received from R Lund."),
            Para("1 Welcome"),
            table(a, ref="Item", text="Action point", owner="Governor", due="Deadline", rating="Completed?"),
        ],
        a,
    )


@draws
def trend_and_status(seed: int) -> Drawn:
    a = with_extras(invented(seed, refs="1.1", ratings="word"), seed, Trend=("↑", "→"), Confidence=("High", "Low"))
    return Drawn(
        "xlsx",
        [
            table(
                a,
                ref="Ref",
                text="Activity",
                owner="SRO",
                due="Q",
                rating="Overall status",
                Trend="DoT",
                Confidence="Confidence",
                progress="Highlights this period",
            )
        ],
        [replace(x, progress=None) for x in a],
        file="Programme report",
    )


@draws
def two_plans_one_paper(seed: int) -> Drawn:
    a = invented(seed, 5, refs="A1", sections=("Part one",))
    b = [
        replace(x, ref="B" + x.ref[1:] if x.ref[0] == "A" else "C" + x.ref[1:])
        for x in invented(seed + 50, 5, refs="A1", dates="slash", sections=("Part two",))
    ]
    return Drawn(
        "docx",
        [
            Head("Joint improvement plan"),
            Head("Part one", 2),
            table(a, ref="Ref", text="Action", owner="Lead", due="When", rating="RAG", progress="Update"),
            Head("Part two", 2),
            table(
                b, ref="Ref", text="What we will do", due="By when", owner="Who", progress="Progress", rating="Status"
            ),
            Head("Risks", 2),
            RISKS,
        ],
        a + b,
    )


@draws
def long_cells_multi_paras(seed: int) -> Drawn:
    a = [
        replace(
            x,
            text=f"{x.text.rstrip('.')}:\na) agree the scope;\nb) appoint a lead; and\nc) report back.",
            progress=f"{x.progress}\n\nA further meeting is planned for 3 July 2025.",
        )
        for x in invented(seed, 6, refs="1.1", dates="words")
    ]
    return Drawn(
        "docx",
        [
            Head("Improvement plan"),
            table(a, ref="No", text="Action", owner="Lead", due="Deadline", progress="Update", rating="RAG"),
        ],
        a,
    )


@draws
def band_then_repeated_header(seed: int) -> Drawn:
    names = ("Priority A: Children", "Priority B: Adults")
    a = invented(seed, 8, refs="1", sections=names)
    hdr = head_row("Ref", "Action", "Lead", "Due", "RAG", "Update")
    rows = []
    for n in names:
        rows.append([C(n, across=6)] + [None] * 5)
        rows.append(hdr)
        rows += grid([x for x in a if x.section == n], ["ref", "text", "owner", "due", "rating", "progress"])
    return Drawn("docx", [Head("Partnership plan"), Rows(rows)], a)


@draws
def band_text_repeated_header(seed: int) -> Drawn:
    d = band_then_repeated_header(seed)
    return replace(d, kind="txt")


@draws
def merged_owner_and_date(seed: int) -> Drawn:
    a = invented(seed, 6, refs="1.1")
    a = [replace(x, owners=a[n // 2 * 2].owners, dues=a[n // 2 * 2].dues) for n, x in enumerate(a)]
    rows = [head_row("Ref", "Action", "Lead", "Due", "RAG", "Update")]
    for n, x in enumerate(a):
        r = grid([x], ["ref", "text", "owner", "due", "rating", "progress"])[0]
        r[2] = replace(r[2], down=2) if n % 2 == 0 else None
        r[3] = replace(r[3], down=2) if n % 2 == 0 else None
        rows.append(r)
    return Drawn("html", [Head("Recovery plan"), Rows(rows)], a)


@draws
def merged_xlsx(seed: int) -> Drawn:
    return replace(merged_owner_and_date(seed), kind="xlsx", file="Recovery plan")


@draws
def text_two_breaks_in_one_row(seed: int) -> Drawn:
    a = invented(seed, 6, refs="1.1", dates="words", long=True)
    rows = table(a, ref="Ref", text="Action", owner="Lead", due="Due", rating="RAG", progress="Update")

    def damage(lines: list[str]) -> list[str]:
        at = [n for n, line in enumerate(lines) if "\t" in line]
        cells = [c.split() for c in lines[at[3]].split("\t")]

        def cut(lo: int, hi: int) -> str:
            return "\t".join(
                " ".join(w[lo:hi]) if i in (1, 5) else (" ".join(w) if lo == 0 else "") for i, w in enumerate(cells)
            )

        return [*lines[: at[3]], cut(0, 5), "", cut(5, 9), "", cut(9, 99), *lines[at[3] + 1 :]]

    return Drawn("txt", [Head("Plan of action"), rows], a, damage)


@draws
def page_furniture_text(seed: int) -> Drawn:
    a = invented(seed, 9, refs="A1", dates="words")
    hdr = "Ref\tAction\tLead\tDue\tRAG\tUpdate"
    rows = table(a, ref="Ref", text="Action", owner="Lead", due="Due", rating="RAG", progress="Update")

    def damage(lines: list[str]) -> list[str]:
        at = [n for n, line in enumerate(lines) if "\t" in line]
        return [*lines[: at[5]], "", "Marlbrook Council Improvement Plan 2025", "Page 2 of 6", "", hdr, *lines[at[5] :]]

    return Drawn("txt", [Head("Marlbrook Council Improvement Plan 2025"), rows], a, damage)


@draws
def csv_no_title(seed: int) -> Drawn:
    a = invented(seed, refs="none", ratings="status", dates="iso", owners="person")
    return Drawn(
        "csv",
        [table(a, text="Task name", owner="Assignee", due="Due date", rating="Status", progress="Notes")],
        a,
        file="tasks",
    )


@draws
def equality_plan_objectives(seed: int) -> Drawn:
    a = invented(seed, 8, refs="1.1", dates="mon '", owners="role", ratings="none", progress=True)
    rows = []
    for n, o in enumerate(("Objective 1: Know our communities", "Objective 2: A diverse workforce")):
        rows.append([C(o, across=5)] + [None] * 4)
        rows.append(
            head_row(
                "Ref", "Actions to achieve the objective", "Responsibility", "Target date", "Progress as at June 2025"
            )
        )
        rows += grid(a[n * 4 : n * 4 + 4], ["ref", "text", "owner", "due", "progress"])
    return Drawn("docx", [Head("Equality action plan"), Rows(rows)], a)


@draws
def budget_plan_only(seed: int) -> Drawn:
    rows = Rows(
        [
            head_row("Ref", "Saving proposal", "Lead", "2025/26", "2026/27", "RAG"),
            head_row("S1", "Reduce agency spend in children's homes", "DCS", "£120k", "£200k", "Amber"),
            head_row("S2", "Renegotiate the waste contract", "Place", "£50k", "£80k", "Green"),
            head_row("Total", "", "", "£170k", "£280k", ""),
        ]
    )
    return Drawn("docx", [Head("Budget monitoring report"), rows], [])


@draws
def policy_review_list(seed: int) -> Drawn:
    rows = Rows(
        [
            head_row("Policy", "Owner", "Last reviewed", "Next review date", "Status"),
            head_row("Lone working policy and procedure for all staff", "HR", "May 2023", "May 2026", "Current"),
            head_row("Complaints policy", "Clerk", "June 2022", "June 2025", "Overdue"),
        ]
    )
    return Drawn("html", [Head("Policy register"), rows], [])


@draws
def training_programme(seed: int) -> Drawn:
    rows = Rows(
        [
            head_row("Course", "Provider", "Date", "Who should attend"),
            head_row("Safeguarding level two refresher training", "Marl CIC", "June 2025", "All staff"),
            head_row("Code of conduct", "Monitoring Officer", "May 2025", "Members"),
        ]
    )
    return Drawn("txt", [Head("Member development plan"), Para("Actions to develop members"), rows], [])


@draws
def risk_register_with_actions(seed: int) -> Drawn:
    rows = Rows(
        [
            head_row(
                "Ref", "Risk", "Inherent score", "Controls", "Residual score", "Planned actions", "Owner", "Due date"
            ),
            head_row(
                "1",
                "Loss of data through a cyber attack on the network",
                "20",
                "Firewall",
                "12",
                "Run a phishing exercise for all staff",
                "ICT",
                "June 2025",
            ),
            head_row(
                "2",
                "Failure to recruit enough social workers",
                "16",
                "Agency",
                "9",
                "Launch a campaign with the university",
                "HR",
                "May 2025",
            ),
        ]
    )
    return Drawn("docx", [Head("Corporate risk register"), rows], [])


@draws
def kpi_with_actions(seed: int) -> Drawn:
    rows = Rows(
        [
            head_row("Indicator", "Target", "Actual", "RAG", "Action to improve", "Owner"),
            head_row(
                "Sickness absence per employee", "8 days", "9.5 days", "Red", "Return to work interviews for all", "HR"
            ),
        ]
    )
    return Drawn("html", [Head("Performance report Q1"), rows], [])
