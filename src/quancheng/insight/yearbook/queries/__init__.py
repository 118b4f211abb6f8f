"""The reads of the module: what the actor may see."""
