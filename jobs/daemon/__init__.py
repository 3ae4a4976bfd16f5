"""Starting jobs when nobody is there."""
