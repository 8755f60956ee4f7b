"""Numbers, sizes, durations and dates read as in the language of the window."""

import errno
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import translation
from app.application import Application
from app.controllers.context_meter import ContextUse
from app.settings import SettingsFile
from app.storage.errors import DISK_FULL, StorageFull
from app.storage.records import Conversation, ReplyStatistics
from app.translation import locale_for, use_language
from app.ui.context_label import ContextLabel
from app.ui.conversation_list_model import grouped
from app.ui.export_formats import ReadableFormats
from app.ui.reply_figures import footer_text
from app.wording import (
    day,
    duration,
    local_time,
    memory,
    moment,
    number,
    own_error,
    own_model_name,
    own_title,
    own_words,
    size,
)
from engine.errors import EngineError
from engine.hardware import GIB
from engine.machines import MACHINES
from engine.said import joined, said
from tests.fakes.scripted_engine import ScriptedEngine

WHEN = datetime(2026, 11, 23, 14, 5, 9).astimezone()
ENGLISH_MEASURE = re.compile(r"\d\.\d+\s([kMG]i?B|s)\b|\d,\d{3} [A-Z]|\d{4}-\d\d-\d\d|\d/\d+/\d{4}")


@pytest.fixture
def german() -> None:
    """Numbers as in German."""
    QLocale.setDefault(QLocale("de"))


@pytest.mark.parametrize(
    ("num_bytes", "english", "german"),
    [
        (0, "0\xa0B", "0\xa0B"),
        (4_100, "4\xa0kB", "4\xa0kB"),
        (31_400_000, "31\xa0MB", "31\xa0MB"),
        (999_499_999, "999\xa0MB", "999\xa0MB"),
        (999_999_999, "1.0\xa0GB", "1,0\xa0GB"),
        (16_806_810_208, "16.8\xa0GB", "16,8\xa0GB"),
        (1_234_500_000_000, "1,234.5\xa0GB", "1.234,5\xa0GB"),
    ],
)
def test_sizes(num_bytes: int, english: str, german: str) -> None:
    assert size(num_bytes) == english
    QLocale.setDefault(QLocale("de"))
    assert size(num_bytes) == german


@pytest.mark.parametrize(
    ("num_bytes", "text"),
    [(12 * GIB, "12\xa0GiB"), (int(4.3 * GIB), "4,3\xa0GiB"), (300 * 2**20, "300\xa0MiB")],
)
def test_memory_is_told_as_it_is_built(german: None, num_bytes: int, text: str) -> None:
    assert memory(num_bytes) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.042, "0.04\xa0s"),
        (0.999, "1.0\xa0s"),
        (9.96, "10\xa0s"),
        (59.7, "1\xa0min 0\xa0s"),
        (125, "2\xa0min 5\xa0s"),
    ],
)
def test_durations_read_well(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_dates_and_counts_in_german(german: None) -> None:
    assert day(WHEN) == "23.11.2026"
    assert moment(WHEN) == "23.11.2026 14:05"
    assert moment(WHEN, with_seconds=True) == "23.11.2026 14:05:09"
    assert number(12345) == "12.345"
    assert duration(5.12) == "5,1\xa0s"


def test_years_have_four_digits_in_english() -> None:
    assert day(WHEN) == "11/23/2026"
    QLocale.setDefault(QLocale("en_GB"))
    assert day(WHEN) == "23/11/2026"


@pytest.fixture(params=["America/New_York", "Asia/Tokyo"])
def far_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Far from UTC, to the west and to the east."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("edge", [datetime.min, datetime.max])
def test_times_at_the_edge_of_the_calendar_have_a_day_everywhere(
    far_zone: None, edge: datetime
) -> None:
    when = edge.replace(tzinfo=UTC)
    assert local_time(when).year == when.year
    assert str(when.year) in moment(when)


@pytest.mark.parametrize("edge", [datetime.min, datetime.max])
def test_a_conversation_with_such_a_time_is_listed_and_exported(
    far_zone: None, qtbot: QtBot, edge: datetime
) -> None:
    when = edge.replace(tzinfo=UTC)
    conversation = Conversation("c", "Old", when, when, None)
    assert grouped([conversation], date(2026, 3, 10))[1] == conversation
    page = ReadableFormats.now(with_thoughts=False).page(conversation, [])
    assert str(when.year) in page.subtitle


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("9.1 GiB", "9,1\xa0GiB"),
        ("1,234.5 GB", "1.234,5\xa0GB"),
        ("12 GiB", "12\xa0GiB"),
        ("model 1.5 GB.gguf", "model 1.5 GB.gguf"),
        ("CUDA 12.4", "CUDA 12.4"),
    ],
)
def test_only_a_text_that_is_a_measure_is_written_anew(german: None, text: str, shown: str) -> None:
    assert own_words(text) == shown
    assert own_words(said("{size}", size=text)) == shown


@pytest.mark.parametrize("title", ["1.5 GB", "12 GiB", "Fits: {where}."])
def test_a_persons_title_stays_as_it_was_written(german: None, title: str) -> None:
    assert own_title(title) == title
    assert own_model_name(title) == title


def test_numbers_in_a_sentence_follow_the_window(german: None) -> None:
    counted = said(
        "{times:.1f} {all:,.2f} {count:,} {port}", times=2.5, all=1e4, count=4096, port=8080
    )
    assert counted == "2.5 10,000.00 4,096 8080"
    assert own_words(counted) == "2,5 10.000,00 4.096 8080"


def test_sentences_are_translated_with_the_sentences_in_them(qtbot: QtBot) -> None:
    use_language("de")
    where = said("{count} layers in memory", count=4)
    whole = joined(
        [said("Fits: {where}.", where=where), said("The disk has {free} free.", free="1.5 GB")]
    )
    assert whole == "Fits: 4 layers in memory. The disk has 1.5 GB free."
    told = own_words(whole)
    assert told == "Passt: 4 Schichten im Arbeitsspeicher. Auf dem Datenträger sind 1,5\xa0GB frei."


def test_errors_are_english_and_shown_in_the_windows_language(qtbot: QtBot) -> None:
    use_language("de")
    full, refused = StorageFull(DISK_FULL), PermissionError(errno.EACCES, "Permission denied", "/a")
    assert str(full).startswith("The disk is full")
    assert own_error(full).startswith("Der Datenträger ist voll")
    assert (
        own_error(refused) == "/a konnte nicht gelesen oder geschrieben werden: keine Berechtigung."
    )
    assert own_error(EngineError("Of another kind.")) == "Of another kind."


def test_sentences_stay_as_they_are_in_english() -> None:
    sentence = said("The disk has {free} free.", free="1,234.5 GB")
    assert own_words(sentence) == sentence.replace(" GB", "\xa0GB")


class ElsewhereLocale(QLocale):
    """A computer in a country whose language the program does not have."""

    @staticmethod
    def system() -> QLocale:  # type: ignore[override]
        return QLocale("fr_FR")


def test_numbers_follow_the_words_and_not_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translation, "QLocale", ElsewhereLocale)
    assert locale_for("").language() == QLocale.Language.English
    assert locale_for("de").toString(1.5) == "1,5"
    assert locale_for("en").toString(1.5) == "1.5"


# The window in German


@pytest.fixture
def application(qtbot: QtBot, tmp_path: Path) -> Iterator[Application]:
    SettingsFile(tmp_path / "settings.json").change(language="de")
    whole = Application(tmp_path, None, ScriptedEngine().load)
    whole.window.show()
    yield whole
    whole.window.close()
    whole.close()
    whole.window.deleteLater()


def shown_text(top: QWidget) -> str:
    """What a person can read in it, tool tips included."""
    parts = [label.text() for label in top.findChildren(QLabel)]
    parts += [widget.toolTip() for widget in top.findChildren(QWidget)]
    return "\n".join(parts)


@pytest.mark.parametrize("name", ["stored", "models", "settings", "about"])
def test_no_english_number_in_a_german_window(
    qtbot: QtBot, application: Application, name: str
) -> None:
    application.folder.models.mkdir(exist_ok=True)
    with (application.folder.models / "large").open("wb") as file:
        file.truncate(1_500_000_000)  # a sparse file takes no room
    action = application.window.findChild(QAction, name)
    action.trigger()
    [dialog] = [top for top in application.window.findChildren(QDialog) if top.isVisible()]
    text = shown_text(dialog)
    is_told = re.search(r"(?<![\d.,])1,5\xa0GB", text) is not None  # not the disk's 101,5
    assert is_told == (name == "stored")
    assert not any("." in box.text() for box in dialog.findChildren(QDoubleSpinBox))
    assert ENGLISH_MEASURE.search(text) is None
    dialog.close()


def test_statistics_meter_and_computer_in_german(qtbot: QtBot, german: None) -> None:
    footer = footer_text("Starter", ReplyStatistics(1212, 5.12, 41.62, (14,) * 3, 0.2))
    assert "1.212 tokens · 5,1\xa0s · 41,6 tokens" in footer
    meter = ContextLabel()
    qtbot.addWidget(meter)
    meter.show_use(ContextUse(1500, 10845, 0, 262144))
    assert "12.345 / 262.144" in shown_text(meter)
    assert "12.345 of 262.144" in meter.toolTip()
    words = own_words(joined(MACHINES["RTX 3060 12 GB"].sentences()))
    assert "200,0\xa0GB" in words
    assert ENGLISH_MEASURE.search(words) is None
