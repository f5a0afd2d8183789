import type {Expression} from "../../components/network/expression.js";

/** An expression that counts how often a part of it is visited. */
export interface CountingVisits {
  expression: Expression;
  visits(): number;
}

/** Returns a copy of *expression* that counts how often it is asked what one of its parts is. */
export function countingVisits(expression: Expression): CountingVisits {
  let count = 0;

  function copy<T>(value: T): T {
    if (Array.isArray(value)) return value.map(copy) as T;
    if (typeof value !== "object" || value === null) return value;
    const copied = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copy(part)]));
    const {type} = value as {type?: unknown};
    if (type === undefined) return copied as T;
    return Object.defineProperty(copied, "type", {get: () => (++count, type), enumerable: true}) as T;
  }

  return {expression: copy(expression), visits: () => count};
}
