import type { ApiFacts, ModeledError, ModeledOperation, Shape, ShapeName } from "./api-facts.ts";
import { inputOf, unpacked, type PackedModel } from "./packed-model.ts";

/**
 * What AWS publishes about the API of a service, for the operations that are modeled: generated into
 * `model.ts` of its folder. It is kept as a text and read at the first question, since most runs call
 * few services.
 */
export class ApiModel {
  private readonly text: string;
  private readonly corrections: Corrections;
  private read: ApiFacts | null = null;

  /** `text` is a {@link PackedModel} in JSON, written by `npm run models`. */
  constructor(text: string, corrections: Corrections = {}) {
    this.text = text;
    this.corrections = corrections;
  }

  /** The same with what recordings and dated limits say otherwise. */
  with(corrections: Corrections): ApiModel {
    return new ApiModel(this.text, corrections);
  }

  /** What the model says, as corrected. */
  get facts(): ApiFacts {
    this.read ??= corrected(unpacked(JSON.parse(this.text) as PackedModel), this.corrections);
    return this.read;
  }

  /** The HTTP status of an error that callers see under `code`. */
  statusOf(code: string): number {
    const { errors, protocol } = this.facts;
    const common = protocol === "json" ? statusesInJson : commonStatuses;
    return ownOf(errors, code)?.status ?? ownOf(common, code) ?? 400;
  }
}

/** The model of a service that exists in tests alone: nothing is known of it, so nothing is checked. */
export const unpublished = new ApiModel(
  '{"protocol":"json","operations":{},"shapes":{},"errors":{},"waiters":{}}',
);

/**
 * Errors that every service may answer with and no model lists, with another status than 400.
 *
 * Source: https://docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html
 */
const commonStatuses: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AccessDeniedException: 403,
  ExpiredToken: 403,
  ExpiredTokenException: 403,
  InvalidClientTokenId: 403,
  UnrecognizedClientException: 403,
  InternalFailure: 500,
  ServiceUnavailable: 503,
};
/** Those of services whose protocol is JSON alone: there a caller's errors are all 400. */
const statusesInJson: Readonly<Record<string, number>> = {
  InternalFailure: 500,
  ServiceUnavailable: 503,
};

/**
 * Where a service answers otherwise than its model says. Recorded texts beat the model, and so does a
 * dated value of `limits.ts`; parameters of this simulation are added here.
 */
export interface Corrections {
  /** Pieces of patterns, each with what recordings have in its place. */
  readonly patterns?: readonly (readonly [published: string, recorded: string])[];
  /** Parts of shapes, by name. */
  readonly shapes?: Readonly<Record<string, Partial<Shape>>>;
  /** By operation, or `*` for all that have this member: parameters with another shape, or of ours. */
  readonly members?: Readonly<Record<string, Readonly<Record<string, ShapeName>>>>;
  /** By operation, or `*`: parameters whose violations are told first, in order. */
  readonly first?: Readonly<Record<string, readonly string[]>>;
  /** By operation: what is required, in place of what the model says. */
  readonly required?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: Readonly<Record<string, ModeledError>>;
}

function corrected(published: ApiFacts, corrections: Corrections): ApiFacts {
  const { patterns = [], errors = {} } = corrections;
  const shapes: Record<string, Shape> = {};
  for (const [name, shape] of Object.entries(published.shapes)) {
    shapes[name] = withPatterns(shape, patterns);
  }
  for (const [name, part] of Object.entries(corrections.shapes ?? {})) {
    shapes[name] = { ...(shapes[name] ?? { type: "any" }), ...part };
  }
  const operations: Record<string, ModeledOperation> = {};
  for (const [name, operation] of Object.entries(published.operations)) {
    operations[name] = withInput(name, operation, shapes, corrections);
  }
  const all: Record<string, ModeledError> = { ...published.errors };
  for (const [code, part] of Object.entries(errors)) all[code] = { ...all[code], ...part };
  return { ...published, operations, shapes, errors: all };
}

function withPatterns(shape: Shape, pieces: NonNullable<Corrections["patterns"]>): Shape {
  let { pattern } = shape;
  if (pattern === undefined) return shape;
  for (const [published, recorded] of pieces) pattern = pattern.replaceAll(published, recorded);
  return { ...shape, pattern };
}

/** Gives an operation an input of its own where a correction is about it. */
function withInput(
  name: string,
  operation: ModeledOperation,
  shapes: Record<string, Shape>,
  { members = {}, first = {}, required = {} }: Corrections,
): ModeledOperation {
  const input: Shape =
    operation.input === undefined ? { type: "structure" } : shapes[operation.input]!;
  const given = { ...input.members };
  const known = (all: Readonly<Record<string, ShapeName>> = {}) =>
    Object.entries(all).filter(([member]) => Object.hasOwn(given, member));
  Object.assign(given, Object.fromEntries(known(members["*"])), members[name]);
  const order = [...(first[name] ?? []), ...(first["*"] ?? [])].filter((each) =>
    Object.hasOwn(given, each),
  );
  const ordered: Record<string, ShapeName> = {};
  for (const each of [...order, ...Object.keys(given)]) ordered[each] = given[each]!;
  const own = inputOf(name);
  shapes[own] = { ...input, members: ordered, required: required[name] ?? input.required ?? [] };
  return { ...operation, input: own };
}

/** What an object has under a name that it bears itself. */
export const ownOf = <Value>(
  object: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined => (Object.hasOwn(object, name) ? object[name] : undefined);
