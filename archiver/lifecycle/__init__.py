"""Lawful steps as tables, one axis each."""
