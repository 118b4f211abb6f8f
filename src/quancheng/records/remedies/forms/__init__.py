"""The shape of what officials enter."""
