"""What can happen to the search: its word lists, what stands first, making the index again."""
