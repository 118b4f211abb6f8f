"""Mine (我的): what a citizen who signed in finds of their own in one place."""
