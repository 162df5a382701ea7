import { copyFileSync, existsSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "tsup";
import { constants } from "./build/constants.ts";
import { buildLate } from "./build/late-packages.ts";
import { root, workspacePackages, type WorkspacePackage } from "./workspace.ts";

// Packages that touch the machine they run on; all others run wherever ECMAScript does.
const onNode: ReadonlySet<string> = new Set(["cli"]);

// Nobody imports them: they are run.
const run: ReadonlySet<string> = new Set(["main", "replication"]);

/** Makes `dist` of one package: one module for each entry, its types and its source map, and for some the parts that Node.js reads. */
async function buildPackage(each: WorkspacePackage): Promise<void> {
  const { folder, short, manifest } = each;
  const entries = ["index", "main", "vitest", "replication"].filter((name) =>
    existsSync(join(folder, `src/${name}.ts`)),
  );
  const entry = Object.fromEntries(
    entries.map((name) => [name, join(relative(root, folder), `src/${name}.ts`)]),
  );
  const { dependencies = {}, peerDependencies = {} } = manifest;
  await build({
    config: false,
    entry,
    format: "esm",
    target: "es2022",
    platform: onNode.has(short) ? "node" : "neutral",
    outDir: join(folder, "dist"),
    tsconfig: join(root, "tsconfig.json"),
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    dts: { entry: Object.fromEntries(Object.entries(entry).filter(([name]) => !run.has(name))) },
    sourcemap: true,
    clean: true,
    silent: true,
    esbuildPlugins: [constants],
  });
  const dist = join(folder, "dist");
  await buildLate(each, dist);
  // Whoever requires it sees the same types.
  if (existsSync(join(dist, "late"))) {
    copyFileSync(join(dist, "index.d.ts"), join(dist, "late/index.d.cts"));
  }
}

process.chdir(root);
const started = Date.now();
for (const each of workspacePackages()) {
  const before = Date.now();
  await buildPackage(each);
  console.log(`${each.name.padEnd(20)} ${((Date.now() - before) / 1_000).toFixed(1)} s`);
}
console.log(`built in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
