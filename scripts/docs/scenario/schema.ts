import { scenarioJsonSchema } from "@orrery/templates";

/** A way in which the members of an object go together. */
export interface Branch {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, false>>;
}

/** The parts of a JSON Schema that scenario files use. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly examples?: readonly string[];
  readonly anyOf?: readonly Schema[];
  /** Ways in which members go together: what each needs, and what it does without. */
  readonly oneOf?: readonly Branch[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly pattern?: string;
  readonly maxProperties?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

/** The schema of scenario files, from which their types and the table of their settings are written. */
export const scenarioSchema = (): Schema => scenarioJsonSchema() as Schema;

/** A quantity that is written with a unit. */
export interface Quantity {
  /** Its type in TypeScript. */
  readonly type: string;
  /** As tables call it. */
  readonly unit: string;
}

const quantities: readonly (readonly [example: string, quantity: Quantity])[] = [
  ["30s", { type: "DurationSaid", unit: "duration: `30s`" }],
  ["200/s", { type: "RateText", unit: "rate: `200/s`" }],
  ["2KB", { type: "SizeSaid", unit: "size: `2KB`" }],
  ["1%", { type: "ShareSaid", unit: "share: `1%`, `0.01`" }],
  ["count", { type: "StatisticName", unit: "statistic: `p95`" }],
];

/** The quantity that a schema is of, by its examples; `null`: it is of none. */
export function quantityOf({ examples }: Schema): Quantity | null {
  const first = examples?.[0];
  return quantities.find(([example]) => example === first)?.[1] ?? null;
}

/** The name of the definition that a schema refers to; `null`: it refers to none. */
export const definitionOf = ({ $ref }: Schema): string | null =>
  $ref === undefined ? null : $ref.slice("#/$defs/".length);

/** Whether a definition is that of any JSON, which the schema has under numbers. */
export const isJson = (definition: string): boolean => definition.startsWith("__schema");

/** Whether an object has exactly one of its members. */
export const isOneOf = ({ maxProperties }: Schema): boolean => maxProperties === 1;
