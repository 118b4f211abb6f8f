"""Reading proceedings, complaints and measures."""
