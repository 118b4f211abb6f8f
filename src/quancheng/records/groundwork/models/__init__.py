"""The records of the module."""
