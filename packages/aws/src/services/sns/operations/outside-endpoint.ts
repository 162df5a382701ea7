import { ConfigError, shownValue } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { OutsideAnswers, OutsideSettings } from "../config.ts";
import { textOf } from "./request-check.ts";

/** The kind of a place outside AWS. */
const outsideKindName = "sns.outsideEndpoint";

/** What a place outside has for an ARN: nobody names it by one. */
export const outsideArnOf = ({ protocol, endpoint }: Named): string =>
  `outside:${nameOf({ protocol, endpoint })}`;

const nameOf = ({ protocol, endpoint }: Named): string => `${protocol}:${endpoint}`;

interface Named {
  readonly protocol: string;
  readonly endpoint: string;
}

/** A place outside that a subscription names, made when it is needed first. */
export function outsideEndpointOf(
  { protocol, endpoint }: Named,
  plane: ControlPlane,
  answers: OutsideAnswers | null = null,
): Resource {
  const name = nameOf({ protocol, endpoint });
  const found = plane.find(outsideKindName, name);
  const settings: OutsideSettings = { protocol, endpoint, answers, firstBody: null };
  if (found === undefined) {
    const arn = outsideArnOf({ protocol, endpoint });
    return plane.create({ kind: outsideKindName, name, arn, record: {} }, () => settings);
  }
  return answers === null ? found : plane.change(found, { settings });
}

/** The place outside that a message is published to, if there was one; else it is made, with the message. */
export function outsideFor(
  protocol: string,
  endpoint: string,
  body: string,
  plane: ControlPlane,
): { readonly resource: Resource; readonly isNew: boolean } {
  const name = nameOf({ protocol, endpoint });
  const found = plane.find(outsideKindName, name);
  if (found !== undefined) return { resource: found, isNew: false };
  const settings: OutsideSettings = { protocol, endpoint, answers: null, firstBody: body };
  const made = {
    kind: outsideKindName,
    name,
    arn: outsideArnOf({ protocol, endpoint }),
    record: {},
  };
  return { resource: plane.create(made, () => settings), isNew: true };
}

/**
 * How a request says that an endpoint answers; `null` where it says nothing. Simulation only.
 *
 * @throws ConfigError when it says what cannot be.
 */
export function answersIn(params: PlainObject): OutsideAnswers | null {
  const given = params["Answers"] ?? null;
  if (given === null) return null;
  const { status, share } = given as PlainObject; // An object, or its members are not there.
  const path = `subscription to "${textOf(params, "Endpoint") ?? ""}" answers`;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 300 || status > 599) {
    throw new ConfigError(`${path}.status`, "an HTTP status from 300 to 599", shownValue(status));
  }
  if (typeof share !== "number" || !(share > 0 && share <= 1)) {
    throw new ConfigError(`${path}.share`, "more than 0 and at most 1", shownValue(share));
  }
  return { status, share };
}
