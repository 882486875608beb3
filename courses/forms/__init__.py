"""What was typed, and what must be mended?"""
