import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";

const objectIn = (value: Plain | undefined): PlainObject => (value ?? {}) as PlainObject; // Read as one.
const listIn = (value: Plain | undefined): readonly PlainObject[] =>
  (value ?? []) as readonly PlainObject[]; // Read as a list of objects.

/** The properties of the table that a global table is in a Region, as those of a table. */
export function tableOfReplica(values: PlainObject, region: string): PlainObject {
  const replicas = listIn(values["Replicas"]);
  const replica = replicas.find(({ Region }) => Region === region) ?? replicas[0] ?? {};
  const { GlobalSecondaryIndexes: given, ...table } = values;
  const ofReplica = listIn(replica["GlobalSecondaryIndexes"]);
  const indexes = listIn(given).map((index) => {
    const own = ofReplica.find(({ IndexName }) => IndexName === index["IndexName"]) ?? {};
    const { IndexName, KeySchema, Projection, WarmThroughput } = index;
    return present({
      IndexName,
      KeySchema,
      Projection,
      WarmThroughput,
      ...throughputOf(index, own),
    });
  });
  const { TableClass, DeletionProtectionEnabled, Tags, KinesisStreamSpecification } = replica;
  return present({
    ...table,
    ...throughputOf(values, replica),
    ...(given === undefined ? {} : { GlobalSecondaryIndexes: indexes }),
    TableClass,
    DeletionProtectionEnabled,
    Tags,
    KinesisStreamSpecification,
  });
}

/** What is written is said of all replicas alike, what is read of each, or likewise of all. */
function throughputOf(all: PlainObject, replica: PlainObject) {
  const reading = objectIn(
    replica["ReadProvisionedThroughputSettings"] ?? all["ReadProvisionedThroughputSettings"],
  );
  const writing = objectIn(all["WriteProvisionedThroughputSettings"]);
  const read = reading["ReadCapacityUnits"] ?? firstOf(reading["ReadCapacityAutoScalingSettings"]);
  const write = firstOf(writing["WriteCapacityAutoScalingSettings"]);
  const mostRead = objectIn(
    replica["ReadOnDemandThroughputSettings"] ?? all["ReadOnDemandThroughputSettings"],
  )["MaxReadRequestUnits"];
  const mostWrite = objectIn(all["WriteOnDemandThroughputSettings"])["MaxWriteRequestUnits"];
  return {
    ...(read === undefined && write === undefined
      ? {}
      : {
          ProvisionedThroughput: { ReadCapacityUnits: read ?? 1, WriteCapacityUnits: write ?? 1 },
        }),
    ...(mostRead === undefined && mostWrite === undefined
      ? {}
      : {
          OnDemandThroughput: present({
            MaxReadRequestUnits: mostRead,
            MaxWriteRequestUnits: mostWrite,
          }),
        }),
  };
}

/** What scaling begins with. */
function firstOf(settings: Plain | undefined): Plain | undefined {
  const { SeedCapacity, MinCapacity } = objectIn(settings);
  return SeedCapacity ?? MinCapacity;
}

const present = (values: Readonly<Record<string, Plain | undefined>>): PlainObject =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
