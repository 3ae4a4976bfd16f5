"""What the archive keeps: the shelf (truth) and the card index (database)."""
