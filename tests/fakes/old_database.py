"""A database as an earlier Sfumato left it: only the first migrations were run."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import app.storage.migrations as migrations
from app.storage.schema import APPLICATION_ID


def database_at(path: Path, revision: str) -> None:
    """Make an empty database of this revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(str(migrations.__file__)).parent))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
