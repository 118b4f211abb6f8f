"""The shapes of what is entered at the desk."""
