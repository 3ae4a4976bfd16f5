"""Real foreign software, installed, started, filled and captured on loopback."""
