"""Training the linear model: needs scikit-learn (the extra `training`); proposals are made without it."""
