// Written by `npm run models` from AWS's API model of kinesis (botocore 1.43.11): do not edit.
import { bytesOf, namedBy } from "../../service/call-values.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { typedCall, type AwsCall } from "../../service/script.ts";

/** Calls kinesis:AddTagsToStream. */
export const addTagsToStream = (params: AddTagsToStreamInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "AddTagsToStream", { ...params });

/** Calls kinesis:CreateStream. */
export const createStream = (
  stream: string | { readonly streamName: string },
  params: Omit<CreateStreamInput, "StreamName"> = {},
): AwsCall<PlainObject> =>
  typedCall("kinesis", "CreateStream", { ...params, StreamName: namedBy(stream, "streamName") });

/** Calls kinesis:DecreaseStreamRetentionPeriod. */
export const decreaseStreamRetentionPeriod = (
  params: DecreaseStreamRetentionPeriodInput,
): AwsCall<PlainObject> => typedCall("kinesis", "DecreaseStreamRetentionPeriod", { ...params });

/** Calls kinesis:DeleteResourcePolicy. */
export const deleteResourcePolicy = (params: DeleteResourcePolicyInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "DeleteResourcePolicy", { ...params });

/** Calls kinesis:DeleteStream. */
export const deleteStream = (params: DeleteStreamInput = {}): AwsCall<PlainObject> =>
  typedCall("kinesis", "DeleteStream", { ...params });

/** Calls kinesis:DeregisterStreamConsumer. */
export const deregisterStreamConsumer = (
  params: DeregisterStreamConsumerInput = {},
): AwsCall<PlainObject> => typedCall("kinesis", "DeregisterStreamConsumer", { ...params });

/** Calls kinesis:DescribeAccountSettings. */
export const describeAccountSettings = (): AwsCall<DescribeAccountSettingsOutput> =>
  typedCall("kinesis", "DescribeAccountSettings", {});

/** Calls kinesis:DescribeLimits. */
export const describeLimits = (): AwsCall<DescribeLimitsOutput> =>
  typedCall("kinesis", "DescribeLimits", {});

/** Calls kinesis:DescribeStream. */
export const describeStream = (params: DescribeStreamInput = {}): AwsCall<DescribeStreamOutput> =>
  typedCall("kinesis", "DescribeStream", { ...params });

/** Calls kinesis:DescribeStreamConsumer. */
export const describeStreamConsumer = (
  params: DescribeStreamConsumerInput = {},
): AwsCall<DescribeStreamConsumerOutput> =>
  typedCall("kinesis", "DescribeStreamConsumer", { ...params });

/** Calls kinesis:DescribeStreamSummary. */
export const describeStreamSummary = (
  params: DescribeStreamSummaryInput = {},
): AwsCall<DescribeStreamSummaryOutput> =>
  typedCall("kinesis", "DescribeStreamSummary", { ...params });

/** Calls kinesis:DisableEnhancedMonitoring. */
export const disableEnhancedMonitoring = (
  params: DisableEnhancedMonitoringInput,
): AwsCall<EnhancedMonitoringOutput> =>
  typedCall("kinesis", "DisableEnhancedMonitoring", { ...params });

/** Calls kinesis:EnableEnhancedMonitoring. */
export const enableEnhancedMonitoring = (
  params: EnableEnhancedMonitoringInput,
): AwsCall<EnhancedMonitoringOutput> =>
  typedCall("kinesis", "EnableEnhancedMonitoring", { ...params });

/** Calls kinesis:GetRecords. */
export const getRecords = (params: GetRecordsInput): AwsCall<GetRecordsOutput> =>
  typedCall("kinesis", "GetRecords", { ...params });

/** Calls kinesis:GetResourcePolicy. */
export const getResourcePolicy = (
  params: GetResourcePolicyInput,
): AwsCall<GetResourcePolicyOutput> => typedCall("kinesis", "GetResourcePolicy", { ...params });

/** Calls kinesis:GetShardIterator. */
export const getShardIterator = (params: GetShardIteratorInput): AwsCall<GetShardIteratorOutput> =>
  typedCall("kinesis", "GetShardIterator", { ...params });

/** Calls kinesis:IncreaseStreamRetentionPeriod. */
export const increaseStreamRetentionPeriod = (
  params: IncreaseStreamRetentionPeriodInput,
): AwsCall<PlainObject> => typedCall("kinesis", "IncreaseStreamRetentionPeriod", { ...params });

/** Calls kinesis:ListShards. */
export const listShards = (params: ListShardsInput = {}): AwsCall<ListShardsOutput> =>
  typedCall("kinesis", "ListShards", { ...params });

/** Calls kinesis:ListStreamConsumers. */
export const listStreamConsumers = (
  params: ListStreamConsumersInput,
): AwsCall<ListStreamConsumersOutput> => typedCall("kinesis", "ListStreamConsumers", { ...params });

/** Calls kinesis:ListStreams. */
export const listStreams = (params: ListStreamsInput = {}): AwsCall<ListStreamsOutput> =>
  typedCall("kinesis", "ListStreams", { ...params });

/** Calls kinesis:ListTagsForResource. */
export const listTagsForResource = (
  params: ListTagsForResourceInput,
): AwsCall<ListTagsForResourceOutput> => typedCall("kinesis", "ListTagsForResource", { ...params });

/** Calls kinesis:ListTagsForStream. */
export const listTagsForStream = (
  params: ListTagsForStreamInput = {},
): AwsCall<ListTagsForStreamOutput> => typedCall("kinesis", "ListTagsForStream", { ...params });

/** Calls kinesis:MergeShards. */
export const mergeShards = (params: MergeShardsInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "MergeShards", { ...params });

/** Calls kinesis:PutRecord. */
export const putRecord = (
  stream: string | { readonly streamName: string },
  body: unknown,
  params: Omit<PutRecordInput, "StreamName" | "Data">,
): AwsCall<PutRecordOutput> =>
  typedCall("kinesis", "PutRecord", {
    ...params,
    StreamName: namedBy(stream, "streamName"),
    Data: bytesOf(body),
  });

/** Calls kinesis:PutRecords. */
export const putRecords = (params: PutRecordsInput): AwsCall<PutRecordsOutput> =>
  typedCall("kinesis", "PutRecords", { ...params });

/** Calls kinesis:PutResourcePolicy. */
export const putResourcePolicy = (params: PutResourcePolicyInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "PutResourcePolicy", { ...params });

/** Calls kinesis:RegisterStreamConsumer. */
export const registerStreamConsumer = (
  params: RegisterStreamConsumerInput,
): AwsCall<RegisterStreamConsumerOutput> =>
  typedCall("kinesis", "RegisterStreamConsumer", { ...params });

/** Calls kinesis:RemoveTagsFromStream. */
export const removeTagsFromStream = (params: RemoveTagsFromStreamInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "RemoveTagsFromStream", { ...params });

/** Calls kinesis:SplitShard. */
export const splitShard = (params: SplitShardInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "SplitShard", { ...params });

/** Calls kinesis:StartStreamEncryption. */
export const startStreamEncryption = (params: StartStreamEncryptionInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "StartStreamEncryption", { ...params });

/** Calls kinesis:StopStreamEncryption. */
export const stopStreamEncryption = (params: StopStreamEncryptionInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "StopStreamEncryption", { ...params });

/** Calls kinesis:SubscribeToShard. */
export const subscribeToShard = (params: SubscribeToShardInput): AwsCall<SubscribeToShardOutput> =>
  typedCall("kinesis", "SubscribeToShard", { ...params });

/** Calls kinesis:TagResource. */
export const tagResource = (params: TagResourceInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "TagResource", { ...params });

/** Calls kinesis:UntagResource. */
export const untagResource = (params: UntagResourceInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "UntagResource", { ...params });

/** Calls kinesis:UpdateAccountSettings. */
export const updateAccountSettings = (
  params: UpdateAccountSettingsInput,
): AwsCall<UpdateAccountSettingsOutput> =>
  typedCall("kinesis", "UpdateAccountSettings", { ...params });

/** Calls kinesis:UpdateMaxRecordSize. */
export const updateMaxRecordSize = (params: UpdateMaxRecordSizeInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "UpdateMaxRecordSize", { ...params });

/** Calls kinesis:UpdateShardCount. */
export const updateShardCount = (params: UpdateShardCountInput): AwsCall<UpdateShardCountOutput> =>
  typedCall("kinesis", "UpdateShardCount", { ...params });

/** Calls kinesis:UpdateStreamMode. */
export const updateStreamMode = (params: UpdateStreamModeInput): AwsCall<PlainObject> =>
  typedCall("kinesis", "UpdateStreamMode", { ...params });

/** Calls kinesis:UpdateStreamWarmThroughput. */
export const updateStreamWarmThroughput = (
  params: UpdateStreamWarmThroughputInput,
): AwsCall<UpdateStreamWarmThroughputOutput> =>
  typedCall("kinesis", "UpdateStreamWarmThroughput", { ...params });

/** AWS's AddTagsToStreamInput. */
interface AddTagsToStreamInput {
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
  readonly Tags: Readonly<Record<string, string>>;
}

/** AWS's ChildShard. */
interface ChildShard {
  readonly HashKeyRange: HashKeyRange;
  readonly ParentShards: readonly string[];
  readonly ShardId: string;
}

/** AWS's Consumer. */
interface Consumer {
  readonly ConsumerARN: string;
  readonly ConsumerCreationTimestamp: number | string;
  readonly ConsumerName: string;
  readonly ConsumerStatus: "CREATING" | "DELETING" | "ACTIVE";
}

/** AWS's ConsumerDescription. */
interface ConsumerDescription {
  readonly ConsumerARN: string;
  readonly ConsumerCreationTimestamp: number | string;
  readonly ConsumerName: string;
  readonly ConsumerStatus: "CREATING" | "DELETING" | "ACTIVE";
  readonly StreamARN: string;
}

/** AWS's CreateStreamInput. */
interface CreateStreamInput {
  readonly MaxRecordSizeInKiB?: number;
  readonly ShardCount?: number;
  readonly StreamModeDetails?: StreamModeDetails;
  readonly StreamName: string;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly WarmThroughputMiBps?: number;
}

/** AWS's DecreaseStreamRetentionPeriodInput. */
interface DecreaseStreamRetentionPeriodInput {
  readonly RetentionPeriodHours: number;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's DeleteResourcePolicyInput. */
interface DeleteResourcePolicyInput {
  readonly ResourceARN: string;
  readonly StreamId?: string;
}

/** AWS's DeleteStreamInput. */
interface DeleteStreamInput {
  readonly EnforceConsumerDeletion?: boolean;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's DeregisterStreamConsumerInput. */
interface DeregisterStreamConsumerInput {
  readonly ConsumerARN?: string;
  readonly ConsumerName?: string;
  readonly StreamARN?: string;
  readonly StreamId?: string;
}

/** AWS's DescribeAccountSettingsOutput. */
interface DescribeAccountSettingsOutput {
  readonly MinimumThroughputBillingCommitment?: MinimumThroughputBillingCommitmentOutput;
}

/** AWS's DescribeLimitsOutput. */
interface DescribeLimitsOutput {
  readonly OnDemandStreamCount: number;
  readonly OnDemandStreamCountLimit: number;
  readonly OpenShardCount: number;
  readonly ShardLimit: number;
}

/** AWS's DescribeStreamConsumerInput. */
interface DescribeStreamConsumerInput {
  readonly ConsumerARN?: string;
  readonly ConsumerName?: string;
  readonly StreamARN?: string;
  readonly StreamId?: string;
}

/** AWS's DescribeStreamConsumerOutput. */
interface DescribeStreamConsumerOutput {
  readonly ConsumerDescription: ConsumerDescription;
}

/** AWS's DescribeStreamInput. */
interface DescribeStreamInput {
  readonly ExclusiveStartShardId?: string;
  readonly Limit?: number;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's DescribeStreamOutput. */
interface DescribeStreamOutput {
  readonly StreamDescription: StreamDescription;
}

/** AWS's DescribeStreamSummaryInput. */
interface DescribeStreamSummaryInput {
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's DescribeStreamSummaryOutput. */
interface DescribeStreamSummaryOutput {
  readonly StreamDescriptionSummary: StreamDescriptionSummary;
}

/** AWS's DisableEnhancedMonitoringInput. */
interface DisableEnhancedMonitoringInput {
  readonly ShardLevelMetrics: readonly (
    | "IncomingBytes"
    | "IncomingRecords"
    | "OutgoingBytes"
    | "OutgoingRecords"
    | "WriteProvisionedThroughputExceeded"
    | "ReadProvisionedThroughputExceeded"
    | "IteratorAgeMilliseconds"
    | "ALL"
  )[];
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's EnableEnhancedMonitoringInput. */
interface EnableEnhancedMonitoringInput {
  readonly ShardLevelMetrics: readonly (
    | "IncomingBytes"
    | "IncomingRecords"
    | "OutgoingBytes"
    | "OutgoingRecords"
    | "WriteProvisionedThroughputExceeded"
    | "ReadProvisionedThroughputExceeded"
    | "IteratorAgeMilliseconds"
    | "ALL"
  )[];
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's EnhancedMetrics. */
interface EnhancedMetrics {
  readonly ShardLevelMetrics?: readonly (
    | "IncomingBytes"
    | "IncomingRecords"
    | "OutgoingBytes"
    | "OutgoingRecords"
    | "WriteProvisionedThroughputExceeded"
    | "ReadProvisionedThroughputExceeded"
    | "IteratorAgeMilliseconds"
    | "ALL"
  )[];
}

/** AWS's EnhancedMonitoringOutput. */
interface EnhancedMonitoringOutput {
  readonly CurrentShardLevelMetrics?: readonly (
    | "IncomingBytes"
    | "IncomingRecords"
    | "OutgoingBytes"
    | "OutgoingRecords"
    | "WriteProvisionedThroughputExceeded"
    | "ReadProvisionedThroughputExceeded"
    | "IteratorAgeMilliseconds"
    | "ALL"
  )[];
  readonly DesiredShardLevelMetrics?: readonly (
    | "IncomingBytes"
    | "IncomingRecords"
    | "OutgoingBytes"
    | "OutgoingRecords"
    | "WriteProvisionedThroughputExceeded"
    | "ReadProvisionedThroughputExceeded"
    | "IteratorAgeMilliseconds"
    | "ALL"
  )[];
  readonly StreamARN?: string;
  readonly StreamName?: string;
}

/** AWS's GetRecordsInput. */
interface GetRecordsInput {
  readonly Limit?: number;
  readonly ShardIterator: string;
  readonly StreamARN?: string;
  readonly StreamId?: string;
}

/** AWS's GetRecordsOutput. */
interface GetRecordsOutput {
  readonly ChildShards?: readonly ChildShard[];
  readonly MillisBehindLatest?: number;
  readonly NextShardIterator?: string;
  readonly Records: readonly AwsRecord[];
}

/** AWS's GetResourcePolicyInput. */
interface GetResourcePolicyInput {
  readonly ResourceARN: string;
  readonly StreamId?: string;
}

/** AWS's GetResourcePolicyOutput. */
interface GetResourcePolicyOutput {
  readonly Policy: string;
}

/** AWS's GetShardIteratorInput. */
interface GetShardIteratorInput {
  readonly ShardId: string;
  readonly ShardIteratorType:
    "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER" | "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly StartingSequenceNumber?: string;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
  readonly Timestamp?: number | string;
}

/** AWS's GetShardIteratorOutput. */
interface GetShardIteratorOutput {
  readonly ShardIterator?: string;
}

/** AWS's HashKeyRange. */
interface HashKeyRange {
  readonly EndingHashKey: string;
  readonly StartingHashKey: string;
}

/** AWS's IncreaseStreamRetentionPeriodInput. */
interface IncreaseStreamRetentionPeriodInput {
  readonly RetentionPeriodHours: number;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's InternalFailureException. */
interface InternalFailureException {
  readonly message?: string;
}

/** AWS's KMSAccessDeniedException. */
interface KMSAccessDeniedException {
  readonly message?: string;
}

/** AWS's KMSDisabledException. */
interface KMSDisabledException {
  readonly message?: string;
}

/** AWS's KMSInvalidStateException. */
interface KMSInvalidStateException {
  readonly message?: string;
}

/** AWS's KMSNotFoundException. */
interface KMSNotFoundException {
  readonly message?: string;
}

/** AWS's KMSOptInRequired. */
interface KMSOptInRequired {
  readonly message?: string;
}

/** AWS's KMSThrottlingException. */
interface KMSThrottlingException {
  readonly message?: string;
}

/** AWS's ListShardsInput. */
interface ListShardsInput {
  readonly ExclusiveStartShardId?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly ShardFilter?: ShardFilter;
  readonly StreamARN?: string;
  readonly StreamCreationTimestamp?: number | string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's ListShardsOutput. */
interface ListShardsOutput {
  readonly NextToken?: string;
  readonly Shards?: readonly Shard[];
}

/** AWS's ListStreamConsumersInput. */
interface ListStreamConsumersInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly StreamARN: string;
  readonly StreamCreationTimestamp?: number | string;
  readonly StreamId?: string;
}

/** AWS's ListStreamConsumersOutput. */
interface ListStreamConsumersOutput {
  readonly Consumers?: readonly Consumer[];
  readonly NextToken?: string;
}

/** AWS's ListStreamsInput. */
interface ListStreamsInput {
  readonly ExclusiveStartStreamName?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** AWS's ListStreamsOutput. */
interface ListStreamsOutput {
  readonly HasMoreStreams: boolean;
  readonly NextToken?: string;
  readonly StreamNames: readonly string[];
  readonly StreamSummaries?: readonly StreamSummary[];
}

/** AWS's ListTagsForResourceInput. */
interface ListTagsForResourceInput {
  readonly ResourceARN: string;
  readonly StreamId?: string;
}

/** AWS's ListTagsForResourceOutput. */
interface ListTagsForResourceOutput {
  readonly Tags?: readonly Tag[];
}

/** AWS's ListTagsForStreamInput. */
interface ListTagsForStreamInput {
  readonly ExclusiveStartTagKey?: string;
  readonly Limit?: number;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's ListTagsForStreamOutput. */
interface ListTagsForStreamOutput {
  readonly HasMoreTags: boolean;
  readonly Tags: readonly Tag[];
}

/** AWS's MergeShardsInput. */
interface MergeShardsInput {
  readonly AdjacentShardToMerge: string;
  readonly ShardToMerge: string;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's MinimumThroughputBillingCommitmentInput. */
interface MinimumThroughputBillingCommitmentInput {
  readonly Status: "ENABLED" | "DISABLED";
}

/** AWS's MinimumThroughputBillingCommitmentOutput. */
interface MinimumThroughputBillingCommitmentOutput {
  readonly EarliestAllowedEndAt?: number | string;
  readonly EndedAt?: number | string;
  readonly StartedAt?: number | string;
  readonly Status: "ENABLED" | "DISABLED" | "ENABLED_UNTIL_EARLIEST_ALLOWED_END";
}

/** AWS's PutRecordInput. */
interface PutRecordInput {
  readonly Data: string;
  readonly ExplicitHashKey?: string;
  readonly PartitionKey: string;
  readonly SequenceNumberForOrdering?: string;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's PutRecordOutput. */
interface PutRecordOutput {
  readonly EncryptionType?: "NONE" | "KMS";
  readonly SequenceNumber: string;
  readonly ShardId: string;
}

/** AWS's PutRecordsInput. */
interface PutRecordsInput {
  readonly Records: readonly PutRecordsRequestEntry[];
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's PutRecordsOutput. */
interface PutRecordsOutput {
  readonly EncryptionType?: "NONE" | "KMS";
  readonly FailedRecordCount?: number;
  readonly Records: readonly PutRecordsResultEntry[];
}

/** AWS's PutRecordsRequestEntry. */
interface PutRecordsRequestEntry {
  readonly Data: string;
  readonly ExplicitHashKey?: string;
  readonly PartitionKey: string;
}

/** AWS's PutRecordsResultEntry. */
interface PutRecordsResultEntry {
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
  readonly SequenceNumber?: string;
  readonly ShardId?: string;
}

/** AWS's PutResourcePolicyInput. */
interface PutResourcePolicyInput {
  readonly Policy: string;
  readonly ResourceARN: string;
  readonly StreamId?: string;
}

/** AWS's Record. */
interface AwsRecord {
  readonly ApproximateArrivalTimestamp?: number | string;
  readonly Data: string;
  readonly EncryptionType?: "NONE" | "KMS";
  readonly PartitionKey: string;
  readonly SequenceNumber: string;
}

/** AWS's RegisterStreamConsumerInput. */
interface RegisterStreamConsumerInput {
  readonly ConsumerName: string;
  readonly StreamARN: string;
  readonly StreamId?: string;
  readonly Tags?: Readonly<Record<string, string>>;
}

/** AWS's RegisterStreamConsumerOutput. */
interface RegisterStreamConsumerOutput {
  readonly Consumer: Consumer;
}

/** AWS's RemoveTagsFromStreamInput. */
interface RemoveTagsFromStreamInput {
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
  readonly TagKeys: readonly string[];
}

/** AWS's ResourceInUseException. */
interface ResourceInUseException {
  readonly message?: string;
}

/** AWS's ResourceNotFoundException. */
interface ResourceNotFoundException {
  readonly message?: string;
}

/** AWS's SequenceNumberRange. */
interface SequenceNumberRange {
  readonly EndingSequenceNumber?: string;
  readonly StartingSequenceNumber: string;
}

/** AWS's Shard. */
interface Shard {
  readonly AdjacentParentShardId?: string;
  readonly HashKeyRange: HashKeyRange;
  readonly ParentShardId?: string;
  readonly SequenceNumberRange: SequenceNumberRange;
  readonly ShardId: string;
}

/** AWS's ShardFilter. */
interface ShardFilter {
  readonly ShardId?: string;
  readonly Timestamp?: number | string;
  readonly Type:
    | "AFTER_SHARD_ID"
    | "AT_TRIM_HORIZON"
    | "FROM_TRIM_HORIZON"
    | "AT_LATEST"
    | "AT_TIMESTAMP"
    | "FROM_TIMESTAMP";
}

/** AWS's SplitShardInput. */
interface SplitShardInput {
  readonly NewStartingHashKey: string;
  readonly ShardToSplit: string;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's StartStreamEncryptionInput. */
interface StartStreamEncryptionInput {
  readonly EncryptionType: "NONE" | "KMS";
  readonly KeyId: string;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's StartingPosition. */
interface StartingPosition {
  readonly SequenceNumber?: string;
  readonly Timestamp?: number | string;
  readonly Type:
    "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER" | "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
}

/** AWS's StopStreamEncryptionInput. */
interface StopStreamEncryptionInput {
  readonly EncryptionType: "NONE" | "KMS";
  readonly KeyId: string;
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
}

/** AWS's StreamDescription. */
interface StreamDescription {
  readonly EncryptionType?: "NONE" | "KMS";
  readonly EnhancedMonitoring: readonly EnhancedMetrics[];
  readonly HasMoreShards: boolean;
  readonly KeyId?: string;
  readonly RetentionPeriodHours: number;
  readonly Shards: readonly Shard[];
  readonly StreamARN: string;
  readonly StreamCreationTimestamp: number | string;
  readonly StreamModeDetails?: StreamModeDetails;
  readonly StreamName: string;
  readonly StreamStatus: "CREATING" | "DELETING" | "ACTIVE" | "UPDATING";
}

/** AWS's StreamDescriptionSummary. */
interface StreamDescriptionSummary {
  readonly ConsumerCount?: number;
  readonly EncryptionType?: "NONE" | "KMS";
  readonly EnhancedMonitoring: readonly EnhancedMetrics[];
  readonly KeyId?: string;
  readonly MaxRecordSizeInKiB?: number;
  readonly OpenShardCount: number;
  readonly RetentionPeriodHours: number;
  readonly StreamARN: string;
  readonly StreamCreationTimestamp: number | string;
  readonly StreamId?: string;
  readonly StreamModeDetails?: StreamModeDetails;
  readonly StreamName: string;
  readonly StreamStatus: "CREATING" | "DELETING" | "ACTIVE" | "UPDATING";
  readonly WarmThroughput?: WarmThroughputObject;
}

/** AWS's StreamModeDetails. */
interface StreamModeDetails {
  readonly StreamMode: "PROVISIONED" | "ON_DEMAND";
}

/** AWS's StreamSummary. */
interface StreamSummary {
  readonly StreamARN: string;
  readonly StreamCreationTimestamp?: number | string;
  readonly StreamModeDetails?: StreamModeDetails;
  readonly StreamName: string;
  readonly StreamStatus: "CREATING" | "DELETING" | "ACTIVE" | "UPDATING";
}

/** AWS's SubscribeToShardEvent. */
interface SubscribeToShardEvent {
  readonly ChildShards?: readonly ChildShard[];
  readonly ContinuationSequenceNumber: string;
  readonly MillisBehindLatest: number;
  readonly Records: readonly AwsRecord[];
}

/** AWS's SubscribeToShardEventStream. */
interface SubscribeToShardEventStream {
  readonly InternalFailureException?: InternalFailureException;
  readonly KMSAccessDeniedException?: KMSAccessDeniedException;
  readonly KMSDisabledException?: KMSDisabledException;
  readonly KMSInvalidStateException?: KMSInvalidStateException;
  readonly KMSNotFoundException?: KMSNotFoundException;
  readonly KMSOptInRequired?: KMSOptInRequired;
  readonly KMSThrottlingException?: KMSThrottlingException;
  readonly ResourceInUseException?: ResourceInUseException;
  readonly ResourceNotFoundException?: ResourceNotFoundException;
  readonly SubscribeToShardEvent: SubscribeToShardEvent;
}

/** AWS's SubscribeToShardInput. */
interface SubscribeToShardInput {
  readonly ConsumerARN: string;
  readonly ShardId: string;
  readonly StartingPosition: StartingPosition;
  readonly StreamId?: string;
}

/** AWS's SubscribeToShardOutput. */
interface SubscribeToShardOutput {
  readonly EventStream: SubscribeToShardEventStream;
}

/** AWS's Tag. */
interface Tag {
  readonly Key: string;
  readonly Value?: string;
}

/** AWS's TagResourceInput. */
interface TagResourceInput {
  readonly ResourceARN: string;
  readonly StreamId?: string;
  readonly Tags: Readonly<Record<string, string>>;
}

/** AWS's UntagResourceInput. */
interface UntagResourceInput {
  readonly ResourceARN: string;
  readonly StreamId?: string;
  readonly TagKeys: readonly string[];
}

/** AWS's UpdateAccountSettingsInput. */
interface UpdateAccountSettingsInput {
  readonly MinimumThroughputBillingCommitment: MinimumThroughputBillingCommitmentInput;
}

/** AWS's UpdateAccountSettingsOutput. */
interface UpdateAccountSettingsOutput {
  readonly MinimumThroughputBillingCommitment?: MinimumThroughputBillingCommitmentOutput;
}

/** AWS's UpdateMaxRecordSizeInput. */
interface UpdateMaxRecordSizeInput {
  readonly MaxRecordSizeInKiB: number;
  readonly StreamARN?: string;
  readonly StreamId?: string;
}

/** AWS's UpdateShardCountInput. */
interface UpdateShardCountInput {
  readonly ScalingType: "UNIFORM_SCALING";
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
  readonly TargetShardCount: number;
}

/** AWS's UpdateShardCountOutput. */
interface UpdateShardCountOutput {
  readonly CurrentShardCount?: number;
  readonly StreamARN?: string;
  readonly StreamName?: string;
  readonly TargetShardCount?: number;
}

/** AWS's UpdateStreamModeInput. */
interface UpdateStreamModeInput {
  readonly StreamARN: string;
  readonly StreamId?: string;
  readonly StreamModeDetails: StreamModeDetails;
  readonly WarmThroughputMiBps?: number;
}

/** AWS's UpdateStreamWarmThroughputInput. */
interface UpdateStreamWarmThroughputInput {
  readonly StreamARN?: string;
  readonly StreamId?: string;
  readonly StreamName?: string;
  readonly WarmThroughputMiBps: number;
}

/** AWS's UpdateStreamWarmThroughputOutput. */
interface UpdateStreamWarmThroughputOutput {
  readonly StreamARN?: string;
  readonly StreamName?: string;
  readonly WarmThroughput?: WarmThroughputObject;
}

/** AWS's WarmThroughputObject. */
interface WarmThroughputObject {
  readonly CurrentMiBps?: number;
  readonly TargetMiBps?: number;
}
