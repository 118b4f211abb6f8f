"""What accounts of the public can do, and what becomes of them."""
