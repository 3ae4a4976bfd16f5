"""Everything that can go wrong, as one tree. Each branch has a file; what has to do with signing in has its own.

    SomearkivError                 exit 1  web 500
    ├── UsageFault                 exit 2  web 400   wrong usage
    │   ├── ConfigFault                              wrong key or value in config.toml
    │   ├── AccountFault                             an account file that lacks something
    │   ├── ImportFault                              a file that can't be taken in
    │   ├── NoDisplay                                nowhere to show a window
    │   └── Unknown                        web 404   nothing by that name
    ├── IntegrityFault             exit 3  web 500   the store does not agree with itself
    ├── Refused                    exit 4  web 409   a rule says no
    │   ├── StepRefused                              not a lawful step
    │   ├── RightRefused                   web 403   not this person's to do
    │   ├── AlreadyThere                             never overwritten
    │   ├── Weeded                                   gone under a decision
    │   ├── SignInRefused · NotLetIn       web 401   not let in; SignInAgain: the sitting has ended
    │   ├── KeyRefused                     web 401   a key of another system that opens nothing
    │   ├── TooManyAttempts                web 429   wait a while
    │   ├── FormRefused                    web 403   a form that was not ours
    │   ├── Outdated · DecidedMeanwhile              read again, then retry or decide anew
    │   └── Busy                                     somebody else is at it; retry
    ├── OutsideFault               exit 5  web 502   the outside world; retry helps
    │   ├── Unreachable · AddressRefused · TlsFault · TimedOut · NotFound · LoginWall · BlockPage · ErrorPage
    │   ├── LoggedOut · TokenRefused · LimitReached
    │   ├── NotDelivered · NotAccepted               a notice
    │   ├── SignInServiceFault                       the municipality's sign-in service
    │   └── EmptyPage · NotShown · DownloadInstead · TooLarge · BrowserGone
    ├── DaemonFault                exit 1            a part of the daemon stopped by itself
    └── StorageFault               exit 1  web 507   full, read-only or broken disk

An error carries facts, not sentences; its class carries the sentence (what was wrong) and the advice (what to do),
both in Swedish and English. Facts never hold item text, credentials or personal numbers.
Doors (`cli/main.py`, `web/errors.py`, `jobs/daemon/worker.py`) translate once; everywhere else it rises.
"""
