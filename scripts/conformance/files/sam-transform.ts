import type { Json, JsonMap } from "../../../packages/templates/src/sam/transform/json.ts";
import { SamRefusal } from "../../../packages/templates/src/sam/transform/problems.ts";
import { transformSam } from "../../../packages/templates/src/sam/transform/transform.ts";
import {
  failed,
  outcomeOf,
  passed,
  unsupported,
  type CaseFile,
  type Outcome,
  type RecordedCase,
} from "../outcome.ts";
import { isList, isObject, memberOf, show, type Value } from "../value.ts";

const prefix = "AWS::Serverless::";

/** What the transform of AWS makes of templates of SAM, or says of those that it refuses. */
export function samTransform(): CaseFile {
  const families = new Map<string, { passed: number; all: number }>();
  return {
    name: "sam_transform",
    isComplete: false,
    run(recorded): Outcome {
      const outcome = outcomeIn(recorded);
      for (const family of familiesOf(memberOf(recorded.input, "template"))) {
        const counts = families.get(family) ?? { passed: 0, all: 0 };
        families.set(family, {
          passed: counts.passed + (outcome.status === "passed" ? 1 : 0),
          all: counts.all + 1,
        });
      }
      return outcome;
    },
    remarks: () =>
      [...families]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([family, { passed: count, all }]) => `with ${family}: ${count} of ${all} pass`),
  };
}

/** The types of SAM in a template. */
function familiesOf(template: Value): ReadonlySet<string> {
  const resources = memberOf(template, "Resources");
  const types = Object.values(isObject(resources) ? resources : {}).map((resource) =>
    memberOf(resource, "Type"),
  );
  return new Set(
    types.flatMap((type) =>
      typeof type === "string" && type.startsWith(prefix) ? [type.slice(prefix.length)] : [],
    ),
  );
}

function outcomeIn({ kind, input, expected }: RecordedCase): Outcome {
  const refusal = memberOf(expected, "errorMessage");
  if (typeof refusal === "string" && refusal.includes("Timed out waiting")) {
    return unsupported("the transform asks no repository for applications");
  }
  const made = madeOf(input);
  if (kind === "error") {
    const said = typeof made === "string" ? made : "a template";
    return outcomeOf(said === refusal ? undefined : `refused with ${show(refusal)}: ${said}`);
  }
  if (typeof made === "string") return failed(made);
  const difference = differenceOf(comparable(expected), comparable(made), "");
  return difference === undefined ? passed : failed(difference);
}

/** The template that is made, or why none is. */
function madeOf(input: Value): JsonMap | string {
  const parameters = memberOf(input, "parameterValues");
  try {
    // The cases are JSON.
    return transformSam(memberOf(input, "template") as JsonMap, {
      region: String(memberOf(input, "region")),
      partition: String(memberOf(input, "partition")),
      parameters: (isObject(parameters) ? parameters : {}) as Readonly<Record<string, Json>>,
    }).template;
  } catch (error) {
    if (error instanceof SamRefusal) return error.message;
    throw error;
  }
}

/** As the README of the cases says: lists but of layers are sorted, and hashes of deployments do not count. */
function comparable(value: Value): Value {
  const text = JSON.stringify(sorted(value));
  const masked = text
    .replace(/(Deployment)[0-9a-f]{10}(?![0-9a-f])/g, "$1#")
    .replace(/(deployment id: )[0-9a-f]{40}/g, "$1#");
  return sorted(JSON.parse(masked) as Value); // It was JSON before.
}

function sorted(value: Value, name = ""): Value {
  if (isList(value)) {
    const items = value.map((item) => sorted(item));
    if (name === "Layers") return items;
    return items
      .map((item) => ({ item, key: JSON.stringify(item) }))
      .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
      .map(({ item }) => item);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key], key)]),
  );
}

/** Where two values differ first. */
function differenceOf(wanted: Value, received: Value, path: string): string | undefined {
  if (JSON.stringify(wanted) === JSON.stringify(received)) return undefined;
  if (isObject(wanted) && isObject(received)) {
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(received)])) {
      const inside = differenceOf(wanted[key], received[key], `${path}/${key}`);
      if (inside !== undefined) return inside;
    }
  }
  return `${path}: expected ${show(wanted)}, received ${show(received)}`;
}
