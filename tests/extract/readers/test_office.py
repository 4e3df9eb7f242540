"""Old Word and rich text files through LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import PaperTooLarge, PaperUnsupported
from extract.readers import office
from extract.readers.office import converter, read_office
from extract.settings import ReadSettings

needs_libreoffice = pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")
RTF = rb"{\rtf1\ansi\trowd\cellx2000\cellx5000\intbl HS1\cell Mend the roof by May 2025\cell\row\pard After\par}"


@needs_libreoffice
def test_rich_text_table_is_read() -> None:
    document = read_office(RTF, ".rtf", ReadSettings())
    assert [piece.texts() for piece in document.pieces()] == [[["HS1", "Mend the roof by May 2025"]]]
    assert document.media_type == "application/rtf"


@needs_libreoffice
def test_conversion_that_takes_too_long_is_ended() -> None:
    with pytest.raises(PaperTooLarge, match="max_seconds"):
        read_office(RTF, ".rtf", ReadSettings(max_seconds=0.01))


def test_without_libreoffice_the_next_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "converter", lambda: None)
    with pytest.raises(PaperUnsupported, match=r"LibreOffice.*\.docx"):
        read_office(b"x", ".doc", ReadSettings())


def test_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(PaperUnsupported, match=r"\.wpd"):
        read_office(b"x", ".wpd", ReadSettings())


SHARED = Path(__file__).parents[4] / "shared/papers/real"
PANEL = SHARED / "LPDP action report March.doc"


@needs_libreoffice
@pytest.mark.skipif(not PANEL.exists(), reason="the shared papers are not beside the checkout")
def test_old_word_file_reads_as_its_opendocument_twin() -> None:
    from extract.readers.odt import read_odt

    twin = PANEL.with_name("LPDP action report March_0.odt")
    old = list(read_office(PANEL.read_bytes(), ".doc", ReadSettings()).pieces())
    new = list(read_odt(twin.read_bytes(), ReadSettings()).pieces())
    assert [piece.texts() for piece in old] == [piece.texts() for piece in new]
