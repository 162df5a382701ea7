import type { Published } from "../../../service/cloudwatch-metric.ts";
import type { Arrival, Entry } from "../../../service/entry.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { poolUsers } from "../extras.ts";
import { callerTimeout } from "../limits.ts";
import { poolIdIn } from "../names.ts";
import { noPool } from "../operations/kept.ts";
import { userPoolCharges } from "../pricing.ts";
import type { PoolAnswer, Visit } from "../protocol.ts";
import type { UserPoolSettings } from "../config.ts";
import { userPoolReporting } from "../reporting/reporting.ts";
import { cognitoIdpRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { userPoolInvariants } from "./invariants.ts";
import { userPoolMachine } from "./machine.ts";

const visitOf = ({ text, group, trail }: Arrival): Visit & Trailed => ({
  type: "visit",
  text,
  user: group,
  trail,
});

/** Bytes of a request that anybody brings. */
const largestRequest = 131_072;

const entry: Entry = {
  sizeOf: () => ({ min: 0, max: largestRequest }),
  needsGroups: () => false,
  doors: {
    request: {
      inputOf: visitOf,
      hasFailed: () => false, // It fails by refusals.
      saidIn: (answer) => (answer as PoolAnswer).response, // It gives no other.
    },
  },
  action: "cognito-idp:InitiateAuth",
  timeout: callerTimeout,
  latency: () => ({}),
};

const kindName = "cognito-idp.userPool";

/** Metrics of a pool, of all its clients together. */
const publishes: Published = {
  namespace: "AWS/Cognito",
  meteredBy({ UserPool, ...others }, resources) {
    if (UserPool === undefined || Object.keys(others).length > 0) return undefined;
    const pool = resources.find(kindName, UserPool);
    return pool === undefined ? undefined : [pool.number];
  },
};

/** A user pool, as everybody else sees it. */
export const userPoolKind = ({ entryOf }: World): ResourceKind => ({
  machine: userPoolMachine(entryOf),
  invariants: userPoolInvariants,
  noun: "user pool",
  rules: cognitoIdpRules,
  metrics: { ...meters, ...gauges },
  entry,
  takesFaults: true,
  extras: { Users: poolUsers },
  stamps: ["LastModifiedDate", "CreationDate"],
  byArn: { service: "cognito-idp", nameIn: poolIdIn, absent: (arn) => noPool(poolIdIn(arn) ?? "") },
  publishes,
  charges: (found, settings, tally) => userPoolCharges(found, settings as UserPoolSettings, tally), // Of this kind.
  unpriced: {
    type: "AWS::Cognito::UserPool",
    what: "messages by SMS and mail, rates above the defaults, and tokens of machines",
  },
  reporting: userPoolReporting,
});
