import { webSocketLimits } from "../limits.ts";
import { metrics, type WebSocketApiContext } from "./declarations.ts";

/** Bills a message, in steps of 32 KB. */
export function bill(size: number, context: WebSocketApiContext): void {
  const steps = Math.ceil(size / webSocketLimits.billedBytes);
  context.observe(metrics.MessagesBilled, steps < 1 ? 1 : steps);
}

/** Sends something of so many bytes to a client. */
export function answer(size: number, context: WebSocketApiContext): void {
  context.observe(metrics.MessageCount, 1);
  context.observe(metrics.MessagesOut, 1);
  bill(size, context);
}
