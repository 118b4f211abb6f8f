"""呈批：a paper before its leaders, decided on the desk, on a phone or on paper."""
