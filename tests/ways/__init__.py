"""Whole ways from one module to another, by commands and the real worker, without a browser."""
