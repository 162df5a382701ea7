import { base64Of, valueAsOf } from "@orrery/kernel";
import type { Arrival } from "../../../service/entry.ts";
import { nameInArn } from "../../../service/arn.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { bucketBehavior } from "../extras.ts";
import { clientTimeout, objectSize, s3Limits } from "../limits.ts";
import { policyTextIn } from "../operations/bucket-setting-operations.ts";
import { bucketCharges } from "../pricing.ts";
import type { BringObject } from "../protocol.ts";
import { bucketReporting } from "../reporting/reporting.ts";
import { s3Rules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { bucketInvariants } from "./invariants.ts";
import { bucketMachine } from "./machine.ts";

const inputOf = ({ text, key, isRefused = false, group, trail }: Arrival): BringObject => ({
  type: "bringObject",
  size: text.size,
  text,
  key: key ?? null,
  ...(isRefused ? { isRefused } : {}),
  group,
  trail,
});

/** A bucket, as everybody else sees it. */
export const bucketKind = (world: World): ResourceKind => ({
  machine: bucketMachine(world.entryOf),
  invariants: bucketInvariants,
  noun: "bucket",
  rules: s3Rules,
  metrics: { ...meters, ...gauges },
  entry: {
    sizeOf: (_settings, asOf) => ({
      min: 0,
      max: Math.min(s3Limits.singlePut, valueAsOf(objectSize, asOf)),
    }),
    keepsPayloads: true,
    // Groups may be a part of keys.
    needsGroups: () => false,
    takesGroups: () => true,
    doors: { event: { inputOf } },
    action: "s3:PutObject",
    timeout: clientTimeout,
    // The bucket itself takes the time.
    latency: () => ({}),
    call: {
      name: "s3:PutObject",
      paramsOf: ({ name }, body) => ({
        Bucket: name,
        Key: "call",
        Body: base64Of(utf8Of(body)),
      }),
    },
  },
  extras: { BucketBehavior: bucketBehavior },
  policyIn: policyTextIn,
  byArn: {
    service: "s3",
    nameIn: (arn) => nameInArn(arn, "s3"),
    // Its name does not say whose it is.
    absent: () => null,
  },
  charges: bucketCharges,
  unpriced: {
    type: "AWS::S3::Bucket",
    what: "data transfer out of the Region, KMS requests, inventory, analytics and tiering monitoring, cheaper tiers that need no restoring, and early deletion from other storage classes",
  },
  reporting: bucketReporting,
});
