"""Where ordered jobs wait and run."""
