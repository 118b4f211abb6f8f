"""The law of requests as data and pure functions."""
