"""Text typed and not sent: kept for each conversation, also over a restart."""

from PySide6.QtCore import QObject, QTimer

from app.controllers.organise_controller import OrganiseController
from app.controllers.settings_controller import SettingsController
from app.storage.records import Conversation
from app.ui.composer import Composer

_SAVE_AFTER_MS = 1500


class DraftKeeper(QObject):
    """Saves what stands in the composer after a pause, and when another conversation is shown.

    The draft of a conversation that has no row yet lies in the settings. What could not be saved
    is kept here and tried again each time something is saved.
    """

    def __init__(
        self,
        composer: Composer,
        organise: OrganiseController,
        settings: SettingsController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._composer, self._organise, self._settings = composer, organise, settings
        self._conversation_id = ""
        self._unsaved: dict[str, str] = {}  # conversation id -> what was typed there
        self._saved = settings.current.new_draft
        composer.set_text(self._saved)
        self._timer = QTimer(self, interval=_SAVE_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.save)
        composer.text_changed.connect(self._timer.start)

    def show(self, conversation: Conversation | None) -> None:
        """Keep the draft of the conversation that is left and bring back the other's."""
        key = conversation.id if conversation else ""
        if key == self._conversation_id:
            return
        self.save()
        self._conversation_id = key
        self._saved = conversation.draft if conversation else self._settings.current.new_draft
        self._composer.set_text(self._unsaved.get(key, self._saved))
        self._timer.stop()

    def adopt(self, conversation_id: str) -> None:
        """What stands in the composer belongs to this conversation, which has just begun."""
        if conversation_id != self._conversation_id:
            self._unsaved.pop("", None)
            self._settings.change(new_draft="")
            self._conversation_id, self._saved = conversation_id, ""

    def save(self) -> bool:
        """Save what was typed, here and where it could not be saved before; False if some is not.

        What of it is not saved is told by those who failed.
        """
        self._timer.stop()
        text = self._composer.text
        if text != self._saved:
            self._unsaved[self._conversation_id] = text
        else:
            self._unsaved.pop(self._conversation_id, None)
        for conversation_id, typed in list(self._unsaved.items()):
            if self._keep(conversation_id, typed):
                del self._unsaved[conversation_id]
                if conversation_id == self._conversation_id:
                    self._saved = typed
        return not self._unsaved

    @property
    def unsaved(self) -> dict[str, str]:
        """What could not be saved, by conversation; "" is the one that has no row yet."""
        return dict(self._unsaved)

    def _keep(self, conversation_id: str, text: str) -> bool:
        if conversation_id:
            return self._organise.save_draft(conversation_id, text)
        return self._settings.change(new_draft=text)
