"""Where OCFL objects lie."""
