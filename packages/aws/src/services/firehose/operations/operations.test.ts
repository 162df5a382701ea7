import { seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { simulate } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { mebibyte } from "../limits.ts";
import { settingsOf } from "../test/driven-delivery-stream.ts";
import { queriesIn } from "./destination-reading.ts";

const clicks = { DeliveryStreamName: "clicks" };
const bucket = {
  BucketARN: "arn:aws:s3:::clicks",
  RoleARN: "arn:aws:iam::123456789012:role/firehose",
};

function open() {
  const simulation = simulate({ seed: 1, startsAt: "2026-11-01T00:00:00Z" });
  const client = simulation.client();
  const call = (operation: string, params: PlainObject = {}) =>
    client.call("firehose", operation, params);
  return {
    call,
    refusal(operation: string, params: PlainObject): string {
      try {
        client.call("firehose", operation, params);
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        return code === undefined ? message : `${code}: ${message}`;
      }
      return "none";
    },
    make: (more: PlainObject = {}, rest: PlainObject = {}) =>
      call("CreateDeliveryStream", {
        ...clicks,
        ExtendedS3DestinationConfiguration: { ...bucket, ...more },
        ...rest,
      }),
    described: () =>
      call("DescribeDeliveryStream", clicks)["DeliveryStreamDescription"] as PlainObject,
    wait: (duration: number) => simulation.run({ until: (simulation.now + duration) as Instant }),
  };
}

const update = (version: string, more: PlainObject) => ({
  ...clicks,
  CurrentDeliveryStreamVersionId: version,
  DestinationId: "destinationId-000000000001",
  ...more,
});

it("firehose.update.version: changes the version that is named, and raises it", () => {
  const { make, call, refusal, described } = open();
  make({ BufferingHints: { SizeInMBs: 2, IntervalInSeconds: 60 } });
  expect(described()).toMatchObject({ VersionId: "1", DeliveryStreamStatus: "ACTIVE" });
  call("UpdateDestination", update("1", { ExtendedS3DestinationUpdate: { Prefix: "in/" } }));
  expect(described()).toMatchObject({
    VersionId: "2",
    Destinations: [
      {
        ExtendedS3DestinationDescription: {
          Prefix: "in/",
          BufferingHints: { SizeInMBs: 2, IntervalInSeconds: 60 },
        },
      },
    ],
  });
  const stale = update("1", { ExtendedS3DestinationUpdate: { Prefix: "b/" } });
  expect(refusal("UpdateDestination", stale)).toMatch(/^ConcurrentModificationException: /);
  const other = update("2", { SplunkDestinationUpdate: {} });
  expect(refusal("UpdateDestination", other)).toMatch(/^InvalidArgumentException: Changing/);
});

it("refuses a second of a name, and what is not there", () => {
  const { make, refusal } = open();
  make();
  expect(() => make()).toThrow("Firehose clicks under accountId 123456789012 already exists");
  expect(refusal("PutRecord", { DeliveryStreamName: "no", Record: { Data: "" } })).toBe(
    "ResourceNotFoundException: Firehose no under account 123456789012 not found.",
  );
});

it("is CREATING for a while where a call makes it in mid-run", () => {
  const { make, refusal, described, wait } = open();
  wait(seconds(1));
  make();
  expect(described()["DeliveryStreamStatus"]).toBe("CREATING");
  expect(refusal("PutRecord", { ...clicks, Record: { Data: "" } })).toMatch(
    /^ResourceInUseException/,
  );
  wait(seconds(30));
  expect(described()["DeliveryStreamStatus"]).toBe("ACTIVE");
});

it("gives each record an id, and a refusal in its place", () => {
  const { make, call } = open();
  make();
  const answer = call("PutRecordBatch", {
    ...clicks,
    Records: [{ Data: "YQ==" }, { Data: "/w==" }],
  });
  expect(answer).toMatchObject({ FailedPutCount: 0, Encrypted: false });
  const ids = (answer["RequestResponses"] as readonly PlainObject[]).map(
    ({ RecordId }) => RecordId,
  );
  expect(new Set(ids).size).toBe(2);
});

it.each([
  [{ Prefix: "!{timestamp:yyyy}/" }, /ErrorOutputPrefix cannot be null/],
  [{ Prefix: "!{partitionKeyFromQuery:a}/", ErrorOutputPrefix: "e/" }, /must be enabled/],
  [
    { Prefix: "a/", ErrorOutputPrefix: "e/", DynamicPartitioningConfiguration: { Enabled: true } },
    /should contain Dynamic Partitioning namespaces/,
  ],
  [{ S3BackupMode: "Enabled" }, /S3BackupConfiguration is required/],
  [
    { Prefix: "!{timestamp:EEEE}/", ErrorOutputPrefix: "e/" },
    /The expression !\{timestamp:EEEE\} of prefixes of delivery streams is not modeled/,
  ],
  [
    { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Decompression" }] } },
    /The processor Decompression of delivery streams is not modeled/,
  ],
])("refuses %j", (configuration, message) => {
  const { refusal } = open();
  const params = { ...clicks, ExtendedS3DestinationConfiguration: { ...bucket, ...configuration } };
  expect(refusal("CreateDeliveryStream", params)).toMatch(message);
});

it.each([
  [{ destination: "Splunk", bufferInterval: seconds(61) }, /bufferInterval: expected /],
  [{ destination: "HttpEndpoint", bufferSize: 65 * mebibyte }, /bufferSize: expected /],
  [{ transform: { arn: "a", bufferSize: 4 * mebibyte } }, /transform bufferSize: expected /],
  [{ transform: { arn: "a", retries: 301 } }, /transform retries: expected 0 to 300/],
] as const)(
  "firehose.buffer.hints: keeps within the bounds of destinations: %j",
  (config, message) => {
    expect(() => settingsOf(config)).toThrow(message);
  },
);

it("wants one destination", () => {
  const { refusal } = open();
  const twice = { ExtendedS3DestinationConfiguration: bucket, S3DestinationConfiguration: bucket };
  for (const params of [clicks, { ...clicks, ...twice }]) {
    expect(refusal("CreateDeliveryStream", params)).toMatch(
      /^InvalidArgumentException: Exactly one/,
    );
  }
});

it("keeps tags, and lists delivery streams page by page", () => {
  const { make, call } = open();
  make({}, { Tags: [{ Key: "a", Value: "1" }] });
  call("TagDeliveryStream", { ...clicks, Tags: [{ Key: "b", Value: "2" }] });
  call("UntagDeliveryStream", { ...clicks, TagKeys: ["a"] });
  expect(call("ListTagsForDeliveryStream", clicks)).toEqual({
    Tags: [{ Key: "b", Value: "2" }],
    HasMoreTags: false,
  });
  call("CreateDeliveryStream", { DeliveryStreamName: "b", S3DestinationConfiguration: bucket });
  expect(call("ListDeliveryStreams", { Limit: 1 })).toEqual({
    DeliveryStreamNames: ["b"],
    HasMoreDeliveryStreams: true,
  });
  expect(call("ListDeliveryStreams", { ExclusiveStartDeliveryStreamName: "b" })).toEqual({
    DeliveryStreamNames: ["clicks"],
    HasMoreDeliveryStreams: false,
  });
  call("DeleteDeliveryStream", { DeliveryStreamName: "b" });
  expect(call("ListDeliveryStreams", {})["DeliveryStreamNames"]).toEqual(["clicks"]);
});

it("tells of encryption", () => {
  const { make, call, described } = open();
  make();
  call("StartDeliveryStreamEncryption", clicks);
  expect(described()["DeliveryStreamEncryptionConfiguration"]).toEqual({
    KeyType: "AWS_OWNED_CMK",
    Status: "ENABLED",
  });
  expect(call("PutRecord", { ...clicks, Record: { Data: "" } })["Encrypted"]).toBe(true);
  call("StopDeliveryStreamEncryption", clicks);
  expect(described()["DeliveryStreamEncryptionConfiguration"]).toEqual({ Status: "DISABLED" });
});

it("reads queries that are paths", () => {
  expect(queriesIn('{a: .b.c, "d":.e}')).toEqual([
    { name: "a", path: ["b", "c"] },
    { name: "d", path: ["e"] },
  ]);
  expect(queriesIn("{a: .b | tostring}")).toBeNull();
  expect(queriesIn(".a")).toBeNull();
});
