import {
  isCustomType,
  type ArchitectureOperation,
  type Extras,
  type LeftOut,
  type Scripts,
  type UpdateBranch,
} from "@orrery/aws";
import { shownValue } from "@orrery/kernel";
import {
  constructPathsOf,
  noConstructPaths,
  type ConstructPaths,
} from "../template/construct-paths.ts";
import {
  customRequest,
  type CustomAnswers,
  type CustomRequest,
} from "../template/custom-resources.ts";
import { withProperties } from "../template/given-properties.ts";
import { lintedPlan } from "../template/plan.ts";
import type { TemplateFiles } from "../template/assembly.ts";
import type { TemplatePlan } from "../template/planned.ts";
import type { ResolvedTemplate } from "../template/resolved.ts";
import { heldResources } from "../template/held-resources.ts";
import { resourcePlace } from "../template/resource-place.ts";
import { resolvedAt, resolvedStacks } from "../template/stack-set.ts";
import type { Generations } from "../template/surroundings.ts";
import {
  deployedFirst,
  type DeployedStacks,
  type PlannedTemplate,
} from "../template/update-plan.ts";
import { withAsked, type UpdateRequest } from "./custom-updates.ts";
import { checkGivenResources, givenResources, withGivenResources } from "./given-resources.ts";
import { fail, fileAt, type ScenarioSources } from "./reading.ts";
import { policiesOf } from "./policies.ts";
import type { ScenarioDocument } from "./scenario-document.ts";

/** What an architecture module exports: what the builder's `Stack` has of it. */
export interface ArchitectureModule {
  readonly operations: readonly ArchitectureOperation[];
  readonly extras?: Readonly<Record<string, Extras>>;
  /** What its resources have in the words of scenario files, by section and logical id. */
  readonly sections?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly region?: string;
  readonly account?: string;
  /** What functions do whose handlers are written where they are made, by their ids. */
  readonly handlers?: Scripts;
}

/** Of which templates stacks are after an update, in place of what a scenario says. */
export interface StackVersion {
  readonly template?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly stacks?: Readonly<
    Record<
      string,
      { readonly template: string; readonly parameters: Readonly<Record<string, string>> }
    >
  >;
  readonly generations?: Generations;
  /** What custom resources are answered. */
  readonly answers?: CustomAnswers;
}

/** A branch of an update, and what it asks for custom resources. */
export interface PlannedBranch extends UpdateBranch {
  /** Which of all branches it is. */
  readonly key: string;
  /** By the places of steps. */
  readonly requests: ReadonlyMap<number, UpdateRequest>;
}

/** What there is, and how a scenario speaks of it. */
export interface Architecture extends Required<Omit<ArchitectureModule, "handlers">> {
  /** Of the template: what CloudFormation asks for custom resources, after so many operations. */
  readonly requests: readonly { readonly request: CustomRequest; readonly after: number }[];
  /** Of the template: what is not modeled, or not known. */
  readonly warnings: readonly string[];
  /** Of the template: what AWS charges for and a run does not price. */
  readonly leftOut: readonly LeftOut[];
  /** Of the template, where the CDK wrote it: by which names its resources are meant, too. */
  readonly paths: ConstructPaths;
  /** The type of what the template has under a logical id and is not simulated as such. */
  typeOf(logicalId: string): string | undefined;
  /** The stacks as they are at first, which updates change; `null`: a module's. */
  readonly deployed: DeployedStacks | null;
  /** What updates make under names that are not there at first. */
  readonly later: readonly ArchitectureOperation[];
  /** The branches of updates, by the places of their actions. */
  readonly updates: ReadonlyMap<number, readonly PlannedBranch[]>;
  /** Where the file says what an operation made of it, or `null`; `about` names a property of it. */
  placeOf(logicalId: string, about: string): string | null;
}

const defaultRegion = "us-east-1";
const defaultAccount = "123456789012";

/** The architecture that a scenario names: that of a template or of several stacks, or the one that a module exports. */
export function architectureOf(
  document: ScenarioDocument,
  sources: ScenarioSources,
  module: ArchitectureModule | null,
  answers: CustomAnswers = {},
): Architecture {
  const { template, stacks } = document.content;
  const given = [
    ...(template === undefined ? [] : ["a template"]),
    ...(stacks === undefined ? [] : ["stacks"]),
    ...(module === null ? [] : ["an architecture"]),
  ];
  const expected = "expected a template, stacks or an architecture";
  if (given.length > 1) {
    const path = module === null ? ["stacks"] : ["architecture"];
    fail(document, path, `${expected}, received both ${given.join(" and ")}`);
  }
  if (module !== null) return ofModule(document, module);
  const resolved = resolvedIn(document, sources, { answers });
  return resolved === null
    ? fail(document, [], `${expected}, received none`)
    : ofTemplates(document, resolved);
}

function ofModule(document: ScenarioDocument, module: ArchitectureModule): Architecture {
  const { operations, extras = {}, sections = {}, region, account } = module;
  const said: unknown = sections; // A module's own may be anything.
  if (typeof said !== "object" || said === null) {
    fail(document, ["architecture"], `expected sections by name, received ${shownValue(said)}`);
  }
  const agreed = (setting: "region" | "account", own: string | undefined, fallback: string) => {
    const given = document.content[setting];
    if (given !== undefined && own !== undefined && given !== own) {
      fail(document, [setting], `expected the architecture's own, ${own}, received "${given}"`);
    }
    return own ?? given ?? fallback;
  };
  for (const setting of ["parameters", "stackName", "stack", "exports"] as const) {
    if (document.content[setting] === undefined) continue;
    fail(document, [setting], `expected none without a template, received ${setting}`);
  }
  return {
    operations: withGivenResources(document, operations),
    extras,
    sections,
    region: agreed("region", region, defaultRegion),
    account: agreed("account", account, defaultAccount),
    requests: [],
    warnings: [],
    leftOut: [],
    paths: noConstructPaths,
    typeOf: () => undefined,
    placeOf: () => null,
    deployed: null,
    later: [],
    updates: new Map(),
  };
}

/** The stacks of a scenario, resolved; `null`: it names none. */
function resolvedIn(
  document: ScenarioDocument,
  sources: ScenarioSources,
  version: StackVersion = {},
): ResolvedTemplate | null {
  const { template = document.content.template, generations, answers } = version;
  const isFirst = version.template === undefined;
  const { stacks, stack, stackName, region, account, exports, startsAt } = document.content;
  const shared = {
    ...(policiesOf(document) === undefined ? {} : { mindsPermissions: true }),
    ...(startsAt === undefined ? {} : { deployedAt: startsAt }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { accountId: account }),
    ...(exports === undefined ? {} : { exports }),
    ...(generations === undefined ? {} : { generations }),
    ...(answers === undefined ? {} : { answers }),
  };
  if (template !== undefined) {
    const files = filesOf(sources, (file) =>
      file === template ? fileAt(document, ["template"], file, sources) : sources.open(file),
    );
    const choice = {
      ...shared,
      // Another template may have other parameters; those that it has keep their values.
      ...(isFirst
        ? { parameters: textsOf(document.content.parameters) }
        : { offered: { ...textsOf(document.content.parameters), ...version.parameters } }),
      ...(stackName === undefined ? {} : { stackName }),
      ...(stack === undefined ? {} : { stack }),
    };
    const placeOf = (setting: string) => `${document.placeOf([setting])}: ${setting}`;
    return resolvedAt(template, files, choice, placeOf);
  }
  if (stacks === undefined) return null;
  for (const setting of ["stack", "stackName", "parameters"] as const) {
    if (document.content[setting] === undefined) continue;
    fail(document, [setting], `expected none with stacks by name, received ${setting}`);
  }
  const named = Object.entries(stacks).map(([name, said]) => {
    const own = typeof said === "string" ? { template: said } : said;
    const parameters = textsOf(own.parameters);
    const later = version.stacks?.[name];
    return {
      stackName: name,
      template: later?.template ?? own.template,
      parameters: { ...parameters, ...later?.parameters },
    };
  });
  if (named.length === 0) fail(document, ["stacks"], "expected a stack, received none");
  const files = filesOf(sources, (file) => {
    const stackOf = named.find((each) => each.template === file);
    if (stackOf === undefined) return sources.open(file);
    const isText = typeof stacks[stackOf.stackName] === "string";
    const path = ["stacks", stackOf.stackName, ...(isText ? [] : ["template"])];
    return fileAt(document, path, file, sources);
  });
  return resolvedStacks(named, files, shared);
}

/** Files as templates find them. */
export const filesOf = (
  sources: ScenarioSources,
  open: TemplateFiles["open"] = (file) => sources.open(file),
): TemplateFiles => ({
  open,
  isFolder: (path) => sources.isFolder?.(path) === true,
});

const textsOf = (
  values: ScenarioDocument["content"]["parameters"] = {},
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

/** The templates of stacks after an update, with what they make. */
export function plannedIn(
  document: ScenarioDocument,
  sources: ScenarioSources,
  version: StackVersion,
): PlannedTemplate {
  const template = resolvedIn(document, sources, version)!; // Whoever updates has one.
  const types = new Map(template.resources.map(({ logicalId, type }) => [logicalId, type]));
  const given = givenResources(document, types, constructPathsOf(template.resources));
  return { template, resources: lintedPlan(withProperties(template, given.properties)).made };
}

function ofTemplates(document: ScenarioDocument, resolved: ResolvedTemplate): Architecture {
  const paths = constructPathsOf(resolved.resources);
  const typesGiven = new Map(resolved.resources.map(({ logicalId, type }) => [logicalId, type]));
  const given = givenResources(document, typesGiven, paths);
  const {
    made,
    lintWarnings: _,
    assumed: __,
    ...plan
  } = lintedPlan(withProperties(resolved, given.properties));
  checkGivenResources(document, given, plan.resources, paths);
  const types = new Map(plan.resources.map(({ logicalId, type }) => [logicalId, type]));
  return {
    operations: plan.operations.map(({ logicalId, service, operation, params }) => ({
      logicalId,
      service,
      operation,
      params,
    })),
    extras: {},
    sections: {},
    region: resolved.environment.region,
    account: resolved.environment.accountId,
    requests: requestsIn(resolved, plan),
    warnings: warningsOf(plan),
    leftOut: plan.leftOut,
    paths,
    typeOf: (logicalId) => types.get(logicalId),
    placeOf: (logicalId, about) => resourcePlace(plan.resources, logicalId, about),
    deployed: deployedFirst(withAsked({ template: resolved, resources: made })),
    later: [],
    updates: new Map(),
  };
}

/** What is asked for custom resources, each once all is there that it needs. */
function requestsIn(
  { resources, environment }: ResolvedTemplate,
  { operations }: TemplatePlan,
): Architecture["requests"] {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const last = new Map(operations.map(({ logicalId }, place) => [logicalId, place + 1]));
  const afterOf = (id: string, seen: Set<string>): number => {
    if (seen.has(id)) return 0;
    seen.add(id);
    const resource = byId.get(id);
    // What a resource has among its properties is made with it.
    const held = resource === undefined ? [] : heldResources(resource, environment);
    const own = [id, ...held.map(({ logicalId }) => logicalId)].map((each) => last.get(each) ?? 0);
    const needed = resource?.dependsOn ?? [];
    return Math.max(...own, ...needed.map((each) => afterOf(each, seen)));
  };
  return resources.flatMap((resource) => {
    const request = customRequest(resource, environment);
    return request === null ? [] : [{ request, after: afterOf(resource.logicalId, new Set()) }];
  });
}

/** What a template has that a run leaves out, each meaning once. */
function warningsOf({ warnings, resources }: TemplatePlan): readonly string[] {
  const opaque = new Map<string, string[]>();
  const note = (meaning: string, what: string) => {
    const subjects = opaque.get(meaning);
    if (subjects === undefined) opaque.set(meaning, [what]);
    else subjects.push(what);
  };
  const told = new Set(warnings.map((warning) => warning.split(":", 1)[0]));
  for (const { logicalId, type, verdict, meaning, properties } of resources) {
    // Of custom resources it is said what they are answered.
    if (verdict === "opaque" && !isCustomType(type)) note(meaning, logicalId);
    for (const property of properties) {
      const subject = `${logicalId}.${property.path}`;
      if (property.verdict === "opaque" && !told.has(subject)) note(property.meaning, subject);
    }
  }
  const grouped = [...opaque].map(([meaning, subjects]) => `${subjects.join(", ")}: ${meaning}`);
  return [...warnings, ...grouped];
}
