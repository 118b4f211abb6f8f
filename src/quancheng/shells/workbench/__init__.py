"""Workbench: the desk of officials, in Wagtail's frame."""
