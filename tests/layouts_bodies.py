"""Papers as councils, trusts, schools, charities and boards publish them, each written down before it was read."""

from __future__ import annotations

from collections.abc import Sequence

from drawing import Block, C, Head, Para, Rows
from invented import Due, Truth
from layouts import LAYOUTS, Drawn

__all__: list[str] = []

Cells = Sequence[C | str | None]


def rows(*lines: Cells) -> Rows:
    return Rows([[C(cell) if isinstance(cell, str) else cell for cell in line] for line in lines])


def on(day: str, printed: str = "") -> Due:
    return Due(printed, "due", None, day)


def span(start: str, end: str, kind: str = "due") -> Due:
    return Due("", kind, start, end)


ONGOING, NO_DATE, DONE = Due("", "ongoing"), Due("", "none"), Due("", "done")


def told(
    text: str,
    ref: str | None = None,
    owners: str | Sequence[str] = (),
    due: Due | Sequence[Due] = (),
    rating: str | None = None,
    progress: str | None = None,
    extras: Sequence[str] = (),
    section: str | None = None,
) -> Truth:
    who = (owners,) if isinstance(owners, str) else tuple(owners)
    when = (due,) if isinstance(due, Due) else tuple(due)
    more = tuple(("", value) for value in extras)
    return Truth(text, ref, who, when, rating, "", progress, None, section, more)


def paper(name: str, kind: str, blocks: Sequence[Block], truth: Sequence[Truth], file: str = "paper") -> None:
    LAYOUTS[name] = lambda seed: Drawn(kind, blocks, truth, file=file)


paper(
    "bodies: matters arising of a parish council",
    "docx",
    [
        Head("Marlbrook Parish Council"),
        Head("Matters arising from the minutes of 12 May 2025", 2),
        rows(
            ("Minute", "Matter", "Action agreed", "By whom", "Outcome"),
            (
                "25/31",
                "Bus shelter",
                "Obtain two further quotes for the roof of the shelter",
                "Clerk",
                "Quotes awaited",
            ),
            ("25/34", "Footpath 7", "Write to the landowner about the stile", "Cllr Carr", "Letter sent 20 May"),
            ("25/36", "Website", "Publish the accessibility statement on the website", "Clerk / Cllr Moss", "Complete"),
        ),
    ],
    [
        told(
            "Obtain two further quotes for the roof of the shelter",
            "25/31",
            "Clerk",
            extras=["Bus shelter", "Quotes awaited"],
        ),
        told("Write to the landowner about the stile", "25/34", "Cllr Carr", extras=["Letter sent 20 May"]),
        told(
            "Publish the accessibility statement on the website", "25/36", ["Clerk", "Cllr Moss"], extras=["Complete"]
        ),
    ],
)
paper(
    "bodies: action log of a health board",
    "xlsx",
    [
        Para("Marl Valley University Health Board"),
        Para("Board action log – updated 30 June 2025"),
        rows(
            ("Action No", "Meeting date", "Agenda item", "Action", "Lead Executive", "Due date", "Update", "Status"),
            (
                "2025-014",
                "27/03/2025",
                "Quality report",
                "Bring a deep dive on falls to the Quality Committee",
                "Chief Nurse",
                "30/09/2025",
                "On the forward plan.",
                "Open",
            ),
            (
                "2025-015",
                "27/03/2025",
                "Finance report",
                "Share the savings tracker with all Board members",
                "Director of Finance",
                "31/05/2025",
                "Circulated 20/05/2025.",
                "Closed",
            ),
            (
                "2025-016",
                "29/05/2025",
                "Winter plan",
                "Confirm the bed base for the winter surge ward",
                "Chief Operating Officer",
                "TBC",
                "Modelling under way.",
                "Open",
            ),
        ),
    ],
    [
        told(
            "Bring a deep dive on falls to the Quality Committee",
            "2025-014",
            "Chief Nurse",
            on("2025-09-30"),
            "open",
            "On the forward plan.",
            ["Quality report"],
        ),
        told(
            "Share the savings tracker with all Board members",
            "2025-015",
            "Director of Finance",
            on("2025-05-31"),
            "closed",
            "Circulated 20/05/2025.",
        ),
        told(
            "Confirm the bed base for the winter surge ward",
            "2025-016",
            "Chief Operating Officer",
            NO_DATE,
            "open",
            "Modelling under way.",
        ),
    ],
)
paper(
    "bodies: audit recommendations with response and two dates",
    "docx",
    [
        Head("Audit and Governance Committee"),
        Head("Outstanding internal audit recommendations", 2),
        rows(
            (
                "Audit",
                "Ref",
                "Recommendation",
                "Priority",
                "Management response",
                "Responsible officer",
                "Agreed date",
                "Revised date",
                "Status",
            ),
            (
                "Payroll",
                "1.1",
                "Leavers should be removed from the payroll within five days",
                "High",
                "Agreed. A weekly report will be run.",
                "HR Manager",
                "31/03/2025",
                "30/09/2025",
                "Overdue",
            ),
            (
                "Payroll",
                "1.2",
                "Overtime claims should be countersigned by a second officer",
                "Medium",
                "Agreed.",
                "Payroll Manager",
                "30/06/2025",
                "",
                "Implemented",
            ),
            (
                "Creditors",
                "2.1",
                "Duplicate payments should be sought each quarter",
                "Low",
                "Agreed in part.",
                "Head of Finance",
                "31/12/2025",
                "",
                "Not yet due",
            ),
        ),
    ],
    [
        told(
            "Leavers should be removed from the payroll within five days",
            "1.1",
            "HR Manager",
            on("2025-09-30"),
            "overdue",
            extras=["Payroll", "High", "Agreed. A weekly report will be run.", "31/03/2025"],
        ),
        told(
            "Overtime claims should be countersigned by a second officer",
            "1.2",
            "Payroll Manager",
            on("2025-06-30"),
            "implemented",
        ),
        told(
            "Duplicate payments should be sought each quarter",
            "2.1",
            "Head of Finance",
            on("2025-12-31"),
            "not yet due",
        ),
    ],
)
paper(
    "bodies: scrutiny recommendations monitored",
    "html",
    [
        Head("Children’s Scrutiny Committee: monitoring of recommendations"),
        rows(
            (
                "Rec",
                "Recommendation",
                "Executive decision",
                "Executive Member",
                "Progress to date",
                "Completion date",
                "RAG",
            ),
            (
                "R1",
                "That the Council publishes a youth transport guide in print and online",
                "Accepted",
                "Cllr Patel",
                "Guide in proof.",
                "October 2025",
                "G",
            ),
            (
                "R2",
                "That the Executive reviews the opening hours of the youth hubs",
                "Accepted in part",
                "Cllr Lund",
                "Review begun.",
                "March 2026",
                "A",
            ),
            ("R3", "That bus fares for those under 19 are lobbied for", "Rejected", "Cllr Lund", "", "N/A", ""),
        ),
    ],
    [
        told(
            "That the Council publishes a youth transport guide in print and online",
            "R1",
            "Cllr Patel",
            on("2025-10"),
            "green",
            "Guide in proof.",
            ["Accepted"],
        ),
        told(
            "That the Executive reviews the opening hours of the youth hubs",
            "R2",
            "Cllr Lund",
            on("2026-03"),
            "amber",
            "Review begun.",
            ["Accepted in part"],
        ),
        told(
            "That bus fares for those under 19 are lobbied for", "R3", "Cllr Lund", NO_DATE, None, extras=["Rejected"]
        ),
    ],
)
paper(
    "bodies: safeguarding improvement plan with BRAG letters",
    "docx",
    [
        Head("Diocese of Marlbrook Safeguarding Improvement Plan 2025"),
        Para("B = complete, R = off track, A = at risk, G = on track"),
        rows(
            ("Area for improvement", "No", "What we will do", "Who", "By when", "How we will know", "Update", "BRAG"),
            (
                C("Leadership", down=2),
                "1",
                "Appoint a lay chair of the safeguarding panel",
                "Bishop’s Office",
                "Sept 2025",
                "Chair in post",
                "Advert placed.",
                "A",
            ),
            (
                None,
                "2",
                "Report to the trustees each term on open cases",
                "Safeguarding Adviser",
                "Termly",
                "Minutes of trustees",
                "First report made.",
                "G",
            ),
            (
                C("Training", down=2),
                "3",
                "Train every churchwarden in basic awareness",
                "Training Lead",
                "31 Dec 2025",
                "Register of training",
                "Seventy trained.",
                "G",
            ),
            (
                None,
                "4",
                "Renew the checks of all volunteers",
                "Parish Secretaries",
                "Complete",
                "All checks in date",
                "Done in May.",
                "B",
            ),
        ),
    ],
    [
        told(
            "Appoint a lay chair of the safeguarding panel",
            "1",
            "Bishop’s Office",
            on("2025-09"),
            "amber",
            "Advert placed.",
            ["Leadership", "Chair in post"],
        ),
        told(
            "Report to the trustees each term on open cases",
            "2",
            "Safeguarding Adviser",
            Due("", "recurring"),
            "green",
            "First report made.",
            ["Leadership"],
        ),
        told(
            "Train every churchwarden in basic awareness",
            "3",
            "Training Lead",
            on("2025-12-31"),
            "green",
            "Seventy trained.",
            ["Training"],
        ),
        told("Renew the checks of all volunteers", "4", "Parish Secretaries", DONE, "blue", "Done in May."),
    ],
)
paper(
    "bodies: climate action plan with costs and emissions",
    "xlsx",
    [
        Para("Marlbrook Borough Council Climate Emergency Action Plan"),
        rows(
            ("ID", "Action", "Service lead", "Partners", "Cost (£k)", "Saving (tCO2e/yr)", "Timescale", "Progress"),
            (
                "B1",
                "Fit heat pumps to the three sheltered schemes",
                "Housing",
                "Marl Homes",
                "450",
                "120",
                "2026/27",
                "Survey done",
            ),
            (
                "B2",
                "Switch the street lamps of the old town to LED",
                "Highways",
                "County Council",
                "80",
                "45",
                "By end of March 2026",
                "Half done",
            ),
            (
                "T1",
                "Replace diesel vans with electric ones at renewal",
                "Fleet",
                "",
                "900",
                "210",
                "Ongoing",
                "Four replaced",
            ),
            (
                "T2",
                "Build a secure bicycle store at the station",
                "Planning",
                "Rail company",
                "25",
                "3",
                "December 2025",
                "Design agreed",
            ),
        ),
    ],
    [
        told(
            "Fit heat pumps to the three sheltered schemes",
            "B1",
            "Housing",
            span("2026-04", "2027-03", "window"),
            None,
            "Survey done",
            ["Marl Homes", "450", "120"],
        ),
        told("Switch the street lamps of the old town to LED", "B2", "Highways", on("2026-03"), None, "Half done"),
        told(
            "Replace diesel vans with electric ones at renewal", "T1", "Fleet", ONGOING, None, "Four replaced", ["210"]
        ),
        told("Build a secure bicycle store at the station", "T2", "Planning", on("2025-12"), None, "Design agreed"),
    ],
)
paper(
    "bodies: log of decisions and actions",
    "csv",
    [
        rows(
            ("No", "Type", "Description", "Owner", "Date due", "Status"),
            ("1", "Decision", "The project will use the county’s framework", "Project Board", "", "Approved"),
            (
                "2",
                "Action",
                "Draft the invitation to tender for the framework",
                "Procurement Lead",
                "14/07/2025",
                "In progress",
            ),
            (
                "3",
                "Action",
                "Confirm the budget code with the finance team",
                "Project Manager",
                "01/07/2025",
                "Complete",
            ),
            ("4", "Risk", "The supplier may withdraw", "Project Manager", "", "Open"),
        ),
    ],
    [
        told(
            "Draft the invitation to tender for the framework", "2", "Procurement Lead", on("2025-07-14"), "in progress"
        ),
        told("Confirm the budget code with the finance team", "3", "Project Manager", on("2025-07-01"), "complete"),
    ],
)
CARDS = (
    (
        "Action 1",
        "Agree a new lease for the community shop",
        "Town Clerk",
        "31 August 2025",
        "Amber",
        "Heads of terms sent.",
    ),
    (
        "Action 2",
        "Repaint the railings of the war memorial",
        "Works Manager",
        "30 October 2025",
        "Green",
        "Paint ordered.",
    ),
    ("Action 3", "Hold a meeting with traders about parking", "Mayor", "September 2025", "Red", "Not begun."),
)
paper(
    "bodies: a card for each action",
    "docx",
    [
        Head("Marlbrook Town Council Recovery Plan"),
        *(
            block
            for ref, text, who, when, rag, update in CARDS
            for block in (
                rows(
                    ("Reference", ref.split()[1]),
                    ("Action", text),
                    ("Responsible", who),
                    ("Target date", when),
                    ("RAG", rag),
                    ("Update", update),
                ),
                Para(""),
            )
        ),
    ],
    [
        told(CARDS[0][1], "1", "Town Clerk", on("2025-08-31"), "amber", "Heads of terms sent."),
        told(CARDS[1][1], "2", "Works Manager", on("2025-10-30"), "green", "Paint ordered."),
        told(CARDS[2][1], "3", "Mayor", on("2025-09"), "red", "Not begun."),
    ],
)
paper(
    "bodies: a typed form for each action",
    "txt",
    [
        Para("Marlbrook Allotment Association"),
        Para("Action list, July 2025"),
        *(
            Para(
                f"Action No: {ref.split()[1]}\nAction:    {text}\nOwner:     {who}\nDue:       {when}\nStatus:    {rag}"
            )
            for ref, text, who, when, rag, _ in CARDS
        ),
    ],
    [
        told(CARDS[0][1], "1", "Town Clerk", on("2025-08-31"), "amber"),
        told(CARDS[1][1], "2", "Works Manager", on("2025-10-30"), "green"),
        told(CARDS[2][1], "3", "Mayor", on("2025-09"), "red"),
    ],
)
paper(
    "bodies: corporate plan with merged objectives",
    "html",
    [
        Head("Delivery plan 2025-26"),
        rows(
            ("Objective", "Action", "Lead officer", "Target date", "Status"),
            (
                C("A clean borough", down=3),
                "Empty every litter bin in the centre twice a day",
                "Street Scene Manager",
                "June 2025",
                "Complete",
            ),
            (None, "Trial sensors in forty bins", "Street Scene Manager", "Q3 2025/26", "On track"),
            (None, "Adopt a graffiti policy", "Head of Environment", "Q4 2025/26", "Not started"),
            (
                C("A fair borough", down=2),
                "Review the council tax support scheme",
                "Head of Revenues",
                "January 2026",
                "On track",
            ),
            (None, "Open a hardship fund for tenants", "Head of Housing", "TBC", "At risk"),
        ),
    ],
    [
        told(
            "Empty every litter bin in the centre twice a day",
            None,
            "Street Scene Manager",
            on("2025-06"),
            "complete",
            extras=["A clean borough"],
        ),
        told("Trial sensors in forty bins", None, "Street Scene Manager", span("2025-10", "2025-12"), "on track"),
        told(
            "Adopt a graffiti policy",
            None,
            "Head of Environment",
            span("2026-01", "2026-03"),
            "not started",
            extras=["A clean borough"],
        ),
        told(
            "Review the council tax support scheme",
            None,
            "Head of Revenues",
            on("2026-01"),
            "on track",
            extras=["A fair borough"],
        ),
        told("Open a hardship fund for tenants", None, "Head of Housing", NO_DATE, "at risk"),
    ],
)
paper(
    "bodies: school development plan",
    "docx",
    [
        Head("Marl Lane Primary School"),
        Head("School development plan 2025–26", 2),
        Head("Priority 1: Writing", 2),
        rows(
            ("Actions", "Lead", "Timescale", "Resources", "Success criteria", "Monitoring"),
            (
                "Train all teaching staff in the new phonics scheme",
                "English Lead",
                "Autumn term 2025",
                "£1,200",
                "All staff trained",
                "Governors’ visit",
            ),
            (
                "Moderate writing with the cluster schools each term",
                "English Lead and SENCO",
                "Spring term 2026",
                "Release time",
                "Judgements agree",
                "Head’s report",
            ),
        ),
        Head("Priority 2: Attendance", 2),
        rows(
            ("Actions", "Lead", "Timescale", "Resources", "Success criteria", "Monitoring"),
            (
                "Telephone every family on the first day of absence",
                "School Office",
                "From September 2025",
                "None",
                "Absence below 4%",
                "Weekly figures",
            ),
        ),
    ],
    [
        told(
            "Train all teaching staff in the new phonics scheme",
            None,
            "English Lead",
            span("2025-09", "2025-12"),
            None,
            extras=["£1,200", "All staff trained", "Governors’ visit"],
            section="Priority 1: Writing",
        ),
        told(
            "Moderate writing with the cluster schools each term",
            None,
            ["English Lead", "SENCO"],
            span("2026-01", "2026-04"),
            None,
            section="Priority 1: Writing",
        ),
        told(
            "Telephone every family on the first day of absence",
            None,
            "School Office",
            Due("", "start", "2025-09"),
            None,
            section="Priority 2: Attendance",
        ),
    ],
)
paper(
    "bodies: trustees’ actions with yes and no",
    "odt",
    [
        Head("Friends of Marl Wood"),
        Para("Actions from the trustees’ meeting on 3 June 2025"),
        rows(
            ("No.", "What", "Who", "By when", "Done?"),
            ("1", "Renew the public liability insurance", "Treasurer", "30 June 2025", "Yes"),
            ("2", "Order two hundred hazel whips", "Jo Moss", "October 2025", "No"),
            ("3", "Mend the gate at the north entrance", "Ben Carr and Asha Patel", "July 2025", "No"),
        ),
    ],
    [
        told("Renew the public liability insurance", "1", "Treasurer", on("2025-06-30"), "done"),
        told("Order two hundred hazel whips", "2", "Jo Moss", on("2025-10"), "not done"),
        told("Mend the gate at the north entrance", "3", ["Ben Carr", "Asha Patel"], on("2025-07"), "not done"),
    ],
)
paper(
    "bodies: typed list of a parish",
    "txt",
    [
        Para("MARLBROOK PARISH COUNCIL"),
        Para("ACTION LIST AS AT 1 JULY 2025"),
        Para(
            "No.  ACTION                                  WHO         WHEN          STATUS\n"
            "---  --------------------------------------  ----------  ------------  ----------\n"
            " 1   Ask the county to sweep the gutters of  Clerk       31 July 2025  Open\n"
            "     Mill Lane and Church Walk\n"
            " 2   Obtain a valuation of the old school    Cllr Moss   Aug 2025      Open\n"
            " 3   Replace the broken swing seat           Clerk       ASAP          Completed\n"
            "     (make safe in the meantime)"
        ),
        Para("Next meeting: 9 September 2025 in the village hall."),
    ],
    [
        told(
            "Ask the county to sweep the gutters of Mill Lane and Church Walk", "1", "Clerk", on("2025-07-31"), "open"
        ),
        told("Obtain a valuation of the old school", "2", "Cllr Moss", on("2025-08"), "open"),
        told("Replace the broken swing seat (make safe in the meantime)", "3", "Clerk", NO_DATE, "completed"),
    ],
)
paper(
    "bodies: actions at the end of an e-mail",
    "txt",
    [
        Para("From: Jo Moss\nTo: Flood Group\nDate: 4 June 2025\nSubject: Notes of the Flood Group, 3 June 2025"),
        Para("Thanks to all who came. We talked about the culvert and the sandbags."),
        Para("Actions agreed"),
        Para(
            "1. Clear the grille of the culvert by 20 June 2025 (Ben Carr)\n"
            "2. Order fifty sandbags by 1 July 2025 (Asha Patel)\n3. Ask the Agency for the new flood map (Jo Moss)"
        ),
    ],
    [
        told("Clear the grille of the culvert by 20 June 2025", "1", "Ben Carr", on("2025-06-20")),
        told("Order fifty sandbags by 1 July 2025", "2", "Asha Patel", on("2025-07-01")),
        told("Ask the Agency for the new flood map", "3", "Jo Moss"),
    ],
)
paper(
    "bodies: old dates struck out beside the new",
    "docx",
    [
        Head("Fire Authority improvement plan – update for July 2025"),
        rows(
            ("Ref", "Action", "Owner", "Due date", "RAG"),
            (
                "IP1",
                "Fit the new alerters at all on-call stations",
                "Area Manager Response",
                C("September 2025", struck="March 2025"),
                "Amber",
            ),
            ("IP2", "Publish the community risk plan", "Assistant Chief Officer", "May 2025", "Blue"),
            (
                "IP3",
                "Test the fallback control room",
                "Control Manager",
                C("October 2025", struck="June 2025"),
                "Amber",
            ),
        ),
    ],
    [
        told(
            "Fit the new alerters at all on-call stations",
            "IP1",
            "Area Manager Response",
            on("2025-09"),
            "amber",
            extras=["March 2025"],
        ),
        told("Publish the community risk plan", "IP2", "Assistant Chief Officer", on("2025-05"), "blue"),
        told("Test the fallback control room", "IP3", "Control Manager", on("2025-10"), "amber", extras=["June 2025"]),
    ],
)
paper(
    "bodies: mitigations of risks with owners and dates",
    "xlsx",
    [
        Para("Corporate risks – actions to mitigate"),
        rows(
            ("Risk ref", "Risk", "Mitigating action", "Action owner", "Target date", "Status"),
            (
                "CR1",
                "Loss of data",
                "Move all servers to the second data centre",
                "Head of ICT",
                "30/11/2025",
                "On track",
            ),
            ("CR1", "Loss of data", "Train all staff to spot false e-mails", "Head of ICT", "31/08/2025", "Complete"),
            (
                "CR2",
                "Failure of a supplier",
                "Agree a step-in plan with the leisure operator",
                "Head of Leisure",
                "31/01/2026",
                "Delayed",
            ),
        ),
    ],
    [
        told(
            "Move all servers to the second data centre",
            None,
            "Head of ICT",
            on("2025-11-30"),
            "on track",
            extras=["CR1", "Loss of data"],
        ),
        told("Train all staff to spot false e-mails", None, "Head of ICT", on("2025-08-31"), "complete"),
        told("Agree a step-in plan with the leisure operator", None, "Head of Leisure", on("2026-01-31"), "delayed"),
    ],
)
paper(
    "bodies: several owners a cell",
    "html",
    [
        Head("Community Safety Partnership action plan 2025/26"),
        rows(
            ("Ref", "Action", "Lead agencies", "Timeframe", "Progress"),
            (
                "1.1",
                "Map the places where residents feel unsafe at night",
                C("Council\nPolice"),
                "By 30 September 2025",
                "Survey out.",
            ),
            (
                "1.2",
                "Run a campaign on drink spiking in the town centre",
                "Police; Public Health",
                "December 2025",
                "Funding bid made.",
            ),
            ("2.1", "Place outreach workers in two parks", C("Youth Service\nPolice"), "Ongoing", "One in place."),
        ),
    ],
    [
        told(
            "Map the places where residents feel unsafe at night",
            "1.1",
            ["Council", "Police"],
            on("2025-09-30"),
            None,
            "Survey out.",
        ),
        told(
            "Run a campaign on drink spiking in the town centre",
            "1.2",
            ["Police", "Public Health"],
            on("2025-12"),
            None,
            "Funding bid made.",
        ),
        told("Place outreach workers in two parks", "2.1", ["Youth Service", "Police"], ONGOING, None, "One in place."),
    ],
)
paper(
    "bodies: actions of a government board",
    "docx",
    [
        Head("Marlbrook Waterways Agency Board"),
        Head("Action points from the meeting of 20 May 2025", 2),
        rows(
            ("Agenda item", "Action point", "Responsible", "Deadline", "Completed (Y/N)"),
            ("4", "Circulate the revised scheme of delegation", "Board Secretary", "30 May 2025", "Y"),
            ("6", "Bring a paper on lock closures to the next meeting", "Director of Operations", "July Board", "N"),
            ("6", "Arrange a visit to the Eastgate depot", "Chief Executive", "Autumn 2025", "N"),
        ),
    ],
    [
        told("Circulate the revised scheme of delegation", "4", "Board Secretary", on("2025-05-30"), "completed"),
        told(
            "Bring a paper on lock closures to the next meeting",
            "6",
            "Director of Operations",
            on("2025-07"),
            "not completed",
        ),
        told(
            "Arrange a visit to the Eastgate depot", "6", "Chief Executive", span("2025-09", "2025-11"), "not completed"
        ),
    ],
)
paper(
    "bodies: open and closed on two sheets",
    "xlsx",
    [
        Rows(
            [
                [C(x) for x in line]
                for line in (
                    ("Ref", "Action", "Owner", "Due", "Comments"),
                    ("PPG-7", "Put the new opening hours on the door", "Practice Manager", "01/08/2025", ""),
                    ("PPG-8", "Survey patients about the telephone system", "PPG Chair", "30/09/2025", "Draft ready."),
                )
            ],
            sheet="Open",
        ),
        Rows(
            [
                [C(x) for x in line]
                for line in (
                    ("Ref", "Action", "Owner", "Due", "Comments", "Date closed"),
                    ("PPG-5", "Mend the automatic door", "Practice Manager", "30/04/2025", "Mended.", "22/04/2025"),
                )
            ],
            sheet="Closed",
        ),
    ],
    [
        told("Put the new opening hours on the door", "PPG-7", "Practice Manager", on("2025-08-01")),
        told(
            "Survey patients about the telephone system", "PPG-8", "PPG Chair", on("2025-09-30"), None, "Draft ready."
        ),
        told(
            "Mend the automatic door",
            "PPG-5",
            "Practice Manager",
            (on("2025-04-30"), Due("", "done", None, "2025-04-22")),
            None,
            "Mended.",
        ),
    ],
)
paper(
    "bodies: a tracker in Markdown",
    "md",
    [
        Para("# Digital strategy – action tracker"),
        Para(
            "| ID | Action | Owner | Due | Status |\n|----|:-------|-------|-----|--------|\n"
            "| D1 | Move the **planning portal** to the cloud | Head of Digital | 31 Oct 2025 | In progress |\n"
            "| D2 | Publish open data on parking | Data Manager | Dec 2025 | Not started |\n"
            "| D3 | Retire the old intranet | Head of Digital | Done | Complete |"
        ),
    ],
    [
        told("Move the planning portal to the cloud", "D1", "Head of Digital", on("2025-10-31"), "in progress"),
        told("Publish open data on parking", "D2", "Data Manager", on("2025-12"), "not started"),
        told("Retire the old intranet", "D3", "Head of Digital", DONE, "complete"),
    ],
)
paper(
    "bodies: a box of signs",
    "txt",
    [
        Para("Harbour Users' Group - action register"),
        Para(
            "+-----+------------------------------+----------------+------------+\n"
            "| Ref | Action                       | Lead           | Due        |\n"
            "+-----+------------------------------+----------------+------------+\n"
            "| H1  | Lay the new mooring chains   | Harbour Master | 30/09/2025 |\n"
            "|     | on the east pier             |                |            |\n"
            "+-----+------------------------------+----------------+------------+\n"
            "| H2  | Publish the winter berthing  | Secretary      | Nov 2025   |\n"
            "|     | fees                         |                |            |\n"
            "+-----+------------------------------+----------------+------------+"
        ),
    ],
    [
        told("Lay the new mooring chains on the east pier", "H1", "Harbour Master", on("2025-09-30")),
        told("Publish the winter berthing fees", "H2", "Secretary", on("2025-11")),
    ],
)
paper(
    "bodies: you said, we will",
    "docx",
    [
        Head("Library user forum: you said, we did, we will"),
        rows(
            ("You said", "We did", "We will", "By when", "Lead"),
            (
                "The chairs are worn",
                "Counted the chairs",
                "Replace forty chairs in the reading room",
                "October 2025",
                "Library Manager",
            ),
            ("There is no quiet hour", "", "Pilot a quiet hour on Tuesdays", "September 2025", "Library Manager"),
        ),
    ],
    [
        told(
            "Replace forty chairs in the reading room",
            None,
            "Library Manager",
            on("2025-10"),
            extras=["The chairs are worn", "Counted the chairs"],
        ),
        told("Pilot a quiet hour on Tuesdays", None, "Library Manager", on("2025-09")),
    ],
)
paper(
    "bodies: must do and should do after an inspection",
    "html",
    [
        Head("Action plan in response to the inspection of May 2025"),
        Head("Actions the trust must take", 2),
        rows(
            (
                "Regulation",
                "Action we will take",
                "Executive lead",
                "Completion date",
                "Evidence of completion",
                "Current status",
            ),
            (
                "Regulation 12",
                "Check resuscitation trolleys each day on all wards",
                "Chief Nurse",
                "30 June 2025",
                "Audit of checks",
                "Complete",
            ),
            (
                "Regulation 18",
                "Recruit twelve nurses for the emergency department",
                "Director of People",
                "31 March 2026",
                "Vacancy report",
                "On track",
            ),
        ),
        Head("Actions the trust should take", 2),
        rows(
            (
                "Regulation",
                "Action we will take",
                "Executive lead",
                "Completion date",
                "Evidence of completion",
                "Current status",
            ),
            (
                "–",
                "Improve the signs to the children’s ward",
                "Director of Estates",
                "December 2025",
                "Photographs",
                "Delayed",
            ),
        ),
    ],
    [
        told(
            "Check resuscitation trolleys each day on all wards",
            None,
            "Chief Nurse",
            on("2025-06-30"),
            "complete",
            extras=["Regulation 12", "Audit of checks"],
            section="Actions the trust must take",
        ),
        told(
            "Recruit twelve nurses for the emergency department",
            None,
            "Director of People",
            on("2026-03-31"),
            "on track",
            section="Actions the trust must take",
        ),
        told(
            "Improve the signs to the children’s ward",
            None,
            "Director of Estates",
            on("2025-12"),
            "delayed",
            section="Actions the trust should take",
        ),
    ],
)
TICK = "✓"
paper(
    "bodies: ticks in the quarters of two years",
    "docx",
    [
        Head("Culture strategy: delivery plan"),
        rows(
            (
                C("Ref", down=2),
                C("Action", down=2),
                C("Lead", down=2),
                C("2025/26", across=4),
                None,
                None,
                None,
                C("2026/27", across=2),
                None,
            ),
            (None, None, None, "Q1", "Q2", "Q3", "Q4", "Q1", "Q2"),
            ("C1", "Open the museum store to visitors", "Museums Manager", "", TICK, "", "", "", ""),
            ("C2", "Hold a festival of street theatre", "Arts Officer", "", "", "", "", TICK, TICK),
            ("C3", "Commission a mural for the underpass", "Arts Officer", "", "", "", TICK, "", ""),
        ),
    ],
    [
        told("Open the museum store to visitors", "C1", "Museums Manager", span("2025-07", "2025-09")),
        told("Hold a festival of street theatre", "C2", "Arts Officer", span("2026-04", "2026-09", "window")),
        told("Commission a mural for the underpass", "C3", "Arts Officer", span("2026-01", "2026-03")),
    ],
)
paper(
    "bodies: progress and rating by quarter",
    "xlsx",
    [
        Para("Equality action plan 2025/26 – position at the end of quarter 2"),
        rows(
            ("No", "Action", "Responsible", "Deadline", "Q1 progress", "Q1 RAG", "Q2 progress", "Q2 RAG"),
            (
                "1",
                "Publish the gender pay gap with a commentary",
                "HR Lead",
                "March 2026",
                "Data gathered.",
                "Green",
                "Draft written.",
                "Green",
            ),
            (
                "2",
                "Train managers in reasonable adjustments",
                "Learning Lead",
                "December 2025",
                "Not begun.",
                "Amber",
                "Two sessions held.",
                "Green",
            ),
        ),
    ],
    [
        told(
            "Publish the gender pay gap with a commentary",
            "1",
            "HR Lead",
            on("2026-03"),
            "green",
            extras=["Data gathered."],
        ),
        told(
            "Train managers in reasonable adjustments",
            "2",
            "Learning Lead",
            on("2025-12"),
            "green",
            extras=["Not begun.", "Amber"],
        ),
    ],
)
paper(
    "bodies: leads in the headings",
    "odt",
    [
        Head("Health and Wellbeing Strategy action plan 2025–2027"),
        Head("1. Start well – Lead: Director of Children’s Services", 2),
        rows(
            ("Ref", "Action", "Timescale", "Status"),
            ("1a", "Offer a home visit to every first-time parent", "April 2026", "In progress"),
            ("1b", "Open a family hub in Eastgate", "September 2026", "In progress"),
        ),
        Head("2. Age well – Lead: Director of Adult Services", 2),
        rows(
            ("Ref", "Action", "Timescale", "Status"),
            ("2a", "Train two hundred dementia friends", "March 2027", "Not started"),
        ),
    ],
    [
        told(
            "Offer a home visit to every first-time parent",
            "1a",
            "Director of Children’s Services",
            on("2026-04"),
            "in progress",
        ),
        told("Open a family hub in Eastgate", "1b", "Director of Children’s Services", on("2026-09"), "in progress"),
        told("Train two hundred dementia friends", "2a", "Director of Adult Services", on("2027-03"), "not started"),
    ],
)
paper(
    "bodies: pages of a program that prints a table as text",
    "txt",
    [
        Para(
            "                         Marl Valley Fire Authority                    OFFICIAL\n\n"
            "Governance action plan as at 30 June 2025\n\n"
            "Ref    Action                               Responsible        Target date    RAG\n\n"
            "GOV1   Adopt the new code of corporate      Monitoring         July 2025      Green\n"
            "       governance and publish it on         Officer\n"
            "       the website.\n\n"
            "GOV2   Review the scheme of delegation.     Clerk to the       October        Amber\n"
            "                                            Authority          2025\n\n"
            "                                     Page 1 of 2\n"
            "\f                         Marl Valley Fire Authority                    OFFICIAL\n\n"
            "Ref    Action                               Responsible        Target date    RAG\n\n"
            "GOV3   Hold training on the members’ code   Monitoring         December       Green\n"
            "       of conduct.                          Officer            2025\n\n"
            "GOV4   Complete the annual review of        Chief Fire         March 2026     Green\n"
            "       effectiveness.                       Officer\n\n"
            "                                     Page 2 of 2"
        ),
    ],
    [
        told(
            "Adopt the new code of corporate governance and publish it on the website.",
            "GOV1",
            "Monitoring Officer",
            on("2025-07"),
            "green",
        ),
        told("Review the scheme of delegation.", "GOV2", "Clerk to the Authority", on("2025-10"), "amber"),
        told("Hold training on the members’ code of conduct.", "GOV3", "Monitoring Officer", on("2025-12"), "green"),
        told("Complete the annual review of effectiveness.", "GOV4", "Chief Fire Officer", on("2026-03"), "green"),
    ],
)
paper(
    "bodies: statuses with a remark in one cell",
    "docx",
    [
        Head("Standards Committee work plan and action tracker"),
        rows(
            ("Date of meeting", "Action", "Officer", "Timescale", "Status/update"),
            (
                "12 March 2025",
                "Bring the whistleblowing policy for review",
                "Monitoring Officer",
                "June 2025",
                "Complete – policy adopted on 11 June.",
            ),
            (
                "11 June 2025",
                "Write to parish clerks about registers of interest",
                "Democratic Services Manager",
                "July 2025",
                "In progress – draft letter with the chair.",
            ),
            ("11 June 2025", "Invite the independent persons to training", "Monitoring Officer", "TBC", "Not started"),
        ),
    ],
    [
        told(
            "Bring the whistleblowing policy for review",
            None,
            "Monitoring Officer",
            on("2025-06"),
            "complete",
            extras=["12 March 2025"],
        ),
        told(
            "Write to parish clerks about registers of interest",
            None,
            "Democratic Services Manager",
            on("2025-07"),
            "in progress",
        ),
        told("Invite the independent persons to training", None, "Monitoring Officer", NO_DATE, "not started"),
    ],
)
paper(
    "bodies: milestones under each action in one column",
    "docx",
    [
        Head("Housing ombudsman self-assessment: improvement actions"),
        rows(
            ("Ref", "Improvement", "Lead", "Milestones and dates", "Status"),
            (
                "S1",
                "Answer complaints at stage one within ten days",
                "Customer Relations Manager",
                "New letter templates – July 2025\nNew case system – November 2025",
                "On track",
            ),
            (
                "S2",
                "Report learning from complaints to tenants",
                "Head of Housing",
                "First report – October 2025",
                "On track",
            ),
        ),
    ],
    [
        told(
            "Answer complaints at stage one within ten days",
            "S1",
            "Customer Relations Manager",
            (on("2025-07"), on("2025-11")),
            "on track",
        ),
        told("Report learning from complaints to tenants", "S2", "Head of Housing", on("2025-10"), "on track"),
    ],
)
