// Written by `npm run models` from AWS's API model of dynamodb (botocore 1.43.11): do not edit.
import { namedBy } from "../../service/call-values.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { typedCall, type AwsCall } from "../../service/script.ts";

/** Calls dynamodb:BatchExecuteStatement. */
export const batchExecuteStatement = (
  params: BatchExecuteStatementInput,
): AwsCall<BatchExecuteStatementOutput> =>
  typedCall("dynamodb", "BatchExecuteStatement", { ...params });

/** Calls dynamodb:BatchGetItem. */
export const batchGetItem = (params: BatchGetItemInput): AwsCall<BatchGetItemOutput> =>
  typedCall("dynamodb", "BatchGetItem", { ...params });

/** Calls dynamodb:BatchWriteItem. */
export const batchWriteItem = (params: BatchWriteItemInput): AwsCall<BatchWriteItemOutput> =>
  typedCall("dynamodb", "BatchWriteItem", { ...params });

/** Calls dynamodb:CreateTable. */
export const createTable = (
  table: string | { readonly tableName: string },
  params: Omit<CreateTableInput, "TableName"> = {},
): AwsCall<CreateTableOutput> =>
  typedCall("dynamodb", "CreateTable", { ...params, TableName: namedBy(table, "tableName") });

/** Calls dynamodb:DeleteItem. */
export const deleteItem = (
  table: string | { readonly tableName: string },
  params: Omit<DeleteItemInput, "TableName">,
): AwsCall<DeleteItemOutput> =>
  typedCall("dynamodb", "DeleteItem", { ...params, TableName: namedBy(table, "tableName") });

/** Calls dynamodb:DeleteResourcePolicy. */
export const deleteResourcePolicy = (
  params: DeleteResourcePolicyInput,
): AwsCall<DeleteResourcePolicyOutput> =>
  typedCall("dynamodb", "DeleteResourcePolicy", { ...params });

/** Calls dynamodb:DeleteTable. */
export const deleteTable = (
  table: string | { readonly tableName: string },
): AwsCall<DeleteTableOutput> =>
  typedCall("dynamodb", "DeleteTable", { TableName: namedBy(table, "tableName") });

/** Calls dynamodb:DescribeContinuousBackups. */
export const describeContinuousBackups = (
  table: string | { readonly tableName: string },
): AwsCall<DescribeContinuousBackupsOutput> =>
  typedCall("dynamodb", "DescribeContinuousBackups", { TableName: namedBy(table, "tableName") });

/** Calls dynamodb:DescribeEndpoints. */
export const describeEndpoints = (): AwsCall<DescribeEndpointsResponse> =>
  typedCall("dynamodb", "DescribeEndpoints", {});

/** Calls dynamodb:DescribeExport. */
export const describeExport = (params: DescribeExportInput): AwsCall<DescribeExportOutput> =>
  typedCall("dynamodb", "DescribeExport", { ...params });

/** Calls dynamodb:DescribeImport. */
export const describeImport = (params: DescribeImportInput): AwsCall<DescribeImportOutput> =>
  typedCall("dynamodb", "DescribeImport", { ...params });

/** Calls dynamodb:DescribeKinesisStreamingDestination. */
export const describeKinesisStreamingDestination = (
  table: string | { readonly tableName: string },
): AwsCall<DescribeKinesisStreamingDestinationOutput> =>
  typedCall("dynamodb", "DescribeKinesisStreamingDestination", {
    TableName: namedBy(table, "tableName"),
  });

/** Calls dynamodb:DescribeLimits. */
export const describeLimits = (): AwsCall<DescribeLimitsOutput> =>
  typedCall("dynamodb", "DescribeLimits", {});

/** Calls dynamodb:DescribeTable. */
export const describeTable = (
  table: string | { readonly tableName: string },
): AwsCall<DescribeTableOutput> =>
  typedCall("dynamodb", "DescribeTable", { TableName: namedBy(table, "tableName") });

/** Calls dynamodb:DescribeTimeToLive. */
export const describeTimeToLive = (
  table: string | { readonly tableName: string },
): AwsCall<DescribeTimeToLiveOutput> =>
  typedCall("dynamodb", "DescribeTimeToLive", { TableName: namedBy(table, "tableName") });

/** Calls dynamodb:DisableKinesisStreamingDestination. */
export const disableKinesisStreamingDestination = (
  table: string | { readonly tableName: string },
  params: Omit<KinesisStreamingDestinationInput, "TableName">,
): AwsCall<KinesisStreamingDestinationOutput> =>
  typedCall("dynamodb", "DisableKinesisStreamingDestination", {
    ...params,
    TableName: namedBy(table, "tableName"),
  });

/** Calls dynamodb:EnableKinesisStreamingDestination. */
export const enableKinesisStreamingDestination = (
  table: string | { readonly tableName: string },
  params: Omit<KinesisStreamingDestinationInput, "TableName">,
): AwsCall<KinesisStreamingDestinationOutput> =>
  typedCall("dynamodb", "EnableKinesisStreamingDestination", {
    ...params,
    TableName: namedBy(table, "tableName"),
  });

/** Calls dynamodb:ExecuteStatement. */
export const executeStatement = (params: ExecuteStatementInput): AwsCall<ExecuteStatementOutput> =>
  typedCall("dynamodb", "ExecuteStatement", { ...params });

/** Calls dynamodb:ExecuteTransaction. */
export const executeTransaction = (
  params: ExecuteTransactionInput,
): AwsCall<ExecuteTransactionOutput> => typedCall("dynamodb", "ExecuteTransaction", { ...params });

/** Calls dynamodb:ExportTableToPointInTime. */
export const exportTableToPointInTime = (
  params: ExportTableToPointInTimeInput,
): AwsCall<ExportTableToPointInTimeOutput> =>
  typedCall("dynamodb", "ExportTableToPointInTime", { ...params });

/** Calls dynamodb:GetItem. */
export const getItem = (
  table: string | { readonly tableName: string },
  params: Omit<GetItemInput, "TableName">,
): AwsCall<GetItemOutput> =>
  typedCall("dynamodb", "GetItem", { ...params, TableName: namedBy(table, "tableName") });

/** Calls dynamodb:GetResourcePolicy. */
export const getResourcePolicy = (
  params: GetResourcePolicyInput,
): AwsCall<GetResourcePolicyOutput> => typedCall("dynamodb", "GetResourcePolicy", { ...params });

/** Calls dynamodb:ImportTable. */
export const importTable = (params: ImportTableInput): AwsCall<ImportTableOutput> =>
  typedCall("dynamodb", "ImportTable", { ...params });

/** Calls dynamodb:ListExports. */
export const listExports = (params: ListExportsInput = {}): AwsCall<ListExportsOutput> =>
  typedCall("dynamodb", "ListExports", { ...params });

/** Calls dynamodb:ListImports. */
export const listImports = (params: ListImportsInput = {}): AwsCall<ListImportsOutput> =>
  typedCall("dynamodb", "ListImports", { ...params });

/** Calls dynamodb:ListTables. */
export const listTables = (params: ListTablesInput = {}): AwsCall<ListTablesOutput> =>
  typedCall("dynamodb", "ListTables", { ...params });

/** Calls dynamodb:ListTagsOfResource. */
export const listTagsOfResource = (
  params: ListTagsOfResourceInput,
): AwsCall<ListTagsOfResourceOutput> => typedCall("dynamodb", "ListTagsOfResource", { ...params });

/** Calls dynamodb:PutItem. */
export const putItem = (
  table: string | { readonly tableName: string },
  params: Omit<PutItemInput, "TableName">,
): AwsCall<PutItemOutput> =>
  typedCall("dynamodb", "PutItem", { ...params, TableName: namedBy(table, "tableName") });

/** Calls dynamodb:PutResourcePolicy. */
export const putResourcePolicy = (
  params: PutResourcePolicyInput,
): AwsCall<PutResourcePolicyOutput> => typedCall("dynamodb", "PutResourcePolicy", { ...params });

/** Calls dynamodb:Query. */
export const query = (
  table: string | { readonly tableName: string },
  params: Omit<QueryInput, "TableName"> = {},
): AwsCall<QueryOutput> =>
  typedCall("dynamodb", "Query", { ...params, TableName: namedBy(table, "tableName") });

/** Calls dynamodb:Scan. */
export const scan = (
  table: string | { readonly tableName: string },
  params: Omit<ScanInput, "TableName"> = {},
): AwsCall<ScanOutput> =>
  typedCall("dynamodb", "Scan", { ...params, TableName: namedBy(table, "tableName") });

/** Calls dynamodb:TagResource. */
export const tagResource = (params: TagResourceInput): AwsCall<PlainObject> =>
  typedCall("dynamodb", "TagResource", { ...params });

/** Calls dynamodb:TransactGetItems. */
export const transactGetItems = (params: TransactGetItemsInput): AwsCall<TransactGetItemsOutput> =>
  typedCall("dynamodb", "TransactGetItems", { ...params });

/** Calls dynamodb:TransactWriteItems. */
export const transactWriteItems = (
  params: TransactWriteItemsInput,
): AwsCall<TransactWriteItemsOutput> => typedCall("dynamodb", "TransactWriteItems", { ...params });

/** Calls dynamodb:UntagResource. */
export const untagResource = (params: UntagResourceInput): AwsCall<PlainObject> =>
  typedCall("dynamodb", "UntagResource", { ...params });

/** Calls dynamodb:UpdateContinuousBackups. */
export const updateContinuousBackups = (
  table: string | { readonly tableName: string },
  params: Omit<UpdateContinuousBackupsInput, "TableName">,
): AwsCall<UpdateContinuousBackupsOutput> =>
  typedCall("dynamodb", "UpdateContinuousBackups", {
    ...params,
    TableName: namedBy(table, "tableName"),
  });

/** Calls dynamodb:UpdateItem. */
export const updateItem = (
  table: string | { readonly tableName: string },
  params: Omit<UpdateItemInput, "TableName">,
): AwsCall<UpdateItemOutput> =>
  typedCall("dynamodb", "UpdateItem", { ...params, TableName: namedBy(table, "tableName") });

/** Calls dynamodb:UpdateKinesisStreamingDestination. */
export const updateKinesisStreamingDestination = (
  table: string | { readonly tableName: string },
  params: Omit<UpdateKinesisStreamingDestinationInput, "TableName">,
): AwsCall<UpdateKinesisStreamingDestinationOutput> =>
  typedCall("dynamodb", "UpdateKinesisStreamingDestination", {
    ...params,
    TableName: namedBy(table, "tableName"),
  });

/** Calls dynamodb:UpdateTable. */
export const updateTable = (
  table: string | { readonly tableName: string },
  params: Omit<UpdateTableInput, "TableName"> = {},
): AwsCall<UpdateTableOutput> =>
  typedCall("dynamodb", "UpdateTable", { ...params, TableName: namedBy(table, "tableName") });

/** Calls dynamodb:UpdateTimeToLive. */
export const updateTimeToLive = (
  table: string | { readonly tableName: string },
  params: Omit<UpdateTimeToLiveInput, "TableName">,
): AwsCall<UpdateTimeToLiveOutput> =>
  typedCall("dynamodb", "UpdateTimeToLive", { ...params, TableName: namedBy(table, "tableName") });

/** AWS's ArchivalSummary. */
interface ArchivalSummary {
  readonly ArchivalBackupArn?: string;
  readonly ArchivalDateTime?: number | string;
  readonly ArchivalReason?: string;
}

/** AWS's AttributeDefinition. */
interface AttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: "S" | "N" | "B";
}

/** AWS's AttributeValue. */
interface AttributeValue {
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly BS?: readonly string[];
  readonly L?: readonly AttributeValue[];
  readonly M?: Readonly<Record<string, AttributeValue>>;
  readonly N?: string;
  readonly NS?: readonly string[];
  readonly NULL?: boolean;
  readonly S?: string;
  readonly SS?: readonly string[];
}

/** AWS's AttributeValueUpdate. */
interface AttributeValueUpdate {
  readonly Action?: "ADD" | "PUT" | "DELETE";
  readonly Value?: AttributeValue;
}

/** AWS's BatchExecuteStatementInput. */
interface BatchExecuteStatementInput {
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly Statements: readonly BatchStatementRequest[];
}

/** AWS's BatchExecuteStatementOutput. */
interface BatchExecuteStatementOutput {
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
  readonly Responses?: readonly BatchStatementResponse[];
}

/** AWS's BatchGetItemInput. */
interface BatchGetItemInput {
  readonly RequestItems: Readonly<Record<string, KeysAndAttributes>>;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
}

/** AWS's BatchGetItemOutput. */
interface BatchGetItemOutput {
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
  readonly Responses?: Readonly<
    Record<string, readonly Readonly<Record<string, AttributeValue>>[]>
  >;
  readonly UnprocessedKeys?: Readonly<Record<string, KeysAndAttributes>>;
}

/** AWS's BatchStatementError. */
interface BatchStatementError {
  readonly Code?:
    | "ConditionalCheckFailed"
    | "ItemCollectionSizeLimitExceeded"
    | "RequestLimitExceeded"
    | "ValidationError"
    | "ProvisionedThroughputExceeded"
    | "TransactionConflict"
    | "ThrottlingError"
    | "InternalServerError"
    | "ResourceNotFound"
    | "AccessDenied"
    | "DuplicateItem";
  readonly Item?: Readonly<Record<string, AttributeValue>>;
  readonly Message?: string;
}

/** AWS's BatchStatementRequest. */
interface BatchStatementRequest {
  readonly ConsistentRead?: boolean;
  readonly Parameters?: readonly AttributeValue[];
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly Statement: string;
}

/** AWS's BatchStatementResponse. */
interface BatchStatementResponse {
  readonly Error?: BatchStatementError;
  readonly Item?: Readonly<Record<string, AttributeValue>>;
  readonly TableName?: string;
}

/** AWS's BatchWriteItemInput. */
interface BatchWriteItemInput {
  readonly RequestItems: Readonly<Record<string, readonly WriteRequest[]>>;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly ReturnItemCollectionMetrics?: "SIZE" | "NONE";
}

/** AWS's BatchWriteItemOutput. */
interface BatchWriteItemOutput {
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
  readonly ItemCollectionMetrics?: Readonly<Record<string, readonly ItemCollectionMetrics[]>>;
  readonly UnprocessedItems?: Readonly<Record<string, readonly WriteRequest[]>>;
}

/** AWS's BillingModeSummary. */
interface BillingModeSummary {
  readonly BillingMode?: "PROVISIONED" | "PAY_PER_REQUEST";
  readonly LastUpdateToPayPerRequestDateTime?: number | string;
}

/** AWS's Capacity. */
interface Capacity {
  readonly CapacityUnits?: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
}

/** AWS's Condition. */
interface Condition {
  readonly AttributeValueList?: readonly AttributeValue[];
  readonly ComparisonOperator:
    | "EQ"
    | "NE"
    | "IN"
    | "LE"
    | "LT"
    | "GE"
    | "GT"
    | "BETWEEN"
    | "NOT_NULL"
    | "NULL"
    | "CONTAINS"
    | "NOT_CONTAINS"
    | "BEGINS_WITH";
}

/** AWS's ConditionCheck. */
interface ConditionCheck {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly Key: Readonly<Record<string, AttributeValue>>;
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly TableName: string;
}

/** AWS's ConsumedCapacity. */
interface ConsumedCapacity {
  readonly CapacityUnits?: number;
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, Capacity>>;
  readonly LocalSecondaryIndexes?: Readonly<Record<string, Capacity>>;
  readonly ReadCapacityUnits?: number;
  readonly Table?: Capacity;
  readonly TableName?: string;
  readonly WriteCapacityUnits?: number;
}

/** AWS's ContinuousBackupsDescription. */
interface ContinuousBackupsDescription {
  readonly ContinuousBackupsStatus: "ENABLED" | "DISABLED";
  readonly PointInTimeRecoveryDescription?: PointInTimeRecoveryDescription;
}

/** AWS's CreateGlobalSecondaryIndexAction. */
interface CreateGlobalSecondaryIndexAction {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly Projection: Projection;
  readonly ProvisionedThroughput?: ProvisionedThroughput;
  readonly WarmThroughput?: WarmThroughput;
}

/** AWS's CreateGlobalTableWitnessGroupMemberAction. */
interface CreateGlobalTableWitnessGroupMemberAction {
  readonly RegionName: string;
}

/** AWS's CreateReplicationGroupMemberAction. */
interface CreateReplicationGroupMemberAction {
  readonly GlobalSecondaryIndexes?: readonly ReplicaGlobalSecondaryIndex[];
  readonly KMSMasterKeyId?: string;
  readonly OnDemandThroughputOverride?: OnDemandThroughputOverride;
  readonly ProvisionedThroughputOverride?: ProvisionedThroughputOverride;
  readonly RegionName: string;
  readonly TableClassOverride?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
}

/** AWS's CreateTableInput. */
interface CreateTableInput {
  readonly AttributeDefinitions?: readonly AttributeDefinition[];
  readonly BillingMode?: "PROVISIONED" | "PAY_PER_REQUEST";
  readonly DeletionProtectionEnabled?: boolean;
  readonly GlobalSecondaryIndexes?: readonly GlobalSecondaryIndex[];
  readonly GlobalTableSettingsReplicationMode?: "ENABLED" | "DISABLED" | "ENABLED_WITH_OVERRIDES";
  readonly GlobalTableSourceArn?: string;
  readonly KeySchema?: readonly KeySchemaElement[];
  readonly LocalSecondaryIndexes?: readonly LocalSecondaryIndex[];
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly ProvisionedThroughput?: ProvisionedThroughput;
  readonly ResourcePolicy?: string;
  readonly SSESpecification?: SSESpecification;
  readonly StreamSpecification?: StreamSpecification;
  readonly TableClass?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
  readonly TableName: string;
  readonly Tags?: readonly Tag[];
  readonly WarmThroughput?: WarmThroughput;
}

/** AWS's CreateTableOutput. */
interface CreateTableOutput {
  readonly TableDescription?: TableDescription;
}

/** AWS's CsvOptions. */
interface CsvOptions {
  readonly Delimiter?: string;
  readonly HeaderList?: readonly string[];
}

/** AWS's Delete. */
interface Delete {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly Key: Readonly<Record<string, AttributeValue>>;
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly TableName: string;
}

/** AWS's DeleteGlobalSecondaryIndexAction. */
interface DeleteGlobalSecondaryIndexAction {
  readonly IndexName: string;
}

/** AWS's DeleteGlobalTableWitnessGroupMemberAction. */
interface DeleteGlobalTableWitnessGroupMemberAction {
  readonly RegionName: string;
}

/** AWS's DeleteItemInput. */
interface DeleteItemInput {
  readonly ConditionExpression?: string;
  readonly ConditionalOperator?: "AND" | "OR";
  readonly Expected?: Readonly<Record<string, ExpectedAttributeValue>>;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly Key: Readonly<Record<string, AttributeValue>>;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly ReturnItemCollectionMetrics?: "SIZE" | "NONE";
  readonly ReturnValues?: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly TableName: string;
}

/** AWS's DeleteItemOutput. */
interface DeleteItemOutput {
  readonly Attributes?: Readonly<Record<string, AttributeValue>>;
  readonly ConsumedCapacity?: ConsumedCapacity;
  readonly ItemCollectionMetrics?: ItemCollectionMetrics;
}

/** AWS's DeleteReplicationGroupMemberAction. */
interface DeleteReplicationGroupMemberAction {
  readonly RegionName: string;
}

/** AWS's DeleteRequest. */
interface DeleteRequest {
  readonly Key: Readonly<Record<string, AttributeValue>>;
}

/** AWS's DeleteResourcePolicyInput. */
interface DeleteResourcePolicyInput {
  readonly ExpectedRevisionId?: string;
  readonly ResourceArn: string;
}

/** AWS's DeleteResourcePolicyOutput. */
interface DeleteResourcePolicyOutput {
  readonly RevisionId?: string;
}

/** AWS's DeleteTableOutput. */
interface DeleteTableOutput {
  readonly TableDescription?: TableDescription;
}

/** AWS's DescribeContinuousBackupsOutput. */
interface DescribeContinuousBackupsOutput {
  readonly ContinuousBackupsDescription?: ContinuousBackupsDescription;
}

/** AWS's DescribeEndpointsResponse. */
interface DescribeEndpointsResponse {
  readonly Endpoints: readonly Endpoint[];
}

/** AWS's DescribeExportInput. */
interface DescribeExportInput {
  readonly ExportArn: string;
}

/** AWS's DescribeExportOutput. */
interface DescribeExportOutput {
  readonly ExportDescription?: ExportDescription;
}

/** AWS's DescribeImportInput. */
interface DescribeImportInput {
  readonly ImportArn: string;
}

/** AWS's DescribeImportOutput. */
interface DescribeImportOutput {
  readonly ImportTableDescription: ImportTableDescription;
}

/** AWS's DescribeKinesisStreamingDestinationOutput. */
interface DescribeKinesisStreamingDestinationOutput {
  readonly KinesisDataStreamDestinations?: readonly KinesisDataStreamDestination[];
  readonly TableName?: string;
}

/** AWS's DescribeLimitsOutput. */
interface DescribeLimitsOutput {
  readonly AccountMaxReadCapacityUnits?: number;
  readonly AccountMaxWriteCapacityUnits?: number;
  readonly TableMaxReadCapacityUnits?: number;
  readonly TableMaxWriteCapacityUnits?: number;
}

/** AWS's DescribeTableOutput. */
interface DescribeTableOutput {
  readonly Table?: TableDescription;
}

/** AWS's DescribeTimeToLiveOutput. */
interface DescribeTimeToLiveOutput {
  readonly TimeToLiveDescription?: TimeToLiveDescription;
}

/** AWS's EnableKinesisStreamingConfiguration. */
interface EnableKinesisStreamingConfiguration {
  readonly ApproximateCreationDateTimePrecision?: "MILLISECOND" | "MICROSECOND";
}

/** AWS's Endpoint. */
interface Endpoint {
  readonly Address: string;
  readonly CachePeriodInMinutes: number;
}

/** AWS's ExecuteStatementInput. */
interface ExecuteStatementInput {
  readonly ConsistentRead?: boolean;
  readonly Limit?: number;
  readonly NextToken?: string;
  readonly Parameters?: readonly AttributeValue[];
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly Statement: string;
}

/** AWS's ExecuteStatementOutput. */
interface ExecuteStatementOutput {
  readonly ConsumedCapacity?: ConsumedCapacity;
  readonly Items?: readonly Readonly<Record<string, AttributeValue>>[];
  readonly LastEvaluatedKey?: Readonly<Record<string, AttributeValue>>;
  readonly NextToken?: string;
}

/** AWS's ExecuteTransactionInput. */
interface ExecuteTransactionInput {
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly TransactStatements: readonly ParameterizedStatement[];
}

/** AWS's ExecuteTransactionOutput. */
interface ExecuteTransactionOutput {
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
  readonly Responses?: readonly ItemResponse[];
}

/** AWS's ExpectedAttributeValue. */
interface ExpectedAttributeValue {
  readonly AttributeValueList?: readonly AttributeValue[];
  readonly ComparisonOperator?:
    | "EQ"
    | "NE"
    | "IN"
    | "LE"
    | "LT"
    | "GE"
    | "GT"
    | "BETWEEN"
    | "NOT_NULL"
    | "NULL"
    | "CONTAINS"
    | "NOT_CONTAINS"
    | "BEGINS_WITH";
  readonly Exists?: boolean;
  readonly Value?: AttributeValue;
}

/** AWS's ExportDescription. */
interface ExportDescription {
  readonly BilledSizeBytes?: number;
  readonly ClientToken?: string;
  readonly EndTime?: number | string;
  readonly ExportArn?: string;
  readonly ExportFormat?: "DYNAMODB_JSON" | "ION";
  readonly ExportManifest?: string;
  readonly ExportStatus?: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  readonly ExportTime?: number | string;
  readonly ExportType?: "FULL_EXPORT" | "INCREMENTAL_EXPORT";
  readonly FailureCode?: string;
  readonly FailureMessage?: string;
  readonly IncrementalExportSpecification?: IncrementalExportSpecification;
  readonly ItemCount?: number;
  readonly S3Bucket?: string;
  readonly S3BucketOwner?: string;
  readonly S3Prefix?: string;
  readonly S3SseAlgorithm?: "AES256" | "KMS";
  readonly S3SseKmsKeyId?: string;
  readonly StartTime?: number | string;
  readonly TableArn?: string;
  readonly TableId?: string;
}

/** AWS's ExportSummary. */
interface ExportSummary {
  readonly ExportArn?: string;
  readonly ExportStatus?: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  readonly ExportType?: "FULL_EXPORT" | "INCREMENTAL_EXPORT";
}

/** AWS's ExportTableToPointInTimeInput. */
interface ExportTableToPointInTimeInput {
  readonly ClientToken?: string;
  readonly ExportFormat?: "DYNAMODB_JSON" | "ION";
  readonly ExportTime?: number | string;
  readonly ExportType?: "FULL_EXPORT" | "INCREMENTAL_EXPORT";
  readonly IncrementalExportSpecification?: IncrementalExportSpecification;
  readonly S3Bucket: string;
  readonly S3BucketOwner?: string;
  readonly S3Prefix?: string;
  readonly S3SseAlgorithm?: "AES256" | "KMS";
  readonly S3SseKmsKeyId?: string;
  readonly TableArn: string;
}

/** AWS's ExportTableToPointInTimeOutput. */
interface ExportTableToPointInTimeOutput {
  readonly ExportDescription?: ExportDescription;
}

/** AWS's Get. */
interface Get {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly Key: Readonly<Record<string, AttributeValue>>;
  readonly ProjectionExpression?: string;
  readonly TableName: string;
}

/** AWS's GetItemInput. */
interface GetItemInput {
  readonly AttributesToGet?: readonly string[];
  readonly ConsistentRead?: boolean;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly Key: Readonly<Record<string, AttributeValue>>;
  readonly ProjectionExpression?: string;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly TableName: string;
}

/** AWS's GetItemOutput. */
interface GetItemOutput {
  readonly ConsumedCapacity?: ConsumedCapacity;
  readonly Item?: Readonly<Record<string, AttributeValue>>;
}

/** AWS's GetResourcePolicyInput. */
interface GetResourcePolicyInput {
  readonly ResourceArn: string;
}

/** AWS's GetResourcePolicyOutput. */
interface GetResourcePolicyOutput {
  readonly Policy?: string;
  readonly RevisionId?: string;
}

/** AWS's GlobalSecondaryIndex. */
interface GlobalSecondaryIndex {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly Projection: Projection;
  readonly ProvisionedThroughput?: ProvisionedThroughput;
  readonly WarmThroughput?: WarmThroughput;
}

/** AWS's GlobalSecondaryIndexDescription. */
interface GlobalSecondaryIndexDescription {
  readonly Backfilling?: boolean;
  readonly IndexArn?: string;
  readonly IndexName?: string;
  readonly IndexSizeBytes?: number;
  readonly IndexStatus?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";
  readonly ItemCount?: number;
  readonly KeySchema?: readonly KeySchemaElement[];
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly Projection?: Projection;
  readonly ProvisionedThroughput?: ProvisionedThroughputDescription;
  readonly WarmThroughput?: GlobalSecondaryIndexWarmThroughputDescription;
}

/** AWS's GlobalSecondaryIndexUpdate. */
interface GlobalSecondaryIndexUpdate {
  readonly Create?: CreateGlobalSecondaryIndexAction;
  readonly Delete?: DeleteGlobalSecondaryIndexAction;
  readonly Update?: UpdateGlobalSecondaryIndexAction;
}

/** AWS's GlobalSecondaryIndexWarmThroughputDescription. */
interface GlobalSecondaryIndexWarmThroughputDescription {
  readonly ReadUnitsPerSecond?: number;
  readonly Status?: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";
  readonly WriteUnitsPerSecond?: number;
}

/** AWS's GlobalTableWitnessDescription. */
interface GlobalTableWitnessDescription {
  readonly RegionName?: string;
  readonly WitnessStatus?: "CREATING" | "DELETING" | "ACTIVE";
}

/** AWS's GlobalTableWitnessGroupUpdate. */
interface GlobalTableWitnessGroupUpdate {
  readonly Create?: CreateGlobalTableWitnessGroupMemberAction;
  readonly Delete?: DeleteGlobalTableWitnessGroupMemberAction;
}

/** AWS's ImportSummary. */
interface ImportSummary {
  readonly CloudWatchLogGroupArn?: string;
  readonly EndTime?: number | string;
  readonly ImportArn?: string;
  readonly ImportStatus?: "IN_PROGRESS" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  readonly InputFormat?: "DYNAMODB_JSON" | "ION" | "CSV";
  readonly S3BucketSource?: S3BucketSource;
  readonly StartTime?: number | string;
  readonly TableArn?: string;
}

/** AWS's ImportTableDescription. */
interface ImportTableDescription {
  readonly ClientToken?: string;
  readonly CloudWatchLogGroupArn?: string;
  readonly EndTime?: number | string;
  readonly ErrorCount?: number;
  readonly FailureCode?: string;
  readonly FailureMessage?: string;
  readonly ImportArn?: string;
  readonly ImportStatus?: "IN_PROGRESS" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  readonly ImportedItemCount?: number;
  readonly InputCompressionType?: "GZIP" | "ZSTD" | "NONE";
  readonly InputFormat?: "DYNAMODB_JSON" | "ION" | "CSV";
  readonly InputFormatOptions?: InputFormatOptions;
  readonly ProcessedItemCount?: number;
  readonly ProcessedSizeBytes?: number;
  readonly S3BucketSource?: S3BucketSource;
  readonly StartTime?: number | string;
  readonly TableArn?: string;
  readonly TableCreationParameters?: TableCreationParameters;
  readonly TableId?: string;
}

/** AWS's ImportTableInput. */
interface ImportTableInput {
  readonly ClientToken?: string;
  readonly InputCompressionType?: "GZIP" | "ZSTD" | "NONE";
  readonly InputFormat: "DYNAMODB_JSON" | "ION" | "CSV";
  readonly InputFormatOptions?: InputFormatOptions;
  readonly S3BucketSource: S3BucketSource;
  readonly TableCreationParameters: TableCreationParameters;
}

/** AWS's ImportTableOutput. */
interface ImportTableOutput {
  readonly ImportTableDescription: ImportTableDescription;
}

/** AWS's IncrementalExportSpecification. */
interface IncrementalExportSpecification {
  readonly ExportFromTime?: number | string;
  readonly ExportToTime?: number | string;
  readonly ExportViewType?: "NEW_IMAGE" | "NEW_AND_OLD_IMAGES";
}

/** AWS's InputFormatOptions. */
interface InputFormatOptions {
  readonly Csv?: CsvOptions;
}

/** AWS's ItemCollectionMetrics. */
interface ItemCollectionMetrics {
  readonly ItemCollectionKey?: Readonly<Record<string, AttributeValue>>;
  readonly SizeEstimateRangeGB?: readonly number[];
}

/** AWS's ItemResponse. */
interface ItemResponse {
  readonly Item?: Readonly<Record<string, AttributeValue>>;
}

/** AWS's KeySchemaElement. */
interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: "HASH" | "RANGE";
}

/** AWS's KeysAndAttributes. */
interface KeysAndAttributes {
  readonly AttributesToGet?: readonly string[];
  readonly ConsistentRead?: boolean;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly Keys: readonly Readonly<Record<string, AttributeValue>>[];
  readonly ProjectionExpression?: string;
}

/** AWS's KinesisDataStreamDestination. */
interface KinesisDataStreamDestination {
  readonly ApproximateCreationDateTimePrecision?: "MILLISECOND" | "MICROSECOND";
  readonly DestinationStatus?:
    "ENABLING" | "ACTIVE" | "DISABLING" | "DISABLED" | "ENABLE_FAILED" | "UPDATING";
  readonly DestinationStatusDescription?: string;
  readonly StreamArn?: string;
}

/** AWS's KinesisStreamingDestinationInput. */
interface KinesisStreamingDestinationInput {
  readonly EnableKinesisStreamingConfiguration?: EnableKinesisStreamingConfiguration;
  readonly StreamArn: string;
  readonly TableName: string;
}

/** AWS's KinesisStreamingDestinationOutput. */
interface KinesisStreamingDestinationOutput {
  readonly DestinationStatus?:
    "ENABLING" | "ACTIVE" | "DISABLING" | "DISABLED" | "ENABLE_FAILED" | "UPDATING";
  readonly EnableKinesisStreamingConfiguration?: EnableKinesisStreamingConfiguration;
  readonly StreamArn?: string;
  readonly TableName?: string;
}

/** AWS's ListExportsInput. */
interface ListExportsInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly TableArn?: string;
}

/** AWS's ListExportsOutput. */
interface ListExportsOutput {
  readonly ExportSummaries?: readonly ExportSummary[];
  readonly NextToken?: string;
}

/** AWS's ListImportsInput. */
interface ListImportsInput {
  readonly NextToken?: string;
  readonly PageSize?: number;
  readonly TableArn?: string;
}

/** AWS's ListImportsOutput. */
interface ListImportsOutput {
  readonly ImportSummaryList?: readonly ImportSummary[];
  readonly NextToken?: string;
}

/** AWS's ListTablesInput. */
interface ListTablesInput {
  readonly ExclusiveStartTableName?: string;
  readonly Limit?: number;
}

/** AWS's ListTablesOutput. */
interface ListTablesOutput {
  readonly LastEvaluatedTableName?: string;
  readonly TableNames?: readonly string[];
}

/** AWS's ListTagsOfResourceInput. */
interface ListTagsOfResourceInput {
  readonly NextToken?: string;
  readonly ResourceArn: string;
}

/** AWS's ListTagsOfResourceOutput. */
interface ListTagsOfResourceOutput {
  readonly NextToken?: string;
  readonly Tags?: readonly Tag[];
}

/** AWS's LocalSecondaryIndex. */
interface LocalSecondaryIndex {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly Projection: Projection;
}

/** AWS's LocalSecondaryIndexDescription. */
interface LocalSecondaryIndexDescription {
  readonly IndexArn?: string;
  readonly IndexName?: string;
  readonly IndexSizeBytes?: number;
  readonly ItemCount?: number;
  readonly KeySchema?: readonly KeySchemaElement[];
  readonly Projection?: Projection;
}

/** AWS's OnDemandThroughput. */
interface OnDemandThroughput {
  readonly MaxReadRequestUnits?: number;
  readonly MaxWriteRequestUnits?: number;
}

/** AWS's OnDemandThroughputOverride. */
interface OnDemandThroughputOverride {
  readonly MaxReadRequestUnits?: number;
}

/** AWS's ParameterizedStatement. */
interface ParameterizedStatement {
  readonly Parameters?: readonly AttributeValue[];
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly Statement: string;
}

/** AWS's PointInTimeRecoveryDescription. */
interface PointInTimeRecoveryDescription {
  readonly EarliestRestorableDateTime?: number | string;
  readonly LatestRestorableDateTime?: number | string;
  readonly PointInTimeRecoveryStatus?: "ENABLED" | "DISABLED";
  readonly RecoveryPeriodInDays?: number;
}

/** AWS's PointInTimeRecoverySpecification. */
interface PointInTimeRecoverySpecification {
  readonly PointInTimeRecoveryEnabled: boolean;
  readonly RecoveryPeriodInDays?: number;
}

/** AWS's Projection. */
interface Projection {
  readonly NonKeyAttributes?: readonly string[];
  readonly ProjectionType?: "ALL" | "KEYS_ONLY" | "INCLUDE";
}

/** AWS's ProvisionedThroughput. */
interface ProvisionedThroughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

/** AWS's ProvisionedThroughputDescription. */
interface ProvisionedThroughputDescription {
  readonly LastDecreaseDateTime?: number | string;
  readonly LastIncreaseDateTime?: number | string;
  readonly NumberOfDecreasesToday?: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
}

/** AWS's ProvisionedThroughputOverride. */
interface ProvisionedThroughputOverride {
  readonly ReadCapacityUnits?: number;
}

/** AWS's Put. */
interface Put {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly Item: Readonly<Record<string, AttributeValue>>;
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly TableName: string;
}

/** AWS's PutItemInput. */
interface PutItemInput {
  readonly ConditionExpression?: string;
  readonly ConditionalOperator?: "AND" | "OR";
  readonly Expected?: Readonly<Record<string, ExpectedAttributeValue>>;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly Item: Readonly<Record<string, AttributeValue>>;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly ReturnItemCollectionMetrics?: "SIZE" | "NONE";
  readonly ReturnValues?: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly TableName: string;
}

/** AWS's PutItemOutput. */
interface PutItemOutput {
  readonly Attributes?: Readonly<Record<string, AttributeValue>>;
  readonly ConsumedCapacity?: ConsumedCapacity;
  readonly ItemCollectionMetrics?: ItemCollectionMetrics;
}

/** AWS's PutRequest. */
interface PutRequest {
  readonly Item: Readonly<Record<string, AttributeValue>>;
}

/** AWS's PutResourcePolicyInput. */
interface PutResourcePolicyInput {
  readonly ConfirmRemoveSelfResourceAccess?: boolean;
  readonly ExpectedRevisionId?: string;
  readonly Policy: string;
  readonly ResourceArn: string;
}

/** AWS's PutResourcePolicyOutput. */
interface PutResourcePolicyOutput {
  readonly RevisionId?: string;
}

/** AWS's QueryInput. */
interface QueryInput {
  readonly AttributesToGet?: readonly string[];
  readonly ConditionalOperator?: "AND" | "OR";
  readonly ConsistentRead?: boolean;
  readonly ExclusiveStartKey?: Readonly<Record<string, AttributeValue>>;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly FilterExpression?: string;
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly KeyConditions?: Readonly<Record<string, Condition>>;
  readonly Limit?: number;
  readonly ProjectionExpression?: string;
  readonly QueryFilter?: Readonly<Record<string, Condition>>;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly ScanIndexForward?: boolean;
  readonly Select?: "ALL_ATTRIBUTES" | "ALL_PROJECTED_ATTRIBUTES" | "SPECIFIC_ATTRIBUTES" | "COUNT";
  readonly TableName: string;
}

/** AWS's QueryOutput. */
interface QueryOutput {
  readonly ConsumedCapacity?: ConsumedCapacity;
  readonly Count?: number;
  readonly Items?: readonly Readonly<Record<string, AttributeValue>>[];
  readonly LastEvaluatedKey?: Readonly<Record<string, AttributeValue>>;
  readonly ScannedCount?: number;
}

/** AWS's ReplicaDescription. */
interface ReplicaDescription {
  readonly GlobalSecondaryIndexes?: readonly ReplicaGlobalSecondaryIndexDescription[];
  readonly GlobalTableSettingsReplicationMode?: "ENABLED" | "DISABLED" | "ENABLED_WITH_OVERRIDES";
  readonly KMSMasterKeyId?: string;
  readonly OnDemandThroughputOverride?: OnDemandThroughputOverride;
  readonly ProvisionedThroughputOverride?: ProvisionedThroughputOverride;
  readonly RegionName?: string;
  readonly ReplicaArn?: string;
  readonly ReplicaInaccessibleDateTime?: number | string;
  readonly ReplicaStatus?:
    | "CREATING"
    | "CREATION_FAILED"
    | "UPDATING"
    | "DELETING"
    | "ACTIVE"
    | "REGION_DISABLED"
    | "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
    | "ARCHIVING"
    | "ARCHIVED"
    | "REPLICATION_NOT_AUTHORIZED";
  readonly ReplicaStatusDescription?: string;
  readonly ReplicaStatusPercentProgress?: string;
  readonly ReplicaTableClassSummary?: TableClassSummary;
  readonly WarmThroughput?: TableWarmThroughputDescription;
}

/** AWS's ReplicaGlobalSecondaryIndex. */
interface ReplicaGlobalSecondaryIndex {
  readonly IndexName: string;
  readonly OnDemandThroughputOverride?: OnDemandThroughputOverride;
  readonly ProvisionedThroughputOverride?: ProvisionedThroughputOverride;
}

/** AWS's ReplicaGlobalSecondaryIndexDescription. */
interface ReplicaGlobalSecondaryIndexDescription {
  readonly IndexName?: string;
  readonly OnDemandThroughputOverride?: OnDemandThroughputOverride;
  readonly ProvisionedThroughputOverride?: ProvisionedThroughputOverride;
  readonly WarmThroughput?: GlobalSecondaryIndexWarmThroughputDescription;
}

/** AWS's ReplicationGroupUpdate. */
interface ReplicationGroupUpdate {
  readonly Create?: CreateReplicationGroupMemberAction;
  readonly Delete?: DeleteReplicationGroupMemberAction;
  readonly Update?: UpdateReplicationGroupMemberAction;
}

/** AWS's RestoreSummary. */
interface RestoreSummary {
  readonly RestoreDateTime: number | string;
  readonly RestoreInProgress: boolean;
  readonly SourceBackupArn?: string;
  readonly SourceTableArn?: string;
}

/** AWS's S3BucketSource. */
interface S3BucketSource {
  readonly S3Bucket: string;
  readonly S3BucketOwner?: string;
  readonly S3KeyPrefix?: string;
}

/** AWS's SSEDescription. */
interface SSEDescription {
  readonly InaccessibleEncryptionDateTime?: number | string;
  readonly KMSMasterKeyArn?: string;
  readonly SSEType?: "AES256" | "KMS";
  readonly Status?: "ENABLING" | "ENABLED" | "DISABLING" | "DISABLED" | "UPDATING";
}

/** AWS's SSESpecification. */
interface SSESpecification {
  readonly Enabled?: boolean;
  readonly KMSMasterKeyId?: string;
  readonly SSEType?: "AES256" | "KMS";
}

/** AWS's ScanInput. */
interface ScanInput {
  readonly AttributesToGet?: readonly string[];
  readonly ConditionalOperator?: "AND" | "OR";
  readonly ConsistentRead?: boolean;
  readonly ExclusiveStartKey?: Readonly<Record<string, AttributeValue>>;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly FilterExpression?: string;
  readonly IndexName?: string;
  readonly Limit?: number;
  readonly ProjectionExpression?: string;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly ScanFilter?: Readonly<Record<string, Condition>>;
  readonly Segment?: number;
  readonly Select?: "ALL_ATTRIBUTES" | "ALL_PROJECTED_ATTRIBUTES" | "SPECIFIC_ATTRIBUTES" | "COUNT";
  readonly TableName: string;
  readonly TotalSegments?: number;
}

/** AWS's ScanOutput. */
interface ScanOutput {
  readonly ConsumedCapacity?: ConsumedCapacity;
  readonly Count?: number;
  readonly Items?: readonly Readonly<Record<string, AttributeValue>>[];
  readonly LastEvaluatedKey?: Readonly<Record<string, AttributeValue>>;
  readonly ScannedCount?: number;
}

/** AWS's StreamSpecification. */
interface StreamSpecification {
  readonly StreamEnabled: boolean;
  readonly StreamViewType?: "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | "KEYS_ONLY";
}

/** AWS's TableClassSummary. */
interface TableClassSummary {
  readonly LastUpdateDateTime?: number | string;
  readonly TableClass?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
}

/** AWS's TableCreationParameters. */
interface TableCreationParameters {
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  readonly BillingMode?: "PROVISIONED" | "PAY_PER_REQUEST";
  readonly GlobalSecondaryIndexes?: readonly GlobalSecondaryIndex[];
  readonly KeySchema: readonly KeySchemaElement[];
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly ProvisionedThroughput?: ProvisionedThroughput;
  readonly SSESpecification?: SSESpecification;
  readonly TableName: string;
}

/** AWS's TableDescription. */
interface TableDescription {
  readonly ArchivalSummary?: ArchivalSummary;
  readonly AttributeDefinitions?: readonly AttributeDefinition[];
  readonly BillingModeSummary?: BillingModeSummary;
  readonly CreationDateTime?: number | string;
  readonly DeletionProtectionEnabled?: boolean;
  readonly GlobalSecondaryIndexes?: readonly GlobalSecondaryIndexDescription[];
  readonly GlobalTableSettingsReplicationMode?: "ENABLED" | "DISABLED" | "ENABLED_WITH_OVERRIDES";
  readonly GlobalTableVersion?: string;
  readonly GlobalTableWitnesses?: readonly GlobalTableWitnessDescription[];
  readonly ItemCount?: number;
  readonly KeySchema?: readonly KeySchemaElement[];
  readonly LatestStreamArn?: string;
  readonly LatestStreamLabel?: string;
  readonly LocalSecondaryIndexes?: readonly LocalSecondaryIndexDescription[];
  readonly MultiRegionConsistency?: "EVENTUAL" | "STRONG";
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly ProvisionedThroughput?: ProvisionedThroughputDescription;
  readonly Replicas?: readonly ReplicaDescription[];
  readonly RestoreSummary?: RestoreSummary;
  readonly SSEDescription?: SSEDescription;
  readonly StreamSpecification?: StreamSpecification;
  readonly TableArn?: string;
  readonly TableClassSummary?: TableClassSummary;
  readonly TableId?: string;
  readonly TableName?: string;
  readonly TableSizeBytes?: number;
  readonly TableStatus?:
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "ACTIVE"
    | "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
    | "ARCHIVING"
    | "ARCHIVED"
    | "REPLICATION_NOT_AUTHORIZED";
  readonly WarmThroughput?: TableWarmThroughputDescription;
}

/** AWS's TableWarmThroughputDescription. */
interface TableWarmThroughputDescription {
  readonly ReadUnitsPerSecond?: number;
  readonly Status?:
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "ACTIVE"
    | "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
    | "ARCHIVING"
    | "ARCHIVED"
    | "REPLICATION_NOT_AUTHORIZED";
  readonly WriteUnitsPerSecond?: number;
}

/** AWS's Tag. */
interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** AWS's TagResourceInput. */
interface TagResourceInput {
  readonly ResourceArn: string;
  readonly Tags: readonly Tag[];
}

/** AWS's TimeToLiveDescription. */
interface TimeToLiveDescription {
  readonly AttributeName?: string;
  readonly TimeToLiveStatus?: "ENABLING" | "DISABLING" | "ENABLED" | "DISABLED";
}

/** AWS's TimeToLiveSpecification. */
interface TimeToLiveSpecification {
  readonly AttributeName: string;
  readonly Enabled: boolean;
}

/** AWS's TransactGetItem. */
interface TransactGetItem {
  readonly Get: Get;
}

/** AWS's TransactGetItemsInput. */
interface TransactGetItemsInput {
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly TransactItems: readonly TransactGetItem[];
}

/** AWS's TransactGetItemsOutput. */
interface TransactGetItemsOutput {
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
  readonly Responses?: readonly ItemResponse[];
}

/** AWS's TransactWriteItem. */
interface TransactWriteItem {
  readonly ConditionCheck?: ConditionCheck;
  readonly Delete?: Delete;
  readonly Put?: Put;
  readonly Update?: Update;
}

/** AWS's TransactWriteItemsInput. */
interface TransactWriteItemsInput {
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly ReturnItemCollectionMetrics?: "SIZE" | "NONE";
  readonly TransactItems: readonly TransactWriteItem[];
}

/** AWS's TransactWriteItemsOutput. */
interface TransactWriteItemsOutput {
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
  readonly ItemCollectionMetrics?: Readonly<Record<string, readonly ItemCollectionMetrics[]>>;
}

/** AWS's UntagResourceInput. */
interface UntagResourceInput {
  readonly ResourceArn: string;
  readonly TagKeys: readonly string[];
}

/** AWS's Update. */
interface Update {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly Key: Readonly<Record<string, AttributeValue>>;
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly TableName: string;
  readonly UpdateExpression: string;
}

/** AWS's UpdateContinuousBackupsInput. */
interface UpdateContinuousBackupsInput {
  readonly PointInTimeRecoverySpecification: PointInTimeRecoverySpecification;
  readonly TableName: string;
}

/** AWS's UpdateContinuousBackupsOutput. */
interface UpdateContinuousBackupsOutput {
  readonly ContinuousBackupsDescription?: ContinuousBackupsDescription;
}

/** AWS's UpdateGlobalSecondaryIndexAction. */
interface UpdateGlobalSecondaryIndexAction {
  readonly IndexName: string;
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly ProvisionedThroughput?: ProvisionedThroughput;
  readonly WarmThroughput?: WarmThroughput;
}

/** AWS's UpdateItemInput. */
interface UpdateItemInput {
  readonly AttributeUpdates?: Readonly<Record<string, AttributeValueUpdate>>;
  readonly ConditionExpression?: string;
  readonly ConditionalOperator?: "AND" | "OR";
  readonly Expected?: Readonly<Record<string, ExpectedAttributeValue>>;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly Key: Readonly<Record<string, AttributeValue>>;
  readonly ReturnConsumedCapacity?: "INDEXES" | "TOTAL" | "NONE";
  readonly ReturnItemCollectionMetrics?: "SIZE" | "NONE";
  readonly ReturnValues?: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly TableName: string;
  readonly UpdateExpression?: string;
}

/** AWS's UpdateItemOutput. */
interface UpdateItemOutput {
  readonly Attributes?: Readonly<Record<string, AttributeValue>>;
  readonly ConsumedCapacity?: ConsumedCapacity;
  readonly ItemCollectionMetrics?: ItemCollectionMetrics;
}

/** AWS's UpdateKinesisStreamingConfiguration. */
interface UpdateKinesisStreamingConfiguration {
  readonly ApproximateCreationDateTimePrecision?: "MILLISECOND" | "MICROSECOND";
}

/** AWS's UpdateKinesisStreamingDestinationInput. */
interface UpdateKinesisStreamingDestinationInput {
  readonly StreamArn: string;
  readonly TableName: string;
  readonly UpdateKinesisStreamingConfiguration?: UpdateKinesisStreamingConfiguration;
}

/** AWS's UpdateKinesisStreamingDestinationOutput. */
interface UpdateKinesisStreamingDestinationOutput {
  readonly DestinationStatus?:
    "ENABLING" | "ACTIVE" | "DISABLING" | "DISABLED" | "ENABLE_FAILED" | "UPDATING";
  readonly StreamArn?: string;
  readonly TableName?: string;
  readonly UpdateKinesisStreamingConfiguration?: UpdateKinesisStreamingConfiguration;
}

/** AWS's UpdateReplicationGroupMemberAction. */
interface UpdateReplicationGroupMemberAction {
  readonly GlobalSecondaryIndexes?: readonly ReplicaGlobalSecondaryIndex[];
  readonly KMSMasterKeyId?: string;
  readonly OnDemandThroughputOverride?: OnDemandThroughputOverride;
  readonly ProvisionedThroughputOverride?: ProvisionedThroughputOverride;
  readonly RegionName: string;
  readonly TableClassOverride?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
}

/** AWS's UpdateTableInput. */
interface UpdateTableInput {
  readonly AttributeDefinitions?: readonly AttributeDefinition[];
  readonly BillingMode?: "PROVISIONED" | "PAY_PER_REQUEST";
  readonly DeletionProtectionEnabled?: boolean;
  readonly GlobalSecondaryIndexUpdates?: readonly GlobalSecondaryIndexUpdate[];
  readonly GlobalTableSettingsReplicationMode?: "ENABLED" | "DISABLED" | "ENABLED_WITH_OVERRIDES";
  readonly GlobalTableWitnessUpdates?: readonly GlobalTableWitnessGroupUpdate[];
  readonly MultiRegionConsistency?: "EVENTUAL" | "STRONG";
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly ProvisionedThroughput?: ProvisionedThroughput;
  readonly ReplicaUpdates?: readonly ReplicationGroupUpdate[];
  readonly SSESpecification?: SSESpecification;
  readonly StreamSpecification?: StreamSpecification;
  readonly TableClass?: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
  readonly TableName: string;
  readonly WarmThroughput?: WarmThroughput;
}

/** AWS's UpdateTableOutput. */
interface UpdateTableOutput {
  readonly TableDescription?: TableDescription;
}

/** AWS's UpdateTimeToLiveInput. */
interface UpdateTimeToLiveInput {
  readonly TableName: string;
  readonly TimeToLiveSpecification: TimeToLiveSpecification;
}

/** AWS's UpdateTimeToLiveOutput. */
interface UpdateTimeToLiveOutput {
  readonly TimeToLiveSpecification?: TimeToLiveSpecification;
}

/** AWS's WarmThroughput. */
interface WarmThroughput {
  readonly ReadUnitsPerSecond?: number;
  readonly WriteUnitsPerSecond?: number;
}

/** AWS's WriteRequest. */
interface WriteRequest {
  readonly DeleteRequest?: DeleteRequest;
  readonly PutRequest?: PutRequest;
}
