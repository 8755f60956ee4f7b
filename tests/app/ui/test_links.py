"""Links leave for the system only if they are web or mail addresses and the person agreed."""

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui import links


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    addresses: list[str] = []

    def answer(window: QWidget, question: str, meaning: str, *_: str, title: str) -> bool:
        addresses.append(meaning)
        return "refused" not in meaning

    monkeypatch.setattr(links, "confirmed", answer)
    return addresses


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    addresses: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(url.toString()))
    return addresses


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize("address", ["https://example.org/a", "HTTP://example.org", "mailto:a@b"])
def test_web_and_mail_addresses_open_when_the_person_agrees(
    window: QWidget, asked: list[str], opened: list[str], address: str
) -> None:
    links.open_link(window, address)
    assert asked == [address]
    assert [found.lower() for found in opened] == [address.lower()]


def test_nothing_opens_when_the_person_does_not_agree(
    window: QWidget, asked: list[str], opened: list[str]
) -> None:
    links.open_link(window, "https://refused.example.org")
    assert asked
    assert not opened


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "smb://x/y", ""])
def test_other_addresses_are_not_even_asked_about(
    window: QWidget, asked: list[str], opened: list[str], address: str
) -> None:
    links.open_link(window, address)
    assert not asked
    assert not opened
