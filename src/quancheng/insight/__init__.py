"""Insight: what is read out of the records; queries only."""
