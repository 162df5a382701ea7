import type { PlainObject } from "./refusal.ts";

/** What is kept of a role or a policy. Plain data. */
export type Identity = Role | ManagedPolicy;

/** Somebody that services and whoever may can be, for a session. */
export interface Role {
  readonly type: "role";
  readonly arn: string;
  /** As it is shown. */
  readonly shown: PlainObject;
  /** Who may be it: a policy as a text. */
  readonly trust: string;
  /** Policies of its own, as texts, by name. */
  readonly own: Readonly<Record<string, string>>;
  /** The ARNs of other policies that it has. */
  readonly attached: readonly string[];
  /** The ARN of the policy that says what it may do at most; `null`: it has none. */
  readonly boundary: string | null;
}

/** A policy that roles may have. */
export interface ManagedPolicy {
  readonly type: "policy";
  readonly arn: string;
  /** As it is shown. */
  readonly shown: PlainObject;
  /** The text of each version, by its name. */
  readonly versions: Readonly<Record<string, string>>;
  /** The version that holds. */
  readonly version: string;
}

const nothing = '{"Version":"2012-10-17","Statement":[]}';

/** What is known of one that was just made, or is no more: nobody may be it, and it allows nothing. */
export const powerless = (identity: Identity): Identity =>
  identity.type === "role"
    ? { ...identity, trust: nothing, own: {}, attached: [], boundary: null }
    : { ...identity, versions: { [identity.version]: nothing } };

/** The id of a role, made of its name: AWS draws it when it makes one. */
export const roleIdOf = (name: string): string =>
  `AROA${name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 17)
    .padEnd(17, "0")}`;
