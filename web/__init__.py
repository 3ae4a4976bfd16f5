"""The desk: pages and interface."""
