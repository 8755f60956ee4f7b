"""Files that are not what they should be: each ends in a sentence, and nothing here suffers."""

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.transfer import archive
from app.storage.transfer.importing import ImportProgress, ImportReport, import_file
from app.storage.transfer.placing import Placed
from app.storage.transfer.problems import ImportProblem
from tests.fakes.transfer_files import chatgpt, exported, imported, node, talk

WHEN = "2026-11-23T10:00:00.000000Z"


def message(message_id: str, parent: str | None = None, **more: Any) -> dict[str, Any]:
    """A message of our own JSON with only what it must have."""
    fields = {"id": message_id, "parent_id": parent, "role": "user", "text": message_id}
    return fields | {"created_at": WHEN} | more


def conversation(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A conversation of our own JSON with only what it must have."""
    times = {"created_at": WHEN, "updated_at": WHEN}
    return {"id": "c", "title": "T", "messages": list(messages), **times} | more


def document(*conversations: Any, **more: Any) -> str:
    """A file of our own."""
    head = {"format": "sfumato-conversations", "version": 1}
    return json.dumps(head | {"conversations": list(conversations)} | more)


@pytest.fixture
def bring(database: Database, tmp_path: Path) -> Callable[[str | bytes], ImportReport]:
    """Import these contents as a file."""

    def write_and_import(contents: str | bytes) -> ImportReport:
        path = tmp_path / "given.json"
        path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
        return imported(database, path)

    return write_and_import


def attempted(database: Database, path: Path) -> tuple[ImportReport, str]:
    """What an import did, and the sentence it ended in if it was refused."""
    report = ImportReport()
    try:
        for _ in import_file(database, path, report):
            pass
    except ImportProblem as problem:
        return report, str(problem)
    return report, ""


Bring = Callable[[str | bytes], ImportReport]


def test_least_that_a_conversation_needs_is_enough(bring: Bring, store: ConversationStore) -> None:
    report = bring(document(conversation(message("a"), message("b", "a"), active_leaf_id="b")))
    assert report.placed == {Placed.ADDED: 1}
    assert [m.text for m in store.messages("c")] == ["a", "b"]


@pytest.mark.parametrize(
    "contents",
    [
        *("", " ", "{", "[", "nothing", "[1,]", "[1 2]", '{"a" 1}', "{1: 2}", "[] []", "null"),
        *('"text"', "NaN", "[NaN]", "[" * 100_000, '{"a":' * 100_000, "[" + "9" * 5_000 + "]"),
        *("{}", "[1]", "[[]]", '[{"title": "x"}]', '{"format": "other", "version": 1}'),
        *('{"format": "sfumato-conversations"}', '{"conversations": [{}]}'),
        '{"format": "sfumato-conversations", "version": 2, "conversations": []}',
        '{"format": "sfumato-conversations", "version": true, "conversations": {}}',
        *(b"\xff\xfe\x00", b'["\xc3("]', b"PK\x03\x04 no zip", b"\x00" * 100),
    ],
)
def test_file_that_is_no_export_is_refused_in_a_sentence(
    bring: Bring, store: ConversationStore, contents: str | bytes
) -> None:
    with pytest.raises(ImportProblem) as refusal:
        bring(contents)
    assert str(refusal.value).endswith(".")
    assert store.newest_first() == []


@pytest.mark.parametrize("version", [0, "1", None, 1.0, True, -3])
def test_only_a_greater_number_is_a_newer_version(bring: Bring, version: Any) -> None:
    with pytest.raises(ImportProblem, match="not say a version that Sfumato knows"):
        bring(document(version=version))
    with pytest.raises(ImportProblem, match="newer version"):
        bring(document(version=2))


EXTREME = ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00")


@pytest.mark.parametrize("time", EXTREME)
def test_a_time_out_of_reach_is_told_as_the_nearest_by_the_local_clock(
    bring: Bring, store: ConversationStore, time: str
) -> None:
    bring(document(conversation(message("a", created_at=time), updated_at=time, pinned_at=time)))
    found = store.get("c")
    assert found.pinned_at is not None
    for when in (found.updated_at, found.pinned_at):
        assert when.astimezone().year in (1969, 1970, 2999, 3000)


def test_ids_that_would_lie_in_memory_get_others_and_stay_known(
    bring: Bring, store: ConversationStore
) -> None:
    talk = conversation(
        message("temporary-a"),
        message("b", "temporary-a"),
        id="temporary-c",
        active_leaf_id="b",
    )
    assert bring(document(talk)).placed == {Placed.ADDED: 1}
    (found,) = store.newest_first()
    assert not found.is_temporary
    assert [m.text for m in store.messages(found.id)] == ["temporary-a", "b"]
    assert bring(document(talk)).placed == {Placed.UNCHANGED: 1}
    store.delete(found.id)
    assert store.newest_first() == []


def test_missing_file_is_told(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match=r"gone\.json could not be read"):
        imported(database, tmp_path / "gone.json")


def test_file_that_breaks_off_is_refused_before_anything_is_saved(
    bring: Bring, store: ConversationStore
) -> None:
    whole = document(*(conversation(message(f"m{n}"), id=f"c{n}") for n in range(500)))
    with pytest.raises(ImportProblem, match="not whole JSON"):
        bring(whole[:-20])
    assert store.newest_first() == []


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (5, "not an object"),
        (conversation(id=""), "“id” is not an id"),
        (conversation(id="x" * 300), "“id” is not an id"),
        (conversation(title=3), "“title” is not text"),
        (conversation(created_at="yesterday"), "“created_at” is not a time"),
        (conversation(pinned_at=True), "“pinned_at” is not a time"),
        (conversation(title_is_edited=1), "true or false"),
        (conversation(sampling={"a": []}), "a small object"),
        (conversation(sampling={"preset": 5}), "whose preset is text"),
        (conversation(sampling={"a": "x" * 9_000}), "a small object"),
        (conversation(messages={}), "“messages” is not a list"),
        (conversation(active_leaf_id="z"), "“active_leaf_id” names none"),
        (conversation(message("a", "a")), "message 1 does not follow"),
        (conversation(message("a", "b"), message("b", "a")), "message 1 does not follow"),
        (conversation(message("a"), message("a")), "message 2 does not follow"),
        (conversation(message("a", role="system")), "“role” is not one of user, assistant"),
        (conversation(message("a", role=[])), "“role” is not one of"),
        (conversation(message("a", state="done")), "“state” is not one of"),
        (conversation({"id": "a"}), "“role” is missing"),
        (conversation(message("a", blocks=[{"number": -1}])), "“number” is not a whole number"),
        (conversation(message("a", statistics={"tokens": 2**63})), "“tokens” is not a whole"),
        (conversation(message("a", statistics=[])), "not an object"),
    ],
)
def test_broken_conversation_is_named_and_hides_no_other(
    bring: Bring, store: ConversationStore, broken: Any, why: str
) -> None:
    report = bring(document(broken, conversation(message("fine"), id="fine")))
    assert len(report.unreadable) == 1
    assert why in report.unreadable[0]
    assert report.placed == {Placed.ADDED: 1}
    assert [c.id for c in store.newest_first()] == ["fine"]


def test_broken_folder_and_unknown_places_leave_the_conversation_outside(
    bring: Bring, store: ConversationStore
) -> None:
    lost = conversation(message("a"), folder_id="nowhere", persona_id="nobody")
    report = bring(document(lost, folders=[{"id": 1}, 3], personas="none"))
    assert len(report.unreadable) == 2
    assert (store.get("c").folder_id, store.get("c").persona_id) == (None, None)


def test_only_one_persona_becomes_the_default(bring: Bring, database: Database) -> None:
    both = [
        {"id": n, "name": n, "prompt": "", "is_default": True, "created_at": WHEN} for n in "ab"
    ]
    assert bring(document(personas=both)).unreadable == []


def test_fields_in_any_order_and_unknown_ones_are_read(
    bring: Bring, store: ConversationStore
) -> None:
    given = json.loads(document(conversation(message("a", later=1)), zebra={"deep": [1, {}]}))
    assert bring(json.dumps(given, sort_keys=True, indent=2)).placed == {Placed.ADDED: 1}
    assert store.get("c").title == "T"


def test_half_surrogates_and_zeros_in_text_can_be_saved(
    bring: Bring, store: ConversationStore
) -> None:
    odd = document(conversation(message("a", text="x\ud800y\0z"), title="\udfff"))
    assert bring(odd).unreadable == []
    assert store.newest_first()[0].title == "\ufffd"


def test_what_is_told_of_a_broken_conversation_can_be_shown(bring: Bring) -> None:
    report = bring(document(conversation(title="a\udfff\nb", id=3)))
    assert report.unreadable == ["“a\ufffd b”: “id” is not an id"]


def test_byte_order_mark_is_passed_over(bring: Bring) -> None:
    assert bring(b"\xef\xbb\xbf" + document(conversation()).encode()).placed[Placed.ADDED] == 1


def test_very_deep_and_very_wide_trees_are_read(bring: Bring, store: ConversationStore) -> None:
    deep = [message("m0"), *(message(f"m{n}", f"m{n - 1}") for n in range(1, 3_000))]
    wide = [message("w"), *(message(f"w{n}", "w") for n in range(1, 3_000))]
    report = bring(
        document(conversation(*deep, active_leaf_id="m2999"), conversation(*wide, id="w"))
    )
    assert report.placed == {Placed.ADDED: 2}
    assert len(store.messages("c")) == 3_000


# Zip files


def zipped(path: Path, **files: str | bytes) -> Path:
    """A zip with these files; a double underscore in a name is a slash, one a dot."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, contents in files.items():
            made.writestr(name.replace("__", "/").replace("_", "."), contents)
    return path


def test_conversations_inside_a_zip_are_found_in_any_folder(
    database: Database, tmp_path: Path
) -> None:
    foreign = json.dumps([chatgpt(node("a", None, "user", "Hello"))])
    path = zipped(
        tmp_path / "e.zip", chat_html="<p>", user_json="{}", x__conversations_json=foreign
    )
    assert imported(database, path).placed == {Placed.ADDED: 1}


def test_our_own_export_inside_a_zip_is_read(
    database: Database, store: ConversationStore, tmp_path: Path
) -> None:
    talk(store, "Hello", "Hi")
    text = exported(database, tmp_path / "out.json")
    path = tmp_path / "e.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("sfumato 2026.json", text)
    assert imported(database, path).placed == {Placed.UNCHANGED: 1}


def test_zip_without_conversations_says_so(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match=r"no conversations\.json"):
        imported(database, zipped(tmp_path / "e.zip", photo_png=b"..."))


def test_path_that_leads_out_of_a_zip_leads_nowhere(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "inner" / "e.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("../conversations.json", json.dumps([chatgpt(node("a", None, "user", "x"))]))
        made.writestr("/etc/conversations.json", "[]")
    before = sorted(tmp_path.rglob("*"))
    assert imported(database, path).placed == {Placed.ADDED: 1}
    assert sorted(tmp_path.rglob("*")) == before


def test_zip_bomb_is_stopped_at_the_limit(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 3 * 1024 * 1024)
    path = zipped(tmp_path / "e.zip", conversations_json=" " * 50 * 1024 * 1024)
    assert path.stat().st_size < 100_000
    with pytest.raises(ImportProblem, match="too much"):
        imported(database, path)


def test_parts_of_a_zip_share_the_limit(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 3_000)
    two = {f"conversations-{n}.json": f'["{"雪" * 600}"]' for n in range(2)}  # 1,800 bytes
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as made:
        for name, contents in two.items():
            made.writestr(name, contents)
    with pytest.raises(ImportProblem, match="too much"):
        imported(database, tmp_path / "e.zip")


def test_damaged_zip_is_refused_in_a_sentence(database: Database, tmp_path: Path) -> None:
    contents = json.dumps([chatgpt(node("a", None, "user", "Hello " * 500))])
    whole = zipped(tmp_path / "e.zip", conversations_json=contents).read_bytes()
    chance = random.Random(5)
    refused = 0
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / "e.zip").write_bytes(bytes(damaged))
        _, refusal = attempted(database, tmp_path / "e.zip")
        assert refusal == "" or refusal.endswith(".")
        refused += bool(refusal)
    assert refused > 100


# Anything at all

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NAMES = ("id", "title", "created_at", "messages", "mapping", "sampling", "active_leaf_id")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    given=st.lists(st.dictionaries(st.sampled_from(NAMES), json_values), max_size=3), data=st.data()
)
def test_wrong_values_anywhere_are_refused_or_named(
    database: Database, tmp_path: Path, given: list[dict[str, Any]], data: st.DataObject
) -> None:
    whole = [conversation(message("a"), message("b", "a")) | each for each in given]
    whole += [
        chatgpt(node("a", None, "user", "x"), node("b", "a", "assistant")) | each for each in given
    ]
    is_ours = data.draw(st.booleans())
    path = tmp_path / "any.json"
    path.write_text(document(*whole) if is_ours else json.dumps(whole), encoding="utf-8")
    report, refusal = attempted(database, path)
    done = report.placed.total() + len(report.unreadable)
    assert refusal.endswith(".") if refusal else done == len(whole)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(contents=st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(database: Database, tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "any.json"
    path.write_bytes(contents)
    report, refusal = attempted(database, path)
    assert report.placed == {}
    assert refusal == "" or refusal.endswith(".")


def test_progress_counts_every_conversation(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "any.json"
    path.write_text(document(*(conversation(id=f"c{n}") for n in range(450))), encoding="utf-8")
    seen = list(import_file(database, path, ImportReport()))
    assert seen[0] == ImportProgress(0, 0)
    assert seen[-3:] == [
        ImportProgress(300, 450),
        ImportProgress(400, 450),
        ImportProgress(450, 450),
    ]
