"""Writing proceedings, complaints and measures."""
