import type { Definition } from "../template/definition.ts";
import { TemplateError, type Place } from "../template/error.ts";
import { childOf, type MapNode, type TemplateNode } from "../template/node.ts";
import { SamProblem, SamRefusal } from "./transform/problems.ts";

/**
 * The error of a template that SAM refuses: one line with all that is wrong, in SAM's words, each with its
 * place. What is no refusal is returned as it is.
 */
export function samError(
  error: unknown,
  root: MapNode,
  definitions: ReadonlyMap<string, Definition>,
): unknown {
  const problems =
    error instanceof SamRefusal ? error.problems : error instanceof SamProblem ? [error] : null;
  if (problems === null) return error;
  const placed = problems.map((problem) => ({
    words: problem.message,
    place: placeOf(problem, root, definitions),
  }));
  const [first, ...others] = placed;
  const place = first?.place ?? root.place;
  const further = others.map(({ words, place: { file, line, column } }) => {
    return `${file}:${line}:${column}: ${words}`;
  });
  const words = [first?.words ?? "", ...further].join("; ");
  return TemplateError.saying(place, words);
}

/** Where the template says what a problem is about: the property that it names, or the resource. */
function placeOf(
  { kind, subject, reason }: SamProblem,
  root: MapNode,
  definitions: ReadonlyMap<string, Definition>,
): Place {
  if (kind === "globals") return root.entries.get("Globals")?.place ?? root.place;
  const about = aboutOf(subject, reason, definitions);
  if (about === undefined) return root.place;
  const named = /'([A-Za-z.]+)'|property (\w+) not defined/.exec(reason);
  const path = (named?.[1] ?? named?.[2] ?? "").split(".");
  let { place, value: holder }: { place: Place; value: TemplateNode | undefined } = about;
  for (const step of path) {
    const entry = holder?.kind === "map" ? holder.entries.get(step) : undefined;
    if (entry === undefined) break;
    place = entry.place;
    holder = entry.value;
  }
  return place;
}

/** The resource or event that a problem is about, with its properties. */
function aboutOf(
  subject: string,
  reason: string,
  definitions: ReadonlyMap<string, Definition>,
): { readonly place: Place; readonly value: TemplateNode | undefined } | undefined {
  const [, named] = /Event with id \[(\w+)\]/.exec(reason) ?? [];
  for (const { logicalId, node, place } of definitions.values()) {
    const properties = childOf(node, "Properties");
    // Properties of events are checked under the id of what is made of them.
    const name = logicalId === subject ? named : subject.slice(logicalId.length);
    const events = subject.startsWith(logicalId) ? childOf(properties, "Events") : undefined;
    const event =
      events?.kind === "map" && name !== undefined ? events.entries.get(name) : undefined;
    if (event !== undefined) {
      return { place: event.place, value: childOf(event.value, "Properties") };
    }
    if (logicalId === subject) return { place, value: properties };
  }
  return undefined;
}
