import {
  allKinds,
  customOperation,
  deployed,
  isCustomType,
  type ArchitectureOperation,
  type DeployedResource,
  type DeployStep,
  type Extras,
  type TemplateOperation,
} from "@orrery/aws";
import { own, type Duration } from "@orrery/kernel";
import {
  customRequest,
  type CustomAnswer,
  type CustomAnswers,
  type CustomRequest,
  type CustomRequestKind,
} from "../template/custom-resources.ts";
import { plainOf, type PlainObject } from "../template/node.ts";
import type { ResolvedResource, ResolvedTemplate } from "../template/resolved.ts";
import type { PlannedTemplate } from "../template/update-plan.ts";

/** The resources that requests may go to, by ARN. */
export type Targets = ReadonlyMap<string, DeployedResource>;

/** Where operations are performed. */
interface Home {
  readonly region: string;
  readonly account: string;
}

export function targetsIn(
  operations: readonly ArchitectureOperation[],
  extras: Readonly<Record<string, Extras>>,
  { region, account }: Home,
): Targets {
  const { resources } = deployed(operations, extras, { region, accountId: account });
  return new Map(resources.map((resource) => [resource.arn, resource]));
}

/** The operation that brings a request; `null` where nothing that is modeled has the service token. */
export function operationOf(
  { logicalId, serviceToken, event }: CustomRequest,
  targets: Targets,
): ArchitectureOperation | null {
  const target = targets.get(serviceToken);
  const call =
    target === undefined ? undefined : allKinds.get(target.kind.machine.kind)?.entry?.call;
  if (target === undefined || call === undefined) return null;
  const [service = "", operation = ""] = call.name.split(":");
  const params = call.paramsOf(target, JSON.stringify(event), "event", null);
  return { logicalId, service, operation, params };
}

/** What an update asks for one custom resource. */
export interface UpdateRequest {
  readonly request: CustomRequest;
  /** `null`: it goes to nobody that is modeled. */
  readonly operation: ArchitectureOperation | null;
}

/** How an update's request was answered. */
export interface UpdateAnswer {
  /** `null`: it failed, or it asked for a removal. */
  readonly answer: CustomAnswer | null;
  readonly after: Duration;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/** The answers to an update's requests, by the resource and what is done to it. */
export type UpdateAnswers = Readonly<Record<string, UpdateAnswer>>;

export const answerKey = ({ change, logicalId }: DeployStep): string => `${change} ${logicalId}`;

/** What custom resources are answered: at first, and in updates by the keys of their branches. */
export interface AllAnswers {
  readonly first: CustomAnswers;
  readonly updates: ReadonlyMap<string, UpdateAnswers>;
  /** Those of the scenario, which nobody is asked for. */
  readonly given: CustomAnswers;
}

/** What custom resources are answered once an update is made after others. */
export function answersAfter(
  { first, updates, given }: AllAnswers,
  before: readonly string[],
  key: string,
): CustomAnswers {
  const all: Record<string, CustomAnswer> = { ...first };
  for (const each of [...before, key]) {
    for (const [asked, { answer }] of Object.entries(updates.get(each) ?? {})) {
      if (answer !== null) all[idIn(asked)] = answer;
    }
  }
  const isAsked = updates.has(key);
  const open = Object.entries(all).map(([id, answer]) => [
    id,
    isAsked ? answer : { ...answer, isOpen: true as const },
  ]);
  return { ...(Object.fromEntries(open) as CustomAnswers), ...given };
}

const idIn = (key: string): string => key.slice(key.indexOf(" ") + 1).replace(/~\d+$/, "");

/** What is planned, with the custom resources as what is asked for them. */
export const withAsked = ({ template, resources }: PlannedTemplate): PlannedTemplate => ({
  template,
  resources: resources.map((planned) => {
    if (!isCustomType(planned.type)) return planned;
    const resource = resourceIn(template, planned.logicalId);
    const request = resource === undefined ? null : customRequest(resource, template.environment);
    return request === null
      ? planned
      : { ...planned, operations: [{ operation: "asked", params: request.event }] };
  }),
});

const resourceIn = (
  { resources }: ResolvedTemplate,
  logicalId: string,
): ResolvedResource | undefined => resources.find((each) => each.logicalId === logicalId);

/** An update of stacks, as far as custom resources ask. */
export interface AskedUpdate {
  readonly before: ResolvedTemplate;
  readonly after: ResolvedTemplate;
  readonly answersBefore: CustomAnswers;
  readonly answersAfter: CustomAnswers;
  /** What is known of its answers. */
  readonly known: UpdateAnswers;
  /** Its number, from one. */
  readonly number: number;
  readonly targets: Targets;
}

/** Steps with the requests of custom resources, and what is asked in each, by its place. */
export function withUpdateRequests(
  steps: readonly DeployStep[],
  update: AskedUpdate,
): {
  readonly steps: readonly DeployStep[];
  readonly requests: ReadonlyMap<number, UpdateRequest>;
} {
  const asked = new Map<number, UpdateRequest>();
  const all: DeployStep[] = [];
  const left: DeployStep[] = [];
  steps.forEach((step, place) => {
    if (!isCustomType(step.type)) return void all.push(step);
    const { request, cleanUp, ...rest } = askedStep(step, update);
    if (request !== null) asked.set(place, request);
    if (cleanUp !== null) left.push(cleanUp);
    all.push({ ...step, ...rest });
  });
  const needs = steps.flatMap(({ change }, place) => (change === "removes" ? [] : [place]));
  return { steps: [...all, ...left.map((step) => ({ ...step, needs }))], requests: asked };
}

interface AskedStep extends Pick<DeployStep, "before" | "after" | "answer"> {
  readonly request: UpdateRequest | null;
  /** What removes the resource whose place an update's answer has given to another. */
  readonly cleanUp: DeployStep | null;
}

function askedStep(step: DeployStep, update: AskedUpdate): AskedStep {
  const id = step.logicalId.replace(/~\d+$/, "");
  const { before, after, known, number, targets, answersBefore, answersAfter: later } = update;
  const [old, next] = [resourceIn(before, id), resourceIn(after, id)];
  const told = own(known, answerKey(step));
  const idBefore = own(answersBefore, id)?.physicalResourceId ?? old?.physicalName ?? id;
  const idAfter = own(later, id)?.physicalResourceId ?? next?.physicalName ?? id;
  const ask = (resource: ResolvedResource | undefined, kind: CustomRequestKind) => {
    const request =
      resource === undefined ? null : customRequest(resource, after.environment, kind, number);
    if (request === null) return null;
    return { request, operation: operationOf(request, targets) };
  };
  const removal = (resource: ResolvedResource | undefined, physicalResourceId: string) =>
    ask(resource, { type: "Delete", physicalResourceId });
  const written = (
    asked: UpdateRequest | null,
    removes: UpdateRequest | null,
  ): readonly TemplateOperation[] => {
    if (asked?.operation == null) return [];
    const [one, other] = [asked.operation, removes?.operation ?? null].map(plainOperation);
    return [other === null ? one! : customOperation(one!, other!)];
  };
  const answer = told === undefined ? {} : { answer: { after: told.after, failure: told.failure } };
  if (step.change === "removes") {
    const request = removal(old, idBefore);
    return { before: written(request, request), after: [], ...answer, request, cleanUp: null };
  }
  if (step.change !== "changes") {
    const request = ask(next, { type: "Create" });
    const created = written(request, removal(next, idAfter));
    return { before: [], after: created, ...answer, request, cleanUp: null };
  }
  const properties = (resource: ResolvedResource | undefined): PlainObject =>
    resource === undefined ? {} : (plainOf(resource.properties) as PlainObject); // A map stays one.
  const request = ask(next, {
    type: "Update",
    physicalResourceId: idBefore,
    before: properties(old),
  });
  const back = ask(old, {
    type: "Update",
    physicalResourceId: told?.answer == null ? idBefore : idAfter,
    before: properties(next),
  });
  const isMoved = told?.answer != null && idAfter !== idBefore;
  const gone = isMoved ? removal(old, idBefore) : null;
  const cleanUp: DeployStep | null =
    gone === null
      ? null
      : { ...step, change: "removes", before: written(gone, gone), after: [], of: step.logicalId };
  return {
    before: written(back, removal(old, idBefore)),
    after: written(request, removal(next, idAfter)),
    ...answer,
    request,
    cleanUp,
  };
}

function plainOperation(operation: ArchitectureOperation | null): TemplateOperation | null {
  if (operation === null) return null;
  const { service, operation: name, params } = operation;
  return { service, operation: name, params };
}
