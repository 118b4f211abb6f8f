"""The tests of the scorecards."""
