"""The pages of the kit at the desk."""
