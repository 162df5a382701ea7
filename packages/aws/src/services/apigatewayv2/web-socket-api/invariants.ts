import { slab, type Invariants } from "@orrery/kernel";
import type { WebSocketApiState } from "./state.ts";

/** What holds of a WebSocket API between any two inputs. */
export const webSocketApiInvariants: Invariants<WebSocketApiState> = {
  "knows how many are connected": ({ connections, connected }) =>
    slab.list(connections).filter(({ request }) => request === null).length === connected,
  "asks for nobody who never came": ({ open, count }) =>
    slab.list(open).every(({ number }) => number <= count),
  "was active when it was connected, or later": ({ connections }) =>
    slab.list(connections).every(({ connectedAt, lastActiveAt }) => lastActiveAt >= connectedAt),
};
