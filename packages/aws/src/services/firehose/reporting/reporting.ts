import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import { plural } from "../../../text/figures.ts";
import type { DeliveryStreamSettings } from "../config.ts";
import type { DeliveryStreamState } from "../delivery-stream/state.ts";
import { deliveryStreamSpans } from "../story/spans.ts";
import { deliveryStreamStory } from "../story/delivery-stream-story.ts";

const settingsOf = ({ settings }: Pick<Seen, "settings">): DeliveryStreamSettings =>
  settings as DeliveryStreamSettings; // Of this kind.

const lossWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap((seen) => {
    const { name, sum } = seen;
    const { failures, place } = settingsOf(seen);
    const throttled = sum("ThrottledRecords");
    const failed = sum("RecordsFailed");
    const lost = sum("RecordsLost");
    const said: string[] = [];
    if (throttled > 0) {
      said.push(
        `${name} refused ${plural(throttled, "record")}: a delivery stream takes so much in a second (quotas firehose.recordsPerSecond, firehose.requestsPerSecond and firehose.bytesPerSecond).`,
      );
    }
    if (failed > 0) {
      const to = (failures ?? place).arn;
      said.push(
        `${name} could not process ${plural(failed, "record")}: their data goes to ${to}, under the prefix for errors.`,
      );
    }
    if (lost > 0) {
      said.push(`${name} lost ${plural(lost, "record")}: no destination took them in 24 hours.`);
    }
    return said;
  });

const assumptionWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap((seen) => {
    const unsaid = seen.sum("UnsaidTransforms");
    if (unsaid === 0) return [];
    const by = settingsOf(seen).transform?.arn ?? "its function";
    return [
      `${seen.name}: the scenario does not say what ${by} returns, so ${plural(unsaid, "record")} came back unchanged. Say it with a script, or as the function's response.`,
    ];
  });

/** What a delivery stream says of itself in reports. */
export const deliveryStreamReporting: Reporting = {
  relations: (seen) => {
    const { place, transform, backup } = settingsOf(seen);
    return [
      ...(transform === null ? [] : [{ role: "sendsTo" as const, arn: transform.arn }]),
      { role: "sendsTo" as const, arn: place.arn },
      ...(backup === null ? [] : [{ role: "sendsTo" as const, arn: backup.arn }]),
    ];
  },
  // Of what reads a stream, the stream takes what comes from outside.
  usualArrivals: (seen) => (settingsOf(seen).source === null ? [{}] : []),
  incoming: ["IncomingRecords", "ThrottledRecords"],
  usualExpectations: (name) => [`${name}.ThrottledRecords = 0`, `${name}.RecordsFailed = 0`],
  warnings: { loss: lossWarnings, assumption: assumptionWarnings },
  accepted: ({ state }) => (state as DeliveryStreamState).taken, // Of this kind.
  table: {
    columns: [
      { title: "records", metrics: ["IncomingRecords"], statistic: "sum" },
      { title: "throttled", metrics: ["ThrottledRecords"], statistic: "sum" },
      { title: "failed", metrics: ["RecordsFailed"], statistic: "sum", optional: true },
      { title: "dropped", metrics: ["RecordsDropped"], statistic: "sum", optional: true },
      { title: "objects", metrics: ["DeliveryToS3.ObjectCount"], statistic: "sum" },
      { title: "held", metrics: ["RecordsHeld"], statistic: "end" },
    ],
  },
  times: [
    { metric: "DeliveryToS3.DataFreshness", title: "data freshness" },
    { metric: "EndToEndLatency", title: "end to end" },
  ],
  story: deliveryStreamStory,
  spans: deliveryStreamSpans,
};
