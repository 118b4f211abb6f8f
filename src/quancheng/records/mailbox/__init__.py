"""群众留言：what people write to a government, from the first line to the answer."""
