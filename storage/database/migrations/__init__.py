"""Alembic's revisions of the card index."""
