import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { usualTraits, type ObjectTraits } from "./content/object-traits.ts";
import { busEventOf, recordOf, type ShownBucket } from "./notification/notification-body.ts";
import type { ObjectEvent } from "./protocol.ts";
import { orderedKey } from "./store/key-order.ts";

const bucketOf = ({
  partition,
  region,
  accountId,
  name,
  epochMilliseconds,
}: EventFacts): ShownBucket => ({
  bucket: 1,
  name,
  arn: `arn:${partition}:s3:::${name}`,
  region,
  accountId,
  epochMilliseconds,
  versioning: "Enabled",
});

/** Something that became of an object, whose key is the body of the sample. */
const eventOf = (
  { body }: EventFacts,
  name: string,
  rest: Partial<ObjectEvent> = {},
  traits: Partial<ObjectTraits> = {},
): ObjectEvent => ({
  name,
  version: {
    key: orderedKey(body),
    number: 1,
    isNull: false,
    size: 1_024,
    writtenAt: 0 as Instant,
    accessedAt: 0 as Instant,
    replication: null,
    content: null,
    contentOf: 1,
    traits: { ...usualTraits, ...traits },
    trail: noTrail,
  },
  at: 0 as Instant,
  sequence: 1,
  isLifecycle: false,
  request: 1,
  trail: noTrail,
  ...rest,
});

/** The id of a configuration: the one value that comes beside the body. */
const configurationOf = ({ attributes }: EventFacts): string =>
  attributes[0]?.value ?? "configuration";

const records = (facts: EventFacts, event: ObjectEvent): PlainObject => ({
  Records: [recordOf(event, configurationOf(facts), bucketOf(facts))],
});

const archived: Partial<ObjectTraits> = {
  storageClass: "GLACIER",
  restore: { from: 0 as Instant, until: 86_400_000_000 as Instant },
};

/** What S3 tells of objects. */
export const s3Events: SampleEvents = {
  put: (facts) => records(facts, eventOf(facts, "ObjectCreated:Put")),
  delete: (facts) => records(facts, eventOf(facts, "ObjectRemoved:Delete")),
  restore: (facts) => records(facts, eventOf(facts, "ObjectRestore:Completed", {}, archived)),
  lifecycle: (facts) =>
    records(
      facts,
      eventOf(facts, "LifecycleTransition", { isLifecycle: true }, { storageClass: "GLACIER" }),
    ),
  tiering: (facts) =>
    records(
      facts,
      eventOf(
        facts,
        "IntelligentTiering",
        { isLifecycle: true },
        { storageClass: "INTELLIGENT_TIERING", tier: "ARCHIVE_ACCESS" },
      ),
    ),
  replication: (facts) =>
    records(
      facts,
      eventOf(facts, "Replication:OperationFailedReplication", {
        isLifecycle: true,
        replication: {
          rule: "replication-rule",
          destination: "arn:aws:s3:::copies",
          reason: "DstBucketNotFound",
        },
      }),
    ),
  /** What the default bus gets, with what it adds. */
  bus: (facts) => ({
    ...busEventOf(
      eventOf({ ...facts, body: `${configurationOf(facts)}/${facts.body}` }, "ObjectCreated:Put"),
      bucketOf(facts),
    ),
    version: "0",
    id: "00000000-0000-4000-8000-000000000001",
    region: facts.region,
    account: facts.accountId,
  }),
};
