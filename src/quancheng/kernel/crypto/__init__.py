"""Crypto: a port for ciphers and digests; the key's id and the algorithm stand in every ciphertext."""
