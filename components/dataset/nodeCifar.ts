import {readdirSync, readFileSync, statSync} from "node:fs";
import {basename, join} from "node:path";
import {type Cifar10, readCifar10} from "./cifar10.js";

/**
 * Reads CIFAR-10 from the path in the environment variable CIFAR10: the archive, or a folder with the files in it.
 * For scripts; rejects if the variable is not set.
 */
export async function cifar10FromEnvironment(): Promise<Cifar10> {
  const path = process.env.CIFAR10;
  if (!path) throw new Error("CIFAR-10 is not here; set CIFAR10 to the path of cifar-10-binary.tar.gz");
  const paths = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith(".bin"))
        .map((name) => join(path, name))
    : [path];
  return readCifar10(paths.map((file) => new File([readFileSync(file)], basename(file))));
}
