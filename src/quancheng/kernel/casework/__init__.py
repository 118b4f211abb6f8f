"""Casework: anything with a beginning, hand-overs, statutory clocks and an end, told as data."""
