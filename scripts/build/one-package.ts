import { resolve } from "node:path";
import { workspacePackages } from "../workspace.ts";
import { buildLate } from "./late-packages.ts";

// Bundles the package of the first argument for Node.js into the folder of the second.

const [, , short = "", to = ""] = process.argv;
const found = workspacePackages().find((each) => each.short === short);
if (found === undefined) throw new Error(`expected a package, received ${short}`);
await buildLate(found, resolve(to));
