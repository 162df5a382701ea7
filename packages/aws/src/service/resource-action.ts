import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "./refusal.ts";

/** An operation of AWS with its parameters. */
export interface NamedCall {
  readonly service: string;
  readonly operation: string;
  readonly params: PlainObject;
}

/** A resource that something is done to. */
export interface ActionSubject {
  readonly name: string;
  readonly arn: string;
}

/** Something that may be done to a resource of a kind at a time, such as `redrive`: an operation of AWS. */
export interface ResourceAction {
  /** What it does, in one sentence. */
  readonly text: string;
  /** What may stand behind the resource: another one of its kind after `to`, a number a second after `at`. */
  readonly options?: readonly ("to" | "at")[];
  callOf(subject: ActionSubject, said: ActionOptions): NamedCall;
}

/** What a line says beside verb and resource. */
export interface ActionOptions {
  readonly to: ActionSubject | null;
  /** A second. */
  readonly rate: number | null;
}

/** A property, as templates name it, that a run may set at a time. */
export interface SettableProperty {
  /**
   * How its value is written: a duration of which AWS counts whole `seconds`, a whole number (`count`), a size
   * (`bytes`), `true` or `false` (`switch`), a `text`, or any JSON (`value`).
   */
  readonly form: "seconds" | "count" | "bytes" | "switch" | "text" | "value";
  /** The operation that gives it another value. */
  set(subject: ActionSubject, value: Plain): NamedCall;
  /** The operation that takes its value away; left out: it always has one. */
  unset?(subject: ActionSubject): NamedCall;
}

/** A property that one operation sets as a member of its parameters. */
export const settable = (
  form: SettableProperty["form"],
  set: (subject: ActionSubject, value: Plain) => NamedCall,
  unset?: (subject: ActionSubject) => NamedCall,
): SettableProperty => ({ form, set, ...(unset === undefined ? {} : { unset }) });
