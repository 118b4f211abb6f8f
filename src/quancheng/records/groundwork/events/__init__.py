"""What can happen in the module, in words for its history."""
