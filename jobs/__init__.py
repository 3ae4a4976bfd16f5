"""One piece of archive work each, from beginning to end."""
