import { isList, isMap, isText, type Json, type JsonMap, type Maybe } from "./json.ts";
import { eventProblem, resourceProblem, type SamProblem } from "./problems.ts";

/** Makes the problem of whoever asks: of a resource, or of one of its events. */
export type Complain = (reason: string) => SamProblem;

export const ofResource =
  (id: string): Complain =>
  (reason) =>
    resourceProblem(id, reason);

export const ofEvent =
  (id: string): Complain =>
  (reason) =>
    eventProblem(id, reason);

/** `value` as a mapping. @throws SamProblem when it is none */
export function expectMap(value: Maybe, name: string, complain: Complain): JsonMap {
  if (isMap(value)) return value;
  throw complain(`Property '${name}' should be a map.`);
}

export function expectList(value: Maybe, name: string, complain: Complain): Json[] {
  if (isList(value)) return value;
  throw complain(`Property '${name}' should be a list.`);
}

export function expectText(value: Maybe, name: string, complain: Complain): string {
  if (isText(value)) return value;
  throw complain(`Property '${name}' should be a string.`);
}

export function expectGiven(value: Maybe, name: string, complain: Complain): Json {
  if (value !== undefined && value !== null) return value;
  throw complain(`Property '${name}' is required.`);
}
