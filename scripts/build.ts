import {parseArgs} from "node:util";
import {buildSite} from "./buildSite.js";

// Builds the site into `dist`.
//
//     npm run build -- --verbose

const {values} = parseArgs({options: {verbose: {type: "boolean"}}});
if (!(await buildSite(values))) process.exitCode = 1;
