"""Archiving: what is past its term leaves as a package, is received by the archive, and only then goes."""
