import {isolation} from "./isolation.js";
import {filePolicy} from "./policy.js";

/**
 * Returns the text of `_headers`, by which hosts such as Netlify and Cloudflare Pages are told what to send, for a site of
 * *files*: their paths from its root. Every answer isolates; what is no page has the policy of files. A page has no rule for
 * that: it brings its own policy, and where two rules match an answer, both policies would hold.
 */
export function headersFile(files: readonly string[]): string {
  const policy = [["Content-Security-Policy", filePolicy]] as const;
  const rules = [rule("/*", isolation), ...withoutPages(files, "").map((path) => rule(path, policy))];
  return rules.join("\n");
}

function rule(path: string, headers: readonly (readonly [name: string, value: string])[]): string {
  return [path, ...headers.map(([name, value]) => `  ${name}: ${value}`), ""].join("\n");
}

/** Returns patterns that match all files below *folder* but pages: a folder without pages is one pattern. */
function withoutPages(files: readonly string[], folder: string): string[] {
  const below = files.filter((file) => file.startsWith(folder));
  const names = new Set(below.map((file) => /^[^/]*\/?/.exec(file.slice(folder.length))![0]));
  return [...names].sort().flatMap((name) => {
    const path = folder + name;
    const holdsPages = below.some((file) => file.startsWith(path) && file.endsWith(".html"));
    if (!holdsPages) return [name.endsWith("/") ? `/${path}*` : `/${path}`];
    return name.endsWith("/") ? withoutPages(files, path) : [];
  });
}
