"""Settings from the environment, and the address table of each surface."""
