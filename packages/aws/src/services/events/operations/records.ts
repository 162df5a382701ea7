import type { Instant } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";

/** What the control plane keeps of a bus. */
export interface BusRecord {
  /** Members that it shows as they were given. */
  readonly shown: PlainObject;
  /** `null` for none. */
  readonly policy: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** In order of their numbers. */
  readonly rules: readonly RuleRecord[];
  readonly nextRule: number;
  readonly nextTarget: number;
  readonly nextArchive: number;
}

/** What the control plane keeps of a rule. */
export interface RuleRecord {
  readonly number: number;
  readonly name: string;
  readonly state: string;
  /** `null` for none. */
  readonly pattern: string | null;
  readonly schedule: string | null;
  /** Description and RoleArn, as far as they were given. */
  readonly shown: PlainObject;
  readonly tags: Readonly<Record<string, string>>;
  /** What the rates of its schedule count from. */
  readonly since: Instant;
  /** The archive that it is for, and which target of the port that is; `null`: it is for none. */
  readonly archive: { readonly arn: string; readonly to: number } | null;
  readonly targets: readonly TargetRecord[];
}

/** What the control plane keeps of a target: as it was given. */
export interface TargetRecord {
  readonly number: number;
  readonly params: PlainObject;
  /** The kinds of resources that its ARN and that of its dead-letter queue are of; `null`: of none that is modeled. */
  readonly kind: string | null;
  readonly deadLetterKind: string | null;
}
