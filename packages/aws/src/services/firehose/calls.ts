// Written by `npm run models` from AWS's API model of firehose (botocore 1.43.11): do not edit.
import { bytesOf, namedBy } from "../../service/call-values.ts";
import { typedCall, type AwsCall } from "../../service/script.ts";

/** Calls firehose:CreateDeliveryStream. */
export const createDeliveryStream = (
  stream: string | { readonly deliveryStreamName: string },
  params: Omit<CreateDeliveryStreamInput, "DeliveryStreamName"> = {},
): AwsCall<CreateDeliveryStreamOutput> =>
  typedCall("firehose", "CreateDeliveryStream", {
    ...params,
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** Calls firehose:DeleteDeliveryStream. */
export const deleteDeliveryStream = (
  stream: string | { readonly deliveryStreamName: string },
  params: Omit<DeleteDeliveryStreamInput, "DeliveryStreamName"> = {},
): AwsCall<DeleteDeliveryStreamOutput> =>
  typedCall("firehose", "DeleteDeliveryStream", {
    ...params,
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** Calls firehose:DescribeDeliveryStream. */
export const describeDeliveryStream = (
  stream: string | { readonly deliveryStreamName: string },
  params: Omit<DescribeDeliveryStreamInput, "DeliveryStreamName"> = {},
): AwsCall<DescribeDeliveryStreamOutput> =>
  typedCall("firehose", "DescribeDeliveryStream", {
    ...params,
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** Calls firehose:ListDeliveryStreams. */
export const listDeliveryStreams = (
  params: ListDeliveryStreamsInput = {},
): AwsCall<ListDeliveryStreamsOutput> =>
  typedCall("firehose", "ListDeliveryStreams", { ...params });

/** Calls firehose:ListTagsForDeliveryStream. */
export const listTagsForDeliveryStream = (
  stream: string | { readonly deliveryStreamName: string },
  params: Omit<ListTagsForDeliveryStreamInput, "DeliveryStreamName"> = {},
): AwsCall<ListTagsForDeliveryStreamOutput> =>
  typedCall("firehose", "ListTagsForDeliveryStream", {
    ...params,
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** Calls firehose:PutRecord. */
export const putRecord = (
  stream: string | { readonly deliveryStreamName: string },
  body: unknown,
): AwsCall<PutRecordOutput> =>
  typedCall("firehose", "PutRecord", {
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
    Record: { Data: bytesOf(body) },
  });

/** Calls firehose:PutRecordBatch. */
export const putRecordBatch = (
  stream: string | { readonly deliveryStreamName: string },
  params: Omit<PutRecordBatchInput, "DeliveryStreamName">,
): AwsCall<PutRecordBatchOutput> =>
  typedCall("firehose", "PutRecordBatch", {
    ...params,
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** Calls firehose:StartDeliveryStreamEncryption. */
export const startDeliveryStreamEncryption = (
  stream: string | { readonly deliveryStreamName: string },
  params: Omit<StartDeliveryStreamEncryptionInput, "DeliveryStreamName"> = {},
): AwsCall<StartDeliveryStreamEncryptionOutput> =>
  typedCall("firehose", "StartDeliveryStreamEncryption", {
    ...params,
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** Calls firehose:StopDeliveryStreamEncryption. */
export const stopDeliveryStreamEncryption = (
  stream: string | { readonly deliveryStreamName: string },
): AwsCall<StopDeliveryStreamEncryptionOutput> =>
  typedCall("firehose", "StopDeliveryStreamEncryption", {
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** Calls firehose:TagDeliveryStream. */
export const tagDeliveryStream = (
  stream: string | { readonly deliveryStreamName: string },
  params: Omit<TagDeliveryStreamInput, "DeliveryStreamName">,
): AwsCall<TagDeliveryStreamOutput> =>
  typedCall("firehose", "TagDeliveryStream", {
    ...params,
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** Calls firehose:UntagDeliveryStream. */
export const untagDeliveryStream = (
  stream: string | { readonly deliveryStreamName: string },
  params: Omit<UntagDeliveryStreamInput, "DeliveryStreamName">,
): AwsCall<UntagDeliveryStreamOutput> =>
  typedCall("firehose", "UntagDeliveryStream", {
    ...params,
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** Calls firehose:UpdateDestination. */
export const updateDestination = (
  stream: string | { readonly deliveryStreamName: string },
  params: Omit<UpdateDestinationInput, "DeliveryStreamName">,
): AwsCall<UpdateDestinationOutput> =>
  typedCall("firehose", "UpdateDestination", {
    ...params,
    DeliveryStreamName: namedBy(stream, "deliveryStreamName"),
  });

/** AWS's AmazonOpenSearchServerlessBufferingHints. */
interface AmazonOpenSearchServerlessBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}

/** AWS's AmazonOpenSearchServerlessDestinationConfiguration. */
interface AmazonOpenSearchServerlessDestinationConfiguration {
  readonly BufferingHints?: AmazonOpenSearchServerlessBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly CollectionEndpoint?: string;
  readonly IndexName: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: AmazonOpenSearchServerlessRetryOptions;
  readonly RoleARN: string;
  readonly S3BackupMode?: "FailedDocumentsOnly" | "AllDocuments";
  readonly S3Configuration: S3DestinationConfiguration;
  readonly VpcConfiguration?: VpcConfiguration;
}

/** AWS's AmazonOpenSearchServerlessDestinationDescription. */
interface AmazonOpenSearchServerlessDestinationDescription {
  readonly BufferingHints?: AmazonOpenSearchServerlessBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly CollectionEndpoint?: string;
  readonly IndexName?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: AmazonOpenSearchServerlessRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDocumentsOnly" | "AllDocuments";
  readonly S3DestinationDescription?: S3DestinationDescription;
  readonly VpcConfigurationDescription?: VpcConfigurationDescription;
}

/** AWS's AmazonOpenSearchServerlessDestinationUpdate. */
interface AmazonOpenSearchServerlessDestinationUpdate {
  readonly BufferingHints?: AmazonOpenSearchServerlessBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly CollectionEndpoint?: string;
  readonly IndexName?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: AmazonOpenSearchServerlessRetryOptions;
  readonly RoleARN?: string;
  readonly S3Update?: S3DestinationUpdate;
}

/** AWS's AmazonOpenSearchServerlessRetryOptions. */
interface AmazonOpenSearchServerlessRetryOptions {
  readonly DurationInSeconds?: number;
}

/** AWS's AmazonopensearchserviceBufferingHints. */
interface AmazonopensearchserviceBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}

/** AWS's AmazonopensearchserviceDestinationConfiguration. */
interface AmazonopensearchserviceDestinationConfiguration {
  readonly BufferingHints?: AmazonopensearchserviceBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ClusterEndpoint?: string;
  readonly DocumentIdOptions?: DocumentIdOptions;
  readonly DomainARN?: string;
  readonly IndexName: string;
  readonly IndexRotationPeriod?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: AmazonopensearchserviceRetryOptions;
  readonly RoleARN: string;
  readonly S3BackupMode?: "FailedDocumentsOnly" | "AllDocuments";
  readonly S3Configuration: S3DestinationConfiguration;
  readonly TypeName?: string;
  readonly VpcConfiguration?: VpcConfiguration;
}

/** AWS's AmazonopensearchserviceDestinationDescription. */
interface AmazonopensearchserviceDestinationDescription {
  readonly BufferingHints?: AmazonopensearchserviceBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ClusterEndpoint?: string;
  readonly DocumentIdOptions?: DocumentIdOptions;
  readonly DomainARN?: string;
  readonly IndexName?: string;
  readonly IndexRotationPeriod?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: AmazonopensearchserviceRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDocumentsOnly" | "AllDocuments";
  readonly S3DestinationDescription?: S3DestinationDescription;
  readonly TypeName?: string;
  readonly VpcConfigurationDescription?: VpcConfigurationDescription;
}

/** AWS's AmazonopensearchserviceDestinationUpdate. */
interface AmazonopensearchserviceDestinationUpdate {
  readonly BufferingHints?: AmazonopensearchserviceBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ClusterEndpoint?: string;
  readonly DocumentIdOptions?: DocumentIdOptions;
  readonly DomainARN?: string;
  readonly IndexName?: string;
  readonly IndexRotationPeriod?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: AmazonopensearchserviceRetryOptions;
  readonly RoleARN?: string;
  readonly S3Update?: S3DestinationUpdate;
  readonly TypeName?: string;
}

/** AWS's AmazonopensearchserviceRetryOptions. */
interface AmazonopensearchserviceRetryOptions {
  readonly DurationInSeconds?: number;
}

/** AWS's AuthenticationConfiguration. */
interface AuthenticationConfiguration {
  readonly Connectivity: "PUBLIC" | "PRIVATE";
  readonly RoleARN: string;
}

/** AWS's BufferingHints. */
interface BufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}

/** AWS's CatalogConfiguration. */
interface CatalogConfiguration {
  readonly CatalogARN?: string;
  readonly WarehouseLocation?: string;
}

/** AWS's CloudWatchLoggingOptions. */
interface CloudWatchLoggingOptions {
  readonly Enabled?: boolean;
  readonly LogGroupName?: string;
  readonly LogStreamName?: string;
}

/** AWS's CopyCommand. */
interface CopyCommand {
  readonly CopyOptions?: string;
  readonly DataTableColumns?: string;
  readonly DataTableName: string;
}

/** AWS's CreateDeliveryStreamInput. */
interface CreateDeliveryStreamInput {
  readonly AmazonOpenSearchServerlessDestinationConfiguration?: AmazonOpenSearchServerlessDestinationConfiguration;
  readonly AmazonopensearchserviceDestinationConfiguration?: AmazonopensearchserviceDestinationConfiguration;
  readonly DatabaseSourceConfiguration?: DatabaseSourceConfiguration;
  readonly DeliveryStreamEncryptionConfigurationInput?: DeliveryStreamEncryptionConfigurationInput;
  readonly DeliveryStreamName: string;
  readonly DeliveryStreamType?:
    "DirectPut" | "KinesisStreamAsSource" | "MSKAsSource" | "DatabaseAsSource";
  readonly DirectPutSourceConfiguration?: DirectPutSourceConfiguration;
  readonly ElasticsearchDestinationConfiguration?: ElasticsearchDestinationConfiguration;
  readonly ExtendedS3DestinationConfiguration?: ExtendedS3DestinationConfiguration;
  readonly HttpEndpointDestinationConfiguration?: HttpEndpointDestinationConfiguration;
  readonly IcebergDestinationConfiguration?: IcebergDestinationConfiguration;
  readonly KinesisStreamSourceConfiguration?: KinesisStreamSourceConfiguration;
  readonly MSKSourceConfiguration?: MSKSourceConfiguration;
  readonly RedshiftDestinationConfiguration?: RedshiftDestinationConfiguration;
  readonly S3DestinationConfiguration?: S3DestinationConfiguration;
  readonly SnowflakeDestinationConfiguration?: SnowflakeDestinationConfiguration;
  readonly SplunkDestinationConfiguration?: SplunkDestinationConfiguration;
  readonly Tags?: readonly Tag[];
}

/** AWS's CreateDeliveryStreamOutput. */
interface CreateDeliveryStreamOutput {
  readonly DeliveryStreamARN?: string;
}

/** AWS's DataFormatConversionConfiguration. */
interface DataFormatConversionConfiguration {
  readonly Enabled?: boolean;
  readonly InputFormatConfiguration?: InputFormatConfiguration;
  readonly OutputFormatConfiguration?: OutputFormatConfiguration;
  readonly SchemaConfiguration?: SchemaConfiguration;
}

/** AWS's DatabaseColumnList. */
interface DatabaseColumnList {
  readonly Exclude?: readonly string[];
  readonly Include?: readonly string[];
}

/** AWS's DatabaseList. */
interface DatabaseList {
  readonly Exclude?: readonly string[];
  readonly Include?: readonly string[];
}

/** AWS's DatabaseSnapshotInfo. */
interface DatabaseSnapshotInfo {
  readonly FailureDescription?: FailureDescription;
  readonly Id: string;
  readonly RequestTimestamp: number | string;
  readonly RequestedBy: "USER" | "FIREHOSE";
  readonly Status: "IN_PROGRESS" | "COMPLETE" | "SUSPENDED";
  readonly Table: string;
}

/** AWS's DatabaseSourceAuthenticationConfiguration. */
interface DatabaseSourceAuthenticationConfiguration {
  readonly SecretsManagerConfiguration: SecretsManagerConfiguration;
}

/** AWS's DatabaseSourceConfiguration. */
interface DatabaseSourceConfiguration {
  readonly Columns?: DatabaseColumnList;
  readonly DatabaseSourceAuthenticationConfiguration: DatabaseSourceAuthenticationConfiguration;
  readonly DatabaseSourceVPCConfiguration: DatabaseSourceVPCConfiguration;
  readonly Databases: DatabaseList;
  readonly Endpoint: string;
  readonly Port: number;
  readonly SSLMode?: "Disabled" | "Enabled";
  readonly SnapshotWatermarkTable: string;
  readonly SurrogateKeys?: readonly string[];
  readonly Tables: DatabaseTableList;
  readonly Type: "MySQL" | "PostgreSQL";
}

/** AWS's DatabaseSourceDescription. */
interface DatabaseSourceDescription {
  readonly Columns?: DatabaseColumnList;
  readonly DatabaseSourceAuthenticationConfiguration?: DatabaseSourceAuthenticationConfiguration;
  readonly DatabaseSourceVPCConfiguration?: DatabaseSourceVPCConfiguration;
  readonly Databases?: DatabaseList;
  readonly Endpoint?: string;
  readonly Port?: number;
  readonly SSLMode?: "Disabled" | "Enabled";
  readonly SnapshotInfo?: readonly DatabaseSnapshotInfo[];
  readonly SnapshotWatermarkTable?: string;
  readonly SurrogateKeys?: readonly string[];
  readonly Tables?: DatabaseTableList;
  readonly Type?: "MySQL" | "PostgreSQL";
}

/** AWS's DatabaseSourceVPCConfiguration. */
interface DatabaseSourceVPCConfiguration {
  readonly VpcEndpointServiceName: string;
}

/** AWS's DatabaseTableList. */
interface DatabaseTableList {
  readonly Exclude?: readonly string[];
  readonly Include?: readonly string[];
}

/** AWS's DeleteDeliveryStreamInput. */
interface DeleteDeliveryStreamInput {
  readonly AllowForceDelete?: boolean;
  readonly DeliveryStreamName: string;
}

/** AWS's DeleteDeliveryStreamOutput, which says nothing. */
type DeleteDeliveryStreamOutput = object;

/** AWS's DeliveryStreamDescription. */
interface DeliveryStreamDescription {
  readonly CreateTimestamp?: number | string;
  readonly DeliveryStreamARN: string;
  readonly DeliveryStreamEncryptionConfiguration?: DeliveryStreamEncryptionConfiguration;
  readonly DeliveryStreamName: string;
  readonly DeliveryStreamStatus:
    "CREATING" | "CREATING_FAILED" | "DELETING" | "DELETING_FAILED" | "ACTIVE";
  readonly DeliveryStreamType:
    "DirectPut" | "KinesisStreamAsSource" | "MSKAsSource" | "DatabaseAsSource";
  readonly Destinations: readonly DestinationDescription[];
  readonly FailureDescription?: FailureDescription;
  readonly HasMoreDestinations: boolean;
  readonly LastUpdateTimestamp?: number | string;
  readonly Source?: SourceDescription;
  readonly VersionId: string;
}

/** AWS's DeliveryStreamEncryptionConfiguration. */
interface DeliveryStreamEncryptionConfiguration {
  readonly FailureDescription?: FailureDescription;
  readonly KeyARN?: string;
  readonly KeyType?: "AWS_OWNED_CMK" | "CUSTOMER_MANAGED_CMK";
  readonly Status?:
    "ENABLED" | "ENABLING" | "ENABLING_FAILED" | "DISABLED" | "DISABLING" | "DISABLING_FAILED";
}

/** AWS's DeliveryStreamEncryptionConfigurationInput. */
interface DeliveryStreamEncryptionConfigurationInput {
  readonly KeyARN?: string;
  readonly KeyType: "AWS_OWNED_CMK" | "CUSTOMER_MANAGED_CMK";
}

/** AWS's DescribeDeliveryStreamInput. */
interface DescribeDeliveryStreamInput {
  readonly DeliveryStreamName: string;
  readonly ExclusiveStartDestinationId?: string;
  readonly Limit?: number;
}

/** AWS's DescribeDeliveryStreamOutput. */
interface DescribeDeliveryStreamOutput {
  readonly DeliveryStreamDescription: DeliveryStreamDescription;
}

/** AWS's Deserializer. */
interface Deserializer {
  readonly HiveJsonSerDe?: HiveJsonSerDe;
  readonly OpenXJsonSerDe?: OpenXJsonSerDe;
}

/** AWS's DestinationDescription. */
interface DestinationDescription {
  readonly AmazonOpenSearchServerlessDestinationDescription?: AmazonOpenSearchServerlessDestinationDescription;
  readonly AmazonopensearchserviceDestinationDescription?: AmazonopensearchserviceDestinationDescription;
  readonly DestinationId: string;
  readonly ElasticsearchDestinationDescription?: ElasticsearchDestinationDescription;
  readonly ExtendedS3DestinationDescription?: ExtendedS3DestinationDescription;
  readonly HttpEndpointDestinationDescription?: HttpEndpointDestinationDescription;
  readonly IcebergDestinationDescription?: IcebergDestinationDescription;
  readonly RedshiftDestinationDescription?: RedshiftDestinationDescription;
  readonly S3DestinationDescription?: S3DestinationDescription;
  readonly SnowflakeDestinationDescription?: SnowflakeDestinationDescription;
  readonly SplunkDestinationDescription?: SplunkDestinationDescription;
}

/** AWS's DestinationTableConfiguration. */
interface DestinationTableConfiguration {
  readonly DestinationDatabaseName: string;
  readonly DestinationTableName: string;
  readonly PartitionSpec?: PartitionSpec;
  readonly S3ErrorOutputPrefix?: string;
  readonly UniqueKeys?: readonly string[];
}

/** AWS's DirectPutSourceConfiguration. */
interface DirectPutSourceConfiguration {
  readonly ThroughputHintInMBs: number;
}

/** AWS's DirectPutSourceDescription. */
interface DirectPutSourceDescription {
  readonly ThroughputHintInMBs?: number;
}

/** AWS's DocumentIdOptions. */
interface DocumentIdOptions {
  readonly DefaultDocumentIdFormat: "FIREHOSE_DEFAULT" | "NO_DOCUMENT_ID";
}

/** AWS's DynamicPartitioningConfiguration. */
interface DynamicPartitioningConfiguration {
  readonly Enabled?: boolean;
  readonly RetryOptions?: RetryOptions;
}

/** AWS's ElasticsearchBufferingHints. */
interface ElasticsearchBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}

/** AWS's ElasticsearchDestinationConfiguration. */
interface ElasticsearchDestinationConfiguration {
  readonly BufferingHints?: ElasticsearchBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ClusterEndpoint?: string;
  readonly DocumentIdOptions?: DocumentIdOptions;
  readonly DomainARN?: string;
  readonly IndexName: string;
  readonly IndexRotationPeriod?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: ElasticsearchRetryOptions;
  readonly RoleARN: string;
  readonly S3BackupMode?: "FailedDocumentsOnly" | "AllDocuments";
  readonly S3Configuration: S3DestinationConfiguration;
  readonly TypeName?: string;
  readonly VpcConfiguration?: VpcConfiguration;
}

/** AWS's ElasticsearchDestinationDescription. */
interface ElasticsearchDestinationDescription {
  readonly BufferingHints?: ElasticsearchBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ClusterEndpoint?: string;
  readonly DocumentIdOptions?: DocumentIdOptions;
  readonly DomainARN?: string;
  readonly IndexName?: string;
  readonly IndexRotationPeriod?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: ElasticsearchRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDocumentsOnly" | "AllDocuments";
  readonly S3DestinationDescription?: S3DestinationDescription;
  readonly TypeName?: string;
  readonly VpcConfigurationDescription?: VpcConfigurationDescription;
}

/** AWS's ElasticsearchDestinationUpdate. */
interface ElasticsearchDestinationUpdate {
  readonly BufferingHints?: ElasticsearchBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ClusterEndpoint?: string;
  readonly DocumentIdOptions?: DocumentIdOptions;
  readonly DomainARN?: string;
  readonly IndexName?: string;
  readonly IndexRotationPeriod?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: ElasticsearchRetryOptions;
  readonly RoleARN?: string;
  readonly S3Update?: S3DestinationUpdate;
  readonly TypeName?: string;
}

/** AWS's ElasticsearchRetryOptions. */
interface ElasticsearchRetryOptions {
  readonly DurationInSeconds?: number;
}

/** AWS's EncryptionConfiguration. */
interface EncryptionConfiguration {
  readonly KMSEncryptionConfig?: KMSEncryptionConfig;
  readonly NoEncryptionConfig?: "NoEncryption";
}

/** AWS's ExtendedS3DestinationConfiguration. */
interface ExtendedS3DestinationConfiguration {
  readonly BucketARN: string;
  readonly BufferingHints?: BufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly CompressionFormat?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  readonly CustomTimeZone?: string;
  readonly DataFormatConversionConfiguration?: DataFormatConversionConfiguration;
  readonly DynamicPartitioningConfiguration?: DynamicPartitioningConfiguration;
  readonly EncryptionConfiguration?: EncryptionConfiguration;
  readonly ErrorOutputPrefix?: string;
  readonly FileExtension?: string;
  readonly Prefix?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RoleARN: string;
  readonly S3BackupConfiguration?: S3DestinationConfiguration;
  readonly S3BackupMode?: "Disabled" | "Enabled";
}

/** AWS's ExtendedS3DestinationDescription. */
interface ExtendedS3DestinationDescription {
  readonly BucketARN: string;
  readonly BufferingHints: BufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly CompressionFormat: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  readonly CustomTimeZone?: string;
  readonly DataFormatConversionConfiguration?: DataFormatConversionConfiguration;
  readonly DynamicPartitioningConfiguration?: DynamicPartitioningConfiguration;
  readonly EncryptionConfiguration: EncryptionConfiguration;
  readonly ErrorOutputPrefix?: string;
  readonly FileExtension?: string;
  readonly Prefix?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RoleARN: string;
  readonly S3BackupDescription?: S3DestinationDescription;
  readonly S3BackupMode?: "Disabled" | "Enabled";
}

/** AWS's ExtendedS3DestinationUpdate. */
interface ExtendedS3DestinationUpdate {
  readonly BucketARN?: string;
  readonly BufferingHints?: BufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly CompressionFormat?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  readonly CustomTimeZone?: string;
  readonly DataFormatConversionConfiguration?: DataFormatConversionConfiguration;
  readonly DynamicPartitioningConfiguration?: DynamicPartitioningConfiguration;
  readonly EncryptionConfiguration?: EncryptionConfiguration;
  readonly ErrorOutputPrefix?: string;
  readonly FileExtension?: string;
  readonly Prefix?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "Disabled" | "Enabled";
  readonly S3BackupUpdate?: S3DestinationUpdate;
}

/** AWS's FailureDescription. */
interface FailureDescription {
  readonly Details: string;
  readonly Type:
    | "VPC_ENDPOINT_SERVICE_NAME_NOT_FOUND"
    | "VPC_INTERFACE_ENDPOINT_SERVICE_ACCESS_DENIED"
    | "RETIRE_KMS_GRANT_FAILED"
    | "CREATE_KMS_GRANT_FAILED"
    | "KMS_ACCESS_DENIED"
    | "DISABLED_KMS_KEY"
    | "INVALID_KMS_KEY"
    | "KMS_KEY_NOT_FOUND"
    | "KMS_OPT_IN_REQUIRED"
    | "CREATE_ENI_FAILED"
    | "DELETE_ENI_FAILED"
    | "SUBNET_NOT_FOUND"
    | "SECURITY_GROUP_NOT_FOUND"
    | "ENI_ACCESS_DENIED"
    | "SUBNET_ACCESS_DENIED"
    | "SECURITY_GROUP_ACCESS_DENIED"
    | "UNKNOWN_ERROR";
}

/** AWS's HiveJsonSerDe. */
interface HiveJsonSerDe {
  readonly TimestampFormats?: readonly string[];
}

/** AWS's HttpEndpointBufferingHints. */
interface HttpEndpointBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}

/** AWS's HttpEndpointCommonAttribute. */
interface HttpEndpointCommonAttribute {
  readonly AttributeName: string;
  readonly AttributeValue: string;
}

/** AWS's HttpEndpointConfiguration. */
interface HttpEndpointConfiguration {
  readonly AccessKey?: string;
  readonly Name?: string;
  readonly Url: string;
}

/** AWS's HttpEndpointDescription. */
interface HttpEndpointDescription {
  readonly Name?: string;
  readonly Url?: string;
}

/** AWS's HttpEndpointDestinationConfiguration. */
interface HttpEndpointDestinationConfiguration {
  readonly BufferingHints?: HttpEndpointBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly EndpointConfiguration: HttpEndpointConfiguration;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RequestConfiguration?: HttpEndpointRequestConfiguration;
  readonly RetryOptions?: HttpEndpointRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3Configuration: S3DestinationConfiguration;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
}

/** AWS's HttpEndpointDestinationDescription. */
interface HttpEndpointDestinationDescription {
  readonly BufferingHints?: HttpEndpointBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly EndpointConfiguration?: HttpEndpointDescription;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RequestConfiguration?: HttpEndpointRequestConfiguration;
  readonly RetryOptions?: HttpEndpointRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3DestinationDescription?: S3DestinationDescription;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
}

/** AWS's HttpEndpointDestinationUpdate. */
interface HttpEndpointDestinationUpdate {
  readonly BufferingHints?: HttpEndpointBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly EndpointConfiguration?: HttpEndpointConfiguration;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RequestConfiguration?: HttpEndpointRequestConfiguration;
  readonly RetryOptions?: HttpEndpointRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3Update?: S3DestinationUpdate;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
}

/** AWS's HttpEndpointRequestConfiguration. */
interface HttpEndpointRequestConfiguration {
  readonly CommonAttributes?: readonly HttpEndpointCommonAttribute[];
  readonly ContentEncoding?: "NONE" | "GZIP";
}

/** AWS's HttpEndpointRetryOptions. */
interface HttpEndpointRetryOptions {
  readonly DurationInSeconds?: number;
}

/** AWS's IcebergDestinationConfiguration. */
interface IcebergDestinationConfiguration {
  readonly AppendOnly?: boolean;
  readonly BufferingHints?: BufferingHints;
  readonly CatalogConfiguration: CatalogConfiguration;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly DestinationTableConfigurationList?: readonly DestinationTableConfiguration[];
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: RetryOptions;
  readonly RoleARN: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3Configuration: S3DestinationConfiguration;
  readonly SchemaEvolutionConfiguration?: SchemaEvolutionConfiguration;
  readonly TableCreationConfiguration?: TableCreationConfiguration;
}

/** AWS's IcebergDestinationDescription. */
interface IcebergDestinationDescription {
  readonly AppendOnly?: boolean;
  readonly BufferingHints?: BufferingHints;
  readonly CatalogConfiguration?: CatalogConfiguration;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly DestinationTableConfigurationList?: readonly DestinationTableConfiguration[];
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: RetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3DestinationDescription?: S3DestinationDescription;
  readonly SchemaEvolutionConfiguration?: SchemaEvolutionConfiguration;
  readonly TableCreationConfiguration?: TableCreationConfiguration;
}

/** AWS's IcebergDestinationUpdate. */
interface IcebergDestinationUpdate {
  readonly AppendOnly?: boolean;
  readonly BufferingHints?: BufferingHints;
  readonly CatalogConfiguration?: CatalogConfiguration;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly DestinationTableConfigurationList?: readonly DestinationTableConfiguration[];
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: RetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3Configuration?: S3DestinationConfiguration;
  readonly SchemaEvolutionConfiguration?: SchemaEvolutionConfiguration;
  readonly TableCreationConfiguration?: TableCreationConfiguration;
}

/** AWS's InputFormatConfiguration. */
interface InputFormatConfiguration {
  readonly Deserializer?: Deserializer;
}

/** AWS's KMSEncryptionConfig. */
interface KMSEncryptionConfig {
  readonly AWSKMSKeyARN: string;
}

/** AWS's KinesisStreamSourceConfiguration. */
interface KinesisStreamSourceConfiguration {
  readonly KinesisStreamARN: string;
  readonly RoleARN: string;
}

/** AWS's KinesisStreamSourceDescription. */
interface KinesisStreamSourceDescription {
  readonly DeliveryStartTimestamp?: number | string;
  readonly KinesisStreamARN?: string;
  readonly RoleARN?: string;
}

/** AWS's ListDeliveryStreamsInput. */
interface ListDeliveryStreamsInput {
  readonly DeliveryStreamType?:
    "DirectPut" | "KinesisStreamAsSource" | "MSKAsSource" | "DatabaseAsSource";
  readonly ExclusiveStartDeliveryStreamName?: string;
  readonly Limit?: number;
}

/** AWS's ListDeliveryStreamsOutput. */
interface ListDeliveryStreamsOutput {
  readonly DeliveryStreamNames: readonly string[];
  readonly HasMoreDeliveryStreams: boolean;
}

/** AWS's ListTagsForDeliveryStreamInput. */
interface ListTagsForDeliveryStreamInput {
  readonly DeliveryStreamName: string;
  readonly ExclusiveStartTagKey?: string;
  readonly Limit?: number;
}

/** AWS's ListTagsForDeliveryStreamOutput. */
interface ListTagsForDeliveryStreamOutput {
  readonly HasMoreTags: boolean;
  readonly Tags: readonly Tag[];
}

/** AWS's MSKSourceConfiguration. */
interface MSKSourceConfiguration {
  readonly AuthenticationConfiguration: AuthenticationConfiguration;
  readonly MSKClusterARN: string;
  readonly ReadFromTimestamp?: number | string;
  readonly TopicName: string;
}

/** AWS's MSKSourceDescription. */
interface MSKSourceDescription {
  readonly AuthenticationConfiguration?: AuthenticationConfiguration;
  readonly DeliveryStartTimestamp?: number | string;
  readonly MSKClusterARN?: string;
  readonly ReadFromTimestamp?: number | string;
  readonly TopicName?: string;
}

/** AWS's OpenXJsonSerDe. */
interface OpenXJsonSerDe {
  readonly CaseInsensitive?: boolean;
  readonly ColumnToJsonKeyMappings?: Readonly<Record<string, string>>;
  readonly ConvertDotsInJsonKeysToUnderscores?: boolean;
}

/** AWS's OrcSerDe. */
interface OrcSerDe {
  readonly BlockSizeBytes?: number;
  readonly BloomFilterColumns?: readonly string[];
  readonly BloomFilterFalsePositiveProbability?: number;
  readonly Compression?: "NONE" | "ZLIB" | "SNAPPY";
  readonly DictionaryKeyThreshold?: number;
  readonly EnablePadding?: boolean;
  readonly FormatVersion?: "V0_11" | "V0_12";
  readonly PaddingTolerance?: number;
  readonly RowIndexStride?: number;
  readonly StripeSizeBytes?: number;
}

/** AWS's OutputFormatConfiguration. */
interface OutputFormatConfiguration {
  readonly Serializer?: Serializer;
}

/** AWS's ParquetSerDe. */
interface ParquetSerDe {
  readonly BlockSizeBytes?: number;
  readonly Compression?: "UNCOMPRESSED" | "GZIP" | "SNAPPY";
  readonly EnableDictionaryCompression?: boolean;
  readonly MaxPaddingBytes?: number;
  readonly PageSizeBytes?: number;
  readonly WriterVersion?: "V1" | "V2";
}

/** AWS's PartitionField. */
interface PartitionField {
  readonly SourceName: string;
}

/** AWS's PartitionSpec. */
interface PartitionSpec {
  readonly Identity?: readonly PartitionField[];
}

/** AWS's ProcessingConfiguration. */
interface ProcessingConfiguration {
  readonly Enabled?: boolean;
  readonly Processors?: readonly Processor[];
}

/** AWS's Processor. */
interface Processor {
  readonly Parameters?: readonly ProcessorParameter[];
  readonly Type:
    | "RecordDeAggregation"
    | "Decompression"
    | "CloudWatchLogProcessing"
    | "Lambda"
    | "MetadataExtraction"
    | "AppendDelimiterToRecord";
}

/** AWS's ProcessorParameter. */
interface ProcessorParameter {
  readonly ParameterName:
    | "LambdaArn"
    | "NumberOfRetries"
    | "MetadataExtractionQuery"
    | "JsonParsingEngine"
    | "RoleArn"
    | "BufferSizeInMBs"
    | "BufferIntervalInSeconds"
    | "SubRecordType"
    | "Delimiter"
    | "CompressionFormat"
    | "DataMessageExtraction";
  readonly ParameterValue: string;
}

/** AWS's PutRecordBatchInput. */
interface PutRecordBatchInput {
  readonly DeliveryStreamName: string;
  readonly Records: readonly AwsRecord[];
}

/** AWS's PutRecordBatchOutput. */
interface PutRecordBatchOutput {
  readonly Encrypted?: boolean;
  readonly FailedPutCount: number;
  readonly RequestResponses: readonly PutRecordBatchResponseEntry[];
}

/** AWS's PutRecordBatchResponseEntry. */
interface PutRecordBatchResponseEntry {
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
  readonly RecordId?: string;
}

/** AWS's PutRecordOutput. */
interface PutRecordOutput {
  readonly Encrypted?: boolean;
  readonly RecordId: string;
}

/** AWS's Record. */
interface AwsRecord {
  readonly Data: string;
}

/** AWS's RedshiftDestinationConfiguration. */
interface RedshiftDestinationConfiguration {
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ClusterJDBCURL: string;
  readonly CopyCommand: CopyCommand;
  readonly Password?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: RedshiftRetryOptions;
  readonly RoleARN: string;
  readonly S3BackupConfiguration?: S3DestinationConfiguration;
  readonly S3BackupMode?: "Disabled" | "Enabled";
  readonly S3Configuration: S3DestinationConfiguration;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
  readonly Username?: string;
}

/** AWS's RedshiftDestinationDescription. */
interface RedshiftDestinationDescription {
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ClusterJDBCURL: string;
  readonly CopyCommand: CopyCommand;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: RedshiftRetryOptions;
  readonly RoleARN: string;
  readonly S3BackupDescription?: S3DestinationDescription;
  readonly S3BackupMode?: "Disabled" | "Enabled";
  readonly S3DestinationDescription: S3DestinationDescription;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
  readonly Username?: string;
}

/** AWS's RedshiftDestinationUpdate. */
interface RedshiftDestinationUpdate {
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ClusterJDBCURL?: string;
  readonly CopyCommand?: CopyCommand;
  readonly Password?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: RedshiftRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "Disabled" | "Enabled";
  readonly S3BackupUpdate?: S3DestinationUpdate;
  readonly S3Update?: S3DestinationUpdate;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
  readonly Username?: string;
}

/** AWS's RedshiftRetryOptions. */
interface RedshiftRetryOptions {
  readonly DurationInSeconds?: number;
}

/** AWS's RetryOptions. */
interface RetryOptions {
  readonly DurationInSeconds?: number;
}

/** AWS's S3DestinationConfiguration. */
interface S3DestinationConfiguration {
  readonly BucketARN: string;
  readonly BufferingHints?: BufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly CompressionFormat?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  readonly EncryptionConfiguration?: EncryptionConfiguration;
  readonly ErrorOutputPrefix?: string;
  readonly Prefix?: string;
  readonly RoleARN: string;
}

/** AWS's S3DestinationDescription. */
interface S3DestinationDescription {
  readonly BucketARN: string;
  readonly BufferingHints: BufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly CompressionFormat: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  readonly EncryptionConfiguration: EncryptionConfiguration;
  readonly ErrorOutputPrefix?: string;
  readonly Prefix?: string;
  readonly RoleARN: string;
}

/** AWS's S3DestinationUpdate. */
interface S3DestinationUpdate {
  readonly BucketARN?: string;
  readonly BufferingHints?: BufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly CompressionFormat?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  readonly EncryptionConfiguration?: EncryptionConfiguration;
  readonly ErrorOutputPrefix?: string;
  readonly Prefix?: string;
  readonly RoleARN?: string;
}

/** AWS's SchemaConfiguration. */
interface SchemaConfiguration {
  readonly CatalogId?: string;
  readonly DatabaseName?: string;
  readonly Region?: string;
  readonly RoleARN?: string;
  readonly TableName?: string;
  readonly VersionId?: string;
}

/** AWS's SchemaEvolutionConfiguration. */
interface SchemaEvolutionConfiguration {
  readonly Enabled: boolean;
}

/** AWS's SecretsManagerConfiguration. */
interface SecretsManagerConfiguration {
  readonly Enabled: boolean;
  readonly RoleARN?: string;
  readonly SecretARN?: string;
}

/** AWS's Serializer. */
interface Serializer {
  readonly OrcSerDe?: OrcSerDe;
  readonly ParquetSerDe?: ParquetSerDe;
}

/** AWS's SnowflakeBufferingHints. */
interface SnowflakeBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}

/** AWS's SnowflakeDestinationConfiguration. */
interface SnowflakeDestinationConfiguration {
  readonly AccountUrl: string;
  readonly BufferingHints?: SnowflakeBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ContentColumnName?: string;
  readonly DataLoadingOption?:
    "JSON_MAPPING" | "VARIANT_CONTENT_MAPPING" | "VARIANT_CONTENT_AND_METADATA_MAPPING";
  readonly Database: string;
  readonly KeyPassphrase?: string;
  readonly MetaDataColumnName?: string;
  readonly PrivateKey?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: SnowflakeRetryOptions;
  readonly RoleARN: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3Configuration: S3DestinationConfiguration;
  readonly Schema: string;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
  readonly SnowflakeRoleConfiguration?: SnowflakeRoleConfiguration;
  readonly SnowflakeVpcConfiguration?: SnowflakeVpcConfiguration;
  readonly Table: string;
  readonly User?: string;
}

/** AWS's SnowflakeDestinationDescription. */
interface SnowflakeDestinationDescription {
  readonly AccountUrl?: string;
  readonly BufferingHints?: SnowflakeBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ContentColumnName?: string;
  readonly DataLoadingOption?:
    "JSON_MAPPING" | "VARIANT_CONTENT_MAPPING" | "VARIANT_CONTENT_AND_METADATA_MAPPING";
  readonly Database?: string;
  readonly MetaDataColumnName?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: SnowflakeRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3DestinationDescription?: S3DestinationDescription;
  readonly Schema?: string;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
  readonly SnowflakeRoleConfiguration?: SnowflakeRoleConfiguration;
  readonly SnowflakeVpcConfiguration?: SnowflakeVpcConfiguration;
  readonly Table?: string;
  readonly User?: string;
}

/** AWS's SnowflakeDestinationUpdate. */
interface SnowflakeDestinationUpdate {
  readonly AccountUrl?: string;
  readonly BufferingHints?: SnowflakeBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly ContentColumnName?: string;
  readonly DataLoadingOption?:
    "JSON_MAPPING" | "VARIANT_CONTENT_MAPPING" | "VARIANT_CONTENT_AND_METADATA_MAPPING";
  readonly Database?: string;
  readonly KeyPassphrase?: string;
  readonly MetaDataColumnName?: string;
  readonly PrivateKey?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: SnowflakeRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3Update?: S3DestinationUpdate;
  readonly Schema?: string;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
  readonly SnowflakeRoleConfiguration?: SnowflakeRoleConfiguration;
  readonly Table?: string;
  readonly User?: string;
}

/** AWS's SnowflakeRetryOptions. */
interface SnowflakeRetryOptions {
  readonly DurationInSeconds?: number;
}

/** AWS's SnowflakeRoleConfiguration. */
interface SnowflakeRoleConfiguration {
  readonly Enabled?: boolean;
  readonly SnowflakeRole?: string;
}

/** AWS's SnowflakeVpcConfiguration. */
interface SnowflakeVpcConfiguration {
  readonly PrivateLinkVpceId: string;
}

/** AWS's SourceDescription. */
interface SourceDescription {
  readonly DatabaseSourceDescription?: DatabaseSourceDescription;
  readonly DirectPutSourceDescription?: DirectPutSourceDescription;
  readonly KinesisStreamSourceDescription?: KinesisStreamSourceDescription;
  readonly MSKSourceDescription?: MSKSourceDescription;
}

/** AWS's SplunkBufferingHints. */
interface SplunkBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}

/** AWS's SplunkDestinationConfiguration. */
interface SplunkDestinationConfiguration {
  readonly BufferingHints?: SplunkBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly HECAcknowledgmentTimeoutInSeconds?: number;
  readonly HECEndpoint: string;
  readonly HECEndpointType: "Raw" | "Event";
  readonly HECToken?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: SplunkRetryOptions;
  readonly S3BackupMode?: "FailedEventsOnly" | "AllEvents";
  readonly S3Configuration: S3DestinationConfiguration;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
}

/** AWS's SplunkDestinationDescription. */
interface SplunkDestinationDescription {
  readonly BufferingHints?: SplunkBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly HECAcknowledgmentTimeoutInSeconds?: number;
  readonly HECEndpoint?: string;
  readonly HECEndpointType?: "Raw" | "Event";
  readonly HECToken?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: SplunkRetryOptions;
  readonly S3BackupMode?: "FailedEventsOnly" | "AllEvents";
  readonly S3DestinationDescription?: S3DestinationDescription;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
}

/** AWS's SplunkDestinationUpdate. */
interface SplunkDestinationUpdate {
  readonly BufferingHints?: SplunkBufferingHints;
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions;
  readonly HECAcknowledgmentTimeoutInSeconds?: number;
  readonly HECEndpoint?: string;
  readonly HECEndpointType?: "Raw" | "Event";
  readonly HECToken?: string;
  readonly ProcessingConfiguration?: ProcessingConfiguration;
  readonly RetryOptions?: SplunkRetryOptions;
  readonly S3BackupMode?: "FailedEventsOnly" | "AllEvents";
  readonly S3Update?: S3DestinationUpdate;
  readonly SecretsManagerConfiguration?: SecretsManagerConfiguration;
}

/** AWS's SplunkRetryOptions. */
interface SplunkRetryOptions {
  readonly DurationInSeconds?: number;
}

/** AWS's StartDeliveryStreamEncryptionInput. */
interface StartDeliveryStreamEncryptionInput {
  readonly DeliveryStreamEncryptionConfigurationInput?: DeliveryStreamEncryptionConfigurationInput;
  readonly DeliveryStreamName: string;
}

/** AWS's StartDeliveryStreamEncryptionOutput, which says nothing. */
type StartDeliveryStreamEncryptionOutput = object;

/** AWS's StopDeliveryStreamEncryptionOutput, which says nothing. */
type StopDeliveryStreamEncryptionOutput = object;

/** AWS's TableCreationConfiguration. */
interface TableCreationConfiguration {
  readonly Enabled: boolean;
}

/** AWS's Tag. */
interface Tag {
  readonly Key: string;
  readonly Value?: string;
}

/** AWS's TagDeliveryStreamInput. */
interface TagDeliveryStreamInput {
  readonly DeliveryStreamName: string;
  readonly Tags: readonly Tag[];
}

/** AWS's TagDeliveryStreamOutput, which says nothing. */
type TagDeliveryStreamOutput = object;

/** AWS's UntagDeliveryStreamInput. */
interface UntagDeliveryStreamInput {
  readonly DeliveryStreamName: string;
  readonly TagKeys: readonly string[];
}

/** AWS's UntagDeliveryStreamOutput, which says nothing. */
type UntagDeliveryStreamOutput = object;

/** AWS's UpdateDestinationInput. */
interface UpdateDestinationInput {
  readonly AmazonOpenSearchServerlessDestinationUpdate?: AmazonOpenSearchServerlessDestinationUpdate;
  readonly AmazonopensearchserviceDestinationUpdate?: AmazonopensearchserviceDestinationUpdate;
  readonly CurrentDeliveryStreamVersionId: string;
  readonly DeliveryStreamName: string;
  readonly DestinationId: string;
  readonly ElasticsearchDestinationUpdate?: ElasticsearchDestinationUpdate;
  readonly ExtendedS3DestinationUpdate?: ExtendedS3DestinationUpdate;
  readonly HttpEndpointDestinationUpdate?: HttpEndpointDestinationUpdate;
  readonly IcebergDestinationUpdate?: IcebergDestinationUpdate;
  readonly RedshiftDestinationUpdate?: RedshiftDestinationUpdate;
  readonly S3DestinationUpdate?: S3DestinationUpdate;
  readonly SnowflakeDestinationUpdate?: SnowflakeDestinationUpdate;
  readonly SplunkDestinationUpdate?: SplunkDestinationUpdate;
}

/** AWS's UpdateDestinationOutput, which says nothing. */
type UpdateDestinationOutput = object;

/** AWS's VpcConfiguration. */
interface VpcConfiguration {
  readonly RoleARN: string;
  readonly SecurityGroupIds: readonly string[];
  readonly SubnetIds: readonly string[];
}

/** AWS's VpcConfigurationDescription. */
interface VpcConfigurationDescription {
  readonly RoleARN: string;
  readonly SecurityGroupIds: readonly string[];
  readonly SubnetIds: readonly string[];
  readonly VpcId: string;
}
