import { deployed, withArticle, type ActionTargets, type DeployedResource } from "@orrery/aws";
import type { Architecture } from "./architecture.ts";
import { anyEntry, nounsOf, type Wanted } from "./nouns.ts";
import { at, fail } from "./reading.ts";
import { resourceNamed } from "./resource-name.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { defaultAsOf, defaultStart } from "./scenario-schema.ts";
import { unknownName, type ScenarioPath } from "./wording.ts";

/** A resource of the architecture, of which scenarios speak. */
export type Target = DeployedResource;

interface Targets {
  readonly byId: ReadonlyMap<string, Target>;
  readonly refused: ReadonlySet<string>;
}

/** A memo, made once for each architecture: every workload, function and fault of a scenario asks. */
const targetsKnown = new WeakMap<Architecture, Targets>();

function targetsOf({ content }: ScenarioDocument, architecture: Architecture): Targets {
  const known = targetsKnown.get(architecture);
  if (known !== undefined) return known;
  const { operations, later, extras, region, account } = architecture;
  const options = {
    region,
    accountId: account,
    asOf: content.asOf ?? defaultAsOf,
    startsAt: content.startsAt ?? defaultStart,
  };
  const { resources, refused } = deployed([...operations, ...later], extras, options);
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
 * The resource that the setting at `path` names, by its logical id or its construct path; `null` where AWS refuses to make it, which the run will
 * say.
 */
export function targetNamed(
  document: ScenarioDocument,
  path: ScenarioPath,
  name: string,
  architecture: Architecture,
  fits: Wanted = anyEntry,
): Target | null {
  const { byId, refused } = targetsOf(document, architecture);
  const { paths, typeOf } = architecture;
  const isAble = (id: string) => {
    const target = byId.get(id);
    return target !== undefined && fits(target.kind);
  };
  const isThere = (id: string) => byId.has(id) || refused.has(id) || typeOf(id) !== undefined;
  // What is there under a logical id is meant by it, whether it fits or not.
  const logicalId = at(document, path, () => {
    const own = isThere(name) ? name : undefined;
    const ableOne = own ?? resourceNamed("", name, paths, isAble);
    return ableOne ?? resourceNamed("", name, paths, isThere) ?? name;
  });
  const named = byId.get(logicalId);
  if (named !== undefined && fits(named.kind)) return named;
  if (named === undefined && refused.has(logicalId)) return null;
  const wanted = nounsOf(fits);
  const other = named?.kind.noun ?? typeOf(logicalId);
  if (other !== undefined) {
    return fail(document, path, `expected ${wanted}, received "${name}", ${withArticle(other)}`);
  }
  const able = [...byId.values()].filter(({ kind }) => fits(kind));
  const names = [...able.map((target) => target.logicalId), ...refused].map(paths.nameOf);
  return fail(
    document,
    path,
    names.length === 0
      ? `expected ${wanted}, of which the architecture has none, received "${name}"`
      : unknownName(names, name),
  );
}

/**
 * The logical id of what the setting at `path` names, where a construct path means one; otherwise the name as
 * it is, which the run then looks for.
 */
export function idNamed(
  document: ScenarioDocument,
  path: ScenarioPath,
  name: string,
  architecture: Architecture,
): string {
  const { byId } = targetsOf(document, architecture);
  const isKnown = (id: string) => byId.has(id);
  return at(document, path, () => resourceNamed("", name, architecture.paths, isKnown)) ?? name;
}
