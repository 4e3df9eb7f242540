"""Layouts of committee papers whose cells hold more than one thing, and papers that are no plans."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from drawing import Block, C, Head, Para, Rows
from invented import FILLS, Due, Truth, invented, with_extras
from layouts import BUDGET, RISKS, Drawn, beside, draws, grid, head_row, table

__all__: list[str] = []


@draws
def milestones_as_sub_rows(seed: int) -> Drawn:
    base = invented(seed, 6, refs="1.", progress=False, ratings="word")
    rng = random.Random(seed)
    rows: list[Sequence[C | None]] = [head_row("No", "Action", "Milestone", "Lead", "Due date", "RAG")]
    truth = []
    for a in base:
        months = sorted(rng.sample(range(1, 13), 2))
        dues = tuple(Due(f"{m:02}/2026", "due", None, f"2026-{m:02}") for m in months)
        steps = ("First draft to the working group", "Final version adopted")
        rows.append([C(a.ref or ""), C(a.text), C(steps[0]), C(a.owners[0]), C(dues[0].printed), C(a.status)])
        rows.append([C(), C(), C(steps[1]), C(a.owners[0]), C(dues[1].printed), C(a.status)])
        truth.append(replace(a, dues=dues))
    return Drawn("html", [Head("Delivery plan"), Rows(rows)], truth)


@draws
def merged_action_with_step_rows(seed: int) -> Drawn:
    base = invented(seed, 6, refs="1.", progress=False, ratings="word")
    rows: list[Sequence[C | None]] = [head_row("Ref", "Action", "Owner", "Target date", "Status")]
    truth = []
    for n, a in enumerate(base):
        dues = (Due("June 2025", "due", None, "2025-06"), Due("November 2025", "due", None, "2025-11"))
        two = n % 2 == 0
        down = 2 if two else 1
        own = dues if two else a.dues
        rows.append(
            [C(a.ref or "", down=down), C(a.text, down=down), C(a.owners[0], down=down), C(own[0].printed), C(a.status)]
        )
        if two:
            rows.append([None, None, None, C(dues[1].printed), C("Amber")])
        truth.append(replace(a, dues=own))
    return Drawn("docx", [Head("Fire cover review action plan"), Rows(rows)], truth)


@draws
def several_dates_in_a_cell(seed: int) -> Drawn:
    base = invented(seed, 6, refs="A1", ratings="letter")
    lines = (("Draft – June 2025", "Draft", "2025-06"), ("Adoption – October 2025", "Adoption", "2025-10"))
    truth = [
        replace(a, dues=tuple(Due(p, "due", None, d) for p, _, d in lines), owners=("Clerk", "Head of Housing"))
        for a in base
    ]
    rows = table(
        truth,
        ref="ID",
        text="Deliverable",
        owner="Owner(s)",
        due="Milestones and dates",
        rating="RAG",
        progress="Narrative",
    )
    return Drawn("docx", [Head("Programme plan"), rows], truth)


@draws
def bullets_in_cells(seed: int) -> Drawn:
    base = invented(seed, 6, refs="1.1", ratings="word")
    rows: list[Sequence[C | None]] = [head_row("Ref", "Key activities", "Lead", "Deadline", "RAG rating", "Progress")]
    truth = []
    for a in base:
        text = f"{a.text}\nBrief the ward members\nPublish the outcome"
        progress = f"{a.progress}\nBudget agreed"
        row = grid([a], ["ref", "text", "owner", "due", "rating", "progress"])[0]
        rows.append([row[0], C(text, bullets=True), *row[2:5], C(progress, bullets=True)])
        truth.append(replace(a, text=text, progress=progress))
    return Drawn("html", [Head("Neighbourhood plan"), Rows(rows)], truth)


@draws
def dated_entries_in_progress(seed: int) -> Drawn:
    base = invented(seed, 7, refs="1", ratings="word", owners="initials", dates="slash")
    truth = [replace(a, progress=f"12/05/25 – {a.progress}\n03/06/25 – Item carried forward.") for a in base]
    rows = table(truth, ref="#", text="Action", owner="Action owner", due="Due date", progress="Updates", rating="RAG")
    return Drawn("xlsx", [Head("Pensions Board action log"), rows], truth)


@draws
def emoji_ratings(seed: int) -> Drawn:
    actions = invented(seed, refs="1", ratings="emoji")
    rows = table(actions, rating="Status", ref="Ref", text="Action", owner="Lead", due="Due", progress="Update")
    return Drawn("html", [Head("Climate action plan – quarterly update"), rows], actions)


@draws
def emoji_with_words(seed: int) -> Drawn:
    actions = invented(seed, refs="A1", ratings="emoji word")
    rows = table(
        actions,
        ref="Code",
        text="Initiative",
        due="Delivery date",
        owner="SRO",
        rating="Confidence",
        progress="Position",
    )
    return Drawn("txt", [Head("Transformation programme highlight report"), rows], actions)


@draws
def trend_arrows(seed: int) -> Drawn:
    actions = invented(seed, refs="1", ratings="arrow")
    rows = table(actions, ref="Ref", text="Action", rating="RAG", owner="Officer", due="End date", progress="Comment")
    return Drawn("docx", [Head("Annual governance statement action plan"), rows], actions)


@draws
def coloured_dot(seed: int) -> Drawn:
    actions = invented(seed, refs="1", ratings="fill")
    rows: list[Sequence[C | None]] = [head_row("Ref", "Action", "Lead", "Date", "RAG", "Update")]
    for a in actions:
        row = grid([a], ["ref", "text", "owner", "due", "", "progress"])[0]
        rows.append([*row[:4], C("●", ink=FILLS[a.rating or ""]), row[5]])
    return Drawn(random.Random(seed).choice(("docx", "html")), [Head("Estates action plan"), Rows(rows)], actions)


@draws
def percent_complete(seed: int) -> Drawn:
    actions = with_extras(
        invented(seed, refs="1", ratings="none", dates="iso"), seed, done=("0%", "25%", "75%", "100%")
    )
    rows = table(
        actions, ref="Task no.", text="Task", owner="Assigned to", due="Finish", done="% complete", progress="Notes"
    )
    truth = [replace(a, extras=(("% complete", dict(a.extras)["done"]),)) for a in actions]
    return Drawn("xlsx", [Head("Project plan"), rows], truth)


@draws
def original_and_revised_dates(seed: int) -> Drawn:
    actions = with_extras(invented(seed, refs="1", ratings="word"), seed, Original=("January 2025", "March 2025"))
    rows = table(
        actions,
        ref="Ref",
        text="Agreed action",
        owner="Responsible manager",
        Original="Original date",
        due="Revised date",
        rating="RAG",
        progress="Update for June 2025",
    )
    truth = [replace(a, extras=(("Original date", dict(a.extras)["Original"]),)) for a in actions]
    return Drawn("html", [Head("Internal audit follow-up"), rows], truth)


@draws
def start_and_end_columns(seed: int) -> Drawn:
    base = invented(seed, refs="1.1", ratings="status")
    truth = [replace(a, dues=(Due("March 2027", "window", "2025-04", "2027-03"),)) for a in base]
    rows = [head_row("Ref", "Project", "Start date", "End date", "Lead officer", "Status", "Comments")]
    for a in truth:
        row = grid([a], ["ref", "text", "due", "owner", "rating", "progress"])[0]
        rows.append([row[0], row[1], C("April 2025"), *row[2:]])
    return Drawn("txt", [Head("Asset management plan – programme of work"), Rows(rows)], truth)


@draws
def closed_actions_on_a_second_sheet(seed: int) -> Drawn:
    actions = invented(seed, 10, refs="AC24-07", ratings="open", dates="slash", owners="initials")
    names = {
        "ref": "Action no.",
        "text": "Action agreed",
        "owner": "Allocated to",
        "due": "Target",
        "rating": "Open/Closed",
        "progress": "Comments",
    }
    first, second = table(actions[:6], **names), table(actions[6:], **names)
    blocks = [
        replace(first, sheet="Open actions"),
        replace(second, sheet="Closed actions"),
        replace(RISKS, sheet="Risks"),
        replace(BUDGET, sheet="Budget"),
    ]
    return Drawn("xlsx", blocks, actions, file="Board action tracker")


@draws
def csv_export(seed: int) -> Drawn:
    actions = invented(seed, refs="2024/031", ratings="status", dates="iso", owners="person")
    rows = table(
        actions,
        ref="Action ID",
        text="Action description",
        owner="Actionee",
        due="Due for completion",
        rating="State",
        progress="Remarks",
    )
    return Drawn("csv", [rows], actions, file="action export")


@draws
def columns_in_odd_order(seed: int) -> Drawn:
    actions = invented(seed, refs="R-03", ratings="letter", dates="dots", owners="team", next_steps=True)
    rows = table(
        actions,
        rating="RAG",
        due="When?",
        owner="Who?",
        progress="What have we done so far?",
        next="What's next?",
        text="What needs to happen?",
        ref="Rec ref",
    )
    return Drawn("txt", [Head("You said, we will"), rows], actions)


@draws
def ref_in_the_middle(seed: int) -> Drawn:
    actions = with_extras(invented(seed, refs="HSG/12", dates="th"), seed, Theme=("Repairs", "Lettings"))
    rows = table(
        actions,
        Theme="Theme",
        ref="Unique ref",
        text="Improvement action",
        owner="Exec lead",
        due="Deliver by",
        rating="B/R/A/G",
        progress="Progress since last meeting",
    )
    return Drawn("html", [Head("Housing improvement plan"), rows], actions)


@draws
def minutes_with_actions_arising(seed: int) -> Drawn:
    actions = invented(seed, 5, refs="none", owners="initials", dates="words", ratings="none", progress=False)
    rows = table(actions, text="Action", owner="By", due="Deadline")
    blocks = [
        Head("Minutes of the Finance and General Purposes Committee held on 3 June 2025"),
        Para("Present: Cllr Moss (Chair), Cllr Carr. Apologies for absence were received from Cllr Lund."),
        Para("1. Declarations of interest: none."),
        Para("2. The clerk reported on the budget. ACTION: JM to write to the bank."),
        Head("Summary of actions", 2),
        rows,
    ]
    return Drawn("docx", blocks, actions)


@draws
def minutes_with_action_column(seed: int) -> Drawn:
    rows = [
        head_row("Item", "Discussion", "Action"),
        head_row("1", "Welcome and apologies. Cllr Moss opened the meeting and apologies were noted from B Carr.", ""),
        head_row("2", "The minutes of the last meeting were agreed as a true record and signed by the chair.", ""),
        head_row("3", "The committee discussed the boiler at length. JM will obtain three quotations.", "JM"),
    ]
    truth = [Truth("JM will obtain three quotations.", owners=("JM",))]
    return Drawn("docx", [Head("Minutes of the premises committee"), Para("Held on 3 June 2025"), Rows(rows)], truth)


@draws
def only_other_tables(seed: int) -> Drawn:
    blocks = beside(Head("Agenda pack for the Marlbrook Joint Committee"), Para("Papers attached."))
    return Drawn(random.Random(seed).choice(("txt", "html", "docx")), blocks, [])


@draws
def notes_rows_and_totals(seed: int) -> Drawn:
    actions = with_extras(invented(seed, 8, refs="1", ratings="letter"), seed, Cost=("£1,000", "£2,500", "£400"))
    body = grid(actions, ["ref", "text", "owner", "due", "Cost", "rating"])
    total = sum(int(dict(a.extras)["Cost"].replace("£", "").replace(",", "")) for a in actions)
    rows = [
        head_row("No.", "Action", "Lead", "Deadline", "Cost", "RAG"),
        *body[:4],
        [C("Note: actions 1 to 4 depend on the grant being confirmed by the Welsh Government.", across=6), *[None] * 5],
        *body[4:],
        [C("Total"), C(), C(), C(), C(f"£{total:,}"), C()],
    ]
    truth = [replace(a, progress=None) for a in actions]
    return Drawn("docx", [Head("Recovery plan"), Rows(rows)], truth)


@draws
def a_column_lost_after_the_break(seed: int) -> Drawn:
    actions = invented(seed, 9, refs="A1", ratings="word", dates="words")
    rows = table(actions, ref="Ref", text="Action", owner="Lead", due="Date", progress="Progress", rating="RAG")

    def damage(lines: list[str]) -> list[str]:
        at = [n for n, line in enumerate(lines) if "\t" in line]
        out = list(lines)
        for n in at[6:]:
            ref, *rest = lines[n].split("\t")
            out[n] = "\t".join([ref, "", *rest])  # the page after the break has one column more
        return [*out[: at[6]], "", *out[at[6] :]]

    return Drawn("txt", [Head("Safeguarding action plan"), rows], actions, damage)


@draws
def ref_cell_lost_in_one_row(seed: int) -> Drawn:
    actions = invented(seed, 9, refs="R-03", ratings="word", dates="words")
    rows = table(actions, ref="Ref", text="Action", owner="Lead", due="Date", progress="Progress", rating="RAG")

    def damage(lines: list[str]) -> list[str]:
        at = [n for n, line in enumerate(lines) if "\t" in line]
        out = list(lines)
        out[at[4]] = "\t" + lines[at[4]].split("\t", 1)[1]
        return out

    return Drawn("txt", [Head("Safeguarding action plan"), rows], actions, damage)


@draws
def blank_lines_inside(seed: int) -> Drawn:
    actions = invented(seed, 9, refs="1.", ratings="letter", dates="month", owners="two")
    rows = table(actions, ref="No.", text="Action", owner="Leads", due="Timescale", rating="RAG", progress="Comments")
    shown = Rows(
        [[replace(c, text=c.text.replace("\n", "; ")) if c else c for c in row] for row in rows.rows],
        frozenset(range(2, 10)),
    )
    return Drawn("txt", [Head("Equality action plan"), shown], actions)


@draws
def financial_year_objectives(seed: int) -> Drawn:
    base = with_extras(
        invented(seed, refs="1.1", ratings="and word", dates="quarter"),
        seed,
        Outcome=("Residents feel safe at home", "Tenants are listened to"),
        Measure=("90% of visits on time", "Fewer than 5 complaints"),
    )
    rows = table(
        base,
        Outcome="Strategic outcome",
        ref="Ref",
        text="Actions",
        Measure="How will we know?",
        owner="Responsible",
        due="Target date",
        rating="RAG",
        progress="Q1 update",
    )
    return Drawn("docx", beside(Head("Business plan 2025/26"), rows), base)


@draws
def us_agency_milestones(seed: int) -> Drawn:
    actions = invented(seed, refs="Action 4", dates="us", owners="team", ratings="status", progress=False)
    rows = table(
        actions,
        ref="Action Number",
        text="Corrective action",
        owner="Responsible office",
        due="Estimated completion date",
        rating="Status",
    )
    return Drawn("html", [Head("Management response and corrective action plan"), rows], actions)


@draws
def school_improvement(seed: int) -> Drawn:
    actions = with_extras(
        invented(seed, refs="none", dates="by", owners="initials", ratings="none", progress=False),
        seed,
        Monitoring=("Learning walks", "Governor visits"),
        Cost=("£200", "£0", "Supply cover"),
    )
    rows = table(
        actions,
        text="Specific actions",
        owner="Staff responsible",
        due="By when?",
        Cost="Resources and cost",
        Monitoring="Monitoring and evaluation",
    )
    blocks: list[Block] = [
        Head("School improvement plan"),
        Head("Priority 1: Reading", 2),
        Para("Success criteria: all read."),
        rows,
    ]
    return Drawn("docx", blocks, [replace(a, section="Priority 1: Reading") for a in actions])
