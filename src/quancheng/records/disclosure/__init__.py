"""Disclosure on request (依申请公开)."""
