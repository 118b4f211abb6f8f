"""呈批：the desk pages on which papers are laid before leaders and decided."""
