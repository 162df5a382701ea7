import { slab, type Instant, type RequestId, type Slab } from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { HttpRequest } from "../protocol.ts";

/** What a WebSocket API works on. */
export interface WebSocketApiState {
  readonly connections: Slab<Connection>;
  /** What integrations and authorizers were asked, and have not answered. */
  readonly open: Slab<OpenAsk>;
  /** How many requests and messages ever came: numbers the next one. */
  readonly count: number;
  /** How many are connected. */
  readonly connected: number;
}

/** Somebody who is connected, or is about to be. */
export interface Connection {
  readonly input: HttpRequest;
  /** The name of its stage. */
  readonly stage: string;
  readonly connectedAt: Instant;
  readonly lastActiveAt: Instant;
  /** What an authorizer said, as events have it; `null`: nothing. */
  readonly identity: PlainObject | null;
  /** Who waits to be connected; `null`: it is. */
  readonly request: RequestId | null;
}

/** Something that was asked for a connection. A value. */
export interface OpenAsk {
  /** The connection; it may be gone. */
  readonly connection: number;
  readonly route: string;
  /** Which request or message it is about. */
  readonly number: number;
  readonly phase: "authorizer" | "integration";
  readonly askedAt: Instant;
  readonly trail: Trail;
}

export const initialState = (): WebSocketApiState => ({
  connections: slab.empty(),
  open: slab.empty(),
  count: 0,
  connected: 0,
});
