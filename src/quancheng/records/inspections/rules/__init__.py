"""What indicator sheets mean, and what is like what. Pure."""
