"""Training the linear model: needs scikit-learn, which only developers install; nothing here runs in the archive."""
