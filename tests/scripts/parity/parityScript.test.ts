import {execFile} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, test} from "vitest";

const folder = mkdtempSync(join(tmpdir(), "parity-"));
const fixtures = "tests/fixtures/parity";

afterAll(() => rmSync(folder, {recursive: true}));

interface Result {
  code: number;
  lines: string[];
  /** Lines of standard error without TensorFlow.js's greeting. */
  errors: string[];
}

function parity(...args: string[]): Promise<Result> {
  const command = ["--import", "tsx", "scripts/parity.ts", ...args];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, (_, stdout, stderr) => {
      const lines = (text: string) => text.split("\n").filter((line) => line !== "");
      const errors = lines(stderr).filter((line) => !/^=+$|^Hi, looks like/.test(line));
      resolve({code: child.exitCode!, lines: lines(stdout), errors});
    });
  });
}

function temporary(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const number = "\\d\\.\\de[-+]\\d+";

test.concurrent("parity FILE… prints a line a case and exits with 0 if all pass", async () => {
  const files = ["basic_identity", "resnext_identity"].map((name) => `${fixtures}/${name}.json`);
  const {code, lines, errors} = await parity(...files);
  const line = (name: string, after = true) =>
    new RegExp(
      `^pass +${name} +output ${number} +loss ${number} +gradient ${number}${after ? ` +after ${number}` : ""}$`
    );
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(line("basic_identity"));
  expect(lines[1]).toMatch(line("resnext_identity"));
  expect(lines[2]).toMatch(line("resnext_identity a_splitSum", false));
  expect(lines[3]).toMatch(line("resnext_identity b_concat", false));
  expect(errors).toEqual([]);
  expect(code).toBe(0);
});

test.concurrent(
  "parity FILE… names the case that fails and its worst quantity, and exits with 1",
  async () => {
    const changed = JSON.parse(readFileSync(`${fixtures}/basic_identity.json`, "utf8"));
    changed.name = "changed";
    changed.gradients["bn2.bias"].data[0] += 1;
    const file = temporary("changed.json", JSON.stringify(changed));
    const {code, lines} = await parity("--backend", "wasm", file, `${fixtures}/basic_identity.json`);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^FAIL {2}changed .* worst: gradient bn2\.bias$/);
    expect(lines[1]).toMatch(/^pass {2}basic_identity /);
    expect(code).toBe(1);
  }
);

const faults: [title: string, args: () => string[], message: RegExp][] = [
  ["an absent file", () => ["no-such.json"], /^cannot read no-such\.json: ENOENT/],
  [
    "a file of text",
    () => [temporary("text.json", "hello\nworld\n")],
    /^cannot read .*text\.json: Unexpected/
  ],
  [
    "a file of something else",
    () => ["package.json"],
    /^cannot read package\.json: invalid fixture: package\.json; it has no network, /
  ],
  [
    "an unknown backend",
    () => ["--backend", "abacus", "a.json"],
    /^invalid backend: abacus; it must be one of /
  ]
];
for (const [title, args, message] of faults) {
  test.concurrent(`parity says in one line what is wrong with ${title}, and exits with 1`, async () => {
    const {code, lines, errors} = await parity(...args());
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
    expect(lines).toEqual([]);
    expect(code).toBe(1);
  });
}

test.concurrent("parity without a file prints how it is called, and exits with 1", async () => {
  const {code, lines} = await parity();
  expect(lines[0]).toMatch(/^npm run parity -- .*FILE…$/);
  expect(code).toBe(1);
});
