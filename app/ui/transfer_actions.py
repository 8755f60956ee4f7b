"""Export and import: what a person is asked, and what is shown of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.controllers.chat_controller import ChatController
from app.controllers.run_status import RunPhase
from app.controllers.transfer_controller import TransferController
from app.controllers.transfer_worker import ExportEnd, ExportFormat, ExportWish, ImportEnd
from app.storage.records import Conversation
from app.storage.temporary import is_temporary
from app.storage.text import one_line
from app.storage.transfer.file_names import file_name_for, free_folder
from app.ui.actions import Actions, MenuName
from app.ui.export_dialog import ExportDialog, Scope, format_name
from app.ui.export_formats import ReadableFormats
from app.ui.sidebar import Sidebar
from app.ui.transfer_bar import TransferBar
from app.ui.transfer_words import export_words, import_words, unreadable_words
from app.wording import number, own_title

_FORMING = (RunPhase.PREFILLING, RunPhase.DENOISING, RunPhase.STOPPING)


class TransferActions(QObject):
    """One export or import at a time; the window can be used meanwhile."""

    problem_met = Signal(str)  # a sentence
    announced = Signal(str)  # a sentence for a screen reader

    def __init__(
        self,
        actions: Actions,
        chat: ChatController,
        transfer: TransferController,
        sidebar: Sidebar,
        bar: TransferBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._chat, self._transfer, self._sidebar = chat, transfer, sidebar
        self._bar, self._window = bar, window
        self._format = ExportFormat.MARKDOWN
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
        self._folder = folder if folder.is_dir() else Path.home()
        self._under_way, self._written_to = "", self._folder
        self._actions = [
            actions.add(
                MenuName.CONVERSATION,
                "export",
                self.tr("E&xport…"),
                lambda: self.export(self._chosen()),
                "Ctrl+Shift+E",
            ),
            actions.add(MenuName.DATA, "import", self.tr("&Import…"), self.import_, "Ctrl+Shift+O"),
        ]
        transfer.busy_changed.connect(self._on_busy_changed)
        transfer.progressed.connect(self._show_progress)
        transfer.export_ended.connect(self._on_export_ended)
        transfer.import_ended.connect(self._on_import_ended)
        bar.cancel_wanted.connect(transfer.cancel)
        bar.folder_wanted.connect(self._show_folder)

    # Export

    def export(self, conversation_ids: Sequence[str]) -> None:
        """Ask what, as what and where to, and begin; these conversations are offered first."""
        if any(is_temporary(conversation_id) for conversation_id in conversation_ids):
            words = self.tr("A temporary conversation is not exported: copy it instead.")
            self._bar.end(words)
            return
        scopes = self.scopes(conversation_ids)
        if self._transfer.is_busy or not scopes:
            self._bar.end(
                self.tr("An export or import is under way.")
                if self._transfer.is_busy
                else self.tr("There is no conversation to export yet.")
            )
            return
        dialog = ExportDialog(scopes, self._format, self._note(), self._window)
        if dialog.exec() == ExportDialog.DialogCode.Accepted:
            self._format = dialog.format
            self.export_as(dialog.scope, dialog.format, with_thoughts=dialog.with_thoughts)

    def export_as(self, scope: Scope, format: ExportFormat, *, with_thoughts: bool) -> None:
        """Ask where to, and begin."""
        is_folder = scope.count > 1 and format is not ExportFormat.JSON
        target = self._asks_for_folder() if is_folder else self._asks_for_file(scope, format)
        if target is None:
            return
        self._folder, self._written_to = target.parent, target if is_folder else target.parent
        write = ReadableFormats.now(with_thoughts=with_thoughts).writer(format)
        self._begin(self.tr("Exporting"))
        self._transfer.export(ExportWish(format, target, scope.ids, write, is_folder))

    def scopes(self, conversation_ids: Sequence[str]) -> list[Scope]:
        """What can be exported: these conversations, and all."""
        everything = [c for c in self._chat.conversations() if not c.is_temporary]
        wanted = set(conversation_ids)
        chosen = [c for c in everything if c.id in wanted]
        scopes = [Scope(self._words_for(chosen), tuple(c.id for c in chosen), len(chosen))]
        if not chosen:
            scopes = []
        if everything:
            words = self.tr("All %Ln conversation(s), archived ones too", "", len(everything))
            scopes.append(Scope(words, None, len(everything)))
        return scopes

    def _words_for(self, chosen: Sequence[Conversation]) -> str:
        if len(chosen) != 1:
            return self.tr("The %Ln selected conversation(s)", "", len(chosen))
        title = one_line(own_title(chosen[0].title))
        short = title if len(title) <= 48 else title[:47] + "…"
        return self.tr("The conversation “{title}”").format(title=short)

    def _chosen(self) -> list[str]:
        """The selected conversations if they are several, else the open one."""
        selected = [conversation.id for conversation in self._sidebar.selected()]
        open_now = self._chat.conversation
        if len(selected) > 1 or open_now is None:
            return selected
        return [open_now.id]

    def _note(self) -> str:
        if self._chat.status.phase in _FORMING:
            return self.tr("A reply is forming. The export will have what is final of it by then.")
        return ""

    def _asks_for_file(self, scope: Scope, format: ExportFormat) -> Path | None:
        wanted = None if scope.ids is None else set(scope.ids)
        found = [c for c in self._chat.conversations() if wanted is None or c.id in wanted]
        title = (
            own_title(found[0].title) if len(found) == 1 else f"Sfumato {date.today().isoformat()}"
        )
        name = str(self._folder / f"{file_name_for(title)}.{format}")
        kind = f"{format_name(format)} (*.{format})"
        path = self.asks_where(self.tr("Export"), name, kind)
        return path.with_name(f"{path.name}.{format}") if path and not path.suffix else path

    def _asks_for_folder(self) -> Path | None:
        folder = self.asks_for_folder(self.tr("Export into a new folder in"), str(self._folder))
        return free_folder(folder, f"Sfumato {date.today().isoformat()}") if folder else None

    # Import

    def import_(self) -> None:
        """Ask for a file and import it."""
        path = self.asks_which(
            self.tr("Import conversations"),
            str(self._folder),
            self.tr("Exports of Sfumato or ChatGPT (*.json *.zip);;All files (*)"),
        )
        if path is not None:
            self.import_files([path])

    def import_files(self, paths: Sequence[Path]) -> None:
        """Import a file, such as one that was dropped on the window."""
        if self._transfer.is_busy:
            self._bar.end(self.tr("An export or import is under way."))
        elif len(paths) > 1:
            self._bar.end(self.tr("Please import one file at a time."))
        else:
            self._begin(self.tr("Importing"))
            self._transfer.import_file(paths[0])

    # What is shown

    def _begin(self, under_way: str) -> None:
        self._under_way = under_way
        self._bar.begin(f"{under_way} …")

    def _on_busy_changed(self, is_busy: bool) -> None:
        for action in self._actions:
            action.setEnabled(not is_busy)

    def _show_progress(self, done: int, total: int, part: float) -> None:
        if not total or not self._transfer.is_busy:
            return
        words = f"{self._under_way} …"
        if total > 1:
            words = self.tr("{what}: {done} of {total}")
            words = words.format(what=self._under_way, done=number(done), total=number(total))
        self._bar.show_progress(words, min((done + part) / total, 1.0))

    def _on_export_ended(self, end: ExportEnd) -> None:
        if end.problem:
            self._bar.hide()
            self.problem_met.emit(end.problem)
            return
        self._end(export_words(end), has_folder=bool(end.report.done) and not end.was_cancelled)

    def _on_import_ended(self, end: ImportEnd) -> None:
        if end.problem:
            self.problem_met.emit(end.problem)
        elif end.report.unreadable:
            self.problem_met.emit(unreadable_words(end))
        if end.problem and not end.report.placed:
            self._bar.hide()
        else:
            self._end(import_words(end))

    def _end(self, words: str, *, has_folder: bool = False) -> None:
        self._bar.end(words, has_folder=has_folder)
        self.announced.emit(words)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written_to)))

    # Questions

    def asks_where(self, title: str, name: str, kind: str) -> Path | None:
        """A file to write, or None."""
        path, _ = QFileDialog.getSaveFileName(self._window, title, name, kind)
        return Path(path) if path else None

    def asks_for_folder(self, title: str, start: str) -> Path | None:
        """A folder, or None."""
        path = QFileDialog.getExistingDirectory(self._window, title, start)
        return Path(path) if path else None

    def asks_which(self, title: str, start: str, kinds: str) -> Path | None:
        """A file to read, or None."""
        path, _ = QFileDialog.getOpenFileName(self._window, title, start, kinds)
        return Path(path) if path else None
