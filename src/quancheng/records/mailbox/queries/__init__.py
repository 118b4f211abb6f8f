"""The reads of the mailbox, each for an actor."""
