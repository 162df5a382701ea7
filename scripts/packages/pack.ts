import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../run.ts";
import {
  readJson,
  root,
  workspacePackages,
  type Manifest,
  type WorkspacePackage,
} from "../workspace.ts";
import { pagesOf } from "./pages.ts";

/** A package as it is published. */
export interface Tarball {
  readonly name: string;
  readonly path: string;
  /** The published package.json. */
  readonly manifest: Manifest;
}

/**
 * Packs every package as built, in dependency order, and puts the tarballs into `folder`.
 *
 * What is packed is a copy whose package.json says only what a user needs: the `source` condition
 * points at files that are not published, and would lead the tools of those who use a condition of
 * that name astray. The pages of `docs/` to which its README leads come with it.
 */
export async function packAll(folder: string): Promise<readonly Tarball[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tarballs: Tarball[] = [];
  for (const each of workspacePackages()) tarballs.push(await packOne(each, folder));
  return tarballs;
}

async function packOne(
  { folder: from, short, name, manifest }: WorkspacePackage,
  folder: string,
): Promise<Tarball> {
  if (!existsSync(join(from, "dist/index.js"))) {
    throw new Error(`${name} is not built: run npm run build first`);
  }
  const stage = mkdtempSync(join(tmpdir(), "orrery-pack-"));
  try {
    const published = publishedManifest(short, manifest);
    writeFileSync(join(stage, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
    for (const part of manifest.files ?? []) {
      cpSync(join(from, part), join(stage, part), { recursive: true });
    }
    for (const [place, text] of pagesOf(short)) {
      mkdirSync(dirname(join(stage, place)), { recursive: true });
      writeFileSync(join(stage, place), text);
    }
    const { output } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
      cwd: stage,
    });
    const file = fileNameIn(output);
    return { name, path: join(folder, file), manifest: published };
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** The manifest without what only the workspace needs, and with where it is in the repository. */
function publishedManifest(short: string, manifest: Manifest): Manifest {
  const { devDependencies: _, scripts: __, exports: all = {}, files = [], ...rest } = manifest;
  const { repository } = readJson(join(root, "package.json")) as Manifest; // npm checks its form.
  const exports = Object.fromEntries(
    Object.entries(all).map(([path, target]) => {
      if (typeof target !== "object" || target === null) return [path, target];
      const { source: _, ...conditions } = target as Readonly<Record<string, unknown>>;
      return [path, conditions];
    }),
  );
  return {
    ...rest,
    ...(repository === undefined
      ? {}
      : { repository: { ...repository, directory: `packages/${short}` } }),
    files: [...files, "docs"],
    exports,
  };
}

/** The file that `npm pack --json` says it wrote: a list, or an object by name since npm 11. */
function fileNameIn(output: string): string {
  const packed = JSON.parse(output) as object; // A list or an object of {filename}.
  const [first] = Object.values(packed) as { readonly filename: string }[];
  if (first === undefined) throw new Error(`npm pack wrote nothing: ${output}`);
  return first.filename;
}
