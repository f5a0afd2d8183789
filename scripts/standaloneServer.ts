import {isolation} from "./isolation.js";
import {filePolicy} from "./policy.js";

/** Returns the text of a server in one file, for Node without packages, of the folder `course` beside it. */
export function standaloneServer(): string {
  const headers = JSON.stringify(Object.fromEntries(isolation), null, 2);
  return `// Serves the folder "course" beside this file:  node serve.mjs [port] [--lan]
import {createReadStream} from "node:fs";
import {stat} from "node:fs/promises";
import {createServer} from "node:http";
import {networkInterfaces} from "node:os";
import {extname, join, sep} from "node:path";
import {fileURLToPath} from "node:url";

const root = fileURLToPath(new URL("./course", import.meta.url));
const headers = ${headers};
const policy = ${JSON.stringify(filePolicy)};
const types = ${JSON.stringify(types, null, 2)};
const lan = process.argv.includes("--lan");
const port = Number(process.argv.slice(2).find((word) => /^[0-9]+$/.test(word)) ?? 8000);

const server = createServer(async (request, response) => {
  try {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = await found(path);
    const shown = file ?? join(root, "404.html");
    const type = types[extname(shown)] ?? "application/octet-stream";
    response.writeHead(file ? 200 : 404, {
      ...headers,
      "Content-Type": type,
      "Cache-Control": /\\.[0-9a-f]{8}\\.\\w+$/.test(shown) ? "public, max-age=31536000, immutable" : "no-cache",
      ...(shown.endsWith(".html") ? {} : {"Content-Security-Policy": policy})
    });
    if (request.method === "HEAD") response.end();
    else createReadStream(shown).on("error", () => response.destroy()).pipe(response);
  } catch {
    response.writeHead(400, {...headers, "Content-Security-Policy": policy}).end("bad request");
  }
});

async function found(path) {
  const target = join(root, path);
  if ((target !== root && !target.startsWith(root + sep)) || path.includes("\\0")) return undefined;
  for (const file of [target, target + ".html", join(target, "index.html")])
    if ((await stat(file).catch(() => null))?.isFile()) return file;
  return undefined;
}

server.listen(port, lan ? "0.0.0.0" : "localhost", () => {
  console.log(\`The course is at http://localhost:\${server.address().port}/ (stop it with Ctrl-C)\`);
  const others = Object.values(networkInterfaces()).flat();
  if (lan)
    for (const {address, family, internal} of others)
      if (family === "IPv4" && !internal) console.log(\`and for others at http://\${address}:\${server.address().port}/\`);
});
`;
}

/** The media types of all files that the site has. */
const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2"
};
