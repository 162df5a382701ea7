import { after, sample, type Duration, type Instant } from "@orrery/kernel";
import { numberOf, objectOf, textOf } from "../../../request/params.ts";
import { pageByKey } from "../../../request/page.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { creationTime, firehoseLimits } from "../limits.ts";
import { connectionsOf } from "./connections.ts";
import {
  activeDeliveryStream,
  deliveryStreamArnOf,
  deliveryStreamKindName,
  deliveryStreamOf,
  invalid,
  isRefused,
  keptOf,
  plainKept,
  respond,
  timestampAt,
  type DeliveryStreamKept,
} from "./delivery-stream-record.ts";
import { againstRanges, configIn, destinationIn, settingsOf } from "./destination-reading.ts";
import { encryptionIn } from "./encryption-operations.ts";
import { tagsIn } from "./tag-operations.ts";

/** Operations that make, describe, list, change and delete delivery streams. */
export const deliveryStreamOperations: Operations = {
  CreateDeliveryStream: { begin: create },
  DescribeDeliveryStream: { begin: describe },
  ListDeliveryStreams: { begin: list },
  UpdateDestination: { begin: update },
  DeleteDeliveryStream: { begin: remove },
};

const notModeledSources: Readonly<Record<string, string>> = {
  KinesisStreamAsSource: "Delivery streams that read streams of Kinesis",
  MSKAsSource: "Delivery streams that read topics of MSK",
  DatabaseAsSource: "Delivery streams that read databases",
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["DeliveryStreamName"])!; // It is there, and a text.
  const type = textOf(params["DeliveryStreamType"]) ?? "DirectPut";
  const source = notModeledSources[type];
  if (source !== undefined) return { type: "notModeled", what: `${source} are not modeled.` };
  if (plane.find(deliveryStreamKindName, name) !== undefined) {
    return refused(
      "ResourceInUseException",
      `Firehose ${name} under accountId ${plane.accountId} already exists`,
    );
  }
  const most = plane.quota("firehose.deliveryStreams");
  if (plane.list(deliveryStreamKindName).length >= most) {
    return refused(
      "LimitExceededException",
      `You have already consumed your quota of ${most} Firehose`,
    ); // Assumed: the words.
  }
  const given = destinationIn(params, "DestinationConfiguration");
  if ("type" in given) return given;
  const config = configIn(given.parameter, given.configuration);
  if ("type" in config) return config;
  const wrong = againstRanges(config, name, plane);
  if (wrong !== null) return wrong;
  const kept: DeliveryStreamKept = {
    type,
    destination: given.parameter,
    configuration: given.configuration,
    version: 1,
    activeAt: activeAt(plane),
    updatedAt: null,
    encryption:
      params["DeliveryStreamEncryptionConfigurationInput"] === undefined
        ? null
        : encryptionIn(params),
    tags: tagsIn(params),
  };
  const arn = deliveryStreamArnOf(name, plane);
  const settings = (number: number) =>
    settingsOf({ stream: number, name, arn, version: 1 }, config, plane);
  plane.create(
    { kind: deliveryStreamKindName, name, arn, record: plainKept(kept) },
    settings,
    (number) => connectionsOf(settings(number), plane),
  );
  return respond({ DeliveryStreamARN: arn });
}

/** When something is ACTIVE that is made now: at once before the run. */
function activeAt({ now, latencies }: ControlPlane): Instant {
  if (now === 0) return now;
  const takes = latencies["firehose.creation"] ?? creationTime;
  return after(now, Math.round(sample(takes, () => 0.5)) as Duration);
}

const destinationId = "destinationId-000000000001";

function describe(params: PlainObject, plane: ControlPlane): Step {
  const stream = deliveryStreamOf(params, plane);
  if (isRefused(stream)) return stream;
  const { type, version, encryption, updatedAt } = keptOf(stream);
  return respond({
    DeliveryStreamDescription: {
      DeliveryStreamName: stream.name,
      DeliveryStreamARN: stream.arn,
      DeliveryStreamStatus: statusOf(stream, plane),
      DeliveryStreamEncryptionConfiguration:
        encryption === null ? { Status: "DISABLED" } : { ...encryption, Status: "ENABLED" },
      DeliveryStreamType: type,
      VersionId: `${version}`,
      CreateTimestamp: timestampAt(stream.createdAt, plane),
      ...(updatedAt === null ? {} : { LastUpdateTimestamp: timestampAt(updatedAt, plane) }),
      Destinations: [{ DestinationId: destinationId, ...shownDestination(stream) }],
      HasMoreDestinations: false,
    },
  });
}

const statusOf = (stream: Resource, { now }: ControlPlane): string =>
  now < keptOf(stream).activeAt ? "CREATING" : "ACTIVE";

/** The destination as it was configured, with the defaults that S3 has. */
function shownDestination(stream: Resource): PlainObject {
  const { destination, configuration } = keptOf(stream);
  const { S3BackupConfiguration: backup, ...rest } = configuration;
  const shown: PlainObject = {
    BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
    CompressionFormat: "UNCOMPRESSED",
    EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
    CloudWatchLoggingOptions: { Enabled: false },
    ...rest,
    ...(backup === undefined ? {} : { S3BackupDescription: backup }),
  };
  if (destination !== "ExtendedS3" && destination !== "S3") {
    return { [`${destination}DestinationDescription`]: rest };
  }
  return {
    S3DestinationDescription: shown,
    ...(destination === "S3" ? {} : { ExtendedS3DestinationDescription: shown }),
  };
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const type = textOf(params["DeliveryStreamType"]);
  const from = textOf(params["ExclusiveStartDeliveryStreamName"]) ?? null;
  const most = numberOf(params["Limit"]) ?? firehoseLimits.streamPage.default;
  const streams = plane
    .list(deliveryStreamKindName)
    .filter((stream) => type === undefined || keptOf(stream).type === type);
  const { items, next } = pageByKey(streams, ({ name }) => name, from, most);
  return respond({
    DeliveryStreamNames: items.map(({ name }) => name),
    HasMoreDeliveryStreams: next !== null,
  });
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeDeliveryStream(params, plane);
  if (isRefused(stream)) return stream;
  const kept = keptOf(stream);
  if (textOf(params["CurrentDeliveryStreamVersionId"]) !== `${kept.version}`) {
    return refused(
      "ConcurrentModificationException",
      `Cannot update firehose: ${stream.name} since the current version id: ${kept.version} and specified version id: ${textOf(params["CurrentDeliveryStreamVersionId"])} do not match`,
    );
  }
  if (textOf(params["DestinationId"]) !== destinationId) {
    return invalid(`Destination Id ${textOf(params["DestinationId"])} not found`);
  }
  const given = destinationIn(params, "DestinationUpdate");
  if ("type" in given) return given;
  if (given.parameter !== kept.destination && !bothBuckets(given.parameter, kept.destination)) {
    return invalid(
      `Changing the destination type from ${kept.destination} to ${given.parameter} is not supported`,
    ); // Assumed: the words.
  }
  const { S3BackupUpdate: backup, ...changes } = given.configuration;
  const configuration = {
    ...kept.configuration,
    ...changes,
    ...(backup === undefined
      ? {}
      : {
          S3BackupConfiguration: {
            ...objectOf(kept.configuration["S3BackupConfiguration"]),
            ...objectOf(backup),
          },
        }),
  };
  const config = configIn(given.parameter, configuration);
  if ("type" in config) return config;
  const wrong = againstRanges(config, stream.name, plane);
  if (wrong !== null) return wrong;
  const version = kept.version + 1;
  const settings = settingsOf(
    { stream: stream.number, name: stream.name, arn: stream.arn, version },
    config,
    plane,
  );
  plane.change(stream, {
    record: plainKept({ ...kept, configuration, version, updatedAt: plane.now }),
    settings,
    connections: connectionsOf(settings, plane),
  });
  return respond();
}

const bothBuckets = (one: string, other: string): boolean =>
  [one, other].every((each) => each === "S3" || each === "ExtendedS3");

function remove(params: PlainObject, plane: ControlPlane): Step {
  const stream = deliveryStreamOf(params, plane);
  if (isRefused(stream)) return stream;
  if (plane.now < keptOf(stream).activeAt && params["AllowForceDelete"] !== true) {
    return activeDeliveryStream(params, plane) as Step; // Which says that it is not active.
  }
  plane.delete(
    stream,
    refused(
      "ResourceNotFoundException",
      `Firehose ${stream.name} under account ${plane.accountId} not found.`,
    ),
  );
  return respond();
}
