"""The writes of the scorecards, one transaction each."""
