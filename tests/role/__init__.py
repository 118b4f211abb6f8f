"""The database role of the public surface: every page under it, and what it must not be able to do."""
