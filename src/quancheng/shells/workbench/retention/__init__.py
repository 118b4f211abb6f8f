"""The desk's pages of what is kept, and what the door of the desk keeps."""
