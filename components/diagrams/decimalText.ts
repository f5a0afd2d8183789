/** Returns a number without the rounding errors of subtraction: `0.1` for 5.2 − 5.1, `−0.5` with a minus. */
export function decimalText(value: number): string {
  return String(Math.round(value * 1e6) / 1e6).replace("-", "−");
}
