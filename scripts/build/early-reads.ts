import { readdirSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { basename, dirname, join } from "node:path";

type Require = (this: { readonly filename: string }, id: string) => unknown;

/** Whether who asks is the text of a part itself, and no function in it. */
function isAtOnce(): boolean {
  const lines = new Error().stack!.split("\n");
  const asks = lines.findIndex((line) => /\brequire \(node:/.test(line)) + 1;
  return /^ +at Object\.<anonymous> /.test(lines[asks]!);
}

/**
 * Which parts read others late while they are read themselves: those would have them half made. Such a call
 * or look belongs into a function or a getter, or the module to those that do not wait.
 */
export function earlyReads(folder: string): readonly string[] {
  const found = new Set<string>();
  const reading: string[] = [];
  const require = createRequire(join(folder, "parts.cjs"));
  const prototype = Module.prototype as unknown as { require: Require };
  const usual = prototype.require;
  prototype.require = function (id) {
    const isPart = id.startsWith("./") && dirname(this.filename) === folder;
    if (!isPart || require.cache[join(folder, id)] !== undefined) return usual.call(this, id);
    const [last] = reading.slice(-1);
    if (last !== undefined && !isAtOnce()) {
      found.add(`${last} reads ${basename(id)}`);
    }
    reading.push(basename(id));
    try {
      return usual.call(this, id);
    } finally {
      reading.pop();
    }
  };
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  try {
    for (const file of readdirSync(folder)) {
      if (file.endsWith(".cjs")) require(`./${file}`);
    }
  } finally {
    prototype.require = usual;
    Error.stackTraceLimit = stackTraceLimit;
  }
  return [...found];
}
