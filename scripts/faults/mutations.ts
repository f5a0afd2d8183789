import type {Draws} from "./draws.js";

/** Values that code may not expect where it reads numbers, texts or lists. */
export const hostileValues: readonly unknown[] = [
  ...[null, undefined, true, false, 0, -0, -1, 0.5, 1e-320, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, NaN, Infinity],
  ...["", " ", "0", "-1", "1e999", "NaN", "null", "__proto__", "constructor", "toString", "hasOwnProperty"],
  ...["<img src=x onerror=alert(1)>", "javascript:alert(1)", "\u202e\u0000\ud800", "9".repeat(400)],
  ...["x".repeat(100_000), "../../etc/passwd", "%00", "${1}", "constructor.prototype"],
  ...[[], [[]], {}, {length: 1e9}, {__proto__: null}, {toString: 1}, [1e9, -1], new Array(3)]
];

/** Texts among the hostile values, and what breaks percent signs and numbers. */
export const hostileTexts: readonly string[] = [
  ...hostileValues.filter((value): value is string => typeof value === "string"),
  ...["%", "%e0%a4%a", "%ff", "+", "&", "=", "#", ";", "1,2,3", "1e-400", "0x10", "٣", "½", "١٢"]
];

/** Returns *bytes* changed at some places: flipped, cut, repeated, filled up. */
export function mutatedBytes(bytes: Uint8Array, draws: Draws): Uint8Array<ArrayBuffer> {
  let changed = Uint8Array.from(bytes);
  for (let i = draws.below(4); i >= 0; i--) changed = mutatedOnce(changed, draws);
  return changed;
}

function mutatedOnce(bytes: Uint8Array<ArrayBuffer>, draws: Draws): Uint8Array<ArrayBuffer> {
  const {length} = bytes;
  if (length === 0) return Uint8Array.of(draws.below(256));
  const at = draws.below(length);
  const until = Math.min(length, at + 1 + draws.below(draws.chance(0.5) ? 8 : length));
  const copy = Uint8Array.from(bytes);
  switch (draws.below(6)) {
    case 0:
      copy[at] ^= 1 << draws.below(8);
      return copy;
    case 1:
      return copy.slice(0, at); // cut off
    case 2:
      return joined(copy.subarray(0, at), copy.subarray(until)); // a piece is missing
    case 3:
      return joined(copy.subarray(0, until), copy.subarray(at)); // a piece is there twice
    case 4:
      return copy.fill(draws.one([0, 255, 0x80]), at, until);
    default:
      return copy.map((byte, i) => (i >= at && i < until ? draws.below(256) : byte));
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

/** Returns *text* changed at some places. */
export function mutatedText(text: string, draws: Draws): string {
  let changed = text;
  for (let i = draws.below(3); i >= 0; i--) {
    const at = draws.below(changed.length + 1);
    const until = Math.min(changed.length, at + draws.below(20));
    const put = draws.one([
      "",
      draws.one(hostileTexts),
      changed.slice(at, until).repeat(2),
      String.fromCharCode(draws.below(65_536))
    ]);
    changed = changed.slice(0, at) + put + changed.slice(until);
  }
  return changed;
}

/** Returns a copy of *json* with some of its values replaced, left out, or given a name that it has not. */
export function mutatedJson(json: unknown, draws: Draws): unknown {
  const copy: unknown = structuredClone(json);
  const places = placesIn(copy);
  if (places.length === 0) return draws.one(hostileValues);
  for (let i = draws.below(3); i >= 0; i--) {
    const {holder, key} = draws.one(places);
    const value = draws.one(hostileValues);
    if (draws.chance(0.15)) delete holder[key];
    else if (draws.chance(0.1)) holder[draws.one(["__proto__x", "constructor", "toString", ""])] = value;
    else holder[key] = value;
  }
  return draws.chance(0.03) ? draws.one(hostileValues) : copy;
}

/** All places in *json* that hold a value; of long lists, the first and the last few. */
function placesIn(json: unknown): {holder: Record<string, unknown>; key: string}[] {
  if (typeof json !== "object" || json === null) return [];
  const holder = json as Record<string, unknown>;
  const keys = Object.keys(holder);
  const some = keys.length > 20 ? [...keys.slice(0, 4), ...keys.slice(-4)] : keys;
  return some.flatMap((key) => [{holder, key}, ...placesIn(holder[key])]);
}

/** Returns shorter texts than *text*: halves of it left out, then quarters, and so on down to a letter. */
export function* shorter(text: string): Iterable<string> {
  for (let size = Math.ceil(text.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < text.length; at += size) yield text.slice(0, at) + text.slice(at + size);
}
