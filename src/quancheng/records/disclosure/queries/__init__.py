"""Reads of disclosure on request, for an actor or not at all."""
