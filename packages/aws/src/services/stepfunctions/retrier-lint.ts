import type { Plain } from "@orrery/kernel";
import { isObject, listOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { callsFunction, taskResource } from "./integration/resource.ts";

/** What AWS recommends to retry of a task that calls a function: faults of Lambda that pass. */
const recommended = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
];

/** Tasks of a definition that call functions and do not retry what AWS recommends to. */
export function retrierWarnings(logicalId: string, definition: string): readonly string[] {
  let machine: Plain;
  try {
    machine = JSON.parse(definition) as Plain; // Any JSON.
  } catch {
    return []; // That is said when it is made.
  }
  const tasks = new Map<string, string[]>();
  for (const [name, state] of statesIn(machine)) {
    const lacking = lackingIn(state).join(", ");
    if (lacking === "") continue;
    const others = tasks.get(lacking);
    if (others === undefined) tasks.set(lacking, [name]);
    else others.push(name);
  }
  return [...tasks].map(
    ([lacking, names]) =>
      `${logicalId}: no retrier of ${names.map((name) => `"${name}"`).join(", ")} is for ${lacking}, as AWS recommends: such a fault of Lambda fails the task at once.`,
  );
}

/** All states of a definition by name, with those of branches and iterations. */
function statesIn(machine: Plain): readonly (readonly [string, PlainObject])[] {
  const states = isObject(machine) ? machine["States"] : undefined;
  if (!isObject(states)) return [];
  return Object.entries(states).flatMap(([name, state]) => {
    if (!isObject(state)) return [];
    const inside = [
      ...listOf(state["Branches"]),
      state["ItemProcessor"] ?? null,
      state["Iterator"] ?? null,
    ];
    return [[name, state] as const, ...inside.flatMap(statesIn)];
  });
}

function lackingIn({ Resource, Retry }: PlainObject): readonly string[] {
  if (!callsFunction(taskResource(textOf(Resource) ?? ""))) return [];
  const retried = new Set(
    listOf(Retry).flatMap((each) => {
      const { ErrorEquals, MaxAttempts } = isObject(each) ? (each as Retrier) : {};
      return MaxAttempts === 0 ? [] : listOf(ErrorEquals);
    }),
  );
  if (retried.has("States.ALL") || retried.has("States.TaskFailed")) return [];
  return recommended.filter((error) => !retried.has(error));
}

interface Retrier {
  readonly ErrorEquals?: Plain;
  readonly MaxAttempts?: Plain;
}
