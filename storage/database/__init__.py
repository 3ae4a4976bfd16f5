"""The card index; rebuilt from the shelf at any time."""
