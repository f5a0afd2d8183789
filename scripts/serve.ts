import {parseArgs} from "node:util";
import {buildSite, isBuilt} from "./buildSite.js";
import {serveSite} from "./staticServer.js";

// Builds the site if `dist` holds none of the sources as they are, then serves it.
//
//     npm start -- --port 8080 --base /course/ --verbose

const firstPort = 3000;

const {values} = parseArgs({
  options: {
    port: {type: "string"},
    base: {type: "string", default: "/"},
    verbose: {type: "boolean"}
  }
});
if (!isBuilt() && !(await buildSite(values))) process.exit(1);
const {url} = await start();
console.log(`The course is at ${url} (stop it with Ctrl-C)`);

/** A port that was asked for is used or fails; otherwise the next free one is taken. */
async function start() {
  if (values.port !== undefined) return serveSite({base: values.base, port: Number(values.port)});
  for (let port = firstPort; ; ++port) {
    try {
      return await serveSite({base: values.base, port});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || port > firstPort + 100) throw error;
    }
  }
}
