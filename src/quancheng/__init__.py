"""Quancheng (泉诚): the work plan of a year of open government (政务公开), run."""

VERSION = "0.1.0"  # as in pyproject.toml
