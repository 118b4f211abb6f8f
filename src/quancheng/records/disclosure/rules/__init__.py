"""What the law says of requests, free of the database."""
