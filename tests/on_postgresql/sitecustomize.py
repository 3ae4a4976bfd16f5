"""Python imports this when it starts: in processes that tests on PostgreSQL start, archives are there too."""

import os

if server := os.environ.get("SOMEARKIV_TEST_SERVER"):
    from tests.databases import take_over

    take_over(server)
