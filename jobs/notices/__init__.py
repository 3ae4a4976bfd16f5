"""Telling people what waits for them: by e-mail and signed webhooks, never with content."""
