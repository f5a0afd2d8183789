const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Returns an integer as an exponent: `⁻⁹` for -9. */
export function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join("");
  return `${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** Returns a power of ten as `10⁻³`, for the ticks of a logarithmic axis; nothing for other numbers. */
export function powerOfTen(value: number): string {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) > 1e-9 ? "" : `10${superscript(Math.round(exponent))}`;
}

/** Returns a number of any size in two or three digits: `0.057`, or `7.5 · 10⁻⁹`. */
export function shortNumber(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 0.01 && Math.abs(value) < 999.5) return value.toPrecision(3);
  const [digits, exponent] = value.toExponential(1).split("e");
  return `${digits} · 10${superscript(Number(exponent))}`;
}
