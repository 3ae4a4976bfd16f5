"""The command somearkiv."""
