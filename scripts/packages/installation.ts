import { writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readJson, root } from "../workspace.ts";
import type { Tarball } from "./pack.ts";

/** What the lock says of one installed package. */
interface Locked {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

type LockedPackages = Readonly<Record<string, Locked | undefined>>;

/**
 * Makes `folder` a project that depends on all tarballs and on `tools` of others, with a lock of its own.
 *
 * The lock has third-party packages in the versions of the repository's lock, those that the
 * tarballs ask for and no others. So the same is installed each time, and what `npm ci` has fetched
 * for the repository is in npm's cache: no network is needed.
 */
export function writeProject(
  folder: string,
  tarballs: readonly Tarball[],
  tools: readonly string[] = [],
): void {
  const { packages: known } = readJson(join(root, "package-lock.json")) as {
    readonly packages: LockedPackages;
  };
  const ours = tarballs.map(({ name, path }) => [name, `file:${path}`] as const);
  const others = tools.map((name) => [name, known[`node_modules/${name}`]!.version] as const);
  const dependencies = Object.fromEntries([...ours, ...others]);
  const project = { name: "user", version: "1.0.0", private: true, dependencies };
  const packages: Record<string, unknown> = { "": project };
  for (const { name, path, manifest } of tarballs) {
    const { version, dependencies: own = {}, bin } = manifest;
    packages[`node_modules/${name}`] = {
      version,
      resolved: `file:${path}`,
      dependencies: own,
      bin,
    };
    const short = basename(name);
    for (const needed of Object.keys(own)) addThirdParty(`packages/${short}`, needed);
  }
  for (const tool of tools) addThirdParty("node_modules", tool);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...project, type: "module" }));
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({
      name: "user",
      version: "1.0.0",
      lockfileVersion: 3,
      requires: true,
      packages,
    }),
  );

  function addThirdParty(from: string, name: string): void {
    if (name.startsWith("@orrery/")) return;
    const place = placeOf(known, from, name);
    const installed = place.replace(/^packages\/([^/]+)\//, "node_modules/@orrery/$1/");
    if (installed in packages) return;
    const { dev: _, devOptional: __, ...locked } = known[place]!; // placeOf gives known places only.
    packages[installed] = locked;
    for (const needed of Object.keys(locked.dependencies ?? {})) addThirdParty(place, needed);
    for (const peer of Object.keys(locked.peerDependencies ?? {})) {
      if (locked.peerDependenciesMeta?.[peer]?.optional !== true) addThirdParty(place, peer);
    }
    for (const wanted of Object.keys(locked.optionalDependencies ?? {})) {
      if (placeIn(known, place, wanted) !== undefined) addThirdParty(place, wanted);
    }
  }
}

function placeOf(known: LockedPackages, from: string, name: string): string {
  const place = placeIn(known, from, name);
  if (place === undefined)
    throw new Error(`${from} depends on ${name}, which the lock does not have`);
  return place;
}

/** Where Node would find `name` for a module in `from`. */
function placeIn(known: LockedPackages, from: string, name: string): string | undefined {
  const own = `${from}/node_modules/${name}`;
  if (known[own] !== undefined) return own;
  const above = dirname(from);
  if (above !== ".") return placeIn(known, above, name);
  return known[`node_modules/${name}`] === undefined ? undefined : `node_modules/${name}`;
}
