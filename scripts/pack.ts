import {readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type Zippable, zipSync} from "fflate";
import {buildSite, isBuilt} from "./buildSite.js";
import {standaloneServer} from "./standaloneServer.js";

// Packs the built site and a server of one file into one archive, for a room without a network.
//
//     npm run pack
//
// What a server chooses from, compressed forms and source maps, stays out: the archive is compressed itself.

const [root, archive, most] = ["dist", "residual-course.zip", 25_000_000];

if (!isBuilt() && !(await buildSite())) process.exit(1);
const files: Zippable = {
  "README.txt": new TextEncoder().encode(readme()),
  "serve.mjs": new TextEncoder().encode(standaloneServer())
};
for (const path of readdirSync(root, {recursive: true, encoding: "utf8"})) {
  const file = join(root, path);
  if (/\.(br|gz|map)$|^\.stamp$/.test(path) || !statSync(file).isFile()) continue;
  files[`course/${path.replaceAll("\\", "/")}`] = readFileSync(file);
}
const bytes = zipSync(files, {level: 9});
if (bytes.length > most) throw new Error(`invalid archive: ${bytes.length} bytes, of at most ${most}`);
writeFileSync(archive, bytes);
console.log(`${archive}: ${(bytes.length / 1e6).toFixed(1)} MB, ${Object.keys(files).length} files`);

function readme(): string {
  return `The course, for a room without a network. Unpack all of it, then, with Node 18 or later:

    node serve.mjs            for this computer: http://localhost:8000/
    node serve.mjs --lan      for others in the room too, at the address that it prints

Without Node, Python can serve the folder: python -m http.server 8000 --directory course
It reads and trains as well, but slower and with longer addresses: it sends no headers, so a network has one thread, and
pages have their names with .html only, so links between pages need that added. Over --lan browsers give others no
graphics card and no threads, since the address is not https; networks train on their processors.

A page opened as a file, without a server, can be read, but nothing in it trains.
`;
}
