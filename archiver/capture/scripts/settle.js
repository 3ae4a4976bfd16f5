// Wait until the document has been quiet for `quiet` milliseconds, `most` at the longest.
({ quiet, most }) => settled(quiet, most).then(() => true)
