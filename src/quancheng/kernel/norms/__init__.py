"""Norms: rules with numbers, dated, each with its source; own values signed by a second person."""
