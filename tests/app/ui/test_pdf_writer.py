"""A conversation as PDF: pages, all of the text, no matter how long, and no line cut."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPageSize, QPainter
from pytestqt.qtbot import QtBot

from app.rendering import Page, PageMessage
from app.ui.export_formats import page_colors
from app.ui.palettes import Look, palette_of
from app.ui.pdf_pieces import MAX_PIECE, Typesetter, chunks
from app.ui.pdf_writer import write_pdf

A4 = QPageSize(QPageSize.PageSizeId.A4)


def printed(path: Path, *messages: PageMessage) -> int:
    """Write a PDF; gives its number of pages."""
    page = Page("Title", "Monday", messages)
    for _ in write_pdf(page, page_colors(palette_of(Look.LIGHT)), QFont(), A4, path):
        pass
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    return data.count(b"/Type /Page\n")


def test_short_conversation_is_one_page(qtbot: QtBot, tmp_path: Path) -> None:
    messages = (
        PageMessage("You", False, "Hello\nthere"),
        PageMessage(
            "Reply", True, "# Hi\n\n|a|b|\n|-|-|\n|1|2|\n\n```python\nx = 1\n```", "Hm.", "T"
        ),
    )
    assert printed(tmp_path / "a.pdf", *messages) == 1


def test_empty_conversation_is_one_page(qtbot: QtBot, tmp_path: Path) -> None:
    assert printed(tmp_path / "a.pdf") == 1


def test_long_text_of_every_kind_goes_over_pages(qtbot: QtBot, tmp_path: Path) -> None:
    lines = "\n\n".join(f"Line {n}" for n in range(150))
    code = "```\n" + "\n".join(f"line {n}" for n in range(150)) + "\n```"
    assert printed(tmp_path / "a.pdf", PageMessage("You", False, lines)) > 2
    assert printed(tmp_path / "a.pdf", PageMessage("Reply", True, lines)) > 2
    assert printed(tmp_path / "a.pdf", PageMessage("Reply", True, code)) > 2


def test_very_long_line_does_not_hang(qtbot: QtBot, tmp_path: Path) -> None:
    assert printed(tmp_path / "a.pdf", PageMessage("Reply", True, "x" * 100_000)) > 5


def test_it_pauses_often(qtbot: QtBot, tmp_path: Path) -> None:
    page = Page("T", "", [PageMessage("You", False, "x " * 50_000)])
    colors = page_colors(palette_of(Look.LIGHT))
    shares = list(write_pdf(page, colors, QFont(), A4, tmp_path / "a.pdf"))
    assert len(shares) > 20
    assert shares == sorted(shares)


def test_place_that_cannot_be_written_is_an_os_error(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        printed(tmp_path / "missing" / "a.pdf")


@pytest.mark.parametrize("text", ["", "abc", "x" * 10_001, "line\n" * 3_000, "\n" * 9_000])
def test_chunks_hold_all_text(text: str) -> None:
    parts = list(chunks(text))
    assert all(0 < len(part) <= MAX_PIECE for part in parts) or "\n" in text
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    assert len("\n".join(parts)) >= len(text)


def test_slices_of_a_piece_draw_what_the_whole_draws(qtbot: QtBot) -> None:
    colors = page_colors(palette_of(Look.LIGHT))
    setter = Typesetter(colors, QFont(), 300)
    piece, *_ = setter.message(PageMessage("Reply", True, "Some words\n\n" * 6))
    cut = piece.lines()[2][0]
    whole, parts = blank(piece.height), blank(piece.height)
    for image, slices in (
        (whole, [(0.0, piece.height)]),
        (parts, [(0.0, cut), (cut, piece.height)]),
    ):
        painter = QPainter(image)
        for start, end in slices:
            piece.draw(painter, start, start, end)
        painter.end()
    assert whole == parts
    assert whole != blank(piece.height)


def blank(height: float) -> QImage:
    """White paper."""
    image = QImage(300, round(height), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image
