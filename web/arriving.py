"""How long what is sent to us may take to arrive."""

BODY_SECONDS, SLOWEST_BYTES_A_SECOND = 30.0, 20_000
"""So many seconds, and then at least so fast."""


def seconds_for(length: int) -> float:
    """How long a body of so many bytes may take to arrive."""
    return BODY_SECONDS + length / SLOWEST_BYTES_A_SECOND
