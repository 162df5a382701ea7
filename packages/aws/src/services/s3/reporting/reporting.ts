import type { Reporting, WayLost } from "../../../service/reporting.ts";
import type { RelationSaid, Seen } from "../../../service/seen.ts";
import { plural } from "../../../text/figures.ts";
import type { BucketState } from "../bucket/state.ts";
import type { BucketSettings } from "../config.ts";
import { usualKey } from "./usual-key.ts";
import { bucketSpans } from "../story/spans.ts";
import { bucketStory } from "../story/bucket-story.ts";

type SeenBucket = Seen<BucketSettings>;

/** Buckets that refused requests, and what would help. */
const slowDownWarnings = (all: readonly SeenBucket[]): readonly string[] =>
  all.flatMap(({ name, sum, settings }) => {
    const count = sum("SlowDowns");
    if (count === 0) return [];
    const { writeRate, readRate } = settings.behavior;
    return [
      `${name} answered ${plural(count, "request")} with 503 Slow Down: a partition takes ${writeRate} writes and ${readRate} reads a second. Keys that begin in many ways, and a ramp, let S3 split it.`,
    ];
  });

/** Buckets whose notifications were lost. */
const lostWarnings = (all: readonly SeenBucket[]): readonly string[] =>
  all.flatMap(({ name, sum }) => {
    const count = sum("NotificationsLost");
    return count === 0
      ? []
      : [`${name} gave up ${plural(count, "notification")}, which nobody has.`];
  });

/** Notifications that one sends to whoever writes there again. */
const loopWarnings: NonNullable<Reporting["warnings"]>["loop"] = (all, run) =>
  all.flatMap((bucket) => {
    const { settings, name } = bucket as SeenBucket; // Of this kind.
    return settings.notifications.flatMap((rule) => {
      const target = run.at(rule.arn);
      const isCreated = rule.events?.some((event) => event.startsWith("ObjectCreated")) !== false;
      if (target === undefined || !isCreated) return [];
      const writesBack = run.into(bucket, "sendsTo").some(({ from }) => from.name === target.name);
      return writesBack
        ? [
            `${target.name} is told of objects in ${name} and puts objects there: each one begins another. A prefix for what it writes that ${name} does not tell of ends that.`,
          ]
        : [];
    });
  });

/** What a bucket says of itself in reports. */
export const bucketReporting: Reporting = {
  relations: ({ settings }) =>
    (settings as BucketSettings).notifications.map(({ arn }): RelationSaid => ({
      role: "sendsTo",
      arn,
    })), // Of this kind.
  incoming: ["AllRequests"],
  usualSettings: usualKey,
  usualExpectations: (name) => [`${name}.SlowDowns = 0`, `${name}.NotificationsLost = 0`],
  warnings: {
    loss: (all) => [
      ...slowDownWarnings(all as readonly SeenBucket[]), // Of this kind.
      ...lostWarnings(all as readonly SeenBucket[]),
    ],
    loop: loopWarnings,
  },
  accepted: ({ state }) => (state as BucketState).count, // Likewise.
  waysLost: ({ name, sum, settings }): readonly WayLost[] => [
    {
      type: "lost",
      count: sum("NotificationsLost"),
      never:
        (settings as BucketSettings).notifications.length === 0
          ? `${name} tells nobody of its objects`
          : null,
      text: `not told to a destination by ${name}`,
    },
  ],
  table: {
    columns: [
      { title: "put", metrics: ["PutRequests"], statistic: "sum" },
      { title: "got", metrics: ["GetRequests"], statistic: "sum" },
      { title: "deleted", metrics: ["DeleteRequests"], statistic: "sum", optional: true },
      { title: "slow downs", metrics: ["SlowDowns"], statistic: "sum", optional: true },
      { title: "expired", metrics: ["ObjectsExpired"], statistic: "sum", optional: true },
      { title: "notified", metrics: ["NotificationsDelivered"], statistic: "sum", optional: true },
      { title: "lost", metrics: ["NotificationsLost"], statistic: "sum", optional: true },
      { title: "objects", metrics: ["NumberOfObjects"], statistic: "end" },
      { title: "bytes", metrics: ["BucketSizeBytes"], statistic: "end" },
    ],
  },
  times: [
    { metric: "TotalRequestLatency", title: "latency" },
    { metric: "NotificationDelay", title: "notification delay" },
  ],
  charts: [{ gauge: "NumberOfObjects", title: "objects" }],
  story: bucketStory,
  spans: bucketSpans,
};
