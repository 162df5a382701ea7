import { withNearest, type Run, type RunResource } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { resourceNamed } from "@orrery/templates";
import type { LoadedScenario } from "./scenario-sources.ts";

/** The resource of a run that an option names, among those that `fits` finds. @throws ConfigError */
export function resourceWith(
  option: string,
  name: string,
  run: Run,
  { paths }: LoadedScenario,
  fits: (resource: RunResource) => boolean,
): RunResource {
  const fitting = run.resources.filter(fits);
  const find = (id: string) => fitting.find(({ logicalId }) => logicalId === id);
  const id = resourceNamed(option, name, paths, (each) => find(each) !== undefined) ?? name;
  const found = find(id);
  if (found !== undefined) return found;
  const known = fitting.map(({ logicalId }) => logicalId);
  const expected = known.length === 0 ? "a scenario with functions" : `one of ${known.join(", ")}`;
  throw new ConfigError(option, expected, withNearest(name, known));
}
