"""`python -m cli` is `somearkiv`."""

from cli.main import main

main()
