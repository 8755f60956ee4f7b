"""The Data menu: backups and their way back, the data folder, what is stored, and its deletion."""

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from app.controllers.data_controller import DataController, local_time
from app.controllers.left_texts import LeftTexts
from app.storage.backup import RESCUE, Backup
from app.ui.actions import Actions, MenuName
from app.ui.banner import WayOut
from app.ui.confirm import confirmed
from app.ui.stored_dialog import StoredDialog
from app.wording import size


class DataActions(QObject):
    """Asks before anything is replaced or deleted."""

    def __init__(
        self,
        actions: Actions,
        data: DataController,
        left: LeftTexts,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._data, self._left, self._window = data, left, window
        menu = MenuName.DATA
        stored, folder = self.tr("&What is stored where"), self.tr("&Open the data folder")
        actions.add(menu, "stored", stored, self.open_stored, "F9")
        actions.add(menu, "data_folder", folder, self.open_folder, "Shift+F9")
        actions.menu(menu).addSeparator()
        now, restore = self.tr("&Back up now"), self.tr("&Restore a backup…")
        actions.add(menu, "back_up", now, data.back_up_now, "F8")
        actions.add(menu, "restore", restore, self.restore, "Shift+F8")
        actions.menu(menu).addSeparator()
        delete = self.tr("&Delete all data…")
        actions.add(menu, "delete_all", delete, self.delete_all, "Ctrl+Shift+F8")

    def take(self, way: WayOut) -> bool:
        """Follow a way out that is about the data; False for any other."""
        if way is WayOut.OPEN_FOLDER:
            self.open_folder()
        elif way is WayOut.PUT_BACK:
            self._left.put_all_back()
        return way in (WayOut.OPEN_FOLDER, WayOut.PUT_BACK)

    def ways(self) -> tuple[WayOut, ...]:
        """Out of what was found in the data folder: look there, and put texts back."""
        ways = WayOut.OPEN_FOLDER, WayOut.DISMISS
        return (WayOut.PUT_BACK, *ways) if self._left.can_be_put_back else ways

    def open_stored(self) -> None:
        """Show what is stored where."""
        dialog = StoredDialog(self._data.folder, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_folder(self) -> None:
        """Show the data folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data.folder.root)))

    def restore(self) -> None:
        """Let the person choose a backup and put it in place."""
        backups = self._data.backups()
        words = [_words(backup) for backup in backups]
        if not backups:
            title, none = self.tr("Restore a backup"), self.tr("There is no backup yet.")
            QMessageBox.information(self._window, title, none)
            return
        chosen = self.chooses(words)
        if chosen in words and self.confirms(
            self.tr("Go back to the backup of {when}?").format(when=chosen),
            self.tr(
                "What was written since then is not in it. The present conversations are kept as "
                "a backup first, and Sfumato opens again."
            ),
            self.tr("Restore"),
        ):
            self._data.restore(backups[words.index(chosen)])

    def delete_all(self) -> None:
        """Delete everything, if the person confirms."""
        if self.confirms(
            self.tr("Delete all data?"),
            self.tr(
                "All conversations, their backups, copies kept aside as damaged, the settings and "
                "the log are deleted. Models are kept, and so are files you exported. This "
                "cannot be undone."
            ),
            self.tr("Delete all data"),
        ):
            self._data.delete_all()

    def chooses(self, words: list[str]) -> str:
        """One of the words; empty if the person thinks better of it."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Restore a backup"))
        dialog.setLabelText(self.tr("Which backup? Before anything is replaced you are asked."))
        dialog.setComboBoxItems(words)
        dialog.setOkButtonText(self.tr("Restore…"))
        dialog.setMinimumWidth(400)  # for the title's sake
        return dialog.textValue() if dialog.exec() else ""

    def confirms(self, question: str, meaning: str, yes: str) -> bool:
        """Ask; the answer that changes nothing is the default."""
        return confirmed(self._window, question, meaning, yes, self.tr("Cancel"))


def _words(backup: Backup) -> str:
    words = f"{local_time(backup)} · {size(backup.size)}"
    if not backup.before:
        return words
    if backup.before == "restore":
        why = QCoreApplication.translate("DataActions", "made before a backup was restored")
    elif backup.before == RESCUE:
        why = QCoreApplication.translate("DataActions", "kept, as a rescue took from it")
    else:
        why = QCoreApplication.translate("DataActions", "made before an update")
    return f"{words} · {why}"
