"""Shells: the faces of the house; each composes what the floors below hold."""
