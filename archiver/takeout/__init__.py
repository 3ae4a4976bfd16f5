"""The platforms' own exports: ZIP files an administrator downloads, opened with care and read as items."""
