"""A disk that is full as SQLite sees it (SQLITE_FULL), and that can be given room again."""

from app.storage.database import Database


def fill_disk(database: Database) -> None:
    """No page can be added from here on; what fits into pages there are is still taken."""
    _limit_pages(database, 1)


def make_room(database: Database) -> None:
    """Undo fill_disk."""
    _limit_pages(database, 2**30)


def _limit_pages(database: Database, pages: int) -> None:
    with database.transaction() as connection:  # SQLite never goes below the pages there are
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
