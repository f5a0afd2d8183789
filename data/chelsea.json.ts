import {readFileSync} from "node:fs";

// The photograph that goes through the networks, as a `data:` URL, and where it is from.

const {file, ...about} = JSON.parse(readFileSync("data/photographs/chelsea.json", "utf8"));
const picture = readFileSync(`data/photographs/${file}`).toString("base64");
process.stdout.write(JSON.stringify({...about, url: `data:image/jpeg;base64,${picture}`}));
