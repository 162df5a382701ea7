import { shownValue } from "@orrery/kernel";
import {
  checkOperationName,
  type Behavior,
  type Extras,
  type PlainObject,
  type QueueChance,
} from "@orrery/aws";
import { targetNamed, type Architecture } from "./architecture.ts";
import { at, fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import { unknownName, type ScenarioPath } from "./wording.ts";

type BehaviorFile = NonNullable<ScenarioFile["functions"]>[string];
type CallFile = NonNullable<BehaviorFile["calls"]>[number];

/** What functions do: as the file says, or else as the architecture does. */
export function behaviorsOf(
  document: ScenarioDocument,
  architecture: Architecture,
  scriptNames: readonly string[],
): Readonly<Record<string, Extras>> {
  const given = Object.entries(document.content.functions ?? {}).map(
    ([name, behavior]): [string, Behavior] => [
      name,
      behaviorOf(document, ["functions", name], behavior, architecture),
    ],
  );
  const made = Object.entries(architecture.extras).flatMap(
    ([name, { Behavior }]) =>
      Behavior === undefined ? [] : [[name, Behavior as unknown as Behavior] as const], // As the builder has it.
  );
  const all = { ...Object.fromEntries(made), ...Object.fromEntries(given) };
  for (const [name, behavior] of Object.entries(all)) {
    if (behavior.type !== "script" || scriptNames.includes(behavior.name)) continue;
    const path = ["functions", name, "script"];
    const problem =
      scriptNames.length > 0
        ? unknownName(scriptNames, behavior.name)
        : `expected scripts, a module that exports them, received none for "${behavior.name}"`;
    fail(document, path, problem);
  }
  return wrapped("Behavior", all);
}

/** Values by name, each as the only member of an object. Plain data. */
const wrapped = (
  member: string,
  values: Readonly<Record<string, object>>,
): Readonly<Record<string, Extras>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { [member]: value }]));

function behaviorOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: BehaviorFile,
  architecture: Architecture,
): Behavior {
  targetNamed(document, path, String(path.at(-1)), architecture, "function");
  const { script, imageRuntime, proactiveReplacements, ...profile } = given;
  const traits = {
    ...(imageRuntime === undefined ? {} : { imageRuntime }),
    ...(proactiveReplacements === undefined ? {} : { proactiveReplacements }),
  };
  if (script !== undefined) {
    const [other] = Object.keys(profile);
    if (other !== undefined) {
      fail(document, [...path, other], `expected a script alone, received ${other} too`);
    }
    return { type: "script", name: script, ...traits };
  }
  const { duration, durationPerItem, coldStart, failures, poison, calls = [], response } = profile;
  return {
    type: "profile",
    ...traits,
    duration: duration ?? { type: "constant", value: 100_000 },
    durationPerItem: durationPerItem ?? null,
    coldStart: coldStart ?? null,
    failures: failures ?? 0,
    poison: poison ?? 0,
    calls: calls.map((call, number) =>
      callOf(document, [...path, "calls", number], call, architecture),
    ),
    response: response ?? null,
  };
}

function callOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  call: CallFile,
  architecture: Architecture,
) {
  const { "sqs:SendMessage": queue, "lambda:Invoke": invoked, body, ...others } = call;
  const [other] = Object.keys(others);
  if (other !== undefined) return otherCallOf(document, path, other, call);
  if ((queue === undefined) === (invoked === undefined)) {
    const received = queue === undefined ? "neither" : "both";
    fail(document, path, `expected sqs:SendMessage or lambda:Invoke, received ${received}`);
  }
  const text = typeof body === "string" ? body : JSON.stringify(body);
  if (queue !== undefined) {
    const place = [...path, "sqs:SendMessage"];
    const target = targetNamed(document, place, queue, architecture, "queue");
    if (target.isFifo) {
      const problem = `expected a standard queue, since messages of a FIFO queue need ids of their own, which a script gives, received "${queue}"`;
      fail(document, place, problem);
    }
    const params: PlainObject = { QueueUrl: target.name, MessageBody: text ?? "call" };
    return { type: "call", service: "sqs", operation: "SendMessage", params } as const;
  }
  const target = targetNamed(
    document,
    [...path, "lambda:Invoke"],
    invoked!,
    architecture,
    "function",
  );
  const payload = body === undefined ? "{}" : JSON.stringify(body);
  const params: PlainObject = { FunctionName: target.name, Payload: payload };
  return { type: "call", service: "lambda", operation: "Invoke", params } as const;
}

/** A call of any operation, with its parameters as AWS has them. */
function otherCallOf(document: ScenarioDocument, path: ScenarioPath, name: string, call: CallFile) {
  const place = [...path, name];
  if (!name.includes(":")) {
    fail(document, place, unknownName(["sqs:SendMessage", "lambda:Invoke", "body"], name));
  }
  at(document, place, () => checkOperationName("", name));
  const [another] = Object.keys(call).filter((key) => key !== name);
  if (another !== undefined) {
    fail(document, [...path, another], `expected ${name} alone, received ${another} too`);
  }
  const params = call[name];
  if (typeof params !== "object" || params === null || Array.isArray(params)) {
    const problem = `expected the parameters of ${name} by name, received ${shownValue(params)}`;
    return fail(document, place, problem);
  }
  const [service = "", operation = ""] = name.split(":");
  return { type: "call", service, operation, params: params as PlainObject } as const;
}

/** How often queues do what AWS only says they may. */
export function chancesOf(
  document: ScenarioDocument,
  architecture: Architecture,
): Readonly<Record<string, Extras>> {
  const given = Object.entries(document.content.queues ?? {}).map(
    ([name, { duplicates = 0, reordering = 0, sampling = false }]): [string, QueueChance] => {
      const path = ["queues", name];
      if (targetNamed(document, path, name, architecture, "queue").isFifo) {
        fail(document, path, `expected a standard queue, received "${name}", a FIFO queue`);
      }
      return [name, { duplicateRate: duplicates, reorderRate: reordering, sampling }];
    },
  );
  return wrapped("Chance", Object.fromEntries(given));
}
