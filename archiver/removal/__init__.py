"""Removal from the platform: the order with its clock, who is reminded, and what a look at the permalink says."""
