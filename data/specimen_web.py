"""The minutes as a page saved from a council's website, and the plan as a text export with an export's damage."""

from __future__ import annotations

from collections.abc import Sequence

from specimen_plan import COMMITTEE, COUNCIL, TITLE, Commitment, by_section

__all__ = ["minutes", "text_export"]

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Minutes of {committee} on Tuesday, 11th November, 2025, 10.00 am | {council}</title>
</head>
<body>
<nav><ul><li><a href="#">Home</a></li><li><a href="#">Committees</a></li><li><a href="#">Councillors</a></li></ul></nav>
<main>
<p>{council}</p>
<h1>Minutes</h1>
<h2>{committee}</h2>
<p>Minutes of the meeting held on Tuesday, 11th November, 2025 at 10.00 am in the Council Chamber</p>
<table>
<tr><th>Present</th><td>Councillor Ines Calloway (Chair), Councillor Owen Thackray, Councillor Ruth Adeyinka</td></tr>
<tr><th>Officers</th><td>Imogen Farrow (Democratic Services), Dev Marchant (Head of Finance)</td></tr>
</table>
{items}
</main>
</body>
</html>
"""
_ITEMS = (
    ("Apologies for absence", ["Apologies were received from Councillor Joan Whitlow."]),
    (
        TITLE,
        [
            f"The Head of Finance presented the tracker and reported that 5 actions in the {TITLE} were complete.",
            f"The Chair welcomed the report that 40% of the {TITLE} was complete.",
            f"Members noted that 3 actions in the {TITLE} were rated purple.",
            "Members were concerned that the reuse shop at Eastgate was no longer mentioned.",
            "Resolved: that the report be noted and that a further report be brought in February.",
        ],
    ),
)


def minutes() -> bytes:
    """The minutes of November 2025: one claim that the tracker bears out, one that it does not, one about no rating."""
    items = "\n".join(
        f"<h3>{number}. {heading}</h3>\n" + "\n".join(f"<p>{sentence}</p>" for sentence in sentences)
        for number, (heading, sentences) in enumerate(_ITEMS, start=1)
    )
    return _PAGE.format(committee=COMMITTEE, council=COUNCIL, items=items).encode()


def text_export(version: Sequence[Commitment], as_at: str) -> bytes:
    """The plan as text: a tab is a column border. The export has lost the first letter of one ref."""
    lines = [COUNCIL, "", TITLE, "", f"Position as at {as_at}", ""]
    for section, actions in by_section(version):
        lines += [section, "", "\t".join(("Ref", "Action", "Lead", "By when", "Status", "Progress"))]
        for action in actions:
            ref = "C2" if action.ref == "CC2" else action.ref
            cells = (ref, action.text, action.owner, action.timescale, action.rating, action.progress)
            lines.append("\t".join(cell.replace("\n", "; ") for cell in cells))
        lines.append("")
    return "\n".join(lines).encode()
