"""What the portal shows, carried from the office's network to the public's: what the role's list says."""
