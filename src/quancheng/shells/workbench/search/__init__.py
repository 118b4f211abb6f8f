"""工作台检索：one box, one page, every module, as far as the official may see it."""
