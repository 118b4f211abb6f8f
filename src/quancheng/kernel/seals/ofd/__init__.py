"""Electronic seals on OFD (GB/T 33190, GB/T 38540)."""
