import type { LeftOutMeaning, TemplateResource } from "@orrery/aws";
import { nearestName, respelled, services } from "@orrery/aws";
import { dependencyOrder, withEarly } from "./dependency-order.ts";
import type { StackEnvironment } from "./environment.ts";
import { loopWarnings } from "./loop-warnings.ts";
import { plainOf, type MapNode, type PlainObject } from "./node.ts";
import { notModeled } from "./not-modeled.ts";
import type {
  Candidate,
  LintedPlan,
  PlannedOperation,
  PlannedResource,
  ResourceReport,
  TemplatePlan,
} from "./planned.ts";
import { readProperties } from "./properties.ts";
import type { ResolvedResource, ResolvedTemplate } from "./resolved.ts";
import type { AssumedValue } from "./assumed-value.ts";
import { heldResources } from "./held-resources.ts";
import { isKnownType, madeType, modeledType, typesBeside } from "./resource-types.ts";
import { wire, type Wiring } from "./wiring.ts";
import { Work } from "./work.ts";
import { workTargetsOf } from "./work-targets.ts";

/** What one resource comes to. */
interface ResourcePlan extends Pick<ResourceReport, "verdict" | "meaning" | "properties"> {
  readonly operations: readonly PlannedOperation[];
  readonly warnings: readonly string[];
  readonly charges: readonly string[];
}

/**
 * The AWS API operations that a template amounts to.
 *
 * What a resource names and the template does not hold is stood in for where its type says so, such as a
 * dead-letter queue by a queue with the defaults of SQS, with a warning.
 *
 * @throws TemplateError when a property has a value that it cannot have.
 */
export function templateOperations(template: ResolvedTemplate): TemplatePlan {
  const { lintWarnings: _, assumed: _assumed, made: _made, ...plan } = lintedPlan(template);
  return plan;
}

/** The plan of a template, and what `lint` warns of. @throws TemplateError as {@link templateOperations} does */
export function lintedPlan({ resources, environment, warnings }: ResolvedTemplate): LintedPlan {
  const all = resources.flatMap((resource) => [resource, ...heldResources(resource, environment)]);
  const candidates = new Map<string, Candidate>();
  for (const resource of all) {
    const type = madeType(resource.type);
    if (type === undefined) candidates.delete(resource.logicalId);
    else {
      const read = readProperties(resource, type);
      candidates.set(resource.logicalId, { resource, type, read });
    }
  }
  const wiring = wire([...candidates.values()], environment, all);
  const work = new Work();
  const byId = new Map(all.map((resource) => [resource.logicalId, resource]));
  const plans = new Map<string, ResourcePlan>();
  const made: Candidate[] = [];
  const granting = new Set<string>();
  for (const [id, resource] of byId) {
    const candidate = candidates.get(id);
    const asMinded = candidate === undefined ? mindedPlan(resource, environment) : null;
    const grants = environment.mindsPermissions && candidate?.type.grants === true;
    if (asMinded !== null || grants) granting.add(id);
    const plan =
      candidate === undefined
        ? (asMinded ?? leftOutPlan(resource, () => workTargetsOf(resource, all, environment, work)))
        : candidatePlan(candidate, wiring.selfOf(candidate));
    if (candidate !== undefined && plan.verdict === "modeled") made.push(candidate);
    plans.set(id, plan);
  }

  const needsOf = (id: string): readonly string[] => {
    const needed = byId.get(id)?.dependsOn ?? [];
    const candidate = candidates.get(id);
    return candidate === undefined ? needed : [...wiring.needs(candidate), ...needed];
  };
  const afterOf = (id: string): readonly string[] => {
    const { after = [] } = candidates.get(id)?.type ?? {};
    return after.length === 0
      ? []
      : all.filter(({ type }) => after.includes(type)).map(({ logicalId }) => logicalId);
  };
  const neededBefore = (id: string) => [...needsOf(id), ...afterOf(id)];
  const order = withEarly(
    dependencyOrder([...byId.keys()], neededBefore),
    // Stacks make resources side by side, and a permission is there before another service tries it.
    (id) => granting.has(id),
    neededBefore,
  );
  const standIns = wiring.standIns.map(({ operations, report }) =>
    madeOf({ logicalId: report.logicalId, type: report.type, arn: "" }, operations, []),
  );
  const arns = new Map(
    made.map((candidate) => [candidate.resource.logicalId, wiring.selfOf(candidate).arn]),
  );
  const inOrder = order.map((id) =>
    madeOf(
      { logicalId: id, type: byId.get(id)!.type, arn: arns.get(id) ?? "" },
      plans.get(id)?.operations ?? [],
      needsOf(id),
    ),
  );
  const planned = order.flatMap((id) => plans.get(id)?.operations ?? []);
  return {
    operations: [...wiring.standIns.flatMap(({ operations }) => operations), ...planned],
    resources: [
      ...[...byId].map(([id, resource]) => reportOf(resource, plans.get(id))),
      ...wiring.standIns.map(({ report }) => report),
    ],
    warnings: [
      ...warnings,
      ...wiring.standIns.map(({ warning }) => warning),
      ...[...plans.values()].flatMap((plan) => plan.warnings),
      ...loopWarnings(all, made, wiring, environment),
    ],
    leftOut: [...byId].flatMap(([resource, { type }]) =>
      (plans.get(resource)?.charges ?? []).map((what) => ({ resource, type, what })),
    ),
    lintWarnings: warningsTogether(made, wiring),
    assumed: assumedIn(made),
    made: [...standIns, ...inOrder],
  };
}

const madeOf = (
  resource: Pick<PlannedResource, "logicalId" | "type" | "arn">,
  operations: readonly PlannedOperation[],
  needs: readonly string[],
): PlannedResource => ({
  ...resource,
  service: operations[0]?.service ?? "",
  operations: operations.map(({ operation, params, updatePolicy }) => ({
    operation,
    params,
    ...(updatePolicy === undefined ? {} : { updatePolicy }),
  })),
  needs,
});

/** What is made up of what those resources have of others, each value once. */
function assumedIn(made: readonly Candidate[]): readonly AssumedValue[] {
  const all = made.flatMap(({ resource }) => resource.assumed);
  return [...new Map(all.map((each) => [each.reference, each])).values()];
}

/** What is wrong with several resources of a type together, in the order of the types. */
function warningsTogether(made: readonly Candidate[], wiring: Wiring): readonly string[] {
  const types = new Set(made.map(({ type }) => type));
  return [...types].flatMap((type) => {
    const ofType = made.filter((candidate) => candidate.type === type);
    const settings = ofType.map((candidate) => ({
      self: wiring.selfOf(candidate),
      values: candidate.read.values,
    }));
    return type.warnings?.(settings, wiring) ?? [];
  });
}

function candidatePlan({ resource, type, read }: Candidate, self: TemplateResource): ResourcePlan {
  const { values, reports, warnings, charges } = read;
  const operations = type.make(values, self);
  if (typeof operations === "string") {
    const nothing = { operations: [], properties: [], warnings: [], charges: [] };
    return { ...nothing, verdict: "opaque", meaning: operations };
  }
  const { logicalId, place } = resource;
  const service = modeledType(type.type)?.service ?? "";
  const position = { line: place.line, column: place.column };
  return {
    operations: operations.map((made) => ({
      ...made,
      params: respelledFor(service, made.operation, made.params),
      ...{ logicalId, service, position },
    })),
    verdict: "modeled",
    meaning: type.meaning(values, self),
    properties: reports,
    warnings,
    charges,
  };
}

/** Parameters as the API of a service spells them. */
function respelledFor(service: string, operation: string, params: PlainObject): PlainObject {
  const found = services.find((each) => each.service === service);
  return found === undefined ? params : respelled(found.model, operation, params);
}

/** What a resource comes to that says who may do what; `null`: it does not, or nobody minds. */
function mindedPlan(
  { type, logicalId, physicalName, properties, place }: ResolvedResource,
  { mindsPermissions }: StackEnvironment,
): ResourcePlan | null {
  const modeled = modeledType(type);
  if (!mindsPermissions || modeled === undefined || !("leftOut" in modeled.definition)) return null;
  const { minded } = modeled.definition;
  if (minded === undefined) return null;
  const position = { line: place.line, column: place.column };
  const self = { name: physicalName, logicalId };
  const operations = minded.make(plainOf(properties) as PlainObject, self); // A map stays one.
  return {
    operations: operations.map(({ operation, params }) => ({
      logicalId,
      service: modeled.service,
      operation,
      params,
      position,
    })),
    verdict: "modeled",
    meaning: minded.meaning,
    properties: [],
    warnings: [],
    charges: [],
  };
}

function leftOutPlan(
  { type, logicalId, properties, nested }: ResolvedResource,
  targetsOf: () => readonly string[],
): ResourcePlan {
  if (nested !== undefined && "file" in nested) {
    const { file, resources } = nested;
    const count = resources === 1 ? "1 resource" : `${resources} resources`;
    const meaning = `A nested stack of ${count}, ${logicalId}/…, made of ${file}.`;
    const nothing = { operations: [], properties: [], warnings: [], charges: [] };
    return { ...nothing, verdict: "modeled", meaning };
  }
  const leftOut = leftOutMeaning(type, properties);
  const { charge } = leftOut;
  const sentence = isKnownType(type)
    ? (nested?.missing ?? sentenceOf(leftOut, targetsOf))
    : `${type} is not among the types of CloudFormation that are known here.`;
  return {
    operations: [],
    verdict: isKnownType(type) ? leftOut.verdict : "opaque",
    meaning: sentence,
    properties: [],
    warnings: isKnownType(type) ? [] : [unknownTypeWarning(logicalId, type)],
    charges: charge === null ? [] : [charge],
  };
}

function leftOutMeaning(type: string, properties: MapNode): LeftOutMeaning {
  const modeled = modeledType(type)?.definition;
  const given = plainOf(properties) as PlainObject; // A map stays one.
  if (modeled === undefined || !("leftOut" in modeled)) return notModeled(type);
  return modeled.leftOutWith?.(given) ?? modeled.leftOut;
}

function unknownTypeWarning(logicalId: string, type: string): string {
  const nearest = nearestName(type, typesBeside(type));
  const meant = nearest === null ? "" : `; did you mean ${nearest}?`;
  return `${logicalId}: ${type} is not among the types of CloudFormation that are known here${meant}`;
}

function sentenceOf(leftOut: LeftOutMeaning, targetsOf: () => readonly string[]): string {
  if ("meaning" in leftOut) return leftOut.meaning;
  const { name, flow, absence } = leftOut;
  const targets = flow === undefined ? [] : targetsOf();
  return flow === undefined || targets.length === 0
    ? `${name} is not modeled yet: ${absence}.`
    : `${name} is not modeled yet: ${flow} must be given as a workload to ${namesOf(targets)}.`;
}

/** `A`, `A and B` or `A, B and C`. */
function namesOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

function reportOf(
  { logicalId, type, physicalName, place }: ResolvedResource,
  plan: ResourcePlan | undefined,
): ResourceReport {
  const { verdict = "opaque", meaning = "", properties = [] } = plan ?? {};
  const { file } = place;
  const position = { line: place.line, column: place.column };
  return { logicalId, type, physicalName, verdict, meaning, properties, file, position };
}
