"""The reads of the scorecards, each for an actor."""
