"""Readers of one way each in which a page tells what it holds; each gives drafts."""
