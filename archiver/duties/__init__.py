"""The duties of the guideline, one file each."""
