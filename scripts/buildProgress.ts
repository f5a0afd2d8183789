/** The parts of a build, in order; each begins with the first line of output that matches. */
const parts: {name: string; begins: RegExp}[] = [
  {name: "kernels", begins: /^> .*scripts\/wasm\.ts/},
  {name: "packages", begins: /^> .*scripts\/framework\.ts/},
  {name: "pages", begins: /^load \//},
  {name: "files", begins: /^copy /},
  {name: "figures", begins: /^draw the pages/},
  {name: "code", begins: /^bundle the code/},
  {name: "search", begins: /^index the pages/},
  {name: "compression", begins: /^compress the files/}
];

/**
 * Returns what is left of a build's output for those who only wait: a function of each line that returns the line to show in
 * its place, or null. A part is told once, and none after a later one.
 */
export function buildProgress(): (line: string) => string | null {
  let told = 0;
  return (line) => {
    const i = parts.findIndex(({begins}) => begins.test(line));
    if (i < told) return null;
    told = i + 1;
    return `building the site: ${told} of ${parts.length}, ${parts[i].name}`;
  };
}
