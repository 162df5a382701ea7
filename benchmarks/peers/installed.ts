import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { countingOptions } from "../allocation.ts";
import type { Allocation, Contender, PeerKind } from "../benchmark.ts";
import { parseOutcome, type Outcome } from "../outcome.ts";
import { sourcesOf } from "./sources.ts";

const ownDirectory = join(import.meta.dirname, "..");
/** Debian's own Python, which has Debian's SimPy, whatever else is on the path. */
const python = "/usr/bin/python3";
/** Debian's PyPy, which has no SimPy of its own: it reads that of Debian's Python. */
const pypy = ["env", ["PYTHONPATH=/usr/lib/python3/dist-packages", "/usr/bin/pypy3"]] as const;
/** Debian's Python, which finds SimFaaS besides. */
const withSimfaas = (folder: string, args: readonly string[]): [string, string[]] => [
  "env",
  [`PYTHONPATH=${folder}`, python, ...args],
];

const succeeds = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: "ignore" }).status === 0;

const checks: Readonly<Record<PeerKind, () => boolean>> = {
  ours: () => true,
  simjs: () => {
    try {
      createRequire(import.meta.url).resolve("simjs");
      return true;
    } catch {
      return false;
    }
  },
  simpy: () => succeeds(python, ["-c", "import simpy"]),
  pypy: () => succeeds(pypy[0], [...pypy[1], "-c", "import simpy"]),
  simgrid: () => existsSync("/usr/include/simgrid/s4u.hpp") && succeeds("g++", ["--version"]),
  "c++": () => succeeds("g++", ["--version"]),
  "ns-3": () => existsSync("/usr/include/ns3/scheduler.h") && succeeds("g++", ["--version"]),
  simcpp20: () => sourcesOf("simcpp20") !== null && succeeds("g++", ["--version"]),
  simfaas: () => {
    const folder = sourcesOf("simfaas");
    if (folder === null) return false;
    return succeeds(...withSimfaas(folder, ["-c", "import simfaas.ServerlessSimulator"]));
  },
  "stability-sim": () => sourcesOf("stability-sim") !== null,
};
const known = new Map<PeerKind, boolean>();

/** Whether a peer can be run on this machine. */
export function isInstalled(kind: PeerKind): boolean {
  let installed = known.get(kind);
  if (installed === undefined) known.set(kind, (installed = checks[kind]()));
  return installed;
}

/** Runs one program of `directory` once, and waits for it. @throws Error when it fails */
export function runProgram(
  contender: Contender,
  directory = ownDirectory,
  options: readonly string[] = oneCore,
): Outcome {
  const [command, args] = commandOf(contender, directory, options);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`${contender.name} failed: ${error?.message ?? ""}${stderr}`);
  return parseOutcome(stdout);
}

/** Runs one program of `directory` on as much as bytes are counted of. @throws Error when it fails */
export function countBytes(contender: Contender, directory = ownDirectory): Allocation | null {
  if (contender.counted === undefined) return null;
  const counting = { ...contender, args: contender.counted };
  const { bytes, events, work } = runProgram(counting, directory, countingOptions);
  return { bytes: bytes!, events, work }; // Whoever counts prints it.
}

/** Garbage is collected on the program's own core, where it counts once and not twice. */
export const oneCore: readonly string[] = ["--single-threaded-gc"];

function commandOf(
  { kind, program, args, nodeOptions = [] }: Contender,
  directory: string,
  ownOptions: readonly string[],
): [string, string[]] {
  const file = join(directory, program);
  const words = args.map(String);
  if (kind === "pypy") return [pypy[0], [...pypy[1], file, ...words]];
  if (kind === "simfaas") return withSimfaas(sourcesOf(kind)!, [file, ...words]); // It is installed.
  if (program.endsWith(".py")) return [python, [file, ...words]];
  if (program.endsWith(".cpp")) return [compiled(file, optionsOf(kind)), words];
  const options = ["--conditions=source", ...ownOptions, ...nodeOptions];
  return [process.execPath, [...options, file, ...words]];
}

/** What the compiler is told besides, for the program of a peer. */
function optionsOf(kind: PeerKind): readonly string[] {
  switch (kind) {
    case "ns-3":
      return ["-std=c++17", "-lns3-core"];
    case "simgrid":
      return ["-std=c++17", "-lsimgrid"];
    case "simcpp20":
      return ["-std=c++20", "-DNDEBUG", "-isystem", join(sourcesOf(kind)!, "include")]; // It is there.
    default:
      return ["-std=c++17"];
  }
}

const executables = new Map<string, string>();

/** The executable of a C++ program, compiled where there is none of just this source, its headers and `options`. */
function compiled(source: string, options: readonly string[]): string {
  let executable = executables.get(source);
  if (executable !== undefined) return executable;
  const folder = join(tmpdir(), "orrery-benchmarks");
  mkdirSync(folder, { recursive: true });
  const hash = createHash("sha256").update(readFileSync(source)).update(options.join(" "));
  const headers = readdirSync(dirname(source)).filter((name) => name.endsWith(".h"));
  for (const name of headers.sort()) hash.update(readFileSync(join(dirname(source), name)));
  const version = hash.digest("hex").slice(0, 12);
  executable = join(folder, `${basename(source, ".cpp")}-${version}`);
  if (!existsSync(executable)) {
    // Libraries come after what needs them.
    const all = ["-O3", "-march=native", "-o", executable, source, ...options];
    execFileSync("g++", all, { stdio: ["ignore", "ignore", "inherit"] });
  }
  executables.set(source, executable);
  return executable;
}

/** What the peers are, for those who read the figures: name and version. */
export function versionsOfPeers(): Readonly<Record<string, string>> {
  const lineOf = (command: string, args: readonly string[]): string =>
    spawnSync(command, args, { encoding: "utf8" }).stdout.trim().split("\n")[0] ?? "";
  const versions: Record<string, string> = {};
  if (isInstalled("c++")) versions["g++"] = lineOf("g++", ["--version"]);
  if (isInstalled("simpy")) {
    versions["Python"] = lineOf(python, ["--version"]);
    versions["SimPy"] = lineOf(python, ["-c", "import simpy; print(simpy.__version__)"]);
  }
  if (isInstalled("pypy")) {
    versions["PyPy"] = lineOf(pypy[0], [
      ...pypy[1],
      "-c",
      "import sys; print('%d.%d.%d' % sys.pypy_version_info[:3])",
    ]);
  }
  if (isInstalled("simgrid")) {
    versions["SimGrid"] = lineOf("dpkg-query", ["-W", "-f", "${Version}", "libsimgrid-dev"]);
  }
  if (isInstalled("ns-3")) {
    versions["ns-3"] = lineOf("dpkg-query", ["-W", "-f", "${Version}", "libns3-dev"]);
  }
  for (const kind of ["simcpp20", "simfaas", "stability-sim"] as const) {
    const folder = sourcesOf(kind);
    if (folder === null) continue;
    const isRepository = existsSync(join(folder, ".git"));
    const describe = ["-C", folder, "describe", "--always", "--dirty"];
    versions[kind] = isRepository ? lineOf("git", describe) : "without a commit";
  }
  if (isInstalled("simjs")) {
    const { version } = createRequire(import.meta.url)("simjs/package.json") as { version: string };
    versions["simjs"] = version;
  }
  return versions;
}
