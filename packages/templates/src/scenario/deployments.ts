import {
  isCustomType,
  type ArchitectureOperation,
  type DeployStep,
  type Extras,
  type PlainObject,
} from "@orrery/aws";
import { isAssembly } from "../template/assembly.ts";
import { ConfigError, own } from "@orrery/kernel";
import { updatePlan, type DeployedStacks, type PlannedTemplate } from "../template/update-plan.ts";
import { filesOf, plannedIn, type Architecture, type StackVersion } from "./architecture.ts";
import {
  answersAfter,
  targetsIn,
  withAsked,
  withUpdateRequests,
  type AllAnswers,
  type UpdateRequest,
} from "./custom-updates.ts";
import { updatedExtras, type LaterSections } from "./extras.ts";
import { at, fail, type ScenarioSources } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import { unknownName, type ScenarioPath } from "./wording.ts";

type ActionFile = NonNullable<ScenarioFile["actions"]>[number]["do"];

/** An update of stacks that a scenario asks for. */
interface Deploy {
  readonly file: string;
  readonly stack?: string | undefined;
  readonly parameters?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** What it says of resources, by section. */
  readonly sections: LaterSections;
}

/** What the updates of a scenario come to. */
export interface Deployments {
  /** The steps of each, by the place of its action. */
  readonly steps: ReadonlyMap<number, readonly DeployStep[]>;
  /** The operations that they make resources by, under the names that reports have for those. */
  readonly operations: readonly ArchitectureOperation[];
  /** What each asks for custom resources, by the place of its action and that of the step. */
  readonly requests: ReadonlyMap<number, ReadonlyMap<number, UpdateRequest>>;
}

const line = /^\s*deploy\s+(\S+)(?:\s+to\s+(\S+))?\s*$/;

/** The update that an action asks for; `null`: it is another action. */
export function deployIn(said: ActionFile): Deploy | null {
  if (typeof said === "string") {
    const [, file, stack] = line.exec(said) ?? [];
    return file === undefined ? null : { file, stack, sections: {} };
  }
  const { deploy, stack, parameters, ...sections } = said as Partial<Record<string, unknown>>;
  if (typeof deploy !== "string") return null;
  return { file: deploy, stack, parameters, sections } as Deploy; // As the schema says.
}

/** How reports say an update. */
export const deployLine = ({ file, stack }: Deploy): string =>
  stack === undefined ? `deploy ${file}` : `deploy ${file} to ${stack}`;

/** What the updates of a scenario come to, each after those before it in time. */
export function deploymentsOf(
  document: ScenarioDocument,
  sources: ScenarioSources,
  first: Architecture,
  answers: AllAnswers,
  scriptNames: readonly string[],
): Deployments {
  const actions = document.content.actions ?? [];
  const asked = actions.flatMap(({ at: when, do: said }, place) => {
    const deploy = deployIn(said);
    return deploy === null ? [] : [{ when, place, deploy }];
  });
  asked.sort((one, other) => one.when - other.when || one.place - other.place);
  const steps = new Map<number, readonly DeployStep[]>();
  const requests = new Map<number, ReadonlyMap<number, UpdateRequest>>();
  const earlier: number[] = [];
  let told = { ...answers.first, ...answers.given };
  let stacks: DeployedStacks | null = first.deployed;
  let version: StackVersion = {};
  let sections: LaterSections = {};
  for (const { place, deploy } of asked) {
    const path = ["actions", place, "do"];
    if (stacks === null) {
      return fail(document, path, `expected an architecture of a template, received a module's`);
    }
    const next = nextVersion(document, sources, path, deploy, version);
    const before: DeployedStacks = stacks;
    const said = bothOf(sections, deploy.sections);
    const extras = updatedExtras(document, path, said, first, sources, scriptNames);
    const later = answersAfter(answers, earlier, place);
    const plan = at(document, path, () =>
      updatePlan("", before, (generations) =>
        withExtras(
          withAsked(plannedIn(document, sources, { ...next, generations, answers: later })),
          extras,
        ),
      ),
    );
    const isAsked = plan.steps.some(({ type }) => isCustomType(type));
    const asked = isAsked
      ? withUpdateRequests(plan.steps, {
          before: before.template,
          after: plan.after.template,
          answersBefore: told,
          answersAfter: later,
          known: answers.updates.get(place) ?? {},
          number: steps.size + 1,
          targets: targetsIn(
            [...first.operations, ...madeIn([...steps.values(), plan.steps])],
            first.extras,
            first,
          ),
        })
      : { steps: plan.steps, requests: new Map<number, UpdateRequest>() };
    steps.set(place, asked.steps);
    requests.set(place, asked.requests);
    // What is rolled back leaves all as it was, as far as that is known before the run.
    if (asked.steps.some(({ answer }) => answer?.failure != null)) continue;
    version = next;
    sections = said;
    stacks = plan.after;
    told = later;
    earlier.push(place);
  }
  return { steps, operations: madeIn([...steps.values()]), requests };
}

/** The operations by which updates make resources, under the names that reports have for those. */
const madeIn = (updates: readonly (readonly DeployStep[])[]): readonly ArchitectureOperation[] =>
  updates
    .flat()
    .flatMap(({ logicalId, type, service, change, after }) =>
      change === "changes" || change === "removes" || isCustomType(type)
        ? []
        : after.map(({ operation, params }) => ({ logicalId, service, operation, params })),
    );

/** What two updates say, the later one over the earlier, setting by setting. */
function bothOf(before: LaterSections, later: LaterSections): LaterSections {
  const both: Record<string, LaterSections[string]> = { ...before };
  for (const [section, said] of Object.entries(later)) {
    const own: Record<string, Readonly<Record<string, unknown>>> = { ...both[section] };
    for (const [name, settings] of Object.entries(said)) own[name] = { ...own[name], ...settings };
    both[section] = own;
  }
  return both;
}

/** What is planned, each resource with what an update says of it: in the operation that makes it. */
const withExtras = (
  { template, resources }: PlannedTemplate,
  extras: Readonly<Record<string, Extras>>,
): PlannedTemplate => ({
  template,
  resources: resources.map((resource) => {
    const given = own(extras, resource.logicalId);
    const [made, ...rest] = resource.operations;
    if (given === undefined || made === undefined) return resource;
    const params = { ...made.params, ...(given as PlainObject) }; // Plain data.
    return { ...resource, operations: [{ ...made, params }, ...rest] };
  }),
});

/** Which templates the stacks are of once an update is made. */
function nextVersion(
  document: ScenarioDocument,
  sources: ScenarioSources,
  path: ScenarioPath,
  { file, stack, parameters = {} }: Deploy,
  before: StackVersion,
): StackVersion {
  const { stacks, template } = document.content;
  const opened = openable(document, sources, path, file);
  const offered = { ...before.parameters, ...textsOf(parameters) };
  if (stacks === undefined) {
    if (stack !== undefined) {
      fail(document, path, `expected no stack, since there is one template, received "${stack}"`);
    }
    if (isAssembly(template ?? "", filesOf(sources)) !== opened.isFolder) {
      const expected = opened.isFolder
        ? "a template, as before"
        : "what cdk synth wrote, as before";
      fail(document, path, `expected ${expected}, received ${file}`);
    }
    return { template: file, parameters: offered };
  }
  const names = Object.keys(stacks);
  if (stack === undefined || !names.includes(stack)) {
    const problem =
      stack === undefined
        ? `expected to and one of ${names.join(", ")}, received none`
        : unknownName(names, stack);
    return fail(document, path, problem);
  }
  const said = { template: file, parameters: textsOf(parameters) };
  return { stacks: { ...before.stacks, [stack]: said } };
}

function openable(
  document: ScenarioDocument,
  sources: ScenarioSources,
  path: ScenarioPath,
  file: string,
): { readonly isFolder: boolean } {
  const files = filesOf(sources);
  if (isAssembly(file, files)) return { isFolder: true };
  try {
    files.open(file);
    return { isFolder: false };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail(document, path, `expected ${error.expected}, received ${error.received}`);
  }
}

const textsOf = (
  values: Readonly<Record<string, string | number | boolean>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
