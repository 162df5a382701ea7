import type { Instant } from "@orrery/kernel";
import type { Caller } from "./caller.ts";
import type { HttpAnswer, HttpHead } from "./http.ts";
import type { Trail } from "./origin.ts";
import type { PlainObject, Refused } from "./refusal.ts";

/** The answer of the control plane to a {@link Call}. */
export type CallReply = CallSucceeded | Refused | CallNotModeled | CallUnknown;

/** The simulation does not have what the call asks for, and the scenario does not say what happens. */
export interface CallNotModeled {
  readonly type: "notModeled";
  /** Such as `rekognition:DetectFaces`. */
  readonly operation: string;
  /** A sentence that says what is not modeled. */
  readonly what: string;
}

/** AWS has no service or no operation of this name. */
export interface CallUnknown {
  readonly type: "unknown";
  readonly expected: string;
  readonly received: string;
}

/** An operation of AWS by its name, asked of the control plane, which finds the resource. */
export interface Call {
  readonly type: "call";
  readonly service: string;
  readonly operation: string;
  readonly params: PlainObject;
  /** What the architecture calls what it makes; left out by who calls in a run. */
  readonly logicalId?: string;
  /** What led to it, where a function makes it: SDKs of AWS hand that on. Left out: it comes from outside. */
  readonly trail?: Trail;
  /** Who makes it. Left out: the account itself, from outside. */
  readonly caller?: Caller;
  /** The token of the session whose credentials sign it. Left out: they are its caller's own. */
  readonly sessionToken?: string;
  /** When whoever calls gives it up. Left out: when the control plane does. */
  readonly until?: Instant;
  /** Nobody looks at the response; it is empty. */
  readonly isUnread?: true;
  /** Whoever calls wants to know whether it changed anything. */
  readonly tellsChange?: true;
  /** It is this request of HTTP, where what has the name in DNS is simulated. Left out: it is none. */
  readonly http?: HttpCall;
}

/** A request of HTTP to whatever has a name in DNS. */
export interface HttpCall {
  readonly domain: string;
  readonly head: HttpHead;
  /** The body with its size in bytes. */
  readonly text: { readonly body: string; readonly size: number };
}

/** A call that the control plane carries out: it is known what led to it, and who makes it. */
export interface BegunCall extends Call {
  readonly trail: Trail;
  readonly caller: Caller;
}

export interface CallSucceeded {
  readonly type: "called";
  readonly response: PlainObject;
  /** It left all as it was; said to those alone who want to know. */
  readonly changedNothing?: true;
  /** What answered a {@link Call.http}, in place of a response; left out: nothing that is simulated has the name. */
  readonly http?: HttpAnswer;
}

/** What a machine says beside its answer where what was asked leaves all as it was. */
export interface Unchanging {
  readonly changedNothing?: true;
}
