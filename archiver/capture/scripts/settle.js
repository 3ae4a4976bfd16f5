// Wait until the document has been quiet for `quiet` milliseconds, `most` at the longest. Gives whether it was.
({ quiet, most }) => settled(quiet, most)
