"""The library of personas: a list, a name and a prompt. Every change is saved as it is made."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
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

from app.controllers.persona_controller import DeletedPersona, PersonaController
from app.storage.personas import Persona
from app.storage.text import one_line
from app.ui.confirm import confirmed
from app.ui.screen_room import begin_at
from app.ui.undo_bar import UndoBar

_ID_ROLE = Qt.ItemDataRole.UserRole


class PersonasDialog(QDialog):
    """What is typed is saved when another persona is chosen, and at the end."""

    def __init__(self, personas: PersonaController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._personas = personas
        self._shown: Persona | None = None
        self._unsaved: dict[str, tuple[str, str]] = {}  # persona's id -> name and prompt
        self.setObjectName("personasDialog")
        self.setWindowTitle(self.tr("Personas"))
        self._make_widgets()
        self._arrange()
        self._list()
        self._show(self.list.currentItem())
        self.list.currentItemChanged.connect(self._on_chosen)
        personas.failed.connect(self._show_problem)
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
        self.name.returnPressed.connect(self.prompt.setFocus)
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
        self.problem = QLabel(self)
        self.problem.setObjectName("personaProblem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.undo_bar = UndoBar(self)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self, self.undo_bar.undo)

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
        for button in (self.add_button, self.delete_button, close):
            button.setAutoDefault(False)  # Enter in the name's field is not meant for it
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(close)
        row = QHBoxLayout()
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(self.problem)
        column.addWidget(self.undo_bar)
        column.addWidget(self.default_box)  # a sentence beside the list would be too wide
        column.addLayout(bottom)

    def done(self, result: int) -> None:
        """Save what was typed before the window goes."""
        if self._save() or self._confirms_loss():
            super().done(result)

    def _confirms_loss(self) -> bool:
        return confirmed(
            self,
            self.tr("Close the personas and lose what you typed?"),
            self.tr("It could not be saved. Keep this window open and close it again later."),
            self.tr("Close"),
            self.tr("Keep open"),
            title=self.tr("Your text is not saved"),
        )

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
        name, prompt = (persona.name, persona.prompt) if persona else ("", "")
        name, prompt = self._unsaved.get(persona.id if persona else "", (name, prompt))
        self.name.setText(name)
        self.prompt.setPlainText(prompt)
        self.default_box.setChecked(bool(persona and persona.is_default))
        for widget in (self.name, self.prompt, self.default_box, self.delete_button):
            widget.setEnabled(persona is not None)

    def _on_chosen(self, item: QListWidgetItem | None, _before: object) -> None:
        chosen = item.data(_ID_ROLE) if item is not None else None
        self._save()
        self._refresh(chosen.id if chosen else None)

    def _save(self) -> bool:
        """Save what was typed; what was refused stays and is tried again. False if some is left."""
        persona = self._shown
        if persona is not None:
            self._unsaved.pop(persona.id, None)
            if (typed := self._typed()) != (persona.name, persona.prompt):
                self._unsaved[persona.id] = typed
        for persona_id, (name, prompt) in list(self._unsaved.items()):
            if self._personas.change(persona_id, name, prompt):
                del self._unsaved[persona_id]
        self.problem.setVisible(bool(self._unsaved))
        return not self._unsaved

    def _typed(self) -> tuple[str, str]:
        """Name and prompt; without a name it is called by its first words."""
        prompt = self.prompt.toPlainText()
        name = one_line(self.name.text()) or " ".join(prompt.split()[:4])
        return name or self.tr("New persona"), prompt

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

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
        if self._shown is None:
            return
        self._save()  # so that it comes back as it was
        if deleted := self._personas.delete(self._shown.id):
            self._unsaved.pop(self._shown.id, None)
            self._shown = None
            self._refresh(None)
            words = self.tr("The persona “{name}” is deleted.").format(name=deleted.persona.name)
            self.undo_bar.offer(words, lambda: self._restore(deleted))

    def _restore(self, deleted: DeletedPersona) -> None:
        self._save()
        if made := self._personas.restore(deleted):
            self._refresh(made.id)

    def _set_default(self, is_default: bool) -> None:
        if self._shown is not None:
            persona_id = self._shown.id
            self._save()
            self._personas.set_default(persona_id if is_default else None)
            self._refresh(persona_id)
