"""The formats a package can leave the archive in, one file each."""
