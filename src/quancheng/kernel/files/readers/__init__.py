"""One reader for each format: bytes in, the neutral model out, nothing executed and nothing fetched."""
