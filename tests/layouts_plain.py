"""Layouts of committee papers as one body or another prints them; nobody wrote code for any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from drawing import Block, C, Head, Para, Rows
from invented import invented, with_extras
from layouts import Drawn, banded, beside, draws, grid, head_row, table

__all__: list[str] = []


@draws
def audit_recommendations(seed: int) -> Drawn:
    actions = with_extras(
        invented(seed, refs="R-03", dates="words", progress=True),
        seed,
        Finding=("Purchase cards are not reconciled each month.", "No evidence of review was held on file."),
        Priority=("High", "Medium", "Low"),
    )
    rows = [
        head_row(
            "Rec. no.",
            "Finding",
            "Priority",
            "Agreed management action",
            "Responsible officer",
            "Implementation date",
            "Status",
            "Management update",
        ),
        *grid(actions, ["ref", "Finding", "Priority", "text", "owner", "due", "rating", "progress"]),
    ]
    return Drawn(
        "txt", beside(Head("Marlbrook Fire Authority"), Head("Audit recommendations tracker"), Rows(rows)), actions
    )


@draws
def scrutiny_recommendations(seed: int) -> Drawn:
    actions = with_extras(
        invented(seed, refs="1.", owners="cllr", ratings="status", progress=False),
        seed,
        **{
            "Cabinet response": ("The recommendation is accepted in full.", "Accepted in part because of cost."),
            "Accepted?": ("Yes", "In part"),
        },
    )
    rows = table(
        actions,
        **{
            "ref": "No.",
            "text": "Recommendation",
            "Cabinet response": "Cabinet response",
            "Accepted?": "Accepted?",
            "owner": "Cabinet Member",
            "due": "Timescale",
            "rating": "Progress",
        },
    )
    return Drawn("html", [Head("Scrutiny Committee – response to recommendations"), rows], actions)


@draws
def nhs_trust_action_log(seed: int) -> Drawn:
    actions = with_extras(
        invented(seed, refs="AC24-07", owners="initials", dates="short", ratings="open"),
        seed,
        Raised=("03/03/25", "07/04/25"),
        Item=("25/14", "25/22", "25/31"),
    )
    rows = table(
        actions,
        ref="Action ref",
        Raised="Date raised",
        Item="Minute No.",
        text="Action",
        owner="Lead",
        due="Due",
        progress="Update",
        rating="Status",
    )
    blocks = [Head("Marl Valley NHS Trust"), Head("Board of Directors action log – 2 June 2025"), rows]
    return Drawn("txt", blocks, actions)


@draws
def two_page_breaks_without_header(seed: int) -> Drawn:
    actions = invented(seed, 12, refs="A1", owners="role", dates="end")
    rows = table(actions, ref="Ref", text="Action", owner="Lead", due="By when", rating="RAG", progress="Progress")
    return Drawn("txt", [Head("Service plan"), replace(rows, breaks=frozenset({4, 9}))], actions)


@draws
def page_breaks_with_header(seed: int) -> Drawn:
    actions = invented(seed, 12, refs="1.1", owners="role", dates="mon", long=True)
    header = head_row("No", "What we will do", "Who", "When", "Where are we now?", "BRAG")
    body = grid(actions, ["ref", "text", "owner", "due", "progress", "rating"])
    rows = [header, *body[:5], header, *body[5:8], header, *body[8:]]
    return Drawn("txt", [Head("Improvement plan"), Rows(rows, frozenset({6, 10}))], actions)


def _cut(line: int, at: Sequence[int]) -> Callable[[list[str]], list[str]]:
    """Cut a row in two at a page break: each cell's words from `at` on stand on the next page."""

    def damage(lines: list[str]) -> list[str]:
        rows = [n for n, text in enumerate(lines) if "\t" in text]
        cells = [text.split() for text in lines[rows[line]].split("\t")]
        first = "\t".join(" ".join(words[:count]) for words, count in zip(cells, at, strict=False))
        rest = "\t".join(" ".join(words[count:]) for words, count in zip(cells, at, strict=False))
        return [*lines[: rows[line]], first, "", rest, *lines[rows[line] + 1 :]]

    return damage


@draws
def row_cut_by_the_page(seed: int) -> Drawn:
    actions = invented(seed, 8, refs="HSG/12", owners="role", dates="words", long=True)
    rows = table(
        actions, ref="Ref", text="Action", owner="Lead officer", due="Target date", rating="RAG", progress="Update"
    )
    return Drawn("txt", [Head("Housing action plan"), rows], actions, _cut(4, [9, 8, 9, 9, 9, 3]))


@draws
def row_cut_in_a_table_without_refs(seed: int) -> Drawn:
    actions = invented(seed, 8, refs="none", owners="role", dates="words", long=True, progress=False)
    rows = table(actions, text="Agreed action", owner="Responsible person", due="Complete by", rating="Status")
    return Drawn("txt", [Head("Parish council action list"), rows], actions, _cut(3, [7, 9, 9, 9]))


@draws
def no_refs_under_headings(seed: int) -> Drawn:
    names = ("Finance", "Premises", "Staffing")
    actions = invented(seed, 9, refs="none", owners="initials", dates="mon '", sections=names, progress=False)
    blocks: list[Block] = [Head("Governing body action plan 2025/26")]
    for name in names:
        own = [a for a in actions if a.section == name]
        blocks += [Head(name, 2), table(own, text="Task", owner="By whom", due="By when", rating="RAG")]
    return Drawn("html", blocks, actions)


@draws
def refs_inside_the_text(seed: int) -> Drawn:
    actions = invented(seed, refs="1.1", progress=False)
    shown = [replace(a, text=f"{a.ref} {a.text}") for a in actions]
    rows = table(shown, text="Milestone", due="Target completion date", owner="Accountable officer", rating="Status")
    return Drawn("html", [Head("Agency Performance Plan FY2025"), rows], actions)


@draws
def refs_as_word_numbers(seed: int) -> Drawn:
    actions = invented(seed, refs="1.", owners="person", dates="slash")
    rows = [
        head_row("No.", "Action", "Person responsible", "Deadline", "RAG", "Comments"),
        *(
            [C("", numbered=True), *row[1:]]
            for row in grid(actions, ["ref", "text", "owner", "due", "rating", "progress"])
        ),
    ]
    return Drawn("docx", [Head("Community council action plan"), Rows(rows)], actions)


@draws
def lettered_sub_refs(seed: int) -> Drawn:
    actions = invented(seed, refs="3(a)", dates="th", owners="person and role", ratings="letter")
    rows = table(
        actions,
        ref="Item",
        text="Action required",
        owner="Owner",
        due="Completion date",
        rating="RAG status",
        progress="Latest position",
    )
    return Drawn("docx", [Head("Governance review – action tracker"), rows], actions)


@draws
def roman_refs(seed: int) -> Drawn:
    actions = invented(seed, 7, refs="roman", dates="quarter", owners="team", ratings="status")
    rows = table(
        actions, ref="", text="Key actions", owner="Team", due="Quarter", rating="Current status", progress="Commentary"
    )
    return Drawn("html", [Head("Delivery plan 2025/26"), rows], actions)


@draws
def section_bands(seed: int) -> Drawn:
    names = ("Theme 1: Safer homes", "Theme 2: Clean streets", "Theme 3: A fair council")
    actions = invented(seed, refs="1.1", sections=names, ratings="and word")
    header = head_row("Ref", "Commitment", "Lead", "Timescale", "Status", "Progress to date")
    rows = banded(actions, header, ["ref", "text", "owner", "due", "rating", "progress"])
    return Drawn("docx", [Head("Corporate plan – delivery update"), rows], actions)


@draws
def theme_merged_down(seed: int) -> Drawn:
    names = ("Leadership", "Workforce", "Estate")
    actions = invented(seed, 9, refs="none", sections=names, owners="initials")
    rows: list[Sequence[C | None]] = [
        head_row("Priority", "Actions", "Owner", "Timeframe", "RAG", "Evidence of progress")
    ]
    for name in names:
        own = [a for a in actions if a.section == name]
        for n, row in enumerate(grid(own, ["text", "owner", "due", "rating", "progress"])):
            rows.append([C(name, down=len(own)) if n == 0 else None, *row])
    truth = [replace(a, section=None, extras=(("Priority", a.section or ""),)) for a in actions]
    return Drawn("docx", [Head("Improvement plan"), Rows(rows)], truth)


@draws
def two_line_header(seed: int) -> Drawn:
    actions = with_extras(invented(seed, refs="01"), seed, Support=("Finance", "Legal", "HR"))
    top = [
        C("Ref", down=2),
        C("Action", down=2),
        C("Responsibility", across=2),
        None,
        C("Delivery", across=2),
        None,
        C("Progress", down=2),
    ]
    under = [None, None, C("Lead"), C("Support"), C("Deadline"), C("RAG"), None]
    rows = [top, under, *grid(actions, ["ref", "text", "owner", "Support", "due", "rating", "progress"])]
    return Drawn("docx", [Head("Change programme action plan"), Rows(rows)], actions)


@draws
def title_row_above_the_header(seed: int) -> Drawn:
    actions = invented(seed, refs="R-03", ratings="fill")
    header = head_row("Number", "Description of action", "Assigned to", "Date due", "RAG", "Notes")
    title: list[C | None] = [C("Health and Safety Action Plan 2025", across=6), *[None] * 5]
    rows = [title, header, *grid(actions, ["ref", "text", "owner", "due", "rating", "progress"])]
    return Drawn("docx", [Para("Marlbrook Harbour Board"), Rows(rows)], actions)
