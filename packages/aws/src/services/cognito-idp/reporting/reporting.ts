import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { UserPoolSettings } from "../config.ts";
import { allows } from "../user-pool/sign-in.ts";

const settingsOf = ({ settings }: Seen): UserPoolSettings => settings as UserPoolSettings; // Of this kind.

/** A sign-in as the client allows it that visitors use who name none: with a password, as is usual, or by SRP. */
function usualVisit({ clients: [client] }: UserPoolSettings): PlainObject {
  if (client === undefined || allows(client, "USER_PASSWORD_AUTH")) return {};
  const flow = ["USER_SRP_AUTH", "CUSTOM_AUTH"].find((each) => allows(client, each));
  if (flow === undefined) return {};
  return flow === "USER_SRP_AUTH"
    ? { AuthFlow: flow, AuthParameters: { SRP_A: "a" } }
    : { AuthFlow: flow };
}

/** What a user pool says of itself in reports. */
export const userPoolReporting: Reporting = {
  relations: (seen) =>
    Object.values(settingsOf(seen).triggers).map(({ arn }) => ({ role: "sendsTo", arn })),
  incoming: ["CallCount"],
  warnings: {
    fit: (all) =>
      all.flatMap((pool) => {
        if (settingsOf(pool).clients.length > 0) return [];
        return [`${pool.name} has no app client: nobody can sign up or in.`];
      }),
    loss: (all) =>
      all.flatMap((pool) => {
        const count = pool.sum("TriggerFailures");
        if (count === 0) return [];
        const retries = pool.sum("TriggerRetries");
        const more =
          retries === 0
            ? ""
            : `, and did not answer within 5 s ${retries} times before another attempt`;
        return [`Triggers of ${pool.name} ended ${count} requests${more}.`];
      }),
  },
  usualExpectations: (name) => [`${name}.ThrottleCount = 0`, `${name}.TriggerFailures = 0`],
  // Somebody must be there to sign in.
  usualSettings: () => ({ count: 1_000 }),
  usualArrivals: (seen) => [{ payload: { json: usualVisit(settingsOf(seen)) } }],
  table: {
    columns: [
      { title: "requests", metrics: ["CallCount"], statistic: "sum" },
      { title: "sign-ins", metrics: ["SignInSuccesses"], statistic: "sum" },
      { title: "sign-ups", metrics: ["SignUpSuccesses"], statistic: "sum", optional: true },
      { title: "refreshes", metrics: ["TokenRefreshSuccesses"], statistic: "sum", optional: true },
      { title: "refused", metrics: ["Refusals"], statistic: "sum", optional: true },
      { title: "throttled", metrics: ["ThrottleCount"], statistic: "sum", optional: true },
      { title: "triggers", metrics: ["TriggerInvocations"], statistic: "sum", optional: true },
      { title: "failed triggers", metrics: ["TriggerFailures"], statistic: "sum", optional: true },
    ],
  },
  times: [
    { metric: "RequestTime", title: "request" },
    { metric: "TriggerTime", title: "trigger" },
  ],
};
