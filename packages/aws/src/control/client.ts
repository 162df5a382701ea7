import {
  base64Of,
  ConfigError,
  invariant,
  unreachable,
  type Plain,
  type Simulation,
  type Tagged,
} from "@orrery/kernel";
import type { Call, CallReply } from "../service/call.ts";
import { mostNesting, tooDeep } from "../text/json.ts";
import type { Credentials } from "../service/script.ts";
import { NotModeledError } from "./not-modeled.ts";
import type { PlainObject, Refused } from "../service/refusal.ts";
import { controlName, type Channel } from "../service/service-model.ts";
import { EventStream } from "./event-stream.ts";

/** AWS refused an operation. The call was understood; this is what the real service would say. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  /** The error code of AWS, such as `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly code: string;
  readonly httpStatus: number;
  /** Members of the error besides code and message. */
  readonly details: PlainObject;

  constructor({ code, message, details = {} }: Refused, httpStatus: number) {
    super(message);
    this.code = code;
    this.httpStatus = httpStatus;
    this.details = details;
  }
}

/** An operation that was begun: its outcome, once there is one. */
export interface PendingCall {
  readonly outcome: CallReply | undefined;
}

/** What a caller may give where AWS takes bytes. */
export type Parameter =
  Plain | Uint8Array | readonly Parameter[] | { readonly [key: string]: Parameter | undefined };

/** Performs operations of AWS by their names, with AWS's request and response shapes. */
export class AwsClient {
  private readonly simulation: Simulation;
  /** Of the credentials that sign what it calls; `null`: the account's own do. */
  private readonly sessionToken: string | null;
  private readonly statusOf: (service: string, code: string) => number;
  private readonly channelOf: (service: string, operation: string) => Channel | undefined;

  constructor(
    simulation: Simulation,
    statusOf: (service: string, code: string) => number,
    channelOf: (service: string, operation: string) => Channel | undefined = () => undefined,
    sessionToken: string | null = null,
  ) {
    this.sessionToken = sessionToken;
    this.simulation = simulation;
    this.statusOf = statusOf;
    this.channelOf = channelOf;
  }

  /** A client whose calls credentials of a session sign, such as those of AssumeRole. */
  signedWith({ SessionToken }: Pick<Credentials, "SessionToken">): AwsClient {
    return new AwsClient(this.simulation, this.statusOf, this.channelOf, SessionToken);
  }

  /**
   * Performs an operation, letting virtual time pass until it is answered. `logicalId`: what the
   * architecture calls what it makes. Where the response is a stream of events, as SubscribeToShard's is, that member
   * is an iterable of them: each step lets time pass until there is one.
   *
   * @throws AwsError when AWS would refuse it.
   * @throws NotModeledError when AWS would do it and the simulation cannot.
   * @throws ConfigError when AWS has no such service or operation.
   */
  call(
    service: string,
    operation: string,
    params: { readonly [key: string]: Parameter | undefined } = {},
    logicalId?: string,
  ): PlainObject {
    const pending = this.begin(service, operation, params, logicalId);
    while (pending.outcome === undefined) {
      const moved = this.simulation.step();
      invariant(moved, `${service} ${operation} is never answered: nothing is left to happen`);
    }
    const { outcome } = pending;
    switch (outcome.type) {
      case "called":
        return this.withEvents(outcome.response, service, operation, params);
      case "notModeled":
        throw new NotModeledError(outcome);
      case "unknown":
        throw new ConfigError(`call of ${service}`, outcome.expected, outcome.received);
      case "refused":
        break;
      default:
        return unreachable(outcome);
    }
    throw new AwsError(outcome, this.statusOf(service, outcome.code));
  }

  private withEvents(
    response: PlainObject,
    service: string,
    operation: string,
    params: { readonly [key: string]: Parameter | undefined },
  ): PlainObject {
    const channel = this.channelOf(service, operation);
    if (channel === undefined) return response;
    const plain = plainOf(params, operation, 1) as PlainObject;
    const events: unknown = new EventStream(this.simulation, channel, plain);
    return { ...response, [channel.member]: events as Plain };
  }

  /** Begins an operation and lets no time pass; `outcome` is there once it is answered. */
  begin(
    service: string,
    operation: string,
    params: { readonly [key: string]: Parameter | undefined } = {},
    logicalId?: string,
  ): PendingCall {
    const pending: { outcome: CallReply | undefined } = { outcome: undefined };
    const call: Call = {
      type: "call",
      service,
      operation,
      params: plainOf(params, operation, 1) as PlainObject,
      ...(logicalId === undefined ? {} : { logicalId }),
      ...(this.sessionToken === null ? {} : { sessionToken: this.sessionToken }),
    };
    this.simulation.tell(controlName, call, (body: Tagged) => {
      pending.outcome = body as CallReply; // The control plane answers nothing else.
    });
    return pending;
  }
}

/** Bytes become base64, as in AWS's JSON; what is `undefined` is left out. */
function plainOf(value: Parameter, operation: string, level: number): Plain {
  if (level > mostNesting + 1) throw tooDeep(`parameters of ${operation}`);
  if (value instanceof Uint8Array) return base64Of(value);
  const inside = (part: Parameter) => plainOf(part, operation, level + 1);
  if (Array.isArray(value)) return (value as readonly Parameter[]).map(inside);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as { readonly [key: string]: Parameter | undefined });
  return Object.fromEntries(
    entries.flatMap(([key, part]) => (part === undefined ? [] : [[key, inside(part)]])),
  );
}
