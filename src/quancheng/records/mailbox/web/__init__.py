"""The pages of the mailbox: of the desk, and of the portal."""
