"""What every page is made of: the gate, parts of pages, components, tokens."""
