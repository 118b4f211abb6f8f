"""What is written when a package leaves, when one comes in, and when one is turned away."""
