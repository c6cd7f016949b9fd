// SPDX-License-Identifier: MIT
// The Improv project's own client (npm package improv-wifi-serial-sdk) on a tty: node improv-client.mjs SDK_FOLDER TTY SSID PASSWORD WRONG_PASSWORD.
// Prints what it saw as one JSON line. The package is made for browsers, so the serial port is made of the tty's file here.
import { constants, promises as files, writeSync } from "node:fs";
import { register } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

// Its modules name each other without ".js" and without saying that they are modules.
register(`data:text/javascript,${encodeURIComponent(`
export async function resolve(name, context, next) {
  try { return await next(name, context); } catch (error) { if (name.startsWith(".")) return next(name + ".js", context); throw error; }
}
export async function load(url, context, next) {
  return next(url, url.includes("improv-wifi-serial-sdk/dist") ? { ...context, format: "module" } : context);
}`)}`);

const [sdkFolder, ttyPath, ssid, password, wrongPassword] = process.argv.slice(2);
const { ImprovSerial } = await import(pathToFileURL(path.join(sdkFolder, "dist/serial.js")).href);

const tty = await files.open(ttyPath, constants.O_RDWR | constants.O_NOCTTY);
const port = {
  readable: new ReadableStream({
    async pull(controller) {
      const { bytesRead, buffer } = await tty.read(Buffer.alloc(256), 0, 256, null);
      controller.enqueue(new Uint8Array(buffer.subarray(0, bytesRead)));
    },
  }),
  writable: new WritableStream({ write: (chunk) => tty.write(chunk) }),
};
const quiet = { log() {}, debug() {}, error: (...words) => console.error(...words) };
const client = new ImprovSerial(port, quiet);
const seen = {};
// A read of a tty cannot be called off, and an orderly exit would wait for it.
const end = (text) => {
  writeSync(1, text + "\n");
  process.kill(process.pid, "SIGKILL");
};
process.on("uncaughtException", (error) => end(JSON.stringify({ ...seen, failed: String(error) })));
seen.info = await client.initialize(5000);
seen.stateBefore = client.state;
seen.networks = await client.scan(30000);
seen.refusal = await client.provision(ssid, wrongPassword, 60000).then(() => "", (reason) => String(reason));
seen.stateRefused = client.state;
await client.provision(ssid, password, 60000);
seen.stateAfter = client.state;
seen.url = client.nextUrl;
seen.unknown = await client.getHostname(5000).then(() => "", (reason) => String(reason));
end(JSON.stringify(seen));
