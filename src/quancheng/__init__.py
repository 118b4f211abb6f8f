"""Quancheng (泉诚): the work plan of a year of open government (政务公开), run."""
