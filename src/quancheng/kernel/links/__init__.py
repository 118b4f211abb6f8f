"""Links: typed references between records of different modules, with how to name, open and hide them."""
