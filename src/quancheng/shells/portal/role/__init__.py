"""What the public process may do in the database: one list, and the role that is made from it."""
