import { api, guide, read, recorded, writing, type DynamodbRule } from "../rule-sources.ts";
import type { TableSettings } from "../config.ts";

const hasGlobalIndex = ({ indexes }: TableSettings): boolean =>
  indexes.some(({ isGlobal }) => isGlobal);
const hasLocalIndex = ({ indexes }: TableSettings): boolean =>
  indexes.some(({ isGlobal }) => !isGlobal);

/** What becomes of the items of a table. */
export const tableRules: readonly DynamodbRule[] = [
  {
    id: "dynamodb.table.durable",
    status: "documented",
    source: guide("Read consistency"),
    date: read,
    text: "A write that was answered lasts; a strongly consistent read sees it.",
    semantics: ["dynamodb §5.1"],
  },
  {
    id: "dynamodb.table.stale-reads",
    status: "assumed",
    source:
      "AWS says that an eventually consistent read may not see a write completed just before, usually for a second or less",
    date: read,
    text: "For 20 ms after a write, one in a hundred eventually consistent reads sees what was there before; a page of a Query or Scan is stale as a whole, and does not show items that were deleted.",
  },
  {
    id: "dynamodb.table.conditions",
    status: "measured",
    source: recorded,
    date: read,
    text: "A write whose condition does not hold changes nothing: ConditionalCheckFailedException, The conditional request failed, with the item where ReturnValuesOnConditionCheckFailure is ALL_OLD; it takes the units of a write of the item that is there.",
    semantics: ["dynamodb §5.2", "dynamodb §1 conditional write that fails"],
  },
  {
    id: "dynamodb.table.update-creates",
    status: "documented",
    source: api("UpdateItem"),
    date: read,
    text: "UpdateItem makes an item that is not there, also without an expression.",
    semantics: ["dynamodb §12.3.4", "dynamodb §12.4 UpdateItem"],
    operations: ["UpdateItem"],
  },
  {
    id: "dynamodb.table.delete-idempotent",
    status: "documented",
    source: api("DeleteItem"),
    date: read,
    text: "DeleteItem of what is not there succeeds.",
    semantics: ["dynamodb §12.4 DeleteItem"],
    operations: ["DeleteItem"],
  },
  {
    id: "dynamodb.table.item-size",
    status: "documented",
    source: guide("Quotas"),
    date: read,
    text: "An item has at most 400 KB, names and values.",
    semantics: ["dynamodb §0 item.maxSize", "dynamodb §12.5 size"],
    operations: writing,
  },
  {
    id: "dynamodb.table.query-order",
    status: "documented",
    source: api("Query"),
    date: read,
    text: "A Query gives items in order of their sort keys, or the other way round where ScanIndexForward is false.",
    semantics: ["dynamodb §12.2.5"],
    operations: ["Query"],
  },
  {
    id: "dynamodb.table.scan-order",
    status: "assumed",
    source:
      "AWS scans by a hash of the partition key and does not say which; ours is FNV-1a, finished",
    date: read,
    text: "A Scan gives items by the hash of their partition keys; segments are equal parts of all hashes.",
    operations: ["Scan"],
  },
  {
    id: "dynamodb.table.pages",
    status: "documented",
    source: guide("Paginating table query results"),
    date: read,
    text: "Query and Scan end behind Limit items or 1 MB that were read, before the filter; LastEvaluatedKey, of an index with the keys of both, goes on.",
    semantics: ["dynamodb §0 query/scan page", "dynamodb §5.5", "dynamodb §12.2.4"],
    operations: ["Query", "Scan"],
  },
  {
    id: "dynamodb.table.sparse-indexes",
    status: "documented",
    source: guide("Take advantage of sparse indexes"),
    date: read,
    text: "An item without the attributes of an index's key is not in that index.",
    semantics: ["dynamodb §12.4 GSI"],
    when: ({ indexes }) => indexes.length > 0,
  },
  {
    id: "dynamodb.table.index-lag",
    status: "assumed",
    source:
      "AWS says that global indexes follow within a fraction of a second under normal conditions",
    date: read,
    text: "A global secondary index has what was written 10 ms later, in the order of the writes.",
    when: hasGlobalIndex,
  },
  {
    id: "dynamodb.table.local-indexes",
    status: "documented",
    source: guide("Local secondary indexes"),
    date: read,
    text: "A local secondary index has what was written at once, and can be read strongly; attributes that it lacks are fetched from the table.",
    semantics: ["dynamodb §5.3"],
    when: hasLocalIndex,
  },
  {
    id: "dynamodb.table.collection-size",
    status: "documented",
    source: guide("Local secondary indexes, item collections"),
    date: read,
    text: "In a table with local secondary indexes, the items of one partition key have at most 10 GB: ItemCollectionSizeLimitExceededException.",
    semantics: ["dynamodb §5.6", "dynamodb §0 lsi.collection"],
    when: hasLocalIndex,
  },
  {
    id: "dynamodb.table.transaction-locks",
    status: "documented",
    source: guide("Transactions: conflict handling"),
    date: read,
    text: "Between its two phases a transaction has its items locked: other writes hear TransactionConflictException, transactions are cancelled, and plain reads see what was there before.",
    semantics: ["dynamodb §6.5", "dynamodb §6.6"],
    operations: ["TransactWriteItems"],
  },
  {
    id: "dynamodb.table.transaction-token",
    status: "documented",
    source: api("TransactWriteItems"),
    date: read,
    text: "A transaction with the ClientRequestToken of one that ended in the last ten minutes does nothing more and takes read units; with other parameters it hears IdempotentParameterMismatchException, while that one runs TransactionInProgressException. Tokens are known by each table of the transaction.",
    semantics: [
      "dynamodb §0 transaction token",
      "dynamodb §6.3",
      "dynamodb §1 TransactWriteItems repeated with the same token",
    ],
    operations: ["TransactWriteItems"],
  },
  {
    id: "dynamodb.table.counts",
    status: "documented",
    source: api("TableDescription"),
    date: read,
    text: "ItemCount and TableSizeBytes are those of up to six hours before.",
    operations: ["DescribeTable"],
  },
  {
    id: "dynamodb.table.latency",
    status: "assumed",
    source:
      "AWS says single-digit milliseconds; measured of GetItem and PutItem from functions (aws-samples 2023, theam 2019)",
    date: read,
    text: "A GetItem takes 3.7 ms in the median, a write of one item 4.5 ms, a Query 5 ms, a Scan 6 ms, batches 7 and 8 ms, each phase of a transaction 4.5 ms of reads and 6 ms of writes, log-normal with a sigma of 0.55.",
    semantics: ["dynamodb §9.1", "dynamodb §9.2", "dynamodb §9.3"],
  },
  {
    id: "dynamodb.table.arrivals",
    status: "assumed",
    source: "Ours: AWS has no workloads",
    date: read,
    text: "What a workload puts is the JSON of its body, or the attribute body; keys that it lacks are its group, or else of the workload and the number of the arrival.",
  },
];
