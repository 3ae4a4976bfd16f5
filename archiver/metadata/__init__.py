"""The records filed with a thing."""
