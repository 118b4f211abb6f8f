"""Electronic seals on pdf (PAdES)."""
