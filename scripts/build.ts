import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "tsup";
import { bundleLate, isBundled, type LateBundle } from "./build/late-bundle.ts";
import { lateParts } from "./build/late-modules.ts";
import { root, workspacePackages, type WorkspacePackage } from "./workspace.ts";

// Packages that touch the machine they run on; all others run wherever ECMAScript does.
const onNode: ReadonlySet<string> = new Set(["cli"]);

// Nobody imports them: they are run.
const run: ReadonlySet<string> = new Set(["main", "replication"]);

// For Node.js, these are read part by part: most of the time to the first event would go by with what few ask for.
const bundledLate = new Map<string, Pick<LateBundle, "needed" | "partAt">>([
  ["kernel", { needed: [], partAt: lateParts.kernel }],
  ["aws", { needed: ["run/simulate.ts"], partAt: lateParts.aws }],
]);

/** Makes `dist` of one package: one module for each entry, its types and its source map. */
async function buildPackage({ folder, short, manifest }: WorkspacePackage): Promise<void> {
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
  });
  const late = bundledLate.get(short);
  if (late === undefined) return;
  const source = join(folder, "src");
  const external = Object.keys(dependencies).filter((name) => !isBundled(name));
  await bundleLate({ source, folder: join(folder, "dist"), external, ...late });
}

process.chdir(root);
const started = Date.now();
for (const each of workspacePackages()) {
  const before = Date.now();
  await buildPackage(each);
  console.log(`${each.name.padEnd(20)} ${((Date.now() - before) / 1_000).toFixed(1)} s`);
}
console.log(`built in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
