"""Retention: how long each kind of record is kept, what is erased then, and what a hold keeps from it."""
