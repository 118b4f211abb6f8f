"""A small cipher machine: another implementation of SM3 and SM4, in a process with keys of its own."""
