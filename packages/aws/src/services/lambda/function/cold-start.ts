import { lawThrough, type Distribution } from "@orrery/kernel";

/** Which Init phase it is. */
export interface InitKind {
  /** As AWS names it, such as `nodejs22.x`; `null` for an image whose runtime nobody named. */
  readonly runtime: string | null;
  readonly architecture: "x86_64" | "arm64";
  readonly packageType: "Zip" | "Image";
}

type Percentiles = readonly [p50: number, p90: number, p99: number];
type Cells = readonly [
  zipX86: Percentiles,
  zipArm: Percentiles,
  imageX86: Percentiles,
  imageArm: Percentiles,
];

/**
 * Init Duration in milliseconds by runtime, over all memory sizes, on which it does not depend.
 *
 * Source: daily benchmark maxday/lambda-perf, 1 to 22 August 2026, about 800 samples a cell of a
 * hello-world function, from the REPORT line.
 */
const initMilliseconds: Readonly<Record<string, Cells>> = {
  "nodejs20.x": [
    [142, 160, 199],
    [131, 139, 157],
    [265, 559, 781],
    [228, 259, 696],
  ],
  "nodejs22.x": [
    [140, 159, 194],
    [130, 137, 155],
    [297, 574, 806],
    [240, 669, 791],
  ],
  "nodejs24.x": [
    [135, 154, 186],
    [123, 131, 161],
    [273, 555, 742],
    [230, 647, 742],
  ],
  "python3.12": [
    [84, 98, 133],
    [81, 87, 107],
    [156, 307, 404],
    [134, 296, 375],
  ],
  "python3.13": [
    [84, 99, 122],
    [80, 86, 110],
    [161, 313, 386],
    [133, 267, 330],
  ],
  "python3.14": [
    [107, 134, 233],
    [101, 111, 145],
    [175, 342, 438],
    [159, 289, 367],
  ],
  java11: [
    [277, 335, 577],
    [286, 538, 573],
    [362, 633, 801],
    [337, 687, 769],
  ],
  java17: [
    [206, 231, 561],
    [219, 233, 525],
    [327, 605, 739],
    [322, 475, 589],
  ],
  java21: [
    [239, 270, 611],
    [249, 269, 572],
    [362, 665, 822],
    [345, 642, 762],
  ],
  java25: [
    [190, 266, 478],
    [199, 229, 443],
    [242, 471, 622],
    [248, 425, 532],
  ],
  dotnet8: [
    [255, 357, 651],
    [304, 635, 723],
    [402, 675, 860],
    [449, 725, 874],
  ],
  dotnet10: [
    [254, 569, 702],
    [251, 591, 713],
    [394, 697, 848],
    [378, 711, 853],
  ],
  "ruby3.4": [
    [224, 376, 433],
    [239, 398, 421],
    [263, 384, 476],
    [272, 350, 447],
  ],
  "provided.al2023": [
    [50, 53, 62],
    [43, 44, 46],
    [47, 93, 127],
    [40, 80, 111],
  ],
  rust: [
    [16, 19, 49],
    [14, 15, 44],
    [37, 76, 109],
    [31, 63, 96],
  ],
  "dotnet10-aot": [
    [72, 80, 101],
    [63, 67, 86],
    [59, 110, 157],
    [51, 91, 136],
  ],
  "java21-native": [
    [151, 163, 190],
    [128, 135, 162],
    [90, 203, 326],
    [78, 153, 278],
  ],
};

/** Whose figures stand in where a runtime has none of its own: the oldest measured of its family. */
const standIns: readonly (readonly [prefix: string, runtime: string])[] = [
  ["nodejs", "nodejs20.x"],
  ["python", "python3.12"],
  ["java", "java11"],
  ["dotnet", "dotnet8"],
  ["ruby", "ruby3.4"],
  ["provided", "provided.al2023"],
  ["go", "provided.al2023"],
];
/** An image does not say its runtime to Lambda; where the scenario does not either, this is assumed. */
const runtimeOfImages = "nodejs22.x";

/** The runtime whose figures are used for `runtime`. */
function measuredRuntimeOf(runtime: string | null): string {
  if (runtime === null) return runtimeOfImages;
  if (initMilliseconds[runtime] !== undefined) return runtime;
  return standIns.find(([prefix]) => runtime.startsWith(prefix))?.[1] ?? runtimeOfImages;
}

// Memo of a pure function: each law has some forty points.
const laws = new Map<Percentiles, Distribution>();

/** The Init phase in microseconds: a law through the median, P90 and P99 that were measured. */
export function initDurationOf({ runtime, architecture, packageType }: InitKind): Distribution {
  const cells = initMilliseconds[measuredRuntimeOf(runtime)]!; // Measured ones are in the table.
  const column = (packageType === "Image" ? 2 : 0) + (architecture === "arm64" ? 1 : 0);
  const percentiles = cells[column]!;
  let law = laws.get(percentiles);
  if (law === undefined) {
    const [p50, p90, p99] = percentiles;
    law = lawThrough([
      { p: 0.5, value: p50 * 1_000 },
      { p: 0.9, value: p90 * 1_000 },
      { p: 0.99, value: p99 * 1_000 },
    ]);
    laws.set(percentiles, law);
  }
  return law;
}

/**
 * The median of a restore, by runtime: java17 and java21 as measured by the same benchmark in 2024-06 and 2025-06, the
 * later of two. How far restores spread about it is ours.
 */
const restoreMedians: Readonly<Record<string, number>> = { java17: 699, java21: 678 };
const usualRestore = "java21";

/** How long the restore of a snapshot takes, in microseconds; runtimes that were not measured take that of Java 21. */
export function restoreDurationOf(runtime: string | null): Distribution {
  const median = restoreMedians[runtime ?? usualRestore] ?? restoreMedians[usualRestore]!;
  return { type: "lognormal", median: median * 1_000, sigma: 0.2 };
}

const firstCallMemory = [128, 256, 512, 1_024] as const;

/**
 * What the first handler call takes in milliseconds at 128, 256, 512 and 1,024 MB, mean of the same
 * benchmark on zip packages for x86_64. Runtimes that compile while they run need the CPU that
 * comes with memory.
 */
const firstCallMilliseconds: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "nodejs22.x": [12, 3.4, 3.3, 3.2],
  "python3.13": [2.1, 2.1, 2.1, 2.1],
  java21: [97, 36, 32, 7],
  java25: [250, 96, 25, 10],
  dotnet8: [712, 356, 164, 75],
  dotnet10: [796, 389, 181, 80],
  "ruby3.4": [12, 2.6, 2.6, 2.5],
  "provided.al2023": [1.5, 1.5, 1.5, 1.5],
};
const firstCallStandIns: Readonly<Record<string, string>> = {
  "nodejs20.x": "nodejs22.x",
  "nodejs24.x": "nodejs22.x",
  "python3.12": "python3.13",
  "python3.14": "python3.13",
  java11: "java21",
  java17: "java21",
  // They compile nothing while they run.
  rust: "provided.al2023",
  "dotnet10-aot": "provided.al2023",
  "java21-native": "provided.al2023",
};

/** What runs on an operating system alone, beside Go, under names of ours. */
export const compiledRuntimes = ["rust", "dotnet10-aot", "java21-native"] as const;

/**
 * What the first handler call in an environment takes more than later ones, in whole microseconds.
 * Between two measured memory sizes it runs in a straight line; above 1,024 MB it stays.
 */
export function firstCallDurationOf({ runtime }: InitKind, memorySize: number): number {
  const measured = measuredRuntimeOf(runtime);
  const means = firstCallMilliseconds[firstCallStandIns[measured] ?? measured]!;
  for (let place = 1; place < firstCallMemory.length; place += 1) {
    const to = firstCallMemory[place]!;
    if (memorySize > to) continue;
    const from = firstCallMemory[place - 1]!;
    const part = Math.max(0, (memorySize - from) / (to - from));
    const mean = means[place - 1]! + part * (means[place]! - means[place - 1]!);
    return Math.round(mean * 1_000);
  }
  return Math.round(means[3] * 1_000);
}
