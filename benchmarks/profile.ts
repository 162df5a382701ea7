import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a V8 profile has that is asked of it. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The parts of a simulator by their files; the first that fits counts. */
const parts: readonly (readonly [part: string, files: RegExp])[] = [
  ["event queue", /kernel\/src\/event-queue/],
  ["canonical hash", /kernel\/src\/(canonical|world)-hash|sqs\/canonical/],
  ["collections", /kernel\/src\/collections/],
  ["distributions and portable mathematics", /kernel\/src\/random/],
  ["workload and arrivals", /aws\/src\/workload|kernel\/src\/arrivals/],
  ["loop: dispatch, effects, requests, timers, digest, forks", /kernel\/src/],
  ["search", /testing\/src|benchmarks\/aws\/search/],
  ["machines", /aws\/src|benchmarks\/kernel\/models/],
];
const collector = "garbage collection";

/**
 * Shares of the measured time by part, the greatest first: of the samples below `secondsOf`, and of
 * all garbage collection. What the compiler inlined counts as V8 reports it.
 */
export function sharesOf(profile: Profile): readonly (readonly [part: string, share: number])[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const isMeasured = (id: number): boolean => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      if (nodes.get(at)!.callFrame.functionName === "secondsOf") return true;
    }
    return false;
  };
  const times = new Map<string, number>();
  let total = 0;
  profile.samples.forEach((id, place) => {
    const { functionName, url } = nodes.get(id)!.callFrame;
    const isCollector = functionName === "(garbage collector)";
    if (!isCollector && !isMeasured(id)) return;
    const part = isCollector ? collector : parts.find(([, files]) => files.test(url))?.[0];
    const time = profile.timeDeltas[place]!;
    times.set(part ?? "rest", (times.get(part ?? "rest") ?? 0) + time);
    total += time;
  });
  return [...times]
    .map(([part, time]) => [part, time / total] as const)
    .sort(([, one], [, other]) => other - one);
}

/** Runs a benchmark program of ours under V8's profiler. */
export function profileOf(program: string, args: readonly string[]): Profile {
  const folder = mkdtempSync(join(tmpdir(), "orrery-profile-"));
  try {
    const options = ["--conditions=source", "--cpu-prof", `--cpu-prof-dir=${folder}`];
    const file = join(import.meta.dirname, program);
    const { status } = spawnSync(process.execPath, [...options, file, ...args], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (status !== 0) throw new Error(`${program} failed`);
    const [name] = readdirSync(folder);
    return JSON.parse(readFileSync(join(folder, name!), "utf8")) as Profile;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined) {
    console.error(
      "profile: expected a program such as aws/path.ts and its arguments, received none",
    );
    process.exitCode = 2;
  } else {
    for (const [part, share] of sharesOf(profileOf(program, args))) {
      console.log(`${(100 * share).toFixed(0).padStart(3)} %  ${part}`);
    }
  }
}
