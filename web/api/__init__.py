"""The API under `/api/v1`, for diarium and e-archive."""
