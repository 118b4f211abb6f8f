"""Basis: refusals, actors, commands and references. Nothing of the house stands below it."""
