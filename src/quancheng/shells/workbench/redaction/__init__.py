"""The desk of redactions: what is covered is drawn on the pages, and looked at by a second person."""
