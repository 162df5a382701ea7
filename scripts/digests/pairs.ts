import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { servicesFolder } from "../rules.ts";
import { serviceFolders } from "../tidy/service-folders.ts";
import { root } from "../workspace.ts";

/** A scenario under one seed, and what it comes to. */
export interface DigestPair {
  readonly scenario: string;
  readonly seed: number | string;
  /** 16 hexadecimal digits. */
  readonly digest: string;
  readonly events: number;
}

/** Pairs by the folder in which their cases and pins lie, from the root. */
export type PairsByHome = Readonly<Record<string, readonly DigestPair[]>>;

/** Where cases and pins of no service lie, and those of examples. */
export const genericHome = "scripts/digests";

/** The folders with cases and pins: of no service, and of each that has them. */
export const homes = (): readonly string[] => [
  genericHome,
  ...serviceFolders()
    .filter(({ files }) => files.has("digests/cases.ts"))
    .map(({ service }) =>
      relative(root, join(servicesFolder, service, "digests")).replaceAll("\\", "/"),
    ),
];

const pinsPath = (home: string): string => join(root, home, "pins.json");

/** How a pair is called in tables. */
export const nameOf = ({ scenario, seed }: DigestPair): string => `${scenario} × ${seed}`;

/** Whether a pair is the first of its scenario among `pairs`. */
export const isFirstSeed = (
  { scenario, seed }: DigestPair,
  pairs: readonly DigestPair[],
): boolean => pairs.find((each) => each.scenario === scenario)?.seed === seed;

/** The pinned pairs of all folders. */
export const readPins = (): readonly DigestPair[] =>
  homes()
    .map(pinsPath)
    .filter((path) => existsSync(path))
    .flatMap((path) => JSON.parse(readFileSync(path, "utf8")) as readonly DigestPair[]); // Written by writePins.

/** Pins pairs, one in a line. */
export function writePins(pairs: PairsByHome): void {
  for (const [home, own] of Object.entries(pairs)) {
    const lines = own.map(({ scenario, seed, digest, events }) => {
      const [name, from] = [JSON.stringify(scenario), JSON.stringify(seed)];
      return `  { "scenario": ${name}, "seed": ${from}, "digest": "${digest}", "events": ${events} }`;
    });
    writeFileSync(pinsPath(home), `[\n${lines.join(",\n")}\n]\n`);
  }
}
