/** Whether an address is one of before figures had addresses below their pages: `embed/retrain`. */
export function isFormer(pathname: string): boolean {
  return /\/embed\/[^/]*$/.test(pathname);
}
