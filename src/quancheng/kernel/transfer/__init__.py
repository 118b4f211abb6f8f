"""Packages between a house in the office's network and one in the public's (跨网摆渡)."""
