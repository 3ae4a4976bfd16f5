"""What the archive knows: platforms, items, rules, packages. No database, no scheduler, no web."""
