"""Who asked, and what do they see? The pages themselves are Wagtail's and never write."""
