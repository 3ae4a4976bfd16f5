"""Holding an OCFL object or root against the specification, in the specification's own codes."""
