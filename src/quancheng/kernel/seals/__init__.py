"""Seals: electronic ones put and looked at, wet ones given their place, and the register of both."""
