"""Tests of the shelf and the card index."""
