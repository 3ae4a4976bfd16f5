"""What a package looks like."""
