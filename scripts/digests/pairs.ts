import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A scenario under one seed, and what it comes to. */
export interface DigestPair {
  readonly scenario: string;
  readonly seed: number | string;
  /** 16 hexadecimal digits. */
  readonly digest: string;
  readonly events: number;
}

const pinsPath = join(import.meta.dirname, "pins.json");

/** How a pair is called in tables. */
export const nameOf = ({ scenario, seed }: DigestPair): string => `${scenario} × ${seed}`;

/** The pinned pairs. */
export const readPins = (): readonly DigestPair[] =>
  JSON.parse(readFileSync(pinsPath, "utf8")) as readonly DigestPair[]; // Written by writePins.

/** Pins pairs, one in a line. */
export function writePins(pairs: readonly DigestPair[]): void {
  const lines = pairs.map(({ scenario, seed, digest, events }) => {
    const [name, from] = [JSON.stringify(scenario), JSON.stringify(seed)];
    return `  { "scenario": ${name}, "seed": ${from}, "digest": "${digest}", "events": ${events} }`;
  });
  writeFileSync(pinsPath, `[\n${lines.join(",\n")}\n]\n`);
}
