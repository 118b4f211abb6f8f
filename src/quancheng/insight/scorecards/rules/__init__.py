"""The rules of the scorecards, pure."""
