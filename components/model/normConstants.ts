/** Added to a batch normalization's variance, as in PyTorch. */
export const epsilon = 1e-5;

/** The share of a new batch in the running statistics, as in PyTorch. */
export const momentum = 0.1;
