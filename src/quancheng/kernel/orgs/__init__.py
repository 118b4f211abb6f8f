"""Orgs: governments, their units as a tree over time, posts, and the people in them."""
