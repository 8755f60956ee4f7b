"""Conversations as files to read, in the words and colours of the program."""

from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QFont, QGuiApplication, QPageSize, QPalette

from app.controllers.transfer_worker import ExportFormat, WriteOne
from app.rendering import Page, PageColors, PageMessage, html_page, plain_text
from app.storage.files import name_when_whole, write_atomically
from app.storage.records import Conversation, Message
from app.storage.text import one_line
from app.storage.transfer.markdown import export_markdown
from app.storage.transfer.plain_text import export_plain_text
from app.storage.transfer.words import ExportWords
from app.ui.palettes import Look, palette_of
from app.ui.pdf_writer import write_pdf
from app.ui.reply_figures import footer_text
from app.ui.theme import bubble_color, code_style, markdown_colors, quiet_color
from app.wording import local_time, own_model_name, own_title, own_words

_POINTS = 10.5  # of printed text


@dataclass(frozen=True, slots=True)
class ReadableFormats:
    """Made on the GUI thread; what it gives may be used on any. ``locale`` writes dates."""

    words: ExportWords
    light: PageColors
    dark: PageColors
    font: QFont
    size: QPageSize
    locale: QLocale
    with_thoughts: bool

    @classmethod
    def now(cls, *, with_thoughts: bool) -> "ReadableFormats":
        """In the language and with the fonts of the program."""
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(_POINTS)
        locale = QLocale()
        is_american = (
            QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        )
        size = QPageSize.PageSizeId.Letter if is_american else QPageSize.PageSizeId.A4
        light, dark = palette_of(Look.LIGHT), palette_of(Look.DARK)
        colors = page_colors(light), page_colors(dark)
        return cls(export_words(), *colors, font, QPageSize(size), locale, with_thoughts)

    def writer(self, format: ExportFormat) -> WriteOne | None:
        """How a conversation is written; None for JSON, which storage writes itself."""
        match format:
            case ExportFormat.MARKDOWN:
                return self._markdown
            case ExportFormat.TEXT:
                return self._text
            case ExportFormat.HTML:
                return self._html
            case ExportFormat.PDF:
                return self._pdf
            case ExportFormat.JSON:
                return None

    def _markdown(
        self, conversation: Conversation, messages: Sequence[Message], path: Path
    ) -> Generator[float, None, None]:
        with write_atomically(path) as file:
            file.write(export_markdown(_named(conversation), self._chosen(messages), self.words))
            yield 1.0

    def _text(
        self, conversation: Conversation, messages: Sequence[Message], path: Path
    ) -> Generator[float, None, None]:
        with write_atomically(path) as file:
            chosen = self._chosen(messages)
            file.write(export_plain_text(_named(conversation), chosen, self.words, plain_text))
            yield 1.0

    def _html(
        self, conversation: Conversation, messages: Sequence[Message], path: Path
    ) -> Generator[float, None, None]:
        with write_atomically(path) as file:
            page = self.page(conversation, messages)
            for number, part in enumerate(html_page(page, self.light, self.dark)):
                file.write(part)
                yield min(number / (len(messages) + 1), 1.0)

    def _pdf(
        self, conversation: Conversation, messages: Sequence[Message], path: Path
    ) -> Generator[float, None, None]:
        with name_when_whole(path) as temporary:
            page = self.page(conversation, messages)
            yield from write_pdf(page, self.light, self.font, self.size, temporary)

    def page(self, conversation: Conversation, messages: Sequence[Message]) -> Page:
        """What HTML and PDF show."""
        when = local_time(conversation.created_at)
        date = self.locale.toString(
            QDate(when.year, when.month, when.day), QLocale.FormatType.LongFormat
        )
        title = one_line(_named(conversation).title)
        shown = [self._page_message(message) for message in self._chosen(messages)]
        return Page(title, date, shown)

    def _page_message(self, message: Message) -> PageMessage:
        is_reply = message.role != "user"
        return PageMessage(
            speaker=self.words.speaker(message),
            is_reply=is_reply,
            text=message.text.strip("\n"),
            thought=message.thought.strip(),
            thought_label=self.words.thought,
            note=self.words.note(message),
            footer=footer_text(message.model, message.statistics) if is_reply else "",
        )

    def _chosen(self, messages: Sequence[Message]) -> list[Message]:
        return [
            replace(
                message,
                thought=message.thought if self.with_thoughts else "",
                model=own_model_name(message.model or "") or None,
                error=own_words(message.error or "") or None,
            )
            for message in messages
        ]


def _named(conversation: Conversation) -> Conversation:
    return replace(conversation, title=own_title(conversation.title))


def page_colors(palette: QPalette) -> PageColors:
    """The colours of the transcript in this palette."""
    return PageColors(
        window=palette.window().color().name(),
        bubble=bubble_color(palette).name(),
        quiet=quiet_color(palette).name(),
        markdown=markdown_colors(palette),
        code=code_style(palette),
    )


def export_words() -> ExportWords:
    """The words of an export in the language of the program."""
    given = asdict(ExportWords())
    return ExportWords(**{name: own_words(words) for name, words in given.items()})
