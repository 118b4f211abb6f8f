"""Chinese text, pure: spellings of one word, the words of what somebody asks, where they stand in a text."""
