import { listOf, memberOf, objectOf } from "../../request/params.ts";
import type { Deployment, TemplateOperation } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { isSame, removedBy } from "../../service/update-operations.ts";

const ending = "DestinationConfiguration";

/** What a delivery stream says of its destination, under the name of its type. */
const destinationIn = ([made]: readonly TemplateOperation[]) =>
  Object.entries(made?.params ?? {}).find(([name]) => name.endsWith(ending));

/** A destination as a change of it is said: the buckets in it are changes too. */
const asUpdate = (configuration: PlainObject): PlainObject =>
  Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => [
      name.replace(/^S3(Backup)?Configuration$/, "S3$1Update"),
      value,
    ]),
  );

/** What becomes of a delivery stream when its stack changes: its destination takes other settings, and is no other. */
export const deliveryStreamDeployment: Deployment = {
  looks: ({ operations: [made] }) => ({
    operation: "DescribeDeliveryStream",
    params: { DeliveryStreamName: made?.params["DeliveryStreamName"] ?? null },
  }),
  change({ operations, found }, next) {
    const [before, after] = [operations[0]?.params ?? {}, next[0]?.params ?? {}];
    const fixed = ["DeliveryStreamName", "DeliveryStreamType", "KinesisStreamSourceConfiguration"];
    if (fixed.some((name) => !isSame(before[name], after[name]))) return "replace";
    const [was, is] = [destinationIn(operations), destinationIn(next)];
    if (is === undefined || was?.[0] !== is[0]) return "replace";
    if (isSame(was, is)) return [];
    const described = objectOf(found["DeliveryStreamDescription"]);
    const [destination] = listOf(described["Destinations"]);
    const params: PlainObject = {
      DeliveryStreamName: after["DeliveryStreamName"]!,
      CurrentDeliveryStreamVersionId: described["VersionId"] ?? "1",
      DestinationId: memberOf(destination, "DestinationId") ?? "destinationId-000000000001",
      [is[0].replace(ending, "DestinationUpdate")]: asUpdate(objectOf(is[1])),
    };
    return [{ operation: "UpdateDestination", params }];
  },
  ...removedBy("DeleteDeliveryStream", "DeliveryStreamName"),
};
