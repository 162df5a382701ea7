import type { Plain } from "@orrery/kernel";
import type { RunCode } from "./run-code.ts";

/**
 * Something that AWS has no parameter for and a scenario may say of a resource, such as what a function
 * does. A kind declares it by the parameter that bears it in the operation that makes the resource;
 * scenario files then have a section for it, run files its form, and nothing else needs to know of it.
 */
export interface Extra {
  /** What it says, in one sentence. */
  readonly text: string;
  /** The form of its value, from which run files are checked. */
  readonly form: Form;
  /** How scenario files say it. */
  readonly section: ExtraSection;
  /** Whether an update of its stack may say it anew, by the same parameter of what changes it. @defaultValue false */
  readonly isUpdatable?: true;
  /** Refuses a value that the operation cannot check, as it does not know what the run was given. @throws ConfigError */
  check?(path: string, value: Plain, code: RunCode): void;
  /** The script that a value names; `null`: none. */
  scriptIn?(value: Plain): string | null;
}

/** A section of scenario files, which says something of resources by logical id. */
export interface ExtraSection {
  /** Such as `queues`. */
  readonly name: string;
  /** What the section says, such as `How reliable queues are, by logical id.` */
  readonly text: string;
  /** What an entry of it says. */
  readonly each: string;
  /** What an entry may set, by name. */
  readonly settings: Readonly<Record<string, ExtraSetting>>;
  /**
   * The value of an entry, whose quantities are read: durations in microseconds, sizes in bytes, shares
   * from 0 to 1, laws as distributions, calls as operations.
   *
   * @throws ConfigError with a path such as `.duration` where settings do not go together.
   */
  read(said: Readonly<Record<string, unknown>>): object;
  /**
   * What a scenario says over what was said where the resource is made. Left out: the scenario's settings, and of
   * the others those that it leaves out.
   */
  over?(
    own: Readonly<Record<string, unknown>>,
    said: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>>;
  /** Why nothing may be said of a resource whose machine has these settings; `null`: it may. */
  refuses?(settings: unknown): { readonly expected: string; readonly received: string } | null;
}

/**
 * A setting of an entry, with its range, and what it means as a sentence.
 *
 * - `count`, `duration`, `bytes`: a number within a range, written with its unit;
 * - `share`: from 0 to 1, or a percentage; `switch`: true or false;
 * - `durations`, `sizes`: a law of them;
 * - `choice`: one of its `values`; `text`; `value`: whatever has JSON; `calls`: operations that are asked for one after another;
 * - `settings`: settings within.
 */
export type ExtraSetting = { readonly text: string } & (
  | {
      readonly kind: "count" | "duration" | "bytes" | "share" | "switch";
      /** Of a share 0 and 1, and nothing of a switch. */
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "durations" | "sizes" | "text" | "calls" }
  /** `isRows`: rows as objects, or the path of a file with rows; kept as a table's data. */
  | { readonly kind: "value"; readonly isRows?: true }
  | { readonly kind: "settings"; readonly settings: Readonly<Record<string, ExtraSetting>> }
);

/**
 * The form of a value: plain data.
 *
 * - `number`, `text`, `truth`: one value; `law`: a distribution; `call`: an operation that is asked for;
 *   `value`: whatever has JSON;
 * - `nullable`: of that form, or `null`; `list`: a list of that form;
 * - `members`: an object with these, and perhaps some of `optional`, and no other;
 * - `types`: an object of one of these forms, which its member `type` tells apart.
 */
export type Form =
  | "number"
  | "text"
  | "truth"
  | "law"
  | "call"
  | "value"
  | { readonly nullable: Form }
  | { readonly list: Form }
  | FormOfObject
  | { readonly types: Readonly<Record<string, FormOfObject>> };

/** The form of an object. */
export interface FormOfObject {
  readonly members: Readonly<Record<string, Form>>;
  readonly optional?: Readonly<Record<string, Form>>;
}
