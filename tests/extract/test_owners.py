from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.owners import role_key, split_owners

SHARED = Path(__file__).parents[3] / "shared"


def _owners(cell: str, *others: str) -> list[str]:
    return [owner.owner for owner in split_owners([cell, *others])[0]]


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("Cllr A Moss / Director of Place", ["Cllr A Moss", "Director of Place"]),
        ("Director of Adults & Health; Section 151 Officer", ["Director of Adults & Health", "Section 151 Officer"]),
        ("Head of Parks\nHead of Leisure", ["Head of Parks", "Head of Leisure"]),
        ("Mina/Secretariat", ["Mina", "Secretariat"]),
        ("KB/TW", ["KB", "TW"]),
        ("Auditors and Team Leaders", ["Auditors", "Team Leaders"]),
        ("Ann Lee, Bo Chan and Jo Moss", ["Ann Lee", "Bo Chan", "Jo Moss"]),
        ("Director of Finance, Director of Place", ["Director of Finance", "Director of Place"]),
        ("Head of Parks together with Friends of Marl Wood", ["Head of Parks", "Friends of Marl Wood"]),
        ("Chair of the Board and statutory partners", ["Chair of the Board", "statutory partners"]),
        (
            "Chair of the Tree Forum as well as other interested bodies",
            ["Chair of the Tree Forum", "other interested bodies"],
        ),
        ("Panel members – Ann Lee/Jo Moss, LGA", ["Panel members – Ann Lee", "Jo Moss, LGA"]),
        ("• Head of Parks\n• Head of Leisure", ["Head of Parks", "Head of Leisure"]),
        ("JM (lead), BC", ["JM (lead)", "BC"]),
        ("Headteacher, SENCO", ["Headteacher", "SENCO"]),
        ("Legal Services, with support from the Clerk", ["Legal Services", "the Clerk"]),
    ],
)
def test_separators_part_owners(cell: str, owners: list[str]) -> None:
    assert _owners(cell) == owners


@pytest.mark.parametrize(
    "cell",
    [
        "Head of Service Cared for Children and Care Leavers",
        "Head of Housing and Support Services",
        "Head of Parks, Trees and Open Spaces",
        "Head of Planning, Housing and Legal Services",
        "Head of Commissioning Children, Families and Adults with Complex Needs",
        "Area Manager Youth Support – Parks and Play",
        "Ann Lee, Head of Service for Quality and Standards",
        "Ann Lee, Director of Place and Deputy Chief Executive",
        "Quality and Standards Manager, Parks",
        "Head of Housing (Homes and Lettings)",
        "Health and Social Care Partnership",
        "Police and Crime Commissioner",
        "CIO and Chief Data Officer Councils",
        "Head of HR/OD",
        "CIN/CP Manager",
        "All Teams",
        "HMT",
        "ERG (OGC)",
        "Strong Roots Programme Lead",
    ],
)
def test_one_owner_stays_whole(cell: str) -> None:
    assert _owners(cell) == [cell]


@pytest.mark.parametrize("cell", ["", " ", "TBC", "tba", "N/A", "-", "To be confirmed"])
def test_a_cell_that_names_nobody_has_no_owner(cell: str) -> None:
    assert _owners(cell) == []


def test_owners_run_together_are_parted_by_what_stands_alone_elsewhere() -> None:
    cell = "Service Manager Tree Care Area Delivery Manager Play Spaces"
    assert _owners(cell, "Service Manager Tree Care") == [
        "Service Manager Tree Care",
        "Area Delivery Manager Play Spaces",
    ]
    assert _owners("Head of HR Principal Tree Officer", "Principal Tree Officer") == [
        "Head of HR",
        "Principal Tree Officer",
    ]


def test_owners_run_together_with_nothing_known_stay_whole() -> None:
    assert len(_owners("Service Manager Tree Care Area Delivery Manager Play Spaces")) == 1


def test_three_owners_run_together_are_parted() -> None:
    cell = "Service Manager Trees Head of Parks Head of Commissioning Play, Sport and Adults with Complex Needs"
    known = "Head of Commissioning Play, Sport and Adults with Complex Needs"
    assert _owners(cell, known) == ["Service Manager Trees", "Head of Parks", known]


def test_a_shorter_role_does_not_cut_a_longer_one() -> None:
    assert _owners("Deputy Principal Tree Officer", "Principal Tree Officer") == ["Deputy Principal Tree Officer"]
    assert _owners("Service Manager Tree Care", "Service Manager") == ["Service Manager Tree Care"]
    assert _owners("Executive Director of Place", "Director of Place") == ["Executive Director of Place"]


def test_a_shared_role_is_repeated_after_each_name() -> None:
    assert _owners("Ann Lee and Jo Moss, Heads of Service") == [
        "Ann Lee, Heads of Service",
        "Jo Moss, Heads of Service",
    ]


def test_a_single_role_belongs_to_the_last_name_alone() -> None:
    assert _owners("Ann Lee and Jo Moss, Head of Parks") == ["Ann Lee", "Jo Moss, Head of Parks"]


def test_people_with_their_roles_are_parted() -> None:
    cell = "Ann Lee, Head of Trees and Parks, Bo Chan, Head of Play, and Jo Moss, Service Manager for Cared for Lawns"
    assert _owners(cell) == [
        "Ann Lee, Head of Trees and Parks",
        "Bo Chan, Head of Play",
        "Jo Moss, Service Manager for Cared for Lawns",
    ]


def test_a_name_without_a_comma_before_its_role_is_found() -> None:
    cell = "Ann Lee Head of Trees, and Jo Moss, Service Manager for Play and Sport"
    assert _owners(cell) == ["Ann Lee Head of Trees", "Jo Moss, Service Manager for Play and Sport"]


def test_a_line_break_inside_a_role_parts_nothing() -> None:
    assert _owners("Head of Service\nTree Care") == ["Head of Service Tree Care"]
    assert _owners("Ann Lee\nHead of Parks") == ["Ann Lee Head of Parks"]


@pytest.mark.parametrize(
    ("cell", "person", "role"),
    [
        ("Ann Lee, Head of Parks", "Ann Lee", "Head of Parks"),
        ("J. Okafor (Head of Parks)", "J. Okafor", "Head of Parks"),
        ("Head of Parks – J Okafor", "J Okafor", "Head of Parks"),
        ("Lead: Jo Moss", "Jo Moss", "Lead"),
        ("Head of Parks", None, "Head of Parks"),
        ("Cllr Moss", "Cllr Moss", None),
        ("Dr. Ann O'Neill, Medical Director", "Dr. Ann O'Neill", "Medical Director"),
        ("All Teams", None, None),
        ("Care Leavers", None, None),
    ],
)
def test_person_and_role_are_told_apart(cell: str, person: str | None, role: str | None) -> None:
    (owner,) = split_owners([cell])[0]
    assert (owner.person, owner.role) == (person, role)


def test_roles_are_compared_without_for_and_case() -> None:
    assert role_key("Head of Service for Tree Care") == role_key("head of service tree care.")
    assert role_key("Head of Service for Tree Care") == role_key("Head of Tree Care")
    assert role_key("Head of Service") != role_key("Head")
    assert role_key("Councillor A Moss") == role_key("Cllr A. Moss")
    assert role_key("Director of Parks & Play") == role_key("Director of Parks and Play")
    assert role_key("Head of Parks") != role_key("Head of Play")


@given(st.lists(st.text(alphabet="AbcHead of Manager,;&/()\n–Jo", max_size=40), max_size=6))
@settings(max_examples=150)
def test_every_cell_gets_its_owners_and_no_word_is_made_up(cells: list[str]) -> None:
    found = split_owners(cells)
    assert len(found) == len(cells)
    for cell, owners in zip(cells, found, strict=True):
        words = set(re.findall(r"\w+", cell))
        assert all(set(re.findall(r"\w+", owner.owner)) <= words for owner in owners)
        assert [owner.position for owner in owners] == list(range(1, len(owners) + 1))


@given(st.lists(st.sampled_from(["Head of Parks", "Ann Lee", "HMT", "Tree Team", "Director of Place"]), unique=True))
@settings(max_examples=60)
def test_owners_joined_by_semicolons_come_apart_again(owners: list[str]) -> None:
    assert _owners("; ".join(owners)) == owners


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the given papers are not here")
@pytest.mark.parametrize("number", ["001", "003"])
def test_owners_as_printed_in_the_given_papers(number: str) -> None:
    actions = json.loads((SHARED / "gold" / f"{number}.json").read_text(encoding="utf-8"))["actions"]
    alone = [a["owners"][0] for a in actions if len(a["owners"]) == 1]
    whole = split_owners(alone)
    assert sum([o.owner for o in found] == [cell] for cell, found in zip(alone, whole, strict=True)) == len(alone)
    glued = [" ".join(a["owners"]) for a in actions if len(a["owners"]) > 1 and number == "001"]
    wanted = [a["owners"] for a in actions if len(a["owners"]) > 1 and number == "001"]
    right = [
        [o.owner for o in found] == want for found, want in zip(split_owners([*glued, *alone]), wanted, strict=False)
    ]
    assert sum(right) >= 0.9 * len(right)


@pytest.mark.parametrize(
    "cell",
    ["Planning, Housing, Legal Services", "Planning, Housing and Legal Services", "Planning,Housing,Legal Services"],
)
def test_bodies_of_which_most_stand_alone_elsewhere_are_several(cell: str) -> None:
    assert _owners(cell, "Planning", "Legal Services") == ["Planning", "Housing", "Legal Services"]


def test_bodies_of_which_the_paper_shows_nothing_stay_one() -> None:
    assert _owners("Planning, Housing, Legal Matters") == ["Planning, Housing, Legal Matters"]


def test_a_remit_stays_with_its_head_though_its_parts_stand_alone_elsewhere() -> None:
    cell = "Head of Planning, Housing and Legal Services"
    assert _owners(cell, "Planning", "Housing", "Legal Services") == [cell]
