"""What a person does to keep the list in order: pin, folders, archive, trash."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from app.controllers.chat_controller import ChatController
from app.controllers.organise_controller import (
    ARCHIVE,
    EVERYWHERE,
    TRASH,
    OrganiseController,
    Place,
    PlaceKind,
)
from app.storage.records import Conversation
from app.storage.text import one_line
from app.ui.actions import Actions, MenuName
from app.ui.chosen_conversations import ChosenConversations
from app.ui.confirm import confirmed
from app.ui.sidebar import Sidebar
from app.ui.undo_bar import UndoBar
from app.wording import own_title


class OrganiseActions(QObject):
    """The second half of the Conversation menu, and the context menu of the list.

    Deleting means the trash, with a way back; only the trash asks, and deletes for good.
    """

    list_wanted = Signal()  # the list must be in view
    open_wanted = Signal(str)  # conversation id
    export_wanted = Signal(object)  # list of conversation ids

    def __init__(
        self,
        actions: Actions,
        chat: ChatController,
        organise: OrganiseController,
        sidebar: Sidebar,
        chosen: ChosenConversations,
        undo_bar: UndoBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._chat, self._organise = chat, organise
        self._sidebar, self._undo_bar, self._window = sidebar, undo_bar, window
        self._chosen = chosen
        self._add_for_chosen(actions)
        self._add_for_list(actions)
        chosen.changed.connect(self._refresh)
        sidebar.delete_requested.connect(self.delete)
        sidebar.menu_requested.connect(lambda at: self.menu_for(sidebar.selected()).popup(at))
        sidebar.place_changed.connect(self.list_conversations)
        chat.conversations_changed.connect(self.list_conversations)
        organise.folders_changed.connect(self._list_folders)
        organise.trashed.connect(self._offer_undo)
        organise.brought_back.connect(self._tell_of_return)
        organise.deleted_for_good.connect(undo_bar.forget)
        self._list_folders()
        self._refresh()

    def list_conversations(self) -> None:
        """Fill the list from what is saved."""
        open_now = self._chat.conversation
        listed = self._organise.listed(self._sidebar.place)
        self._sidebar.show_conversations(listed, open_now.id if open_now else None)

    def delete(self, conversation_ids: Sequence[str]) -> None:
        """Put conversations into the trash; those that lie there are deleted for good."""
        lying = {conversation.id for conversation in self._organise.listed(TRASH)}
        if moved := [id_ for id_ in conversation_ids if id_ not in lying]:
            self._organise.trash(moved)
        gone = [id_ for id_ in conversation_ids if id_ in lying]
        if gone and self.confirms_deletion(len(gone)):
            self._organise.delete_for_good(gone)

    def confirms_deletion(self, count: int) -> bool:
        """Ask; the answer that keeps the conversations is the default."""
        return confirmed(
            self._window,
            self.tr("Delete %Ln conversation(s) for good?", "", count),
            self.tr(
                "All their messages are deleted, from the backups, too. This cannot be undone."
            ),
            self.tr("Delete"),
            self.tr("Keep"),
            title=self.tr("Delete for good"),
        )

    def menu_for(self, chosen: Sequence[Conversation]) -> QMenu:
        """The context menu of some conversations, as fits where they lie."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ids = [conversation.id for conversation in chosen]
        if self._sidebar.place.kind is PlaceKind.TRASH:
            menu.addAction(self.tr("Restore"), lambda: self._organise.restore(ids))
            menu.addAction(self.tr("Delete for good…"), lambda: self.delete(ids))
            return menu
        if len(chosen) == 1:
            menu.addAction(self.tr("Rename"), lambda: self._sidebar.edit_title(ids[0]))
        menu.addAction(self.tr("Export…"), lambda: self.export_wanted.emit(ids))
        menu.addSeparator()
        self._add_places(menu, chosen, ids)
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), lambda: self.delete(ids))
        return menu

    def _add_places(self, menu: QMenu, chosen: Sequence[Conversation], ids: list[str]) -> None:
        organise = self._organise
        pins = not all(c.pinned_at for c in chosen)
        archives = not all(c.archived_at for c in chosen)
        words = self.tr("Pin") if pins else self.tr("Unpin")
        menu.addAction(words, lambda: organise.pin(ids, pinned=pins))
        self._add_folders(menu.addMenu(self.tr("Move to folder")), chosen, ids)
        words = self.tr("Archive") if archives else self.tr("Take out of the archive")
        menu.addAction(words, lambda: organise.archive(ids, archived=archives))

    def _add_folders(self, menu: QMenu, chosen: Sequence[Conversation], ids: list[str]) -> None:
        for folder in self._organise.folders():
            menu.addAction(_literal(folder.name), self._mover(ids, folder.id))
        if any(c.folder_id for c in chosen):
            menu.addAction(self.tr("No folder"), self._mover(ids, None))
        menu.addAction(self.tr("New folder…"), lambda: self._new_folder(ids))

    def _add_for_chosen(self, actions: Actions) -> None:
        menu = MenuName.CONVERSATION
        pin, archive = self.tr("P&in or unpin"), self.tr("&Archive or not")
        move, restore = self.tr("&Move to a folder…"), self.tr("Restore &from the trash")
        self._need_place = [
            actions.add(menu, "pin", pin, self._toggle_pin, "Ctrl+Shift+P"),
            actions.add(menu, "archive", archive, self._toggle_archive, "Ctrl+Shift+A"),
            actions.add(menu, "move", move, self._open_folders, "Ctrl+Shift+Y"),
        ]
        self._restore = actions.add(menu, "untrash", restore, self._restore_chosen, "Ctrl+Alt+Z")
        words, delete = self.tr("&Delete"), self._delete_chosen
        self._delete = actions.add(menu, "delete", words, delete, "Ctrl+Shift+Del")

    def _refresh(self) -> None:
        """Offer what fits the chosen conversations."""
        chosen = self._chosen.now()
        is_trashed = any(conversation.trashed_at for conversation in chosen)
        for action in self._need_place:
            action.setEnabled(bool(chosen) and not is_trashed)
        self._restore.setEnabled(is_trashed)
        self._delete.setEnabled(bool(chosen))
        self._delete.setText(self.tr("&Delete for good…") if is_trashed else self.tr("&Delete"))

    def _add_for_list(self, actions: Actions) -> None:
        words, bar = self.tr("&Undo the last deletion"), self._undo_bar
        undo = actions.add(MenuName.CONVERSATION, "undo", words, bar.undo, "Ctrl+Shift+Z")
        undo.setEnabled(bar.can_undo)
        bar.can_undo_changed.connect(undo.setEnabled)
        menu = actions.menu(MenuName.CONVERSATION).addMenu(self.tr("&List"))
        for name, words, place, shortcut in (
            ("show_all", self.tr("&All conversations"), EVERYWHERE, "Ctrl+Shift+1"),
            ("show_archive", self.tr("Ar&chive"), ARCHIVE, "Ctrl+Shift+2"),
            ("show_trash", self.tr("&Trash"), TRASH, "Ctrl+Shift+3"),
        ):
            actions.add(menu, name, words, self._shower(place), shortcut)
        menu.addSeparator()
        new, rename = self.tr("New &folder…"), self.tr("&Rename the folder shown…")
        delete, empty = self.tr("&Delete the folder shown"), self.tr("&Empty the trash…")
        actions.add(menu, "new_folder", new, lambda: self._new_folder([]), "Ctrl+Shift+N")
        actions.add(menu, "rename_folder", rename, self._rename_folder, "Shift+F2")
        actions.add(menu, "delete_folder", delete, self._delete_folder, "Ctrl+Shift+F2")
        actions.add(menu, "empty_trash", empty, self._empty_trash, "Ctrl+Shift+Backspace")

    # What the actions do

    def _chosen_ids(self) -> list[str]:
        return [conversation.id for conversation in self._chosen.now()]

    def _delete_chosen(self) -> None:
        self.delete(self._chosen_ids())

    def _toggle_pin(self) -> None:
        pinned = not all(conversation.pinned_at for conversation in self._chosen.now())
        self._organise.pin(self._chosen_ids(), pinned=pinned)

    def _toggle_archive(self) -> None:
        archived = not all(conversation.archived_at for conversation in self._chosen.now())
        self._organise.archive(self._chosen_ids(), archived=archived)

    def _restore_chosen(self) -> None:
        self._organise.restore([c.id for c in self._chosen.now() if c.trashed_at])

    def _open_folders(self) -> None:
        """The folders as a menu to choose from, beside the list or in the window's corner."""
        menu = QMenu(self._window)
        menu.setObjectName("folders")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_folders(menu, self._chosen.now(), self._chosen_ids())
        beside = self._sidebar.list if self._sidebar.list.isVisible() else self._window
        menu.popup(beside.mapToGlobal(beside.rect().topLeft()))

    def _empty_trash(self) -> None:
        ids = [conversation.id for conversation in self._organise.listed(TRASH)]
        if ids and self.confirms_deletion(len(ids)):
            self._organise.delete_for_good(ids)

    def _mover(self, ids: list[str], folder_id: str | None) -> Callable[[], None]:
        return lambda: self._organise.move(ids, folder_id)

    def _shower(self, place: Place) -> Callable[[], None]:
        def show() -> None:
            self.list_wanted.emit()
            self._sidebar.set_place(place)

        return show

    def _new_folder(self, ids: list[str]) -> None:
        name = self.asks_for_name(self.tr("New folder"), "")
        if folder := self._organise.create_folder(name, ids):
            self._shower(Place(PlaceKind.FOLDER, folder.id))()

    def _rename_folder(self) -> None:
        folder_id = self._sidebar.place.folder_id
        for folder in self._organise.folders():
            if folder.id == folder_id:
                name = self.asks_for_name(self.tr("Rename folder"), folder.name)
                self._organise.rename_folder(folder.id, name)

    def _delete_folder(self) -> None:
        folder_id = self._sidebar.place.folder_id
        for folder in self._organise.folders():
            if folder.id == folder_id:
                kept = self._organise.delete_folder(folder.id)
                if kept is not None:
                    words = self.tr("The folder “{name}” is gone, its conversations are kept.")
                    again = self._folder_maker(folder.name, kept)
                    self._undo_bar.offer(words.format(name=folder.name), again)

    def _folder_maker(self, name: str, ids: list[str]) -> Callable[[], object]:
        return lambda: self._organise.create_folder(name, ids)

    def asks_for_name(self, title: str, name: str) -> str:
        """A name for a folder; empty if the person thinks better of it."""
        label = self.tr("Name of the folder:")
        given, is_given = QInputDialog.getText(self._window, title, label, text=name)
        return given if is_given else ""

    # What is shown

    def _list_folders(self) -> None:
        self._sidebar.show_folders(self._organise.folders())

    def _offer_undo(self, gone: list[Conversation]) -> None:
        ids = [conversation.id for conversation in gone]
        if len(gone) == 1:
            title = one_line(own_title(gone[0].title))
            words = self.tr("“{title}” is in the trash.").format(title=title)
        else:
            words = self.tr("%Ln conversation(s) are in the trash.", "", len(gone))
        self._undo_bar.offer(words, lambda: self._take_back(ids), ids)

    def _tell_of_return(self, conversation: Conversation) -> None:
        words = self.tr("“{title}” is out of the trash, because you went on with it.")
        told = words.format(title=one_line(own_title(conversation.title)))
        ids = [conversation.id]
        self._undo_bar.offer(told, lambda: self._organise.trash(ids), ids)

    def _take_back(self, ids: list[str]) -> None:
        self._organise.restore(ids)
        self.open_wanted.emit(ids[0])


def _literal(name: str) -> str:
    return name.replace("&", "&&")  # no mnemonic
