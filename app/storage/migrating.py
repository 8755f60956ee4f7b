"""Brings a database to the present schema, step by step."""

from pathlib import Path

from sqlalchemy import Connection

from app.storage.schema import APPLICATION_ID

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """Bring the file to the newest revision; all of it or nothing, in the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    command.upgrade(config, "head")
