import type { ApiFacts, ModeledError, Shape, ShapeName } from "./api-facts.ts";
import { membersLater, namesOf } from "../service/later.ts";
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
  const { patterns = [], shapes: parts = {}, errors = {} } = corrections;
  const { operations } = published;
  const shapeNamed = (name: string): Shape => ({
    ...withPatterns(ownOf(published.shapes, name) ?? { type: "any" }, patterns),
    ...ownOf(parts, name),
  });
  const byInput = new Map(namesOf(operations).map((name) => [inputOf(name), name]));
  const names = [...namesOf(published.shapes), ...Object.keys(parts), ...byInput.keys()];
  const codes = [...namesOf(published.errors), ...Object.keys(errors)];
  return {
    ...published,
    operations: membersLater(namesOf(operations), (name) => ({
      ...operations[name],
      input: inputOf(name),
    })),
    shapes: membersLater(names, (name) => {
      const operation = byInput.get(name);
      if (operation === undefined) return shapeNamed(name);
      const { input } = operations[operation]!;
      const shape: Shape = input === undefined ? { type: "structure" } : shapeNamed(input);
      return inputWith(operation, shape, corrections);
    }),
    errors: membersLater(codes, (code) => ({
      ...ownOf(published.errors, code),
      ...ownOf(errors, code),
    })),
  };
}

function withPatterns(shape: Shape, pieces: NonNullable<Corrections["patterns"]>): Shape {
  let { pattern } = shape;
  if (pattern === undefined) return shape;
  for (const [published, recorded] of pieces) pattern = pattern.replaceAll(published, recorded);
  return { ...shape, pattern };
}

/** The parameters of an operation as corrections about it say. */
function inputWith(
  operation: string,
  input: Shape,
  { members = {}, first = {}, required = {} }: Corrections,
): Shape {
  const given = { ...input.members };
  const known = (all: Readonly<Record<string, ShapeName>> = {}) =>
    Object.entries(all).filter(([member]) => Object.hasOwn(given, member));
  Object.assign(given, Object.fromEntries(known(members["*"])), members[operation]);
  const order = [...(first[operation] ?? []), ...(first["*"] ?? [])].filter((each) =>
    Object.hasOwn(given, each),
  );
  const ordered: Record<string, ShapeName> = {};
  for (const each of [...order, ...Object.keys(given)]) ordered[each] = given[each]!;
  return { ...input, members: ordered, required: required[operation] ?? input.required ?? [] };
}

/** What an object has under a name that it bears itself. */
export const ownOf = <Value>(
  object: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined => (Object.hasOwn(object, name) ? object[name] : undefined);
