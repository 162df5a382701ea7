import { DefectError } from "@orrery/kernel";
import { answerShapesText } from "./answer-shapes.ts";
import type { AnswerShape } from "./request.ts";

/** A shape as the generated file has it. */
type Packed = string | readonly [Packed] | { readonly [name: string]: Packed };

interface PackedService {
  readonly answers: { readonly [operation: string]: Packed };
  readonly structures: { readonly [name: string]: { readonly [member: string]: Packed } };
}

/** Optimized integrations that have another name than the SDK's. */
const sdkNames: Readonly<Record<string, string>> = { events: "eventbridge", states: "sfn" };

// A memo of a pure function.
let services: Readonly<Record<string, PackedService>> | undefined;

/** What the answer of an integration's action is made of; undefined where that is not known. */
export function answerShape(service: string, action: string): AnswerShape | undefined {
  // The text is written by a script, and read when it is first asked for.
  services ??= JSON.parse(answerShapesText) as Readonly<Record<string, PackedService>>;
  const known = sdkNames[service] ?? service;
  if (!Object.hasOwn(services, known)) return undefined;
  const { answers, structures } = services[known]!;
  return Object.hasOwn(answers, action) ? unpacked(answers[action]!, structures, []) : undefined;
}

function unpacked(
  packed: Packed,
  structures: PackedService["structures"],
  around: readonly string[],
): AnswerShape {
  if (typeof packed === "string") return scalarOrStructure(packed, structures, around);
  if (isList(packed)) return { type: "list", member: unpacked(packed[0], structures, around) };
  const value = packed["*"];
  if (value === undefined) return { type: "structure", members: {} };
  return { type: "map", value: unpacked(value, structures, around) };
}

const isList = (packed: Exclude<Packed, string>): packed is readonly [Packed] =>
  Array.isArray(packed);

function scalarOrStructure(
  packed: string,
  structures: PackedService["structures"],
  around: readonly string[],
): AnswerShape {
  const rest = packed.slice(1);
  switch (packed.slice(0, 1)) {
    case "@":
      // A structure that is within itself is looked at once.
      if (around.includes(rest)) return { type: "any" };
      return structureOf(structures[rest]!, structures, [...around, rest]);
    case "s":
      return { type: "string" };
    case "=":
      return { type: "string", values: rest.split("|") };
    case "n": {
      const [least, most] = rest.split("~");
      return {
        type: "number",
        ...(least === "" ? {} : { least: Number(least) }),
        ...(most === "" ? {} : { most: Number(most) }),
      };
    }
    case "b":
      return { type: "boolean" };
    case "?":
      return { type: "any" };
  }
  throw new DefectError(`A shape is written ${packed}`);
}

function structureOf(
  members: PackedService["structures"][string],
  structures: PackedService["structures"],
  around: readonly string[],
): AnswerShape {
  const entries = Object.entries(members).map(
    ([name, packed]) =>
      [name.replace("!", ""), unpacked(packed, structures, around), name.endsWith("!")] as const,
  );
  return {
    type: "structure",
    members: Object.fromEntries(entries.map(([name, shape]) => [name, shape])),
    required: entries.filter(([, , isRequired]) => isRequired).map(([name]) => name),
  };
}
