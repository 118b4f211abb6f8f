"""What the desk's own templates may call."""
