import { listOf, objectOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { glueLimits } from "../limits.ts";
import { isRefused, keysOf, plain, respond, tableIn, tableRecordOf, valuesOf } from "./records.ts";

/** Operations on partitions. */
export const partitionOperations: Operations = {
  CreatePartition: {
    begin(params, plane) {
      const found = tableIn(params["DatabaseName"], params["TableName"], plane);
      if (isRefused(found)) return found;
      const [error] = add(found, [objectOf(params["PartitionInput"])], plane);
      return error === undefined ? respond() : refused(error.code, error.message);
    },
  },
  BatchCreatePartition: {
    begin(params, plane) {
      const found = tableIn(params["DatabaseName"], params["TableName"], plane);
      if (isRefused(found)) return found;
      const errors = add(found, listOf(params["PartitionInputList"]).map(objectOf), plane);
      return respond({
        Errors: errors.map(({ values, code, message }) => ({
          PartitionValues: values,
          ErrorDetail: { ErrorCode: code, ErrorMessage: message },
        })),
      });
    },
  },
  DeletePartition: {
    begin(params, plane) {
      const found = tableIn(params["DatabaseName"], params["TableName"], plane);
      if (isRefused(found)) return found;
      return remove(found, [textsOf(params["PartitionValues"]).join("/")], plane) === 1
        ? respond()
        : refused("EntityNotFoundException", "Cannot find partition.");
    },
  },
  BatchDeletePartition: {
    begin(params, plane) {
      const found = tableIn(params["DatabaseName"], params["TableName"], plane);
      if (isRefused(found)) return found;
      remove(found, listOf(params["PartitionsToDelete"]).map(valuesOf), plane);
      return respond({ Errors: [] });
    },
  },
  GetPartitions: {
    begin(params, plane): Step {
      const found = tableIn(params["DatabaseName"], params["TableName"], plane);
      if (isRefused(found)) return found;
      if (params["Expression"] !== undefined) {
        return { type: "notModeled", what: "Expressions of GetPartitions are not modeled." };
      }
      const most = Number(params["MaxResults"] ?? glueLimits.page.max);
      const { items, next } = page(tableRecordOf(found).partitions, params["NextToken"], most) ?? {
        items: [],
        next: null,
      };
      return respond({ Partitions: items, ...(next === null ? {} : { NextToken: next }) });
    },
  },
};

interface PartitionError {
  readonly values: readonly string[];
  readonly code: string;
  readonly message: string;
}

/** Adds partitions; those that are there already, or do not fit, are left out. */
function add(
  table: Resource,
  asked: readonly PlainObject[],
  plane: ControlPlane,
): readonly PartitionError[] {
  const record = tableRecordOf(table);
  const keys = keysOf(record);
  const known = new Set(record.partitions.map(valuesOf));
  const errors: PartitionError[] = [];
  const added: PlainObject[] = [];
  for (const each of asked) {
    const values = textsOf(each["Values"]);
    const wrong =
      values.length !== keys.length
        ? {
            code: "InvalidInputException",
            message: "The number of partition keys do not match the number of partition values",
          }
        : known.has(values.join("/"))
          ? { code: "AlreadyExistsException", message: "Partition already exists." }
          : record.partitions.length + added.length >= plane.quota("glue.partitions")
            ? {
                code: "ResourceNumberLimitExceededException",
                message: "Number of partitions exceeds the limit.", // Assumed: the words.
              }
            : null;
    if (wrong !== null) errors.push({ values, ...wrong });
    else {
      known.add(values.join("/"));
      added.push(each);
    }
  }
  if (added.length > 0) keep(table, [...record.partitions, ...added], plane);
  return errors;
}

/** @returns how many were there. */
function remove(table: Resource, gone: readonly string[], plane: ControlPlane): number {
  const { partitions } = tableRecordOf(table);
  const left = partitions.filter((each) => !gone.includes(valuesOf(each)));
  const count = partitions.length - left.length;
  if (count > 0) keep(table, left, plane);
  return count;
}

function keep(table: Resource, partitions: readonly PlainObject[], plane: ControlPlane): void {
  const record = tableRecordOf(table);
  const [database = "", name = ""] = table.name.split("/");
  const sorted = [...partitions].sort((one, other) => (valuesOf(one) < valuesOf(other) ? -1 : 1));
  plane.change(table, {
    record: plain({ ...record, partitions: sorted }),
    settings: { name, database, partitions: partitions.length },
  });
}
