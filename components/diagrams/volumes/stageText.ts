/** Returns the name of a stage as readers know it: `layer 1` for PyTorch's `layer1`; any other as it is. */
export function stageText(stage: string): string {
  return stage.replace(/^layer(\d+)$/, "layer $1");
}
