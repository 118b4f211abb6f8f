"""日历: the years' holiday notices at the desk."""
