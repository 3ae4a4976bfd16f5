"""The built-in demo municipality, Lillåns kommun: four invented accounts served on loopback, with their truth."""
