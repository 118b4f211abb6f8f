"""Portal: the public site."""
