import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { filesNamed } from "./rules.ts";
import { root } from "./workspace.ts";

/**
 * Writes what answers of AWS's operations are made of, for TestState, which checks mocked results by
 * it: from AWS's API models beside the repository, for the operations that workflows call most.
 */

const models = join(root, "../shared/models");

/** By service: the name of its model, and operations. */
type Answered = Readonly<Record<string, readonly [string, readonly string[]]>>;

/** The service that checks answers lists them beside the file that is written. */
const [list] = filesNamed("answered-operations.ts");
const path = join(dirname(list!.path), "answer-shapes.ts");
const { answeredOperations } = (await import(pathToFileURL(list!.path).href)) as {
  readonly answeredOperations: Answered; // As the name of the file says.
};

/** Bounds that a recording shows, where the model has others. */
const measured: Readonly<Record<string, number>> = {
  // TestState refused 10,241 in February 2026.
  MemorySize: 10_240,
};

interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly required?: readonly string[];
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly output?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** SDK integrations have names with a capital letter. */
const capital = (name: string): string => `${name[0]!.toUpperCase()}${name.slice(1)}`;

function packed(model: Model, names: readonly string[]): unknown {
  const structures: Record<string, unknown> = {};
  const pack = (name: string): unknown => {
    const shape = model.shapes[name]!;
    switch (shape.type) {
      case "structure":
        if (structures[name] === undefined) {
          structures[name] = null;
          const members = Object.entries(shape.members ?? {}).map(([member, of]) => {
            const isRequired = shape.required?.includes(member) === true;
            return [`${capital(member)}${isRequired ? "!" : ""}`, pack(of.shape)];
          });
          structures[name] = Object.fromEntries(members);
        }
        return `@${name}`;
      case "list":
        return [pack(shape.member!.shape)];
      case "map":
        return { "*": pack(shape.value!.shape) };
      case "string":
        return shape.enum === undefined ? "s" : `=${shape.enum.join("|")}`;
      case "integer":
      case "long":
      case "float":
      case "double":
        return `n${shape.min ?? ""}~${measured[name] ?? shape.max ?? ""}`;
      case "boolean":
        return "b";
    }
    return "?";
  };
  const answers = names.map((name) => {
    const output = model.operations[name]!.output;
    return [
      `${name[0]!.toLowerCase()}${name.slice(1)}`,
      output === undefined ? {} : pack(output.shape),
    ] as const;
  });
  return { answers: Object.fromEntries<unknown>(answers), structures };
}

/** The file as it would be if written now; undefined where the models are not there. */
export function answerShapesFile(): string | undefined {
  if (!existsSync(models)) return undefined;
  const services = Object.entries(answeredOperations).map(([service, [file, names]]) => {
    const all = JSON.parse(readFileSync(join(models, `${file}.json`), "utf8")) as {
      readonly "service-2": Model;
    };
    return [service, packed(all["service-2"], names)] as const;
  });
  const text = JSON.stringify(Object.fromEntries<unknown>(services));
  const hash = createHash("sha256").update(text).digest("hex");
  return [
    "// Written by scripts/answer-shapes.ts from AWS's API models (botocore 1.43.11): do not edit.",
    `// sha256 of the facts: ${hash}`,
    "",
    "/** What answers of operations are made of, by service and operation. */",
    "export const answerShapesText =",
    "  // prettier-ignore",
    `  '${text}';`,
    "",
  ].join("\n");
}

if (import.meta.main) {
  const text = answerShapesFile();
  if (text !== undefined) writeFileSync(path, text);
}
