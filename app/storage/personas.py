"""The library of personas: named system prompts, one of which new conversations begin with."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from app.storage.database import Database
from app.storage.errors import DatabaseError
from app.storage.rows import new_id, now
from app.storage.schema import conversations as _conversations
from app.storage.schema import personas as _personas
from app.storage.text import storable
from engine.said import said


@dataclass(frozen=True, slots=True)
class Persona:
    """``prompt`` is sent as the system message of a conversation that has this persona."""

    id: str
    name: str
    prompt: str
    is_default: bool


class PersonaStore:
    """Takes and gives frozen records; every method is one transaction and can raise DatabaseError.

    Use it on the thread that opened the database only.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_name(self) -> list[Persona]:
        """All personas, in the order of their names."""
        query = select(_personas).order_by(_personas.c.name.collate("NOCASE"), _personas.c.id)
        with self._database.reading() as connection:
            return [
                Persona(row.id, row.name, row.prompt, row.is_default)
                for row in connection.execute(query)
            ]

    def default(self) -> Persona | None:
        """What new conversations begin with."""
        return next((persona for persona in self.by_name() if persona.is_default), None)

    def create(self, name: str, prompt: str) -> Persona:
        """Add a persona."""
        new = Persona(new_id(), storable(name), storable(prompt), is_default=False)
        values = {"id": new.id, "name": new.name, "prompt": new.prompt}
        with self._database.transaction() as connection:
            connection.execute(insert(_personas).values(created_at=now(), **values))
        return new

    def change(self, persona_id: str, name: str, prompt: str) -> None:
        """Give a persona other words; its conversations use them from the next reply on."""
        values = {"name": storable(name), "prompt": storable(prompt)}
        with self._database.transaction() as connection:
            change = update(_personas).where(_personas.c.id == persona_id).values(values)
            if connection.execute(change).rowcount == 0:
                raise DatabaseError(said("This persona no longer exists."))

    def delete(self, persona_id: str) -> None:
        """Remove a persona; its conversations go on without one."""
        with self._database.transaction() as connection:
            connection.execute(delete(_personas).where(_personas.c.id == persona_id))

    def set_default(self, persona_id: str | None) -> None:
        """Begin new conversations with this persona; None is none."""
        with self._database.transaction() as connection:
            connection.execute(update(_personas).values(is_default=False))
            chosen = update(_personas).where(_personas.c.id == persona_id)
            connection.execute(chosen.values(is_default=True))

    def give_to(self, conversation_id: str, persona_id: str | None) -> None:
        """Let a conversation use this persona from the next reply on."""
        with self._database.transaction(conversation_id) as connection:
            change = update(_conversations).where(_conversations.c.id == conversation_id)
            connection.execute(change.values(persona_id=persona_id))
