import type { Distribution } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Callers, Firewall } from "../config.ts";
import { signInTime } from "../limits.ts";

/** A firewall, as a scenario says it. */
export function firewallIn(said: PlainObject): Firewall {
  const [, name = "", pattern = "*"] =
    /^([^:\s]+)\s*(?::\s*(.*))?$/.exec(textOf(said["blockedHeader"]) ?? "") ?? [];
  return {
    blocked: numberOf(said["blocked"]) ?? 0,
    failures: numberOf(said["firewallFailures"]) ?? 0,
    header: name === "" ? null : { name: name.toLowerCase(), pattern },
  };
}

/** Who callers are, as a scenario says it. */
export function callersIn(said: PlainObject): Callers {
  return {
    signedIn: numberOf(said["signedIn"]) ?? 0,
    latency: (said["signInLatency"] as unknown as Distribution | undefined) ?? signInTime, // It was checked.
    denied: numberOf(said["signInsDenied"]) ?? 0,
    errors: numberOf(said["signInErrors"]) ?? 0,
    unreachable: numberOf(said["signInsUnreachable"]) ?? 0,
    keyFailures: numberOf(said["keyFailures"]) ?? 0,
    idle: numberOf(said["idleClients"]) ?? 0,
  };
}
