import { ConfigError } from "@orrery/kernel";
import type { ConstructPaths } from "../template/construct-paths.ts";

/**
 * The logical id of the resource that a name means: the name itself, or the one whose construct path it is or
 * ends. `undefined` where it means none.
 *
 * @param isKnown whether a resource is one that may be meant.
 * @throws ConfigError where it may mean several.
 */
export function resourceNamed(
  path: string,
  name: string,
  paths: ConstructPaths,
  isKnown: (logicalId: string) => boolean,
): string | undefined {
  if (isKnown(name)) return name;
  const able = paths.endingIn(name).filter(({ logicalId }) => isKnown(logicalId));
  if (able.length <= 1) return able[0]?.logicalId;
  const all = able.map(({ logicalId, path: whole }) => `${whole} (${logicalId})`);
  throw new ConfigError(path, `one of ${all.join(", ")}`, `"${name}", which each of them ends in`);
}
