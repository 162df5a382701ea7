import type { MapNode } from "../../template/node.ts";
import type { ResolvedResource } from "../../template/resolved.ts";
import { inlineCodeFindings } from "./inline-code.ts";
import { localPlanOf, type LocalPlan } from "./local.ts";
import type { MeasurePackage } from "./package-size.ts";
import { packageFindings } from "./packages.ts";
import { sourceResources } from "./sources.ts";
import { syncPlanOf, type SyncPlan } from "./sync.ts";

/** What the recipe around a template comes to: its code, and what the command of SAM does with it. */
export interface Recipe {
  /** What is wrong with code and packages. */
  readonly findings: readonly string[];
  readonly sync: SyncPlan;
  readonly local: LocalPlan;
}

/** What the recipe of a template comes to: `root` is the template as it is written. */
export function recipeOf(
  root: MapNode,
  resolved: readonly ResolvedResource[],
  measure: MeasurePackage = () => null,
): Recipe {
  const resources = sourceResources(root);
  return {
    findings: [...inlineCodeFindings(resolved), ...packageFindings(resources, measure)],
    sync: syncPlanOf(resources),
    local: localPlanOf(resources),
  };
}

/** What `sam sync` and `sam local` do, as lines of plain text under titles. */
export function recipeLines({
  sync,
  local,
}: Recipe): readonly (readonly [string, readonly string[]])[] {
  const brought = sync.code.map(({ logicalId, by }) => `  ${logicalId}  by ${by.join(", ")}`);
  const waiting =
    sync.deployment.length === 0 ? [] : [`  with a deployment only: ${sync.deployment.join(", ")}`];
  const served = local.serves.map(({ event, route }) => `  ${route}  to ${event}`);
  const left = local.left.map(({ event, type }) => `${event} (${type})`);
  const by = left.length === 0 ? [] : [`  brings none of ${left.join(", ")}`];
  return [
    ["sam sync --code", [...brought, ...waiting]],
    ["sam local", [...served, ...by]],
  ];
}
