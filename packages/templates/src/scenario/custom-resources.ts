import {
  AwsError,
  simulate,
  withExtras,
  type ArchitectureOperation,
  type AwsOptions,
  type DeployedResource,
  type Extras,
  type PlainObject,
  type Scripts,
} from "@orrery/aws";
import { seconds, shownValue, type Duration, type Instant } from "@orrery/kernel";
import type { CustomAnswer, CustomAnswers, CustomRequest } from "../template/custom-resources.ts";
import type { Architecture, PlannedBranch } from "./architecture.ts";
import { answering } from "./custom-answers.ts";
import {
  answerKey,
  operationOf,
  targetsIn,
  type AllAnswers,
  type Targets,
  type UpdateAnswer,
  type UpdateAnswers,
} from "./custom-updates.ts";
import { fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { unknownName } from "./wording.ts";

/** What a deployment needs beside the architecture. */
export type DeploymentSettings = Omit<AwsOptions, "scripts" | "seed"> & {
  readonly extras: Readonly<Record<string, Extras>>;
  readonly seed: number | string;
};

/** An architecture with what its custom resources were answered. */
interface Answered {
  readonly architecture: Architecture;
  /** All operations, with the requests among them. */
  readonly operations: readonly ArchitectureOperation[];
  readonly warnings: readonly string[];
}

/**
 * The architecture whose custom resources have the answers of those that were asked. A deployment is tried, in
 * which scripts answer; it is tried again with what they said, until that stays, since one answer may be in the
 * request of another.
 *
 * @throws ScenarioError where one is answered with FAILED, or not at all.
 */
export function withCustomAnswers(
  document: ScenarioDocument,
  read: (answers: AllAnswers) => Architecture,
  settingsOf: (architecture: Architecture) => DeploymentSettings,
  scripts: Scripts,
): Answered {
  const given = givenAnswers(document);
  let answers: AllAnswers = { first: given, updates: new Map(), given };
  let architecture = read(answers);
  const ids = customIdsOf(architecture);
  for (const id of Object.keys(given)) {
    if (!ids.includes(id)) fail(document, ["customResources", id], unknownName(ids, id));
  }
  if (ids.length === 0) {
    return { architecture, operations: architecture.operations, warnings: [] };
  }
  // Each round settles at least one more of those that wait for each other.
  for (let round = 0; round <= ids.length * (1 + branchesOf(architecture).length); round += 1) {
    const found = answersOf(architecture, settingsOf(architecture), scripts, Object.keys(given));
    const next = { first: { ...found.answers, ...given }, updates: found.updates, given };
    if (shown(next) === shown(answers)) {
      const [failed] = found.failures;
      if (failed !== undefined) refuse(document, architecture, failed);
      break;
    }
    answers = next;
    architecture = read(answers);
  }
  const targets = targetsOf(architecture);
  const operations = withRequests(architecture, targets);
  return { architecture, operations, warnings: warningsOf(architecture, targets, answers.first) };
}

/** The custom resources of a template, and of those that updates bring. */
const customIdsOf = (architecture: Architecture): readonly string[] => [
  ...new Set([
    ...architecture.requests.map(({ request }) => request.logicalId),
    ...branchesOf(architecture).flatMap(({ requests }) =>
      [...requests.values()].map(({ request }) => request.logicalId),
    ),
  ]),
];

/** All branches of updates: first those that are the likeliest, as who answers may remember what was asked before. */
const branchesOf = ({ updates }: Architecture): readonly PlannedBranch[] => {
  const all = [...updates.values()];
  return [...all.flatMap(([first]) => first ?? []), ...all.flatMap(([, ...rest]) => rest)];
};

const shown = ({ first, updates }: AllAnswers): string => JSON.stringify([first, [...updates]]);

/** What the scenario says that custom resources are answered. */
function givenAnswers({ content }: ScenarioDocument): CustomAnswers {
  return Object.fromEntries(
    Object.entries(content.customResources ?? {}).map(([id, said]) => [
      id,
      {
        physicalResourceId: said.physicalResourceId ?? null,
        data: said.data ?? {},
      },
    ]),
  );
}

interface Failure {
  readonly logicalId: string;
  readonly received: string;
}

function refuse(
  document: ScenarioDocument,
  architecture: Architecture,
  { logicalId, received }: Failure,
): never {
  const place = architecture.placeOf(logicalId, "");
  const at = place === null ? "" : ` (${place})`;
  return fail(
    document,
    ["template"],
    `expected ${logicalId}${at} to be made, received ${received}`,
  );
}

const targetsOf = (architecture: Architecture): Targets =>
  targetsIn(architecture.operations, architecture.extras, architecture);

/** All operations, each request as soon as all is there that it needs. */
function withRequests(
  { operations, requests }: Architecture,
  targets: Targets,
): readonly ArchitectureOperation[] {
  return [...Array(operations.length + 1).keys()].flatMap((place) => [
    ...requests
      .filter(({ after }) => after === place)
      .flatMap(({ request }) => operationOf(request, targets) ?? []),
    ...operations.slice(place, place + 1),
  ]);
}

interface Found {
  readonly answers: CustomAnswers;
  readonly failures: readonly Failure[];
  readonly updates: ReadonlyMap<string, UpdateAnswers>;
}

/** Deploys an architecture by itself, and hears what scripts answer; those of `given` are not asked for it. */
function answersOf(
  architecture: Architecture,
  { extras, ...settings }: DeploymentSettings,
  scripts: Scripts,
  given: readonly string[],
): Found {
  const heard = new Map<string, unknown>();
  const listening = answering(scripts, ({ logicalId, returned }) => {
    if (isAnswer(returned) && !heard.has(logicalId)) heard.set(logicalId, returned);
  });
  const simulation = simulate({ ...settings, scripts: listening });
  const client = simulation.client();
  const perform = ({ service, operation, params, logicalId }: ArchitectureOperation): boolean => {
    try {
      client.call(service, operation, params, logicalId);
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false; // The run itself says what AWS refuses.
      throw error;
    }
  };
  const hear = (request: CustomRequest, targets: Targets): CustomAnswer | Failure | null => {
    if (given.includes(request.logicalId)) return null;
    if (!mayAnswer(targets.get(request.serviceToken), extras)) return null;
    const until = (simulation.now + request.timeout * seconds(1)) as Instant;
    while (!heard.has(request.logicalId) && simulation.now < until && simulation.step());
    return readAnswer(request, heard.get(request.logicalId));
  };
  const targets = targetsOf(architecture);
  const byId = new Map(architecture.requests.map(({ request }) => [request.logicalId, request]));
  const answers: Record<string, CustomAnswer> = {};
  const failures: Failure[] = [];
  for (const operation of withExtras(withRequests(architecture, targets), extras)) {
    const request = byId.get(operation.logicalId);
    const answer = perform(operation) && request !== undefined ? hear(request, targets) : null;
    if (answer === null) continue;
    if ("received" in answer) failures.push(answer);
    else answers[operation.logicalId] = answer;
  }
  const updates = new Map<string, UpdateAnswers>();
  const later = targetsIn(
    [...architecture.operations, ...architecture.later],
    extras,
    architecture,
  );
  for (const { key, steps, requests } of branchesOf(architecture)) {
    const told: Record<string, UpdateAnswer> = {};
    steps.forEach((step, at) => {
      const asked = requests.get(at);
      if (asked === undefined) {
        // What is changed in place is not: who answers here is what it was at first.
        if (step.change !== "adds" && step.change !== "replaces") return;
        const { service, logicalId } = step;
        const made = step.after.map((each) => ({ service, logicalId, ...each }));
        for (const each of withExtras(made, extras)) perform(each);
        return;
      }
      const { request, operation } = asked;
      const from = simulation.now;
      heard.delete(request.logicalId);
      const answer = operation !== null && perform(operation) ? hear(request, later) : null;
      if (answer === null) return;
      const isRemoval = step.change === "removes";
      told[answerKey(step)] = {
        answer: "received" in answer || isRemoval ? null : answer,
        // Silence ends with the time that it is waited for, whether or not anything happens until then.
        after: heard.has(request.logicalId)
          ? ((simulation.now - from) as Duration)
          : ((request.timeout * seconds(1)) as Duration),
        failure: "received" in answer && !isRemoval ? failureOf(answer) : null,
      };
    });
    updates.set(key, told);
  }
  return { answers, failures, updates };
}

/** Assumed: the code, which CloudFormation has none of. */
const failureOf = ({ received }: Failure) => ({
  code: "CustomResourceFailed",
  message: `Received ${received}`,
});

/** Whether a script may answer: that of a function, or of whoever hears of a topic. */
function mayAnswer(
  target: DeployedResource | undefined,
  extras: DeploymentSettings["extras"],
): boolean {
  const isScript = (id: string): boolean => {
    const own = Object.hasOwn(extras, id) ? extras[id]! : {};
    return Object.values(own).some((value) => Reflect.get(Object(value), "type") === "script");
  };
  if (target === undefined) return false;
  const answersItself = target.kind.entry?.doors.request !== undefined;
  return answersItself ? isScript(target.logicalId) : Object.keys(extras).some(isScript);
}

const isAnswer = (returned: unknown): returned is PlainObject =>
  typeof returned === "object" && returned !== null && "Status" in returned;

/** Bytes of an answer at most. */
const mostBytes = 4_096;

function readAnswer(
  { logicalId, timeout, event }: CustomRequest,
  answer: unknown,
): CustomAnswer | Failure {
  if (!isAnswer(answer)) {
    return {
      logicalId,
      received: `no answer with a Status within ${timeout} s, its ServiceTimeout`,
    };
  }
  const { Status: status, Reason: reason, PhysicalResourceId: id, Data: data } = answer;
  const { RequestId: requestId } = event;
  if (status !== "SUCCESS") {
    const why = typeof reason === "string" ? reason : "no reason given";
    const said = status === "FAILED" ? `FAILED: ${why}` : `the Status ${shownValue(status)}`;
    return { logicalId, received: said };
  }
  const size = new TextEncoder().encode(JSON.stringify(answer)).length;
  if (size > mostBytes) {
    return { logicalId, received: `an answer of ${size} bytes, above ${mostBytes}` };
  }
  return {
    physicalResourceId: typeof id === "string" ? id : (requestId as string), // As it was made.
    data: (typeof data === "object" && data !== null ? data : {}) as PlainObject,
  };
}

/** Of which custom resources nobody says what they are answered. */
function warningsOf(
  { requests }: Architecture,
  targets: Targets,
  answers: CustomAnswers,
): readonly string[] {
  return requests.flatMap(({ request: { logicalId, serviceToken } }) => {
    if (Object.hasOwn(answers, logicalId)) return [];
    const target = targets.get(serviceToken);
    const asked =
      target === undefined
        ? "to nobody that is modeled"
        : `to ${target.logicalId}, and no script answers it`;
    return [
      `${logicalId}: its request goes ${asked}: what Ref and Fn::GetAtt have of it is assumed, unless customResources says it.`,
    ];
  });
}
