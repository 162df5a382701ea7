import type { ArchitectureOperation, Extras, LeftOut, Scripts } from "@orrery/aws";
import { shownValue } from "@orrery/kernel";
import {
  constructPathsOf,
  noConstructPaths,
  type ConstructPaths,
} from "../template/construct-paths.ts";
import {
  customRequest,
  isCustomType,
  type CustomAnswers,
  type CustomRequest,
} from "../template/custom-resources.ts";
import { readTemplate } from "../template/document.ts";
import { withProperties } from "../template/given-properties.ts";
import { templateOperations } from "../template/plan.ts";
import type { TemplatePlan } from "../template/planned.ts";
import { resolveTemplate } from "../template/resolve.ts";
import type { ResolvedTemplate } from "../template/resolved.ts";
import { heldResources } from "../template/held-resources.ts";
import { resourcePlace } from "../template/resource-place.ts";
import { checkGivenResources, givenResources, withGivenResources } from "./given-resources.ts";
import { fail, fileAt, type ScenarioSources } from "./reading.ts";
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
  /** Where the file says what an operation made of it, or `null`; `about` names a property of it. */
  placeOf(logicalId: string, about: string): string | null;
}

const defaultRegion = "us-east-1";
const defaultAccount = "123456789012";

/** The architecture that a scenario names: a template's, or the one that a module exports. */
export function architectureOf(
  document: ScenarioDocument,
  sources: ScenarioSources,
  module: ArchitectureModule | null,
  answers: CustomAnswers = {},
): Architecture {
  const { template } = document.content;
  if (template !== undefined && module !== null) {
    fail(document, ["architecture"], "expected a template or an architecture, received both");
  }
  if (template !== undefined) return ofTemplate(document, template, sources, answers);
  if (module === null) {
    return fail(document, [], "expected a template or an architecture, received neither");
  }
  return ofModule(document, module);
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
  for (const setting of ["parameters", "stackName"] as const) {
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
  };
}

function ofTemplate(
  document: ScenarioDocument,
  template: string,
  sources: ScenarioSources,
  answers: CustomAnswers,
): Architecture {
  const { parameters = {}, stackName, region, account } = document.content;
  const { path, text } = fileAt(document, ["template"], template, sources);
  const written = readTemplate(text, path);
  const resolved = resolveTemplate(written, {
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, String(value)]),
    ),
    ...(stackName === undefined ? {} : { stackName }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { accountId: account }),
    open: (file) => sources.open(besideFile(template, file)),
    answers,
  });
  const paths = constructPathsOf(written);
  const typesGiven = new Map(resolved.resources.map(({ logicalId, type }) => [logicalId, type]));
  const given = givenResources(document, typesGiven, paths);
  const plan = templateOperations(withProperties(resolved, given.properties));
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
    region: region ?? defaultRegion,
    account: account ?? defaultAccount,
    requests: requestsIn(resolved, plan),
    warnings: warningsOf(plan),
    leftOut: plan.leftOut,
    paths,
    typeOf: (logicalId) => types.get(logicalId),
    placeOf: (logicalId, about) => resourcePlace(path, plan.resources, logicalId, about),
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

/** A path from the folder of another file, as one from where that file's own path begins. */
const besideFile = (file: string, path: string): string =>
  /^([\\/]|[A-Za-z]:)/.test(path) ? path : `${file.replace(/[^\\/]*$/, "")}${path}`;

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
