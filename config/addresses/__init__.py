"""The address tables: one for each surface, with nothing in common but what both must have."""
