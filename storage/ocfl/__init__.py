"""A thin OCFL 1.1 writer, reader and validator."""
