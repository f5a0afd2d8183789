import {gzipSync} from "node:zlib";
import {courseApi} from "../scripts/courseApi.js";

// What the modules that readers import from have, with signatures, options and doc comments: what the editor of a
// cell completes and explains. Read off the source by TypeScript, so it is as the source is.

const mostBytes = 15_500; // compressed

const facades = ["network", "training", "charts", "paths", "landscape", "exercises"].map((name) => [
  `/components/${name}.js`,
  `components/${name}.ts`
]);
const json = JSON.stringify(courseApi(Object.fromEntries(facades)));
const {length} = gzipSync(json);
if (length > mostBytes) throw new Error(`courseApi.json has ${length} bytes compressed, over ${mostBytes}`);
process.stdout.write(json);
