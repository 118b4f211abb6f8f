"""The pages of whole-process supervision."""
