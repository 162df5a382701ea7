import { objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { cloudfrontLimits } from "../limits.ts";
import { etagOf, functionKindName, sharedIdOf, storeArnOf, storeKindName } from "../names.ts";
import { listedAs, stampAt } from "./distribution-operations.ts";
import { storesIn } from "./function-operations.ts";
import { functionRecordOf, plainOf, storeRecordOf, type StoreRecord, type Texts } from "./kept.ts";
import { againstVersion, invalidArgument, noEntity, respond } from "./refusals.ts";

/** Operations on stores of keys and values. What they hold, a scenario says. */
export const storeOperations: Operations = {
  CreateKeyValueStore: { begin: create },
  DescribeKeyValueStore: {
    begin(params, plane) {
      const found = plane.find(storeKindName, textOf(params["Name"]) ?? "");
      if (found === undefined) return noEntity;
      const record = storeRecordOf(found);
      return respond({
        KeyValueStore: shownOf(found.name, record, plane),
        ETag: etagOf(record.id, record.version),
      });
    },
  },
  UpdateKeyValueStore: {
    begin(params, plane) {
      const found = plane.find(storeKindName, textOf(params["Name"]) ?? "");
      if (found === undefined) return noEntity;
      const before = storeRecordOf(found);
      const refusal = againstVersion(params, etagOf(before.id, before.version));
      if (refusal !== null) return refusal;
      const { id } = before;
      const version = before.version + 1;
      const comment = textOf(params["Comment"]) ?? "";
      const record = { ...before, comment, version, LastModifiedTime: stampAt(plane) };
      plane.change(found, { record: plainOf(record), settings: { id, version } });
      return respond({
        KeyValueStore: shownOf(found.name, record, plane),
        ETag: etagOf(id, version),
      });
    },
  },
  DeleteKeyValueStore: {
    begin(params, plane) {
      const found = plane.find(storeKindName, textOf(params["Name"]) ?? "");
      if (found === undefined) return noEntity;
      const { id, version } = storeRecordOf(found);
      const refusal = againstVersion(params, etagOf(id, version));
      if (refusal !== null) return refusal;
      const isUsed = plane
        .list(functionKindName)
        .some((each) => storesIn(functionRecordOf(each).config).includes(found.arn));
      if (isUsed) return refused("CannotDeleteEntityWhileInUse", "The entity is in use.");
      plane.delete(found, noEntity);
      return respond();
    },
  },
  ListKeyValueStores: {
    begin(params, plane) {
      const all = plane
        .list(storeKindName)
        .map((each) => shownOf(each.name, storeRecordOf(each), plane));
      return listedAs("KeyValueStoreList", all, params);
    },
  },
};

const shownOf = (name: string, record: StoreRecord, plane: ControlPlane): PlainObject => ({
  Name: name,
  Id: record.id,
  Comment: record.comment,
  ARN: storeArnOf(record.id, plane),
  Status: "READY",
  LastModifiedTime: record.LastModifiedTime,
});

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"]) ?? "";
  if (plane.find(storeKindName, name) !== undefined) {
    return refused(
      "EntityAlreadyExists",
      "The entity already exists. You must provide a unique entity.",
    );
  }
  if (plane.list(storeKindName).length >= plane.quota("cloudfront.keyValueStores")) {
    return refused("EntityLimitExceeded", "The entity limit has been exceeded.");
  }
  const id = sharedIdOf("key-value-store", name);
  const said = objectOf(objectOf(params["Values"])["values"]);
  const values: Texts = Object.fromEntries(
    Object.entries(said).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  const { key: longest, value: largest, size: most } = cloudfrontLimits.store;
  let size = 0;
  for (const [key, value] of Object.entries(values)) {
    if (sizeInUtf8(key) > longest)
      return invalidArgument(`The key ${key} has more than 512 bytes.`);
    if (sizeInUtf8(value) > largest) {
      return invalidArgument(`The value of ${key} has more than 1 KB.`);
    }
    size += sizeInUtf8(key) + sizeInUtf8(value);
  }
  if (size > most) return refused("EntitySizeLimitExceeded", "The entity size limit was exceeded.");
  const record: StoreRecord = {
    id,
    comment: textOf(params["Comment"]) ?? "",
    values,
    version: 1,
    LastModifiedTime: stampAt(plane),
  };
  const arn = storeArnOf(id, plane);
  plane.create({ kind: storeKindName, name, arn, record: plainOf(record) }, () => ({
    id,
    version: 1,
  }));
  return respond({
    KeyValueStore: shownOf(name, record, plane),
    ETag: etagOf(id, 1),
    Location: `https://cloudfront.amazonaws.com/2020-05-31/key-value-store/${id}`,
  });
}
