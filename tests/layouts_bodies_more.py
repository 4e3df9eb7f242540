"""A second family of papers by bodies of all kinds, odder than the first, each written down before it was read."""

from __future__ import annotations

import datetime as dt

from drawing import C, Head, Para, Rows
from invented import Due
from layouts_bodies import DONE, NO_DATE, ONGOING, on, paper, rows, span, told

__all__: list[str] = []

paper(
    "bodies: headers in short words",
    "xlsx",
    [
        Para("Marl Valley Drainage Board"),
        Para("Maintenance actions 2025"),
        rows(
            ("#", "Action req'd", "Resp.", "Target compl. date", "Compl. %", "Comments"),
            ("1", "Clear the weed screen at Pump 3", "Eng", "15/08/2025", "50", "Boat booked"),
            ("2", "Repair the bank at Mill Drove", "Eng", "30/09/2025", "0", ""),
            ("3", "Renew the telemetry contract", "Clerk", "31/10/2025", "100", "Signed"),
        ),
    ],
    [
        told("Clear the weed screen at Pump 3", "1", "Eng", on("2025-08-15"), None, "Boat booked", ["50"]),
        told("Repair the bank at Mill Drove", "2", "Eng", on("2025-09-30")),
        told("Renew the telemetry contract", "3", "Clerk", on("2025-10-31"), None, "Signed"),
    ],
)
paper(
    "bodies: questions as headers",
    "docx",
    [
        Head("Tenants' voice action plan"),
        rows(
            ("What are we going to do?", "Who is doing it?", "When will it be done?", "How are we getting on?"),
            ("Hold a drop-in on every estate", "Tenant Liaison Team", "By December 2025", "Three held so far."),
            ("Rewrite the repairs leaflet in plain words", "Jo Moss", "September 2025", "Draft with the panel."),
        ),
    ],
    [
        told("Hold a drop-in on every estate", None, "Tenant Liaison Team", on("2025-12"), None, "Three held so far."),
        told(
            "Rewrite the repairs leaflet in plain words", None, "Jo Moss", on("2025-09"), None, "Draft with the panel."
        ),
    ],
)
paper(
    "bodies: raised, due and closed",
    "csv",
    [
        rows(
            ("Action ID", "Date raised", "Action", "Assigned to", "Date due", "Date closed", "Notes"),
            (
                "ICB-101",
                "02/05/2025",
                "Share the primary care dashboard with partners",
                "Head of Data",
                "30/05/2025",
                "28/05/2025",
                "Shared by e-mail",
            ),
            ("ICB-102", "02/05/2025", "Map the dental deserts of the county", "Dental Lead", "31/07/2025", "", ""),
        ),
    ],
    [
        told(
            "Share the primary care dashboard with partners",
            "ICB-101",
            "Head of Data",
            (on("2025-05-30"), Due("", "done", None, "2025-05-28")),
            None,
            "Shared by e-mail",
        ),
        told("Map the dental deserts of the county", "ICB-102", "Dental Lead", on("2025-07-31"), extras=["02/05/2025"]),
    ],
)
paper(
    "bodies: who and when in one cell",
    "docx",
    [
        Head("Marlbrook Academy Trust – actions from the audit committee"),
        rows(
            ("Item", "Action", "By whom / by when"),
            ("3.1", "Circulate the register of related parties", "Governance Professional / 20 June 2025"),
            ("4.2", "Bring the reserves policy back to the committee", "Chief Finance Officer / 30 September 2025"),
        ),
    ],
    [
        told("Circulate the register of related parties", "3.1", "Governance Professional", on("2025-06-20")),
        told("Bring the reserves policy back to the committee", "4.2", "Chief Finance Officer", on("2025-09-30")),
    ],
)
paper(
    "bodies: closed actions under a band",
    "html",
    [
        Head("Local Access Forum action sheet"),
        rows(
            ("Ref", "Action", "Lead", "Due", "Update"),
            (
                "14/3",
                "Write to the highway authority about the blocked bridleway",
                "Secretary",
                "July 2025",
                "Awaiting reply.",
            ),
            ("14/5", "Update the list of members on the website", "Rights of Way Officer", "June 2025", ""),
            (C("Closed since the last meeting", across=5), None, None, None, None),
            ("13/2", "Order way-marking discs for the Marl Way", "Ranger", "April 2025", "Delivered."),
        ),
    ],
    [
        told(
            "Write to the highway authority about the blocked bridleway",
            "14/3",
            "Secretary",
            on("2025-07"),
            None,
            "Awaiting reply.",
        ),
        told("Update the list of members on the website", "14/5", "Rights of Way Officer", on("2025-06")),
        told(
            "Order way-marking discs for the Marl Way",
            "13/2",
            "Ranger",
            on("2025-04"),
            None,
            "Delivered.",
            section="Closed since the last meeting",
        ),
    ],
)
paper(
    "bodies: paragraphs for each action under its heading",
    "docx",
    [
        Head("Marlbrook Museum forward plan: actions"),
        Head("Action 1", 2),
        Para("Action: Catalogue the glass negatives"),
        Para("Lead: Collections Officer"),
        Para("Timescale: by March 2026"),
        Para("Progress: Four hundred done."),
        Head("Action 2", 2),
        Para("Action: Renew the accreditation return"),
        Para("Lead: Museum Manager"),
        Para("Timescale: November 2025"),
        Para("Progress: Form begun."),
    ],
    [
        told("Catalogue the glass negatives", None, "Collections Officer", on("2026-03"), None, "Four hundred done."),
        told("Renew the accreditation return", None, "Museum Manager", on("2025-11"), None, "Form begun."),
    ],
)
paper(
    "bodies: years one to three",
    "xlsx",
    [
        Para("Tree strategy action plan"),
        rows(
            ("No", "Action", "Lead", "2025/26", "2026/27", "2027/28"),
            ("1", "Survey all street trees in the old town", "Tree Officer", "X", "", ""),
            ("2", "Plant two hundred trees each winter", "Parks Manager", "X", "X", "X"),
            ("3", "Review the strategy", "Tree Officer", "", "", "X"),
        ),
    ],
    [
        told("Survey all street trees in the old town", "1", "Tree Officer", span("2025-04", "2026-03", "window")),
        told("Plant two hundred trees each winter", "2", "Parks Manager", span("2025-04", "2028-03", "window")),
        told("Review the strategy", "3", "Tree Officer", span("2027-04", "2028-03", "window")),
    ],
)
paper(
    "bodies: true dates below a heading of several rows",
    "xlsx",
    [
        Para("OFFICIAL"),
        Para("Marlbrook Police and Crime Panel"),
        Para("Actions arising – position at 1 July 2025"),
        Rows(
            [
                [C("Mtg date"), C("Action"), C("Officer"), C("Due"), C("Status")],
                [
                    C(date=dt.date(2025, 2, 3)),
                    C("Provide figures on response times by district"),
                    C("Chief Constable's Office"),
                    C(date=dt.date(2025, 3, 14)),
                    C("Complete"),
                ],
                [
                    C(date=dt.date(2025, 6, 9)),
                    C("Report on the estates disposal programme"),
                    C("Chief Finance Officer"),
                    C(date=dt.date(2025, 9, 22)),
                    C("Open"),
                ],
            ]
        ),
    ],
    [
        told(
            "Provide figures on response times by district",
            None,
            "Chief Constable's Office",
            on("2025-03-14"),
            "complete",
        ),
        told("Report on the estates disposal programme", None, "Chief Finance Officer", on("2025-09-22"), "open"),
    ],
)
paper(
    "bodies: columns of short, medium and long term",
    "docx",
    [
        Head("Neighbourhood plan delivery"),
        rows(
            ("Policy", "Action", "Delivery partner", "Term", "Status"),
            ("E1", "Designate three local green spaces", "Parish Council", "Short term (by end 2026)", "In progress"),
            ("E2", "Seek a flood storage area above the mill", "Environment Group", "Long term", "Not started"),
        ),
    ],
    [
        told("Designate three local green spaces", "E1", "Parish Council", on("2026-12"), "in progress"),
        told("Seek a flood storage area above the mill", "E2", "Environment Group", NO_DATE, "not started"),
    ],
)
paper(
    "bodies: typed with a wrapped header and rules between rows",
    "txt",
    [
        Para("MARL VALLEY INTERNAL DRAINAGE BOARD"),
        Para("Outstanding audit recommendations, 30 June 2025"),
        Para(
            "--------------------------------------------------------------------------------\n"
            "Rec   Recommendation                      Officer       Agreed       Revised\n"
            "no                                                      date         date\n"
            "--------------------------------------------------------------------------------\n"
            "1     Keep a register of keys and of      Clerk         31/03/2025   31/08/2025\n"
            "      those who hold them\n"
            "--------------------------------------------------------------------------------\n"
            "2     Reconcile the bank each month       Finance       30/04/2025\n"
            "                                          Officer\n"
            "--------------------------------------------------------------------------------"
        ),
    ],
    [
        told(
            "Keep a register of keys and of those who hold them", "1", "Clerk", on("2025-08-31"), extras=["31/03/2025"]
        ),
        told("Reconcile the bank each month", "2", "Finance Officer", on("2025-04-30")),
    ],
)
paper(
    "bodies: typed without refs or rules",
    "txt",
    [
        Para("Twinning Association - who does what"),
        Para(
            "Action                             Who              By when\n\n"
            "Book the coach for the visit to    Ruth Lund        1 September 2025\n"
            "Saint-Marl\n\n"
            "Find hosts for twelve guests       All members      ongoing\n\n"
            "Print the programme                Tom Ferris       15 August 2025"
        ),
    ],
    [
        told("Book the coach for the visit to Saint-Marl", None, "Ruth Lund", on("2025-09-01")),
        told("Find hosts for twelve guests", None, "All members", ONGOING),
        told("Print the programme", None, "Tom Ferris", on("2025-08-15")),
    ],
)
paper(
    "bodies: quoted in a reply by e-mail",
    "txt",
    [
        Para("Hi all, here is the list again. Jo"),
        Para(
            "> Ref  Action                          Owner        Due\n"
            "> 1    Book the hall for the fair      Ben Carr     20 July 2025\n"
            "> 2    Order the marquee               Asha Patel   25 July 2025\n"
            "> 3    Write the risk assessment       Jo Moss      1 August 2025"
        ),
    ],
    [
        told("Book the hall for the fair", "1", "Ben Carr", on("2025-07-20")),
        told("Order the marquee", "2", "Asha Patel", on("2025-07-25")),
        told("Write the risk assessment", "3", "Jo Moss", on("2025-08-01")),
    ],
)
paper(
    "bodies: recommendations of a peer challenge in two tables",
    "odt",
    [
        Head("Corporate peer challenge action plan"),
        Head("Recommendation 1: Set out a clear vision for the borough", 2),
        rows(
            ("Action", "Owner", "Deadline", "RAG", "Comment"),
            ("Adopt the new corporate plan at full council", "Chief Executive", "July 2025", "Blue", "Adopted."),
            (
                "Publish a short version for residents",
                "Head of Communications",
                "October 2025",
                "Green",
                "At the printer.",
            ),
        ),
        Head("Recommendation 2: Strengthen scrutiny", 2),
        rows(
            ("Action", "Owner", "Deadline", "RAG", "Comment"),
            (
                "Train the chairs of all scrutiny committees",
                "Monitoring Officer",
                "Sept 2025",
                "Amber",
                "One date to find.",
            ),
        ),
    ],
    [
        told(
            "Adopt the new corporate plan at full council",
            None,
            "Chief Executive",
            on("2025-07"),
            "blue",
            "Adopted.",
            section="Recommendation 1: Set out a clear vision for the borough",
        ),
        told(
            "Publish a short version for residents",
            None,
            "Head of Communications",
            on("2025-10"),
            "green",
            "At the printer.",
        ),
        told(
            "Train the chairs of all scrutiny committees",
            None,
            "Monitoring Officer",
            on("2025-09"),
            "amber",
            "One date to find.",
            section="Recommendation 2: Strengthen scrutiny",
        ),
    ],
)
paper(
    "bodies: Irish council with quarters of the calendar",
    "html",
    [
        Head("Comhairle Contae Mharlbrook – Climate Action Plan progress"),
        rows(
            ("Action no.", "Action", "Lead department", "Timeline", "Budget", "Status"),
            ("1.1", "Retrofit forty council homes", "Housing", "Q4 2025", "€1,200,000", "On track"),
            ("1.2", "Install chargers at the library", "Transport", "Q1 2026", "€40,000", "Delayed"),
        ),
    ],
    [
        told(
            "Retrofit forty council homes",
            "1.1",
            "Housing",
            span("2025-10", "2025-12"),
            "on track",
            extras=["€1,200,000"],
        ),
        told("Install chargers at the library", "1.2", "Transport", span("2026-01", "2026-03"), "delayed"),
    ],
)
paper(
    "bodies: complete, ongoing and TBC where dates stand",
    "docx",
    [
        Head("Equality, diversity and inclusion plan"),
        rows(
            ("Objective", "Action", "Lead", "Timescale", "Progress"),
            ("1", "Sign the race equality charter", "HR", "Complete", "Signed in March."),
            ("2", "Hold listening sessions with staff networks", "HR", "Ongoing – quarterly", "Two held."),
            (
                "3",
                "Audit the accessibility of all public buildings",
                "Estates",
                "TBC – subject to funding",
                "Bid made.",
            ),
        ),
    ],
    [
        told("Sign the race equality charter", "1", "HR", DONE, None, "Signed in March."),
        told("Hold listening sessions with staff networks", "2", "HR", Due("", "recurring"), None, "Two held."),
        told("Audit the accessibility of all public buildings", "3", "Estates", NO_DATE, None, "Bid made."),
    ],
)
