"""A disk that refuses a write is told as a sentence, and what was saved before is sound."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.emergency import EmergencyFiles
from app.storage.errors import DatabaseError


@contextmanager
def no_file_grows() -> Iterator[None]:
    """The system refuses every write behind a file's first 4 KiB (EFBIG), without being root."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_an_error_of_the_disk_is_told_and_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sfumato.db"
    database = Database.open(path)
    store = ConversationStore(database)
    conversation = store.create("Kept")
    store.append_user(conversation.id, "Before")
    with no_file_grows(), pytest.raises(DatabaseError, match="disk") as told:
        store.append_user(conversation.id, "refused " * 10_000)
    assert str(told.value).endswith(".")
    store.append_user(conversation.id, "After")
    assert [m.text for m in store.messages(conversation.id)] == ["Before", "After"]
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_text_too_long_for_every_place_leaves_no_half_of_it(tmp_path: Path) -> None:
    files = EmergencyFiles((tmp_path,))
    with no_file_grows():
        assert files.write("reply", "x" * 100_000) is None
    assert list(tmp_path.iterdir()) == []
