import {Cursor, utf8Text} from "../cursor.js";
import {weightsFault} from "../weightsFault.js";

/** What a pickle is read by: nothing is called but these. */
export interface PickleWords {
  /** Returns what *name*, such as `collections.OrderedDict`, stands for. Throws on a name that is not known. */
  global(name: string): unknown;
  /** Returns what is kept outside of the pickle under an *id*. */
  persistent(id: unknown): unknown;
  /** Returns what *callee*, one of the globals, makes of a list of arguments. */
  reduce(callee: unknown, args: unknown[]): unknown;
}

/** Marks a place on the stack. */
const mark = Symbol("mark");

type Instruction = (machine: PickleMachine) => void;

/**
 * Returns the value of a pickle: dictionaries are Maps, tuples and lists are arrays. It knows the instructions that plain data
 * and tensors need, of protocols 0 to 5; every other one is a fault. No instruction takes more memory than the pickle has bytes
 * for, and since values are kept by reference, a small pickle stays small however often it holds itself.
 *
 * Source: CPython's pickletools.py, which says what each instruction does.
 */
export function readPickle(bytes: Uint8Array, words: PickleWords): unknown {
  return new PickleMachine(bytes, words).run();
}

class PickleMachine {
  readonly cursor: Cursor;
  readonly stack: unknown[] = [];
  readonly memo = new Map<number, unknown>();

  constructor(
    bytes: Uint8Array,
    readonly words: PickleWords
  ) {
    this.cursor = new Cursor(bytes, "pickleEnds");
  }

  run(): unknown {
    for (let code = this.cursor.uint8(); code !== stop; code = this.cursor.uint8()) {
      const instruction = instructions.get(code);
      if (!instruction) throw weightsFault("pickleOpcode", `0x${code.toString(16).padStart(2, "0")}`);
      instruction(this);
    }
    return this.pop();
  }

  pop(): unknown {
    if (this.stack.length === 0 || this.stack.at(-1) === mark) throw weightsFault("pickleValue");
    return this.stack.pop();
  }

  top(): unknown {
    this.stack.push(this.pop());
    return this.stack.at(-1);
  }

  /** Takes away the values behind the last mark, and the mark. */
  popToMark(): unknown[] {
    const at = this.stack.lastIndexOf(mark);
    if (at < 0) throw weightsFault("pickleValue");
    const values = this.stack.splice(at + 1);
    this.stack.pop();
    return values;
  }

  /** Puts the last *count* values into a tuple. */
  tuple(count: number): void {
    const values = Array.from({length: count}, () => this.pop());
    this.stack.push(values.reverse());
  }

  remembered(index: number): void {
    if (!this.memo.has(index)) throw weightsFault("pickleValue");
    this.stack.push(this.memo.get(index));
  }

  /** Sets *pairs* of keys and values in the dictionary on top. */
  setItems(pairs: unknown[]): void {
    const target = this.top();
    if (!(target instanceof Map) || pairs.length % 2) throw weightsFault("pickleValue");
    for (let i = 0; i < pairs.length; i += 2) target.set(pairs[i], pairs[i + 1]);
  }

  /** Makes a dictionary of the pairs behind the last mark. */
  dictionary(): void {
    const pairs = this.popToMark();
    this.stack.push(new Map());
    this.setItems(pairs);
  }

  append(values: unknown[]): void {
    const target = this.top();
    if (!Array.isArray(target)) throw weightsFault("pickleValue");
    for (const value of values) target.push(value);
  }

  /** What belongs to a dictionary beside its entries, such as a state_dict's `_metadata`, is passed over. */
  build(): void {
    this.pop();
    if (!(this.top() instanceof Map)) throw weightsFault("pickleValue");
  }

  reduce(): void {
    const args = this.pop();
    const callee = this.pop();
    if (!Array.isArray(args)) throw weightsFault("pickleValue");
    this.stack.push(this.words.reduce(callee, args));
  }

  global(module: unknown, name: unknown): void {
    this.stack.push(this.words.global(`${text(module)}.${text(name)}`));
  }
}

const stop = ".".charCodeAt(0);

function text(value: unknown): string {
  if (typeof value !== "string") throw weightsFault("pickleValue");
  return value;
}

/** An instruction that puts what it reads on the stack. */
function push(read: (cursor: Cursor) => unknown): Instruction {
  return ({cursor, stack}) => void stack.push(read(cursor));
}

/** A signed integer of *bytes*, little-endian. */
function signed(bytes: Uint8Array): number {
  const value = bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
  return (bytes.at(-1) ?? 0) >= 128 ? value - 256 ** bytes.length : value;
}

/** By the character or the number that a pickle has for each. */
const instructions: ReadonlyMap<number, Instruction> = new Map(
  (
    [
      [0x80, ({cursor}) => void cursor.uint8()], // protocol
      [0x95, ({cursor}) => void cursor.take(8)], // frame
      ["(", ({stack}) => void stack.push(mark)],
      ["0", (machine) => void machine.pop()],
      ["1", (machine) => void machine.popToMark()],
      ["2", (machine) => void machine.stack.push(machine.top())],
      ["N", push(() => null)],
      [0x88, push(() => true)],
      [0x89, push(() => false)],
      ["I", push((cursor) => integerLine(cursor.line()))],
      ["J", push((cursor) => cursor.int32())],
      ["K", push((cursor) => cursor.uint8())],
      ["M", push((cursor) => cursor.uint16())],
      ["L", push((cursor) => Number.parseInt(cursor.line(), 10))],
      [0x8a, push((cursor) => signed(cursor.take(cursor.uint8())))],
      ["F", push((cursor) => Number.parseFloat(cursor.line()))],
      ["G", push((cursor) => cursor.float64())],
      ["T", push((cursor) => utf8Text(cursor.take(cursor.uint32())))],
      ["U", push((cursor) => utf8Text(cursor.take(cursor.uint8())))],
      ["V", push((cursor) => cursor.line())],
      ["X", push((cursor) => utf8Text(cursor.take(cursor.uint32())))],
      [0x8c, push((cursor) => utf8Text(cursor.take(cursor.uint8())))],
      [0x8d, push((cursor) => utf8Text(cursor.take(cursor.uint64())))],
      ["B", push((cursor) => cursor.take(cursor.uint32()))],
      ["C", push((cursor) => cursor.take(cursor.uint8()))],
      [")", push(() => [])],
      ["t", (machine) => void machine.stack.push(machine.popToMark())],
      [0x85, (machine) => machine.tuple(1)],
      [0x86, (machine) => machine.tuple(2)],
      [0x87, (machine) => machine.tuple(3)],
      ["]", push(() => [])],
      ["l", (machine) => void machine.stack.push(machine.popToMark())],
      ["a", (machine) => machine.append([machine.pop()])],
      ["e", (machine) => machine.append(machine.popToMark())],
      ["}", push(() => new Map())],
      ["d", (machine) => machine.dictionary()],
      ["s", (machine) => machine.setItems([machine.pop(), machine.pop()].reverse())],
      ["u", (machine) => machine.setItems(machine.popToMark())],
      ["g", (machine) => machine.remembered(Number.parseInt(machine.cursor.line(), 10))],
      ["h", (machine) => machine.remembered(machine.cursor.uint8())],
      ["j", (machine) => machine.remembered(machine.cursor.uint32())],
      ["p", (machine) => void machine.memo.set(Number.parseInt(machine.cursor.line(), 10), machine.top())],
      ["q", (machine) => void machine.memo.set(machine.cursor.uint8(), machine.top())],
      ["r", (machine) => void machine.memo.set(machine.cursor.uint32(), machine.top())],
      [0x94, (machine) => void machine.memo.set(machine.memo.size, machine.top())],
      ["c", (machine) => machine.global(machine.cursor.line(), machine.cursor.line())],
      [
        0x93,
        (machine) => machine.global(...([machine.pop(), machine.pop()].reverse() as [unknown, unknown]))
      ],
      ["R", (machine) => machine.reduce()],
      ["b", (machine) => machine.build()],
      ["Q", (machine) => void machine.stack.push(machine.words.persistent(machine.pop()))]
    ] satisfies [string | number, Instruction][]
  ).map(([code, instruction]) => [typeof code === "string" ? code.charCodeAt(0) : code, instruction])
);

/** Protocol 0 writes true and false as 01 and 00. */
function integerLine(line: string): unknown {
  return line === "01" ? true : line === "00" ? false : Number.parseInt(line, 10);
}
