"""Measurements of ours against others', on the same work in the same run."""
