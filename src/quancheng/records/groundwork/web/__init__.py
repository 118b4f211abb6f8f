"""The pages of the module on the desk."""
