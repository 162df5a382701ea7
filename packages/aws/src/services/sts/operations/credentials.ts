import type { Duration, Instant } from "@orrery/kernel";
import type { Caller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { sessionTokenOf } from "../../../service/session-token.ts";

/** Credentials of a session, as AWS answers; its keys are drawn. */
export function credentialsOf(
  caller: Caller,
  duration: Duration,
  plane: ControlPlane,
): PlainObject {
  const expiresAt = (plane.now + duration) as Instant;
  const drawn = `${plane.uuid()}${plane.uuid()}`.replaceAll("-", "");
  return {
    AccessKeyId: `ASIA${drawn.slice(0, 16).toUpperCase()}`,
    SecretAccessKey: drawn.slice(16, 56),
    SessionToken: sessionTokenOf({ caller, expiresAt }),
    Expiration: Math.floor((plane.epochMilliseconds + expiresAt / 1_000) / 1_000),
  };
}
