import type { Trailed } from "../service/origin.ts";

/** Something that is brought where nothing is modeled. */
export interface Deliver extends Trailed {
  readonly type: "deliver";
  readonly body: string;
  /** Of the body, in bytes. */
  readonly size: number;
  /** Of the object that a bucket gets; `null` elsewhere. */
  readonly key: string | null;
}

/** It takes all that it is brought. */
export interface Delivered {
  readonly type: "delivered";
}

/** What is there in AWS. Plain data. */
export interface SinkSettings {
  readonly arn: string;
}
