"""The writes of the module."""
