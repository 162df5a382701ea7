import { ConfigError } from "@orrery/kernel";
import type { ResourceKind } from "../service/resource-kind.ts";
import { allKinds } from "../services.ts";
import { withArticle } from "../text/figures.ts";
import type { RunResource } from "./made-run.ts";

/** Those of a run, by logical id. */
export type Resources = ReadonlyMap<string, RunResource>;

const takesArrivals = ({ entry }: ResourceKind): boolean => entry !== undefined;

/** The resource that a workload or a fault names. @throws ConfigError where there is none that fits. */
export function targetNamed(
  to: string,
  path: string,
  resources: Resources,
  fits: (kind: ResourceKind) => boolean = takesArrivals,
): RunResource {
  const isAble = ({ kind }: RunResource) => fits(allKinds.get(kind)!); // Of the run's own services.
  const target = resources.get(to);
  if (target !== undefined && isAble(target)) return target;
  const able = [...resources.values()].filter(isAble).map(({ logicalId }) => logicalId);
  const nouns = [...allKinds.values()].filter(fits).map(({ noun }) => withArticle(noun));
  throw new ConfigError(
    path,
    able.length === 0
      ? `${nouns.join(" or ")}, of which there is none`
      : `one of ${able.join(", ")}`,
    `"${to}"`,
  );
}
