import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder that holds the whole repository. */
export const root: string = join(import.meta.dirname, "..");

/** What the scripts read in a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly keywords?: readonly string[];
  readonly repository?: {
    readonly type: string;
    readonly url: string;
    readonly directory?: string;
  };
  readonly files?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace. */
export interface WorkspacePackage {
  /** Such as `@orrery/kernel`. */
  readonly name: string;
  /** Its folder's name, such as `kernel`. */
  readonly short: string;
  /** Its folder. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** A file of JSON, in the form that its writer gave it. */
export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** The packages of the workspace, each behind those it depends on. */
export function workspacePackages(): readonly WorkspacePackage[] {
  const found = readdirSync(join(root, "packages"))
    .sort()
    .map((short) => ({ short, folder: join(root, "packages", short) }))
    .filter(({ folder }) => existsSync(join(folder, "package.json")))
    .map(({ short, folder }): WorkspacePackage => {
      const manifest = readJson(join(folder, "package.json")) as Manifest; // npm checks its form.
      return { name: manifest.name, short, folder, manifest };
    });
  return inDependencyOrder(found);
}

function inDependencyOrder(found: readonly WorkspacePackage[]): readonly WorkspacePackage[] {
  const ordered: WorkspacePackage[] = [];
  let waiting = [...found];
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ manifest }) =>
      Object.keys(manifest.dependencies ?? {}).every((name) => !names.has(name)),
    );
    if (ready.length === 0)
      throw new Error(`packages depend on each other: ${[...names].join(", ")}`);
    ordered.push(...ready);
    waiting = waiting.filter((each) => !ready.includes(each));
  }
  return ordered;
}
