import type { Trailed } from "../service/origin.ts";
import type { Refused } from "../service/refusal.ts";

/** Something that is brought where nothing is modeled. */
export interface Deliver extends Trailed {
  readonly type: "deliver";
  readonly body: string;
  /** Of the body, in bytes. */
  readonly size: number;
  /** Of the object that a bucket gets; `null` elsewhere. */
  readonly key: string | null;
  /** A fault has the place refuse it. @defaultValue false */
  readonly isRefused?: boolean;
}

/** It takes all that it is brought, but where a fault says otherwise. */
export type SinkReply = { readonly type: "delivered" } | Refused;

/** What is there in AWS. Plain data. */
export interface SinkSettings {
  readonly arn: string;
}
