import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "../run.ts";
import { root } from "../workspace.ts";

/** A JavaScript engine with the host that runs it. */
export interface Engine {
  /** With its version, such as `Node.js v24.1.0 (V8)`. */
  readonly name: string;
  readonly program: string;
  /** Before the file that it is to run. */
  readonly args: readonly string[];
  /** Whether it compiles nothing, so that it takes as long as all others together: it gets one seed of each case. */
  readonly isInterpreter?: true;
}

const installed = (name: string): string => join(root, "node_modules/.bin", name);

/** The program of that name on the machine itself; `undefined` when there is none. */
export function programOnPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The engines that there are: those that npm installs, and those that the machine has; and which are not. */
export async function engines(): Promise<{
  readonly present: readonly Engine[];
  readonly absent: readonly string[];
}> {
  const versionOf = async (program: string, args: readonly string[] = ["--version"]) =>
    (await run(program, args)).output.trim().split("\n")[0] ?? "";
  const node = installed("node");
  const bun = installed("bun");
  const all: Engine[] = [
    { name: `Node ${await versionOf(node)} (V8)`, program: node, args: [] },
    { name: `Bun ${await versionOf(bun)} (JavaScriptCore)`, program: bun, args: ["run"] },
    {
      name: "QuickJS (WebAssembly)",
      program: node,
      args: ["--conditions=source", join(import.meta.dirname, "quickjs.ts")],
      isInterpreter: true,
    },
  ];
  const own = programOnPath("node");
  if (own !== undefined) {
    all.unshift({ name: `Node ${await versionOf(own)} (V8)`, program: own, args: [] });
  }
  const absent: string[] = [];
  const quickjs = programOnPath("qjs");
  if (quickjs === undefined) absent.push("QuickJS (native): no qjs on this machine");
  else all.push({ name: "QuickJS (native)", program: quickjs, args: [], isInterpreter: true });
  const firefox = programOnPath("firefox-esr") ?? programOnPath("firefox");
  if (firefox === undefined) absent.push("SpiderMonkey: no Firefox on this machine");
  else {
    all.push({
      name: `${await versionOf(firefox)} (SpiderMonkey)`,
      program: node,
      args: [join(import.meta.dirname, "firefox.ts"), firefox],
    });
  }
  return { present: all, absent };
}
