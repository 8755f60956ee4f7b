"""Changes settings and tells everybody; a file that cannot be written is told as a sentence."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.settings import Settings, SettingsFile
from app.wording import own_reason


class SettingsController(QObject):
    """The current settings; ``changed`` carries the new ones."""

    changed = Signal(object)  # Settings
    failed = Signal(str)  # a sentence

    def __init__(self, file: SettingsFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file

    @property
    def current(self) -> Settings:
        """The settings in use."""
        return self._file.current

    def change(self, **changes: Any) -> bool:
        """Replace some values, save them and tell; they hold for this run even if unsaved.

        False if they could not be saved, which is told.
        """
        before, is_saved = self.current, True
        try:
            self._file.change(**changes)
        except OSError as error:
            is_saved = False
            reason = own_reason(error)
            self.failed.emit(
                self.tr("The settings could not be saved: {reason}.").format(reason=reason)
            )
        if self.current != before:
            self.changed.emit(self.current)
        return is_saved
