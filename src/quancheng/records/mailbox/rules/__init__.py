"""What can be said of messages without asking the database. Pure."""
