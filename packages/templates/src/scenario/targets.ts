import { deployed, withArticle, type ActionTargets, type DeployedResource } from "@orrery/aws";
import type { Architecture } from "./architecture.ts";
import { anyEntry, nounsOf, type Wanted } from "./nouns.ts";
import { fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { defaultAsOf } from "./scenario-schema.ts";
import { unknownName, type ScenarioPath } from "./wording.ts";

/** A resource of the architecture, of which scenarios speak. */
export type Target = DeployedResource;

interface Targets {
  readonly byId: ReadonlyMap<string, Target>;
  readonly refused: ReadonlySet<string>;
}

/** Made once for each architecture: every workload, function and fault of a scenario asks. */
const targetsKnown = new WeakMap<Architecture, Targets>();

function targetsOf({ content }: ScenarioDocument, architecture: Architecture): Targets {
  const known = targetsKnown.get(architecture);
  if (known !== undefined) return known;
  const { operations, extras, region, account } = architecture;
  const options = { region, accountId: account, asOf: content.asOf ?? defaultAsOf };
  const { resources, refused } = deployed(operations, extras, options);
  const targets = {
    byId: new Map(resources.map((target) => [target.logicalId, target])),
    refused,
  };
  targetsKnown.set(architecture, targets);
  return targets;
}

/** The resources that actions may name; `null` where AWS refuses to make one of them. */
export function actionTargets(
  document: ScenarioDocument,
  architecture: Architecture,
): ActionTargets | null {
  const { byId, refused } = targetsOf(document, architecture);
  return refused.size > 0 ? null : { names: [...byId.keys()], find: (name) => byId.get(name) };
}

/**
 * The resource that the setting at `path` names; `null` where AWS refuses to make it, which the run will
 * say.
 */
export function targetNamed(
  document: ScenarioDocument,
  path: ScenarioPath,
  logicalId: string,
  architecture: Architecture,
  fits: Wanted = anyEntry,
): Target | null {
  const { byId, refused } = targetsOf(document, architecture);
  const named = byId.get(logicalId);
  if (named !== undefined && fits(named.kind)) return named;
  if (named === undefined && refused.has(logicalId)) return null;
  const wanted = nounsOf(fits);
  const other = named?.kind.noun ?? architecture.typeOf(logicalId);
  if (other !== undefined) {
    return fail(
      document,
      path,
      `expected ${wanted}, received "${logicalId}", ${withArticle(other)}`,
    );
  }
  const able = [...byId.values()].filter(({ kind }) => fits(kind));
  const names = [...able.map((target) => target.logicalId), ...refused];
  return fail(
    document,
    path,
    names.length === 0
      ? `expected ${wanted}, of which the architecture has none, received "${logicalId}"`
      : unknownName(names, logicalId),
  );
}
