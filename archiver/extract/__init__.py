"""From evidence to items, and from items to changes."""
