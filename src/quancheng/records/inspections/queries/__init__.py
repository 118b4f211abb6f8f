"""What the kit reads, for an actor."""
