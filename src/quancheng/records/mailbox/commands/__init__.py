"""The writes of the mailbox."""
