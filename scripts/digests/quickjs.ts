import { readFileSync } from "node:fs";
import { getQuickJS } from "quickjs-emscripten";

// Runs a script on QuickJS, built to WebAssembly, with console.log and nothing else of a host.

const [, , file = ""] = process.argv;
const context = (await getQuickJS()).newContext();
const log = context.newFunction("log", (text) => {
  process.stdout.write(`${context.getString(text)}\n`);
});
const host = context.newObject();
context.setProp(host, "log", log);
context.setProp(context.global, "console", host);
const result = context.evalCode(readFileSync(file, "utf8"), file);
if (result.error !== undefined) {
  const { name, message, stack } = context.dump(result.error) as Error; // The bundle throws no other.
  process.stderr.write(`${name}: ${message}\n${stack}`);
  process.exitCode = 1;
}
