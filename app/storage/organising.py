"""Where conversations lie: folders, pins, archive, trash; and what was typed but not sent."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update

from app.storage.database import Database
from app.storage.errors import DatabaseError
from app.storage.reading import as_conversation
from app.storage.records import Conversation, Folder
from app.storage.rows import new_id, now
from app.storage.schema import conversations as _conversations
from app.storage.schema import folders as _folders
from app.storage.search_upkeep import again_once_mended
from app.storage.text import storable
from engine.said import said


@again_once_mended
class OrganisingStore:
    """Methods can raise DatabaseError; unknown ids are passed over. A transaction a conversation.

    None of them changes when a conversation was last written to, so nothing moves in the list.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def folders(self) -> list[Folder]:
        """All folders, in the order of their names."""
        query = select(_folders).order_by(_folders.c.name.collate("NOCASE"), _folders.c.id)
        with self._database.reading() as connection:
            return [Folder(row.id, row.name) for row in connection.execute(query)]

    def create_folder(self, name: str) -> Folder:
        """Add an empty folder."""
        new = Folder(new_id(), storable(name))
        with self._database.transaction() as connection:
            values = {"id": new.id, "name": new.name, "created_at": now()}
            connection.execute(insert(_folders).values(values))
        return new

    def rename_folder(self, folder_id: str, name: str) -> None:
        """Give a folder another name."""
        with self._database.transaction() as connection:
            change = update(_folders).where(_folders.c.id == folder_id)
            if connection.execute(change.values(name=storable(name))).rowcount == 0:
                raise DatabaseError(said("This folder no longer exists."))

    def delete_folder(self, folder_id: str) -> list[str]:
        """Remove a folder; its conversations are kept, outside any folder: their ids.

        Those in the archive and the trash are among them.
        """
        inside = select(_conversations.c.id).where(_conversations.c.folder_id == folder_id)
        with self._database.transaction() as connection:
            ids = list(connection.execute(inside).scalars())
            connection.execute(delete(_folders).where(_folders.c.id == folder_id))
            return ids

    def move(self, conversation_ids: Sequence[str], folder_id: str | None) -> None:
        """Put conversations into a folder, or outside any."""
        self._change(conversation_ids, folder_id=folder_id)

    def pin(self, conversation_ids: Sequence[str], *, pinned: bool) -> None:
        """Keep conversations at the top of the list, or no longer."""
        self._change(conversation_ids, pinned_at=now() if pinned else None)

    def archive(self, conversation_ids: Sequence[str], *, archived: bool) -> None:
        """Take conversations out of the list without deleting them, or bring them back."""
        self._change(conversation_ids, archived_at=now() if archived else None)

    def trash(self, conversation_ids: Sequence[str]) -> None:
        """Put conversations into the trash."""
        self._change(conversation_ids, trashed_at=now())

    def restore(self, conversation_ids: Sequence[str]) -> None:
        """Bring conversations back out of the trash, to where they were."""
        self._change(conversation_ids, trashed_at=None)

    def trashed(self) -> list[Conversation]:
        """What lies in the trash, the latest first."""
        latest = _conversations.c.trashed_at.desc()
        query = select(_conversations).where(_conversations.c.trashed_at.is_not(None))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(latest, _conversations.c.id))
            return [as_conversation(row) for row in rows]

    def save_draft(self, conversation_id: str, text: str) -> None:
        """Keep what was typed and not sent."""
        self._change([conversation_id], draft=storable(text))

    def set_preset(self, conversation_id: str, preset: str | None) -> None:
        """Let a conversation use a sampling preset of its own; None is the settings'."""
        self._change([conversation_id], sampling=preset and {"preset": preset})

    def _change(self, conversation_ids: Sequence[str], **values: object) -> None:
        for conversation_id in conversation_ids:
            with self._database.transaction(conversation_id) as connection:
                change = update(_conversations).where(_conversations.c.id == conversation_id)
                connection.execute(change.values(**values))
