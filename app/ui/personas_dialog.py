"""The library of personas: a list, a name and a prompt. Every change is saved as it is made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.controllers.persona_controller import PersonaController
from app.storage.personas import Persona
from app.storage.text import one_line
from app.ui.screen_room import begin_at

_ID_ROLE = Qt.ItemDataRole.UserRole


class PersonasDialog(QDialog):
    """What is typed is saved when another persona is chosen, and at the end."""

    def __init__(self, personas: PersonaController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._personas = personas
        self._shown: Persona | None = None
        self.setObjectName("personasDialog")
        self.setWindowTitle(self.tr("Personas"))
        self._make_widgets()
        self._arrange()
        self._list()
        self._show(self.list.currentItem())
        self.list.currentItemChanged.connect(self._on_chosen)
        begin_at(self, 620, 420)

    def _make_widgets(self) -> None:
        self.list = QListWidget(self)
        self.list.setObjectName("personas")
        self.list.setAccessibleName(self.tr("Personas"))
        self.add_button = QPushButton(self.tr("Add"), self)
        self.add_button.setObjectName("addPersona")
        self.add_button.clicked.connect(self._add)
        self.delete_button = QPushButton(self.tr("Delete"), self)
        self.delete_button.setObjectName("deletePersona")
        self.delete_button.clicked.connect(self._delete)
        self.name = QLineEdit(self)
        self.name.setObjectName("personaName")
        self.prompt = QPlainTextEdit(self)
        self.prompt.setObjectName("personaPrompt")
        self.prompt.setTabChangesFocus(True)
        self.prompt.setPlaceholderText(
            self.tr("How the model should answer, for example: You are a patient teacher.")
        )
        self.default_box = QCheckBox(self.tr("New conversations begin with this persona"), self)
        self.default_box.setObjectName("personaDefault")
        self.default_box.clicked.connect(self._set_default)
        self._none = QLabel(
            self.tr(
                "A persona is a text that the model reads before every conversation that has it."
            ),
            self,
        )
        self._none.setWordWrap(True)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.delete_button)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        name_label, prompt_label = QLabel(self.tr("Name"), self), QLabel(self.tr("Prompt"), self)
        name_label.setBuddy(self.name)
        prompt_label.setBuddy(self.prompt)
        right = QVBoxLayout()
        right.addWidget(self._none)
        for widget in (name_label, self.name, prompt_label):
            right.addWidget(widget)
        right.addWidget(self.prompt, 1)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.accept)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(close)
        row = QHBoxLayout()
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(self.default_box)  # a sentence beside the list would be too wide
        column.addLayout(bottom)

    def done(self, result: int) -> None:
        """Save what was typed before the window goes."""
        self._save()
        super().done(result)

    def _list(self, chosen_id: str | None = None) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for persona in self._personas.personas():
            words = self.tr("{name} (default)") if persona.is_default else "{name}"
            item = QListWidgetItem(words.format(name=persona.name), self.list)
            item.setData(_ID_ROLE, persona)
            if chosen_id in (persona.id, None) and self.list.currentItem() is None:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _show(self, item: QListWidgetItem | None) -> None:
        self._shown = item.data(_ID_ROLE) if item is not None else None
        persona = self._shown
        self.name.setText(persona.name if persona else "")
        self.prompt.setPlainText(persona.prompt if persona else "")
        self.default_box.setChecked(bool(persona and persona.is_default))
        for widget in (self.name, self.prompt, self.default_box, self.delete_button):
            widget.setEnabled(persona is not None)

    def _on_chosen(self, item: QListWidgetItem | None, _before: object) -> None:
        chosen = item.data(_ID_ROLE) if item is not None else None
        self._save()
        self._refresh(chosen.id if chosen else None)

    def _save(self) -> None:
        """Keep what was typed; without a name it is called by its first words."""
        persona = self._shown
        if persona is None:
            return
        prompt = self.prompt.toPlainText()
        name = one_line(self.name.text()) or " ".join(prompt.split()[:4])
        if (name, prompt) != (persona.name, persona.prompt):
            self._personas.change(persona.id, name or self.tr("New persona"), prompt)
            self._shown = None

    def _refresh(self, chosen_id: str | None) -> None:
        self._list(chosen_id)
        self._show(self.list.currentItem())

    def _add(self) -> None:
        self._save()
        if made := self._personas.create(self.tr("New persona"), ""):
            self._refresh(made.id)
            self.name.setFocus()
            self.name.selectAll()

    def _delete(self) -> None:
        if self._shown is not None:
            self._personas.delete(self._shown.id)
            self._shown = None
            self._refresh(None)

    def _set_default(self, is_default: bool) -> None:
        if self._shown is not None:
            persona_id = self._shown.id
            self._save()
            self._personas.set_default(persona_id if is_default else None)
            self._refresh(persona_id)
