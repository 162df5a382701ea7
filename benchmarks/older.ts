import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Benchmark, Contender } from "./benchmark.ts";

const root = join(import.meta.dirname, "..");
const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-C", root, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });

/** What measures, the same in both: programs of an older commit measure themselves by it. */
const measuring = ["outcome.ts", "allocation.ts"];

/** An older commit in a folder of its own, with its own benchmarks. */
export interface Older {
  /** Its hash, short, and the first line of its message. */
  readonly title: string;
  /** Its `benchmarks/`. */
  readonly directory: string;
  readonly benchmarks: readonly Benchmark[];
  /** Takes the folder away. */
  remove(): void;
}

/** Puts the commit that `revision` names into a worktree of its own. @throws Error when git knows none */
export async function checkOut(revision: string, isQuick: boolean): Promise<Older> {
  const commit = commitOf(revision);
  const folder = mkdtempSync(join(tmpdir(), "orrery-against-"));
  const remove = () => {
    git("worktree", "remove", "--force", folder);
    rmSync(folder, { recursive: true, force: true });
  };
  git("worktree", "add", "--detach", folder, commit);
  try {
    installIn(folder);
    const directory = join(folder, "benchmarks");
    for (const file of measuring) cpSync(join(import.meta.dirname, file), join(directory, file));
    const catalog = (await import(pathToFileURL(join(directory, "catalog.ts")).href)) as {
      allBenchmarks: (isQuick: boolean) => readonly Benchmark[];
    };
    const title = git("log", "-1", "--format=%h %s", commit).trim();
    return { title, directory, benchmarks: catalog.allBenchmarks(isQuick), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function commitOf(revision: string): string {
  try {
    return git(
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${revision}^{commit}`,
    ).trim();
  } catch {
    throw new Error(`--against: expected a commit that git knows, received ${revision}`);
  }
}

/** Gives a worktree the packages that are installed here, beside its own; or installs its own, where they differ. */
function installIn(folder: string): void {
  const lockOf = (where: string) => readFileSync(join(where, "package-lock.json"), "utf8");
  if (lockOf(folder) !== lockOf(root)) {
    execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: folder, stdio: "ignore" });
    return;
  }
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@orrery"), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name === "@orrery") continue;
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  for (const name of readdirSync(join(folder, "packages"))) {
    symlinkSync(join(folder, "packages", name), join(modules, "@orrery", name));
  }
}

/** The older commit's form of what `benchmark` measures; `undefined`: it had none. */
export const counterpartOf = (
  benchmark: Benchmark,
  { benchmarks }: Older,
): Contender | undefined => {
  const older = benchmarks.find(({ name }) => name === benchmark.name)?.ours;
  if (older === undefined) return undefined;
  const { ours } = benchmark;
  // A commit that counted no bytes can be given as much to do as ours where it is given the same otherwise.
  const isAlike = older.program === ours.program && String(older.args) === String(ours.args);
  const counted = older.counted ?? (isAlike ? ours.counted : undefined);
  return {
    ...older,
    ...(counted === undefined ? {} : { counted }),
    ...(ours.staysPut === true ? { staysPut: true } : {}),
  };
};
