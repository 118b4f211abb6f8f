"""The desk page of all dated numbers: what holds, where it was read, who has signed it."""
