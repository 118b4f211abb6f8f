"""Fetching a public page as it stands: what may be reached, by what means, and a picture of it."""
