"""Tests of the card index."""
