import type { PlainObject } from "./refusal.ts";

/** What a sample event is about: what its caller would have done to get it. */
export interface EventFacts {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** Milliseconds since 1970 at the instant of the event. */
  readonly epochMilliseconds: number;
  /** What the resource is called that the event comes from. */
  readonly name: string;
  readonly body: string;
  /** `null` for none. */
  readonly subject: string | null;
  /** Values with names and AWS's types beside the body, in order of their names. */
  readonly attributes: readonly Readonly<Record<"name" | "dataType" | "value", string>>[];
}

/** Events that a service brings to others, by name: each made by the function that its deliveries call. */
export type SampleEvents = Readonly<Record<string, (facts: EventFacts) => PlainObject>>;
