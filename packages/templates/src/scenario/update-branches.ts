import {
  isCustomType,
  type ArchitectureOperation,
  type Extras,
  type PlainObject,
  type UpdateBranch,
  type UpdateEnd,
} from "@orrery/aws";
import { ConfigError, own } from "@orrery/kernel";
import type { CustomAnswers } from "../template/custom-resources.ts";
import { TemplateError } from "../template/error.ts";
import {
  takenBack,
  updatePlan,
  type DeployedStacks,
  type PlannedTemplate,
} from "../template/update-plan.ts";
import {
  plannedIn,
  type Architecture,
  type PlannedBranch,
  type StackVersion,
} from "./architecture.ts";
import {
  answersAfter,
  targetsIn,
  withAsked,
  withUpdateRequests,
  type AllAnswers,
  type UpdateRequest,
} from "./custom-updates.ts";
import { bothOf, deployIn, nextVersion, type Deploy } from "./deployments.ts";
import { updatedExtras, type LaterSections } from "./extras.ts";
import { at, fail, type ScenarioSources } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { ScenarioError } from "./scenario-error.ts";

/** What the updates of a scenario come to. */
interface UpdateBranches {
  /** The branches of each, by the place of its action: the likeliest first. */
  readonly branches: ReadonlyMap<number, readonly PlannedBranch[]>;
  /** The operations that they make resources by, under the names that reports have for those. */
  readonly operations: readonly ArchitectureOperation[];
}

/** A state that stacks may be in after some updates. */
interface State {
  /** How those ended. */
  readonly after: UpdateBranch["after"];
  readonly stacks: DeployedStacks;
  readonly version: StackVersion;
  /** What the updates that stand say of resources. */
  readonly sections: LaterSections;
  /** What custom resources were answered, and in which branches of updates that stand. */
  readonly told: CustomAnswers;
  readonly standing: readonly string[];
}

/** The most states that an update is planned for: those after the fewest updates that do not stand. */
const mostStates = 32;

/**
 * What the updates of a scenario come to, each after those before it in time. Any of these may be taken back in the
 * run, or not begun since another is under way: so each is planned for all states that they may lead to.
 */
export function updateBranchesOf(
  document: ScenarioDocument,
  sources: ScenarioSources,
  first: Architecture,
  answers: AllAnswers,
  scriptNames: readonly string[],
): UpdateBranches {
  const actions = document.content.actions ?? [];
  const asked = actions.flatMap(({ at: when, do: said }, place) => {
    const deploy = deployIn(said);
    return deploy === null ? [] : [{ when, place, deploy }];
  });
  asked.sort((one, other) => one.when - other.when || one.place - other.place);
  const branches = new Map<number, readonly PlannedBranch[]>();
  if (asked.length === 0) return { branches, operations: [] };
  const { deployed: stacks } = first;
  if (stacks === null) {
    const path = ["actions", asked[0]!.place, "do"];
    return fail(document, path, `expected an architecture of a template, received a module's`);
  }
  const told = { ...answers.first, ...answers.given };
  let states: readonly State[] = [
    { after: [], stacks, version: {}, sections: {}, told, standing: [] },
  ];
  for (const [number, { place, deploy }] of asked.entries()) {
    const update = {
      document,
      sources,
      first,
      answers,
      scriptNames,
      place,
      deploy,
      number,
      branches,
    };
    const planned = states.map((state, at) => branchFrom(update, state, at === 0));
    branches.set(
      place,
      planned.map(({ branch }) => branch),
    );
    const next = planned.flatMap((each) => each.next);
    const standing = ({ after }: State) => after.filter(({ end }) => end === "deployed").length;
    states = next.sort((one, other) => standing(other) - standing(one)).slice(0, mostStates);
  }
  return { branches, operations: madeIn([...branches.values()].flat()) };
}

/** An update that is planned. */
interface Update {
  readonly document: ScenarioDocument;
  readonly sources: ScenarioSources;
  readonly first: Architecture;
  readonly answers: AllAnswers;
  readonly scriptNames: readonly string[];
  readonly place: number;
  readonly deploy: Deploy;
  /** How many there are before it. */
  readonly number: number;
  /** Those of the updates before it. */
  readonly branches: UpdateBranches["branches"];
}

interface BranchPlan {
  readonly branch: PlannedBranch;
  /** The states that it may lead to: the likeliest first. */
  readonly next: readonly State[];
}

/** An update from a state of the stacks. Where it cannot be performed the likeliest is refused; others end runs that come there. */
function branchFrom(update: Update, state: State, isLikeliest: boolean): BranchPlan {
  const { after } = state;
  try {
    return planFrom(update, state, isLikeliest);
  } catch (error) {
    const isRefused =
      error instanceof ConfigError ||
      error instanceof ScenarioError ||
      error instanceof TemplateError;
    if (isLikeliest || !isRefused) throw error;
    const { expected, received } =
      error instanceof ConfigError
        ? error
        : {
            expected: "an update of stacks after one that was taken back",
            received: error.message,
          };
    const branch = {
      after,
      steps: [],
      problem: { expected, received },
      key: keyOf(update.place, after),
      requests: new Map<number, UpdateRequest>(),
    };
    return { branch, next: [] };
  }
}

const keyOf = (place: number, after: UpdateBranch["after"]): string =>
  [place, ...after.map(({ action, end }) => `${action} ${end}`)].join(", ");

function planFrom(update: Update, state: State, isLikeliest: boolean): BranchPlan {
  const { document, sources, first, answers, scriptNames, place, deploy, number, branches } =
    update;
  const { stacks: before, version, told, standing, after } = state;
  const path = ["actions", place, "do"];
  const key = keyOf(place, after);
  const next = nextVersion(document, sources, path, deploy, version);
  const sections = bothOf(state.sections, deploy.sections);
  const extras = updatedExtras(document, path, sections, first, sources, scriptNames);
  const later = answersAfter(answers, standing, key);
  const planned = () =>
    updatePlan("", before, (generations) =>
      withExtras(
        withAsked(plannedIn(document, sources, { ...next, generations, answers: later })),
        extras,
      ),
    );
  const plan = isLikeliest ? at(document, path, planned) : planned();
  const isAsked = plan.steps.some(({ type }) => isCustomType(type));
  const { steps, requests } = isAsked
    ? withUpdateRequests(plan.steps, {
        before: before.template,
        after: plan.after.template,
        answersBefore: told,
        answersAfter: later,
        known: answers.updates.get(key) ?? {},
        number: number + 1,
        targets: targetsIn(
          [...first.operations, ...madeIn([...[...branches.values()].flat(), plan])],
          first.extras,
          first,
        ),
      })
    : { steps: plan.steps, requests: new Map<number, UpdateRequest>() };
  const branch = { after, steps, key, requests };
  const ended = (end: UpdateEnd, changed: Partial<State>): State => ({
    ...state,
    ...changed,
    after: [...after, { action: place, end }],
  });
  const deployed = ended("deployed", {
    stacks: plan.after,
    version: next,
    sections,
    told: later,
    standing: [...standing, key],
  });
  // What changes nothing is neither refused nor taken back.
  if (steps.length === 0) return { branch, next: [deployed] };
  const back = (end: UpdateEnd): State =>
    ended(end, { stacks: takenBack(before, plan.after, end === "takenBack") });
  const isNumbered = steps.some((step) => step.isNumbered === true);
  const undone = [back("takenBack"), ...(isNumbered ? [back("neverNumbered")] : [])];
  const isKnownToFail = steps.some(({ answer }) => answer?.failure != null);
  return { branch, next: isKnownToFail ? undone : [deployed, ...undone] };
}

/** The operations by which updates make resources, under the names that reports have for those: each once. */
function madeIn(updates: readonly Pick<UpdateBranch, "steps">[]): readonly ArchitectureOperation[] {
  const made = new Map<string, readonly ArchitectureOperation[]>();
  for (const { logicalId, type, service, change, after } of updates.flatMap(({ steps }) => steps)) {
    const isMade = change === "adds" || change === "replaces";
    if (!isMade || isCustomType(type) || made.has(logicalId)) continue;
    made.set(
      logicalId,
      after.map(({ operation, params }) => ({ logicalId, service, operation, params })),
    );
  }
  return [...made.values()].flat();
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
