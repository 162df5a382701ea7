import { withinBounds, type Duration } from "@orrery/kernel";
import { callerBounds } from "./limits.ts";

/** The connections that a workload's callers have. */
export interface ConnectionsConfig {
  /** Whether a connection takes several requests, one after another. @defaultValue true */
  readonly keepAlive?: boolean;
  /** How many are open at most, of a program that others ask; users have one each. @defaultValue 50 */
  readonly most?: number;
  /** How long one stays open that nothing is sent on. @defaultValue 60 s */
  readonly idle?: Duration;
  /** How long it takes to set one up, TLS included. @defaultValue two round trips */
  readonly setUp?: Duration;
}

/** Connections, complete and checked; `null`: what the assumed figures say. */
export interface ConnectionsSettings {
  readonly keepAlive: boolean;
  readonly most: number | null;
  readonly idle: Duration | null;
  readonly setUp: Duration | null;
  /** How long what they call keeps one open; `null`: as long as they do. */
  readonly kept: Duration | null;
  /** The way there and back; `null`: what the assumed figure says. */
  readonly roundTrip: Duration | null;
}

/** The connections that somebody says, of callers so far away. @throws ConfigError about `path` */
export function resolveConnections(
  path: string,
  said: ConnectionsConfig | undefined,
  roundTrip: Duration | null,
  kept: Duration | null,
): ConnectionsSettings | null {
  if (said === undefined) return null;
  const { keepAlive = true } = said;
  const time = (name: "idle" | "setUp") =>
    said[name] === undefined
      ? null
      : withinBounds(`${path}.${name}`, said[name], callerBounds[name]);
  return {
    keepAlive,
    most:
      said.most === undefined ? null : withinBounds(`${path}.most`, said.most, callerBounds.most),
    idle: time("idle"),
    setUp: time("setUp"),
    kept,
    roundTrip,
  };
}
