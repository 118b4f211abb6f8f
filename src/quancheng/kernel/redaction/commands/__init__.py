"""Drafting what is withheld, and finishing it by a second person."""
