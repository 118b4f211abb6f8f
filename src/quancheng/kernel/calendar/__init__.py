"""Calendar: which days are worked, as the yearly notices set them, and the arithmetic beside it."""
