import {readFileSync} from "node:fs";

// The photograph that goes through the networks: where it is from, and what it becomes in ResNet-34.

const {title, photographer, licence} = JSON.parse(readFileSync("data/photographs/chelsea.json", "utf8"));
const {network, faces} = JSON.parse(readFileSync("data/photographs/chelsea-resnet34.json", "utf8"));
process.stdout.write(JSON.stringify({title, photographer, licence, network: network.name, faces}));
