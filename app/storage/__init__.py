"""Conversations in a local SQLite database. Knows no Qt, no torch, no engine."""
