"""What a person does with whole conversations: new, step, rename, export, delete."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.controllers.chat_controller import ChatController
from app.storage.records import Conversation
from app.ui.actions import Actions, MenuName
from app.ui.sidebar import Sidebar


class ConversationActions(QObject):
    """The Conversation menu and the wishes of the list. Asks before anything is destroyed."""

    list_wanted = Signal()  # the list must be in view, to rename in it

    def __init__(
        self, actions: Actions, chat: ChatController, sidebar: Sidebar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._chat, self._sidebar, self._window = chat, sidebar, window
        self._fill_menu(actions)
        sidebar.new_requested.connect(chat.new_conversation)
        sidebar.rename_requested.connect(chat.rename)
        sidebar.delete_requested.connect(self.delete)
        sidebar.export_requested.connect(self.export)

    def show_open(self, conversation: Conversation | None) -> None:
        """Offer what needs an open conversation only where there is one."""
        for action in self._needs_conversation:
            action.setEnabled(conversation is not None)

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation if the person confirms."""
        title = next((c.title for c in self._chat.conversations() if c.id == conversation_id), "")
        if self.confirms_deletion(" ".join(title.split())):
            self._chat.delete(conversation_id)

    def confirms_deletion(self, title: str) -> bool:
        """Ask; the answer that keeps the conversation is the default."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Delete conversation"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Delete “{title}”?").format(title=title))
        box.setInformativeText(self.tr("All its messages are deleted. This cannot be undone."))
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is delete

    def export(self, conversation_id: str) -> None:
        """Ask where to and write the conversation there."""
        found = [c for c in self._chat.conversations() if c.id == conversation_id]
        if not found:
            return
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export as Markdown"),
            f"{file_name_for(found[0].title)}.md",
            self.tr("Markdown (*.md)"),
        )
        if path:
            self._chat.export(conversation_id, Path(path))

    def open(self, conversation_id: str) -> None:
        """Open a conversation, unless it is open already."""
        open_now = self._chat.conversation
        if open_now is None or open_now.id != conversation_id:
            self._chat.open(conversation_id)

    def _fill_menu(self, actions: Actions) -> None:
        menu, chat = MenuName.CONVERSATION, self._chat
        new = self.tr("&New conversation")
        actions.add(menu, "new_conversation", new, chat.new_conversation, "Ctrl+N")
        previous, following = self.tr("&Previous conversation"), self.tr("N&ext conversation")
        actions.add(menu, "previous", previous, lambda: self._step(-1), "Ctrl+PgUp")
        actions.add(menu, "next", following, lambda: self._step(1), "Ctrl+PgDown")
        actions.menu(menu).addSeparator()
        export = self.tr("E&xport as Markdown…")
        self._needs_conversation = [
            actions.add(menu, "rename", self.tr("&Rename"), self._rename, "F2"),
            actions.add(menu, "export", export, self._export_open, "Ctrl+Shift+E"),
            actions.add(menu, "delete", self.tr("&Delete…"), self._delete_open, "Ctrl+Shift+Del"),
        ]

    def _step(self, step: int) -> None:
        if conversation_id := self._sidebar.neighbour(step):
            self.open(conversation_id)

    def _rename(self) -> None:
        if self._chat.conversation is not None:
            self.list_wanted.emit()
            self._sidebar.edit_title(self._chat.conversation.id)

    def _delete_open(self) -> None:
        if self._chat.conversation is not None:
            self.delete(self._chat.conversation.id)

    def _export_open(self) -> None:
        if self._chat.conversation is not None:
            self.export(self._chat.conversation.id)


def file_name_for(title: str) -> str:
    """A title as a file name for every system: words, digits, spaces and dashes."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return " ".join(kept.split())[:80] or "Conversation"
