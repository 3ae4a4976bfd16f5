"""Proposals on four axes, with reasons and law."""
