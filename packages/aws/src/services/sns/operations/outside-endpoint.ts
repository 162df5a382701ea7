import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { OutsideAnswers, OutsideSettings } from "../config.ts";

/** The kind of a place outside AWS. */
const outsideKindName = "sns.outsideEndpoint";

/** A place outside that a subscription names, made when it is needed first. */
export function outsideEndpointOf(
  { protocol, endpoint }: { readonly protocol: string; readonly endpoint: string },
  plane: ControlPlane,
  answers: OutsideAnswers | null = null,
): Resource {
  const name = `${protocol}:${endpoint}`;
  const found = plane.find(outsideKindName, name);
  const settings: OutsideSettings = { protocol, endpoint, answers, firstBody: null };
  if (found === undefined) {
    // Nobody names it by an ARN, since it has none.
    const arn = `outside:${name}`;
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
  const name = `${protocol}:${endpoint}`;
  const found = plane.find(outsideKindName, name);
  if (found !== undefined) return { resource: found, isNew: false };
  const settings: OutsideSettings = { protocol, endpoint, answers: null, firstBody: body };
  const made = { kind: outsideKindName, name, arn: `outside:${name}`, record: {} };
  return { resource: plane.create(made, () => settings), isNew: true };
}

/** How a request says that an endpoint answers; `null` where it says nothing. Simulation only. */
export function answersIn(params: PlainObject): OutsideAnswers | null {
  const answers = params["Answers"];
  return answers === undefined || answers === null ? null : (answers as unknown as OutsideAnswers); // Checked with the scenario.
}
