"""Who asked, and what do they see: the search page, what it suggests while one types, and the staff's desk."""
