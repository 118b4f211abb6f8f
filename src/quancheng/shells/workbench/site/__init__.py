"""网站内容：who edits the site tree, and how what they wrote goes up and comes down."""
