"""Conversations out to files and in from them. Pure text and rows; what a format means is here."""
