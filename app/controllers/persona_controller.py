"""The library of personas, and what shapes the replies of the open conversation."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.controllers.chat_controller import ChatController
from app.controllers.telling import attempt, telling
from app.settings import PRESETS
from app.storage.organising import OrganisingStore
from app.storage.personas import Persona, PersonaStore
from app.storage.records import Conversation


@dataclass(frozen=True, slots=True)
class DeletedPersona:
    """What it takes to bring a persona back: itself, and the conversations that had it."""

    persona: Persona
    conversation_ids: frozenset[str]


class PersonaController(QObject):
    """Persona and preset of the open conversation; of one not begun yet they wait here."""

    library_changed = Signal()
    choice_changed = Signal()
    failed = Signal(str)  # a sentence

    def __init__(
        self,
        personas: PersonaStore,
        organising: OrganisingStore,
        chat: ChatController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._personas, self._organising, self._chat = personas, organising, chat
        self._persona_id: str | None = None
        self._preset: str | None = None
        self._known: tuple[Persona, ...] | None = None
        self.library_changed.connect(self._forget)  # before all others, who then read it anew
        chat.conversation_opened.connect(self._on_opened)
        chat.conversation_begun.connect(self._on_begun)
        self._take_default()

    # The library

    def personas(self) -> list[Persona]:
        """All personas by name; read once, and again when the library changed."""
        if self._known is None:
            with telling(self.failed.emit):
                self._known = tuple(self._personas.by_name())
        return list(self._known or ())

    def create(self, name: str, prompt: str) -> Persona | None:
        """Add a persona; None if it failed, which is told."""
        made = attempt(self.failed.emit, lambda: self._personas.create(name, prompt))
        self.library_changed.emit()
        return made

    def change(self, persona_id: str, name: str, prompt: str) -> bool:
        """Give a persona other words; False if that failed, which is told."""
        return self._change(lambda: self._personas.change(persona_id, name, prompt))

    def delete(self, persona_id: str) -> DeletedPersona | None:
        """Remove a persona; its conversations go on without one. None if that failed."""
        persona = next((p for p in self.personas() if p.id == persona_id), None)
        had = frozenset(c.id for c in self._conversations() if c.persona_id == persona_id)
        if persona is None or not self._change(lambda: self._personas.delete(persona_id)):
            return None
        if self._persona_id == persona_id:
            self._persona_id = None
            self.choice_changed.emit()
        return DeletedPersona(persona, had)

    def restore(self, deleted: DeletedPersona) -> Persona | None:
        """Bring a persona back, also to its conversations that have no other by now."""
        gone = deleted.persona
        made = self.create(gone.name, gone.prompt)
        if made is None:
            return None
        if gone.is_default and not any(persona.is_default for persona in self.personas()):
            self.set_default(made.id)
        for conversation in self._conversations():
            if conversation.id in deleted.conversation_ids and conversation.persona_id is None:
                self._give(conversation.id, made.id)
        return made

    def set_default(self, persona_id: str | None) -> None:
        """Begin new conversations with this persona, or with none."""
        self._change(lambda: self._personas.set_default(persona_id))
        if self._chat.conversation is None:
            self._take_default()
            self.choice_changed.emit()

    # The choice

    @property
    def persona(self) -> Persona | None:
        """The persona of the open conversation."""
        return next((p for p in self.personas() if p.id == self._persona_id), None)

    @property
    def preset(self) -> str | None:
        """The sampling preset of the open conversation; None means the settings'."""
        return self._preset

    def choose_persona(self, persona_id: str | None) -> None:
        """Let the open conversation use this persona from the next reply on."""
        if self._chat.conversation is not None:
            self._give(self._chat.conversation.id, persona_id)
        else:
            self._persona_id = persona_id
            self.choice_changed.emit()

    def choose_preset(self, preset: str | None) -> None:
        """Let the open conversation use this preset from the next reply on."""
        self._preset = preset
        if self._chat.conversation is not None:
            conversation_id = self._chat.conversation.id
            self._change(lambda: self._organising.set_preset(conversation_id, preset))
        self.choice_changed.emit()

    def _on_opened(self, conversation: Conversation | None, _messages: object) -> None:
        if conversation is None:
            self._take_default()
        else:
            self._persona_id = conversation.persona_id
            known = conversation.preset in PRESETS  # an import may name another
            self._preset = conversation.preset if known else None
        self.choice_changed.emit()

    def _on_begun(self, conversation: Conversation) -> None:
        self._give(conversation.id, self._persona_id)
        if self._preset is not None:
            self._change(lambda: self._organising.set_preset(conversation.id, self._preset))

    def _take_default(self) -> None:
        self._preset = None
        self._persona_id = next((p.id for p in self.personas() if p.is_default), None)

    def _forget(self) -> None:
        self._known = None

    def _conversations(self) -> list[Conversation]:
        trashed = attempt(self.failed.emit, self._organising.trashed) or []
        return [*self._chat.conversations(), *trashed]

    def _give(self, conversation_id: str, persona_id: str | None) -> None:
        self._change(lambda: self._personas.give_to(conversation_id, persona_id))
        if self._chat.conversation and self._chat.conversation.id == conversation_id:
            self._persona_id = persona_id
            self.choice_changed.emit()

    def _change(self, change: Callable[[], object]) -> bool:
        is_made = False
        with telling(self.failed.emit):
            change()
            is_made = True
        self.library_changed.emit()
        return is_made
