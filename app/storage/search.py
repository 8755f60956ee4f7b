"""Full-text search over titles and messages. Reads only, on a connection and thread of its own."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    column,
    literal_column,
    or_,
    select,
    text,
)

from app.storage.database import Database
from app.storage.hits import SearchHit, excerpt
from app.storage.query import SearchFilter, Term, find_spans, parse
from app.storage.schema import conversations as _conversations
from app.storage.schema import messages as _messages

MAX_HITS = 200
_BATCH = 500
_REMEMBERED = 1_000  # pieces of text: a longer word is found where its beginning was


class SearchIndex:
    """Opened beside the running program's database, on any one thread. Close it there."""

    def __init__(self, path: Path, without_marks: Callable[[str], str] = str) -> None:
        """``without_marks`` makes plain words of Markdown. Raises DatabaseError if the file
        cannot be read."""
        self._database = Database.reader(path)
        self._without_marks = lru_cache(_REMEMBERED)(without_marks)

    def close(self) -> None:
        """Give the file back."""
        self._database.close()

    def find(self, typed: str, wanted: SearchFilter | None = None) -> list[SearchHit]:
        """Titles first, then messages, the best first; at most MAX_HITS. Raises DatabaseError.

        Nothing of the trash and no deleted message is ever found.
        """
        terms = parse(typed)
        if not terms:
            return []
        with self._database.reading() as connection:
            titles = _titles(connection, terms, wanted or SearchFilter())
            messages = self._message_hits(connection, terms, wanted or SearchFilter())
            return [*titles, *messages][:MAX_HITS]

    def models(self) -> list[str]:
        """The names of all models that wrote a reply, for the filter."""
        query = select(_messages.c.model).where(_messages.c.model.is_not(None)).distinct()
        with self._database.reading() as connection:
            return sorted(connection.execute(query).scalars())

    def _message_hits(
        self, connection: Connection, terms: list[Term], wanted: SearchFilter
    ) -> list[SearchHit]:
        query = _messages_with(terms, wanted)
        hits = (
            self._message_hit(row, terms)
            for row in _rows(connection, query)
            if _holds_all(row.text, terms)
        )
        return _first(hits)

    def _message_hit(self, row: Row[tuple[object, ...]], terms: list[Term]) -> SearchHit:
        is_reply = row.role != "user"
        return SearchHit(
            row.conversation_id,
            row.id,
            row.title or "",
            row.role,
            row.model,
            row.created_at,
            excerpt(row.text, terms, self._without_marks if is_reply else str),
        )


def _titles(connection: Connection, terms: list[Term], wanted: SearchFilter) -> list[SearchHit]:
    if wanted.model is not None:
        return []  # a title is no model's
    query = _ranked(select(_conversations), "title_search", "conversations", terms)
    query = query.where(
        *_conditions(wanted, _conversations.c.updated_at),
        *_signs(_conversations.c.title, terms),
    )
    query = query.order_by(_conversations.c.updated_at.desc())
    hits = (
        SearchHit(row.id, None, row.title, "title", None, row.updated_at, excerpt(row.title, terms))
        for row in _rows(connection, query)
        if row.title and _holds_all(row.title, terms)
    )
    return _first(hits)


def _messages_with(terms: list[Term], wanted: SearchFilter) -> Select[tuple[object, ...]]:
    query = _ranked(
        select(_messages, _conversations.c.title).join(_conversations),
        "message_search",
        "messages",
        terms,
    )
    query = query.where(
        _messages.c.deleted_at.is_(None),
        *_conditions(wanted, _messages.c.created_at),
        *_signs(_messages.c.text, terms),
    )
    if wanted.model is not None:
        query = query.where(_messages.c.model == wanted.model)
    return query.order_by(_messages.c.created_at.desc())


def _ranked(
    query: Select[tuple[object, ...]], index: str, table: str, terms: list[Term]
) -> Select[tuple[object, ...]]:
    """Only rows that the index finds, the best first; without an indexed term every row."""
    match = " AND ".join(term.match for term in terms if term.is_indexed)
    if not match:
        return query
    found = text(f"SELECT rowid, rank FROM {index} WHERE {index} MATCH :match")
    columns = found.bindparams(match=match).columns(column("rowid"), column("rank"))
    hits = columns.subquery("hits")
    rowid: ColumnElement[int] = literal_column(f"{table}.rowid", Integer())
    return query.join(hits, rowid == hits.c.rowid).order_by(hits.c.rank)


def _conditions(wanted: SearchFilter, when: ColumnElement[datetime]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_conversations.c.trashed_at.is_(None)]
    if wanted.since is not None:
        conditions.append(when >= wanted.since)
    if wanted.folder_id is not None:
        conditions.append(_conversations.c.folder_id == wanted.folder_id)
    return conditions


def _signs(whole: ColumnElement[str], terms: list[Term]) -> list[ColumnElement[bool]]:
    """A quick look by SQLite, which folds ASCII only, for what the index cannot tell."""
    quick = [term.text for term in terms if term.is_exact and _is_quick(term)]
    return [or_(*(whole.contains(form, autoescape=True) for form in _forms(s))) for s in quick]


def _forms(sign: str) -> set[str]:
    """As typed and taken apart: a text may hold a voiced kana or a Hangul syllable as its parts."""
    return {sign, unicodedata.normalize("NFD", sign)}


def _is_quick(term: Term) -> bool:
    return " " not in term.text and (term.text.isascii() or not term.is_indexed)


def _holds_all(whole: str, terms: list[Term]) -> bool:
    """What the index cannot tell: signs, and scripts without spaces."""
    return all(find_spans(whole, [t]) for t in terms if t.is_exact)


def _rows(
    connection: Connection, query: Select[tuple[object, ...]]
) -> Iterator[Row[tuple[object, ...]]]:
    yield from connection.execution_options(yield_per=_BATCH).execute(query)


def _first(hits: Iterator[SearchHit]) -> list[SearchHit]:
    return [hit for hit, _ in zip(hits, range(MAX_HITS), strict=False)]
