import { own } from "@orrery/kernel";
import { deployed, withExtras } from "./deployed.ts";
import type { ArchitectureOperation, Scenario } from "./scenario.ts";

/** The names of the scripts that resources of a scenario name: whoever runs it has to have them. */
export function scriptsNamedIn({
  architecture,
  extras = {},
  region,
  accountId,
  asOf,
  startsAt,
}: Scenario): readonly string[] {
  const made = new Map<string, ArchitectureOperation>();
  for (const operation of withExtras(architecture, extras)) {
    if (!made.has(operation.logicalId)) made.set(operation.logicalId, operation);
  }
  const names = new Set<string>();
  const { resources } = deployed(architecture, extras, { region, accountId, asOf, startsAt });
  for (const { logicalId, kind } of resources) {
    const params = made.get(logicalId)?.params ?? {};
    for (const [param, { scriptIn }] of Object.entries(kind.extras ?? {})) {
      const value = own(params, param);
      const name = value === undefined ? null : (scriptIn?.(value) ?? null);
      if (name !== null) names.add(name);
    }
  }
  return [...names];
}
