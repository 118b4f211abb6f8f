"""The door of the desk: signing in, the second factor, how long and how often one may be in."""
