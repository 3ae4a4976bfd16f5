"""Getting evidence from the outside world."""
