"""日程：what the unit has in hand, from all modules, as a list and by month."""
