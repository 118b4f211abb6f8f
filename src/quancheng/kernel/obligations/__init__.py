"""Obligations: what falls due, once or again and again: a rule, one due item a period, evidence."""
