"""What shapes the replies of a conversation: its persona, its sampling preset, and their room."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.controllers.chat_controller import ChatController
from app.controllers.context_count import ContextCount
from app.controllers.model_controller import ModelController
from app.controllers.persona_controller import PersonaController
from app.ui.actions import Actions, MenuName
from app.ui.composer import Composer
from app.ui.context_label import ContextLabel
from app.ui.personas_dialog import PersonasDialog
from app.ui.setting_words import words_of

_PAUSE_MS = 200


class ShapingActions(QObject):
    """Fills the button in the top bar, and keeps the context label at the composer true."""

    def __init__(
        self,
        actions: Actions,
        chat: ChatController,
        personas: PersonaController,
        model: ModelController,
        composer: Composer,
        label: ContextLabel,
        button: QToolButton,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._chat, self._personas, self._model = chat, personas, model
        self._composer, self._label, self._button = composer, label, button
        self._window = window
        self._menu = QMenu(window)
        self._menu.aboutToShow.connect(self._fill_menu)
        button.setMenu(self._menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = MenuName.CONVERSATION
        choose, library = self.tr("Pers&ona and sampling…"), self.tr("Edit t&he personas…")
        actions.add(menu, "shaping", choose, button.showMenu, "Ctrl+Shift+S")
        actions.add(menu, "personas", library, self.open_library, "Ctrl+Shift+L")
        self._count = ContextCount(self)
        self._count.counted.connect(label.show_use)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._measure)
        for changed in (
            composer.text_changed,
            chat.conversations_changed,
            personas.choice_changed,
            personas.library_changed,
            model.status_changed,
        ):
            changed.connect(self._pause.start)
        personas.choice_changed.connect(self._show_choice)
        personas.library_changed.connect(self._show_choice)
        self._show_choice()

    def open_library(self) -> None:
        """Show the personas."""
        dialog = PersonasDialog(self._personas, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_choice(self) -> None:
        persona, preset = self._personas.persona, self._personas.preset
        parts = [persona.name] if persona else []
        parts += [_preset_words(preset)] if preset else []
        words = " · ".join(parts) or self.tr("No persona")
        metrics = self._button.fontMetrics()
        self._button.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, 220))
        said = self.tr("Persona and sampling of this conversation: {choice}").format(choice=words)
        self._button.setAccessibleName(said)
        self._button.setToolTip(said)

    def _fill_menu(self) -> None:
        menu = self._menu
        menu.clear()
        chosen = self._personas.persona
        menu.addSection(self.tr("Persona"))
        group = QActionGroup(menu)
        self._add(group, self.tr("No persona"), chosen is None, self._persona_chooser(None))
        for persona in self._personas.personas():
            is_chosen = chosen is not None and chosen.id == persona.id
            name = persona.name.replace("&", "&&")
            self._add(group, name, is_chosen, self._persona_chooser(persona.id))
        menu.addAction(self.tr("Edit the personas…"), self.open_library)
        menu.addSection(self.tr("Sampling"))
        group = QActionGroup(menu)
        preset = self._personas.preset
        self._add(group, self.tr("As in the settings"), preset is None, self._preset_chooser(None))
        for name in ("fast", "balanced", "careful"):
            self._add(group, _preset_words(name), preset == name, self._preset_chooser(name))

    def _add(
        self, group: QActionGroup, words: str, is_chosen: bool, choose: Callable[[], None]
    ) -> None:
        action = self._menu.addAction(words, choose)
        action.setCheckable(True)
        action.setChecked(is_chosen)
        group.addAction(action)

    def _persona_chooser(self, persona_id: str | None) -> Callable[[], None]:
        return lambda: self._personas.choose_persona(persona_id)

    def _preset_chooser(self, preset: str | None) -> Callable[[], None]:
        return lambda: self._personas.choose_preset(preset)

    def _measure(self) -> None:
        meter = self._model.status.meter
        if meter is None:
            self._count.stop()
            self._label.show_use(None)
            return
        persona = self._personas.persona
        prompt = self._chat.pending_prompt(persona.prompt if persona else "")
        self._count.ask(meter, prompt, self._composer.text)


def _preset_words(preset: str) -> str:
    return words_of("preset").choices[preset].partition(":")[0]
