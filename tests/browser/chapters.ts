/** The paths of the chapters, in their order. */
export const chapters = [
  "degradation",
  "residual-block",
  "gradients",
  "landscape",
  "paths",
  "alexnet-to-resnet",
  "volumes",
  "code",
  "cardinality"
];
