"""Who asked, and what do they see?"""
