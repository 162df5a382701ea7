import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";

const root = join(import.meta.dirname, "../..");
// Beside what they depend on.
const folder = join(root, "node_modules/.cache/orrery-published");

/**
 * A folder of modules with the packages that a test begins with, as they are published. It is made once for
 * sources as they are, and kept.
 */
export function packagesAsPublished(): string {
  const hash = createHash("sha256");
  for (const sources of ["packages/kernel", "packages/aws/src", "scripts/build"]) {
    for (const entry of readdirSync(join(root, sources), { recursive: true, encoding: "utf8" })) {
      if (!/\.(?:ts|json)$/.test(entry) || /\.test\.ts$|node_modules|dist/.test(entry)) continue;
      const { mtimeMs, size } = statSync(join(root, sources, entry));
      hash.update(`${entry} ${mtimeMs} ${size}\n`);
    }
  }
  const made = join(folder, hash.digest("hex").slice(0, 16));
  if (!existsSync(made)) make(made);
  return join(made, "node_modules");
}

function make(place: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stage = mkdtempSync(join(folder, "stage-"));
  for (const short of ["kernel", "aws"]) {
    const home = join(stage, "node_modules/@orrery", short);
    mkdirSync(join(home, "dist"), { recursive: true });
    const program = join(root, "scripts/build/one-package.ts");
    const args = ["--conditions=source", program, short, join(home, "dist")];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    const manifest = {
      name: `@orrery/${short}`,
      type: "module",
      exports: { require: "./dist/late/index.cjs", default: "./dist/node.js" },
    };
    writeFileSync(join(home, "package.json"), JSON.stringify(manifest));
  }
  renameSync(stage, place);
}
