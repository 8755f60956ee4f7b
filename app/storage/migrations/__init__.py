"""Alembic's migrations, run by ``Database.open``. A released one is never edited."""
