"""The periodic jobs of the module."""
