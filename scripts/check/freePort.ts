import {once} from "node:events";
import type {AddressInfo} from "node:net";
import {createServer} from "node:net";

/** Returns a port that nothing listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
