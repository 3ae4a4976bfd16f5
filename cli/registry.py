"""Every command, in the order `somearkiv --help` shows them."""

from cli.command import Register
from cli.commands import (
    account,
    capture,
    classify,
    daemon,
    demo,
    export,
    init,
    items,
    journal,
    reindex,
    review,
    save,
    status,
    user,
    verify,
)

COMMANDS: tuple[Register, ...] = (
    init.register,
    account.register,
    capture.register,
    save.register,
    items.register,
    classify.register,
    review.register,
    export.register,
    verify.register,
    reindex.register,
    journal.register,
    status.register,
    daemon.register,
    user.register,
    demo.register,
)
