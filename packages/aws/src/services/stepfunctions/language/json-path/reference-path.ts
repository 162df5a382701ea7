import type { Plain } from "@orrery/kernel";
import { StateFailure } from "../failure.ts";
import { PathError, segmentsOf } from "./segments.ts";

/** A path that names one node, so that something can be put there. */
export interface ReferencePath {
  readonly text: string;
  readonly steps: readonly (string | number)[];
}

/** Reads a reference path: names and indices alone. @throws {PathError} for any other. */
export function referencePathOf(text: string): ReferencePath {
  if (!/^\$(?=[.[]|$)/u.test(text)) throw new PathError("A reference path begins with '$'");
  const steps = segmentsOf(text.slice(1)).map((segment) => {
    if (segment.type === "name") return segment.name;
    if (segment.type === "index" && segment.index >= 0) return segment.index;
    throw new PathError("A reference path selects one node");
  });
  return { text, steps };
}

/** The data with the value put at the path; what is not on the way is shared. */
export const put = (data: Plain, path: ReferencePath, value: Plain): Plain =>
  putFrom(data, path, 0, value, data);

function putFrom(
  at: Plain | undefined,
  path: ReferencePath,
  place: number,
  value: Plain,
  whole: Plain,
): Plain {
  const step = path.steps[place];
  if (step === undefined) return value;
  if (typeof step === "number") {
    if (!Array.isArray(at) || step >= at.length) throw unreachable(path, whole);
    const items = [...(at as readonly Plain[])];
    items[step] = putFrom(items[step], path, place + 1, value, whole);
    return items;
  }
  if (at === undefined) return { [step]: putFrom(undefined, path, place + 1, value, whole) };
  if (typeof at !== "object" || at === null || Array.isArray(at)) throw unreachable(path, whole);
  const members = at as { readonly [member: string]: Plain };
  const before = Object.hasOwn(members, step) ? members[step] : undefined;
  return { ...members, [step]: putFrom(before, path, place + 1, value, whole) };
}

const unreachable = (path: ReferencePath, whole: Plain): StateFailure =>
  new StateFailure(
    "States.ResultPathMatchFailure",
    `Unable to apply ReferencePath ${path.text} to input ${JSON.stringify(whole)}`,
  );
