"""The pages a package holds, as Jinja templates; every value is escaped."""
