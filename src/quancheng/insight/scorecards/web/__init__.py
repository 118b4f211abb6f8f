"""The desk pages of the scorecards."""
