import { ConfigError, type Tagged } from "@orrery/kernel";
import { isServiceName, operationsOf, servicesNamed } from "../request/names.ts";
import type { CallNotModeled, CallUnknown } from "../service/call.ts";
import type { ActionStop, FunctionStop } from "../service/stop.ts";
import { withNearest } from "../text/nearest.ts";

/** Something calls what is not modeled, and the scenario does not say what happens then. */
export class NotModeledError extends Error {
  override readonly name = "NotModeledError";
  /** Such as `rekognition:DetectFaces`. */
  readonly operation: string;
  /** A sentence that says what is not modeled. */
  readonly what: string;
  /** The function that calls, as messages name it; `null`: a client outside the simulation. */
  readonly caller: string | null;
  /** Where the call is written, as `file:line:column`, or which of the behavior's calls; `null`: not known. */
  readonly place: string | null;

  constructor(
    { operation, what }: Pick<CallNotModeled, "operation" | "what">,
    caller: string | null = null,
    place: string | null = null,
    noun = "function",
  ) {
    const who = caller === null ? "a client" : `${noun} "${caller}"`;
    const where = place === null ? "" : ` (${place})`;
    super(
      `${who} calls ${operation}${where}: ${what} Say in the scenario what happens instead, such as ${settingOf(operation)}`,
    );
    this.operation = operation;
    this.what = what;
    this.caller = caller;
    this.place = place;
  }
}

/** A setting that says what happens, in the form of scenario files. */
const settingOf = (operation: string): string =>
  `unmodeled: { "${operation}": { after: 10ms, response: {} } }`;

/** The name in AWS of what a component is. */
export const nameIn = (component: string): string => component.slice(component.indexOf(":") + 1);

/** The error for a `reason` to stop a run; `shownAs` says what messages call a component. */
export function errorOfStop(reason: Tagged, shownAs = nameIn): Error {
  const stop = reason as FunctionStop | ActionStop; // Nothing else stops a run.
  if (stop.type === "stoppedByAction") {
    const place = `action "${stop.said}"`;
    if (stop.no.type === "notModeled") return new NotModeledError(stop.no, null, place);
    return new ConfigError(place, stop.no.expected, stop.no.received);
  }
  const name = shownAs(stop.component);
  const where = stop.place === null ? "" : ` (${stop.place})`;
  if (stop.type === "stoppedByScript") {
    const path = `function "${name}" script "${stop.script}"${where}`;
    return new ConfigError(path, stop.expected, stop.received);
  }
  const { no, noun = "function" } = stop;
  if (no.type === "notModeled") return new NotModeledError(no, name, stop.place, noun);
  return new ConfigError(`${noun} "${name}" call${where}`, no.expected, no.received);
}

/** What is said of a call that no modeled operation is for: AWS may have it, or not. */
export function noOf(
  service: string,
  operation: string,
  isModeled: (service: string) => boolean,
): CallNotModeled | CallUnknown {
  const unknown = unknownName(service, operation, isModeled);
  if (unknown !== null) return unknown;
  const named = `${service}:${operation}`;
  const what = isModeled(service)
    ? `The operation ${operation} of ${service} is not modeled.`
    : `The service ${service} is not modeled.`;
  return { type: "notModeled", operation: named, what };
}

/** What is wrong with the names of a service and an operation; `null` where AWS has or may have them. */
function unknownName(
  service: string,
  operation: string,
  isModeled: (service: string) => boolean,
): CallUnknown | null {
  const known = operationsOf(service);
  if (known !== null) {
    if (known.includes(operation)) return null;
    const received = withNearest(operation, known);
    return { type: "unknown", expected: `an operation of ${service}`, received };
  }
  // Of a service that only a test has, and of one whose model is not here, every operation may be there.
  if (isModeled(service) || isServiceName(service)) return null;
  const received = withNearest(service, servicesNamed());
  return { type: "unknown", expected: "the name of a service of AWS", received };
}

const namePattern = /^([^:\s]+):([^:\s]+)$/;

/** Checks the name of an operation such as `rekognition:DetectFaces`. @throws ConfigError about `path` */
export function checkOperationName(path: string, name: string): void {
  if (name.endsWith(":*")) {
    throw new ConfigError(path, 'an operation such as "rekognition:DetectFaces"', `"${name}"`);
  }
  checkUnmodeledName(path, name);
}

/**
 * Checks a name of `unmodeled`: `service:Operation`, or `service:*` for all that is not modeled of it.
 *
 * @throws ConfigError about `path`
 */
export function checkUnmodeledName(path: string, name: string): void {
  const [, service, operation] = namePattern.exec(name) ?? [];
  if (service === undefined || operation === undefined) {
    const expected =
      'a service and an operation such as "rekognition:DetectFaces", or "rekognition:*"';
    throw new ConfigError(path, expected, `"${name}"`);
  }
  const isKnown = operation === "*" && operationsOf(service) !== null;
  const unknown = isKnown ? null : unknownName(service, operation, () => false);
  if (unknown !== null) throw new ConfigError(path, unknown.expected, unknown.received);
}
