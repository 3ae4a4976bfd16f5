"""How each kind of platform is recognised and read."""
