import type { Dated } from "@orrery/kernel";

/** The facts of a model. */
export interface ApiFacts {
  /** How requests travel: `json`, `query`, `rest-json`, `rest-xml`, `smithy-rpc-v2-cbor`. */
  readonly protocol: string;
  /** Whether errors bear the codes of a query protocol that the service had before. */
  readonly queryCompatible?: true;
  readonly operations: Readonly<Record<string, ModeledOperation>>;
  /** Shapes of parameters by name. A text, number, flag or time without bounds is no shape of its own. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** By the code that callers see. */
  readonly errors: Readonly<Record<string, ModeledError>>;
  readonly waiters: Readonly<Record<string, Waiter>>;
}

/** An operation. */
export interface ModeledOperation {
  /** The shape of its parameters; none where it has none. */
  readonly input?: string;
  /** The HTTP status of its success, where it is not 200. */
  readonly status?: number;
  /** The member of a response that has that status, where the service decides. */
  readonly statusMember?: string;
  /** Where its response has bytes, such as `Messages.*.MessageAttributes.*.BinaryValue`. */
  readonly blobs?: readonly string[];
  /** The member that is the whole body of a response. */
  readonly payload?: string;
  /** Whether that body, or its events, come little by little. */
  readonly streaming?: true;
  readonly page?: ModeledPage;
}

/** How an operation gives its answer page by page. */
export interface ModeledPage {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly limit?: string;
  readonly results: readonly string[];
  /** The member that says whether there is more. */
  readonly more?: string;
}

/** Types that need no shape. `any` is what this simulation, or a document, takes as it is. */
export type ScalarType =
  | "string"
  | "integer"
  | "long"
  | "float"
  | "double"
  | "bigdecimal"
  | "boolean"
  | "timestamp"
  | "blob"
  /** A text, or what is written as one. */
  | "scalar"
  | "any";

/** A parameter's type: the name of a shape, or a {@link ScalarType}. */
export type ShapeName = string;

/** What a value must be. */
export interface Shape {
  readonly type: ScalarType | "structure" | "list" | "map";
  readonly members?: Readonly<Record<string, ShapeName>>;
  readonly required?: readonly string[];
  /** Of the items of a list. */
  readonly member?: ShapeName;
  readonly key?: ShapeName;
  readonly value?: ShapeName;
  /** The least length, size or value. */
  readonly min?: Bound;
  readonly max?: Bound;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** Whether messages keep the value to themselves. */
  readonly secret?: true;
}

/** A bound, or what it was from which day on. */
export type Bound = number | Dated<number>;

/** An error. */
export interface ModeledError {
  /** Its name in the model, where callers see another code. */
  readonly shape?: string;
  /** @defaultValue 400 */
  readonly status?: number;
  /** Whether the service is at fault. @defaultValue the caller is */
  readonly fault?: "server";
  /** Members that SDKs show of it. */
  readonly members?: readonly string[];
}

/** An operation that SDKs repeat until its response says that something is there. */
export interface Waiter {
  readonly operation: string;
  /** Seconds between attempts. */
  readonly delay: number;
  readonly attempts: number;
  readonly acceptors: readonly Acceptor[];
}

/** What a waiter makes of an attempt. The first that matches counts. */
export interface Acceptor {
  readonly state: "success" | "failure" | "retry";
  readonly matcher: "path" | "pathAll" | "pathAny" | "error" | "status";
  readonly expected: string | number | boolean;
  /** Of paths, in JMESPath. */
  readonly argument?: string;
}
