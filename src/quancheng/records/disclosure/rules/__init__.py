"""What the law says of requests, as pure functions."""
