import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Where the sources of those peers lie that are in no registry: a folder with one for each, named as the
 * peer's repository is. `benchmarks/README.md` says how to fill it.
 */
const variable = "ORRERY_PEERS";

/** What must be there, in the folder of its name, for a peer to run. */
const needed = {
  simcpp20: ["include/fschuetz04/simcpp20.hpp"],
  simfaas: ["simfaas/ServerlessSimulator.py"],
  "stability-sim": ["src/engine/simulation-engine.ts", "node_modules/uuid"],
} as const;

/** A peer whose sources somebody fetched. */
type FetchedPeer = keyof typeof needed;

const isFetchedPeer = (kind: string): kind is FetchedPeer => Object.hasOwn(needed, kind);

/** The folder of a peer's sources; `null` where they are not there. */
export function sourcesOf(peer: FetchedPeer, environment = process.env): string | null {
  const parent = environment[variable];
  if (parent === undefined || parent === "") return null;
  const folder = join(parent, peer);
  return needed[peer].every((path) => existsSync(join(folder, path))) ? folder : null;
}

/** What somebody is to do who misses a peer. */
export const howToGet = (kind: string): string =>
  isFetchedPeer(kind)
    ? `${kind} is not in the folder that ${variable} names, see benchmarks/README.md`
    : `${kind} is not installed, see bench:peers`;
