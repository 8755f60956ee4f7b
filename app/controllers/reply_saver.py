"""Saves a reply block by block. What storage refuses stays here, in order, and in a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from app.storage.conversations import ConversationStore
from app.storage.emergency import EmergencyFiles
from app.storage.errors import DatabaseError, NoLongerThere
from app.storage.records import Block, Message, MessageState, ReplyStatistics
from app.storage.temporary import is_temporary
from app.wording import own_error


@dataclass(frozen=True, slots=True)
class _Ending:
    state: MessageState
    statistics: ReplyStatistics | None
    error: str | None


@dataclass(slots=True)
class _Reply:
    """A reply that is not wholly saved: its row, all its blocks so far, and perhaps its end."""

    message: Message
    blocks: list[Block] = field(default_factory=list)
    num_saved: int = 0
    ending: _Ending | None = None

    @property
    def is_behind(self) -> bool:
        """Whether something of it waits to be saved; with its end saved it is not kept here."""
        return self.num_saved < len(self.blocks) or self.ending is not None

    def as_it_stands(self) -> Message:
        """The message as it would be if all of it were saved."""
        whole = replace(
            self.message,
            text=self.message.text + "".join(block.text for block in self.blocks),
            thought=self.message.thought + "".join(block.thought for block in self.blocks),
        )
        if self.ending is None:
            return whole
        end = self.ending
        statistics = end.statistics or self.message.statistics
        return replace(whole, state=end.state, statistics=statistics, error=end.error)


class ReplySaver(QObject):
    """Every block that could not be saved is tried again with the next one, before it.

    ``refused`` tells of a refusal in a sentence, once for each reason; ``caught_up`` of its end.
    """

    refused = Signal(str)
    caught_up = Signal()

    def __init__(
        self,
        store: ConversationStore,
        emergency: EmergencyFiles | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._emergency = emergency or EmergencyFiles(())
        self._replies: dict[str, _Reply] = {}
        self._told, self._has_told = "", False

    def save_block(self, reply: Message, block: Block) -> None:
        """Save a block after those that wait; ``reply`` is the row as it began."""
        self._replies.setdefault(reply.id, _Reply(reply)).blocks.append(block)
        self._save(reply.id)

    def end(
        self,
        reply: Message,
        state: MessageState,
        statistics: ReplyStatistics | None = None,
        error: str | None = None,
    ) -> Message:
        """Save how a reply ended; returns it as it stands, wholly saved or not."""
        kept = self._replies.setdefault(reply.id, _Reply(reply))
        kept.ending = _Ending(state, statistics, error)
        self._save(reply.id)
        return kept.as_it_stands()

    def forget(self, reply: Message) -> None:
        """The reply is deleted; nothing of it is kept."""
        if self._replies.pop(reply.id, None) is not None:
            self._emergency.remove(reply.id)

    def try_again(self) -> None:
        """Save what waits, because the person says the cause is gone."""
        self._told = ""
        for reply_id in list(self._replies):
            self._save(reply_id)

    def with_unsaved(self, messages: list[Message]) -> list[Message]:
        """Messages as read from the store, completed by what is not saved."""
        unsaved = self.unsaved()
        return [unsaved.get(message.id, message) for message in messages]

    def unsaved(self) -> dict[str, Message]:
        """The replies that are not wholly saved, as they stand, by their ids."""
        return {reply.message.id: reply.as_it_stands() for reply in self._waiting()}

    def unsaved_text(self) -> str:
        """All text of the replies that are not wholly saved."""
        return "\n\n".join(reply.as_it_stands().text for reply in self._waiting())

    def keep_typed(self, texts: Mapping[str, str]) -> bool:
        """Put what was typed, by conversation, into a file each; False if one found no place.

        What is temporary is in no file; nor is what was emptied.
        """
        written = [text for key, text in texts.items() if text and not is_temporary(key)]
        paths = [self._emergency.write(uuid4().hex, text) for text in written]
        return None not in paths

    @property
    def is_behind(self) -> bool:
        """Whether something waits to be saved."""
        return bool(self._waiting())

    def _waiting(self) -> list[_Reply]:
        return [reply for reply in self._replies.values() if reply.is_behind]

    def _save(self, reply_id: str) -> None:
        try:
            self._save_in_order(self._replies[reply_id])
        except NoLongerThere:
            self.forget(self._replies[reply_id].message)
        except DatabaseError as error:
            self._keep(reply_id, error)
            return
        if self._has_told and not self.is_behind:
            self._has_told, self._told = False, ""
            self.caught_up.emit()

    def _save_in_order(self, reply: _Reply) -> None:
        for block in reply.blocks[reply.num_saved :]:
            self._store.append_block(reply.message.id, block)
            reply.num_saved += 1
        if reply.ending is not None:
            end = reply.ending
            self._store.finish_reply(reply.message.id, end.state, end.statistics, end.error)
            del self._replies[reply.message.id]
        self._emergency.remove(reply.message.id)

    def _keep(self, reply_id: str, error: DatabaseError) -> None:
        text = self._replies[reply_id].as_it_stands().text
        path = None if is_temporary(reply_id) else self._emergency.write(reply_id, text)
        sentence = self._sentence(own_error(error), str(path) if path else "")
        if sentence != self._told:
            self._told, self._has_told = sentence, True
            self.refused.emit(sentence)

    def _sentence(self, cause: str, path: str) -> str:
        if path:
            words = self.tr("{cause} The reply stays in this window and is also kept in {path}.")
        else:
            words = self.tr("{cause} The reply stays in this window only: please save a copy.")
        return words.format(cause=cause, path=path)
