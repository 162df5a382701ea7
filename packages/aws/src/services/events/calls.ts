// Written by `npm run models` from AWS's API model of events (botocore 1.43.11): do not edit.
import type { PlainObject } from "../../service/refusal.ts";
import { typedCall, type AwsCall } from "../../service/script.ts";

/** Calls events:ActivateEventSource. */
export const activateEventSource = (params: ActivateEventSourceRequest): AwsCall<PlainObject> =>
  typedCall("events", "ActivateEventSource", { ...params });

/** Calls events:CancelReplay. */
export const cancelReplay = (params: CancelReplayRequest): AwsCall<CancelReplayResponse> =>
  typedCall("events", "CancelReplay", { ...params });

/** Calls events:CreateApiDestination. */
export const createApiDestination = (
  params: CreateApiDestinationRequest,
): AwsCall<CreateApiDestinationResponse> =>
  typedCall("events", "CreateApiDestination", { ...params });

/** Calls events:CreateArchive. */
export const createArchive = (params: CreateArchiveRequest): AwsCall<CreateArchiveResponse> =>
  typedCall("events", "CreateArchive", { ...params });

/** Calls events:CreateConnection. */
export const createConnection = (
  params: CreateConnectionRequest,
): AwsCall<CreateConnectionResponse> => typedCall("events", "CreateConnection", { ...params });

/** Calls events:CreateEndpoint. */
export const createEndpoint = (params: CreateEndpointRequest): AwsCall<CreateEndpointResponse> =>
  typedCall("events", "CreateEndpoint", { ...params });

/** Calls events:CreateEventBus. */
export const createEventBus = (params: CreateEventBusRequest): AwsCall<CreateEventBusResponse> =>
  typedCall("events", "CreateEventBus", { ...params });

/** Calls events:CreatePartnerEventSource. */
export const createPartnerEventSource = (
  params: CreatePartnerEventSourceRequest,
): AwsCall<CreatePartnerEventSourceResponse> =>
  typedCall("events", "CreatePartnerEventSource", { ...params });

/** Calls events:DeactivateEventSource. */
export const deactivateEventSource = (params: DeactivateEventSourceRequest): AwsCall<PlainObject> =>
  typedCall("events", "DeactivateEventSource", { ...params });

/** Calls events:DeauthorizeConnection. */
export const deauthorizeConnection = (
  params: DeauthorizeConnectionRequest,
): AwsCall<DeauthorizeConnectionResponse> =>
  typedCall("events", "DeauthorizeConnection", { ...params });

/** Calls events:DeleteApiDestination. */
export const deleteApiDestination = (
  params: DeleteApiDestinationRequest,
): AwsCall<DeleteApiDestinationResponse> =>
  typedCall("events", "DeleteApiDestination", { ...params });

/** Calls events:DeleteArchive. */
export const deleteArchive = (params: DeleteArchiveRequest): AwsCall<DeleteArchiveResponse> =>
  typedCall("events", "DeleteArchive", { ...params });

/** Calls events:DeleteConnection. */
export const deleteConnection = (
  params: DeleteConnectionRequest,
): AwsCall<DeleteConnectionResponse> => typedCall("events", "DeleteConnection", { ...params });

/** Calls events:DeleteEndpoint. */
export const deleteEndpoint = (params: DeleteEndpointRequest): AwsCall<DeleteEndpointResponse> =>
  typedCall("events", "DeleteEndpoint", { ...params });

/** Calls events:DeleteEventBus. */
export const deleteEventBus = (params: DeleteEventBusRequest): AwsCall<PlainObject> =>
  typedCall("events", "DeleteEventBus", { ...params });

/** Calls events:DeletePartnerEventSource. */
export const deletePartnerEventSource = (
  params: DeletePartnerEventSourceRequest,
): AwsCall<PlainObject> => typedCall("events", "DeletePartnerEventSource", { ...params });

/** Calls events:DeleteRule. */
export const deleteRule = (params: DeleteRuleRequest): AwsCall<PlainObject> =>
  typedCall("events", "DeleteRule", { ...params });

/** Calls events:DescribeApiDestination. */
export const describeApiDestination = (
  params: DescribeApiDestinationRequest,
): AwsCall<DescribeApiDestinationResponse> =>
  typedCall("events", "DescribeApiDestination", { ...params });

/** Calls events:DescribeArchive. */
export const describeArchive = (params: DescribeArchiveRequest): AwsCall<DescribeArchiveResponse> =>
  typedCall("events", "DescribeArchive", { ...params });

/** Calls events:DescribeConnection. */
export const describeConnection = (
  params: DescribeConnectionRequest,
): AwsCall<DescribeConnectionResponse> => typedCall("events", "DescribeConnection", { ...params });

/** Calls events:DescribeEndpoint. */
export const describeEndpoint = (
  params: DescribeEndpointRequest,
): AwsCall<DescribeEndpointResponse> => typedCall("events", "DescribeEndpoint", { ...params });

/** Calls events:DescribeEventBus. */
export const describeEventBus = (
  params: DescribeEventBusRequest = {},
): AwsCall<DescribeEventBusResponse> => typedCall("events", "DescribeEventBus", { ...params });

/** Calls events:DescribeEventSource. */
export const describeEventSource = (
  params: DescribeEventSourceRequest,
): AwsCall<DescribeEventSourceResponse> =>
  typedCall("events", "DescribeEventSource", { ...params });

/** Calls events:DescribePartnerEventSource. */
export const describePartnerEventSource = (
  params: DescribePartnerEventSourceRequest,
): AwsCall<DescribePartnerEventSourceResponse> =>
  typedCall("events", "DescribePartnerEventSource", { ...params });

/** Calls events:DescribeReplay. */
export const describeReplay = (params: DescribeReplayRequest): AwsCall<DescribeReplayResponse> =>
  typedCall("events", "DescribeReplay", { ...params });

/** Calls events:DescribeRule. */
export const describeRule = (params: DescribeRuleRequest): AwsCall<DescribeRuleResponse> =>
  typedCall("events", "DescribeRule", { ...params });

/** Calls events:DisableRule. */
export const disableRule = (params: DisableRuleRequest): AwsCall<PlainObject> =>
  typedCall("events", "DisableRule", { ...params });

/** Calls events:EnableRule. */
export const enableRule = (params: EnableRuleRequest): AwsCall<PlainObject> =>
  typedCall("events", "EnableRule", { ...params });

/** Calls events:ListApiDestinations. */
export const listApiDestinations = (
  params: ListApiDestinationsRequest = {},
): AwsCall<ListApiDestinationsResponse> =>
  typedCall("events", "ListApiDestinations", { ...params });

/** Calls events:ListArchives. */
export const listArchives = (params: ListArchivesRequest = {}): AwsCall<ListArchivesResponse> =>
  typedCall("events", "ListArchives", { ...params });

/** Calls events:ListConnections. */
export const listConnections = (
  params: ListConnectionsRequest = {},
): AwsCall<ListConnectionsResponse> => typedCall("events", "ListConnections", { ...params });

/** Calls events:ListEndpoints. */
export const listEndpoints = (params: ListEndpointsRequest = {}): AwsCall<ListEndpointsResponse> =>
  typedCall("events", "ListEndpoints", { ...params });

/** Calls events:ListEventBuses. */
export const listEventBuses = (
  params: ListEventBusesRequest = {},
): AwsCall<ListEventBusesResponse> => typedCall("events", "ListEventBuses", { ...params });

/** Calls events:ListEventSources. */
export const listEventSources = (
  params: ListEventSourcesRequest = {},
): AwsCall<ListEventSourcesResponse> => typedCall("events", "ListEventSources", { ...params });

/** Calls events:ListPartnerEventSourceAccounts. */
export const listPartnerEventSourceAccounts = (
  params: ListPartnerEventSourceAccountsRequest,
): AwsCall<ListPartnerEventSourceAccountsResponse> =>
  typedCall("events", "ListPartnerEventSourceAccounts", { ...params });

/** Calls events:ListPartnerEventSources. */
export const listPartnerEventSources = (
  params: ListPartnerEventSourcesRequest,
): AwsCall<ListPartnerEventSourcesResponse> =>
  typedCall("events", "ListPartnerEventSources", { ...params });

/** Calls events:ListReplays. */
export const listReplays = (params: ListReplaysRequest = {}): AwsCall<ListReplaysResponse> =>
  typedCall("events", "ListReplays", { ...params });

/** Calls events:ListRuleNamesByTarget. */
export const listRuleNamesByTarget = (
  params: ListRuleNamesByTargetRequest,
): AwsCall<ListRuleNamesByTargetResponse> =>
  typedCall("events", "ListRuleNamesByTarget", { ...params });

/** Calls events:ListRules. */
export const listRules = (params: ListRulesRequest = {}): AwsCall<ListRulesResponse> =>
  typedCall("events", "ListRules", { ...params });

/** Calls events:ListTagsForResource. */
export const listTagsForResource = (
  params: ListTagsForResourceRequest,
): AwsCall<ListTagsForResourceResponse> =>
  typedCall("events", "ListTagsForResource", { ...params });

/** Calls events:ListTargetsByRule. */
export const listTargetsByRule = (
  params: ListTargetsByRuleRequest,
): AwsCall<ListTargetsByRuleResponse> => typedCall("events", "ListTargetsByRule", { ...params });

/** Calls events:PutEvents. */
export const putEvents = (params: PutEventsRequest): AwsCall<PutEventsResponse> =>
  typedCall("events", "PutEvents", { ...params });

/** Calls events:PutPermission. */
export const putPermission = (params: PutPermissionRequest = {}): AwsCall<PlainObject> =>
  typedCall("events", "PutPermission", { ...params });

/** Calls events:PutRule. */
export const putRule = (params: PutRuleRequest): AwsCall<PutRuleResponse> =>
  typedCall("events", "PutRule", { ...params });

/** Calls events:PutTargets. */
export const putTargets = (params: PutTargetsRequest): AwsCall<PutTargetsResponse> =>
  typedCall("events", "PutTargets", { ...params });

/** Calls events:RemovePermission. */
export const removePermission = (params: RemovePermissionRequest = {}): AwsCall<PlainObject> =>
  typedCall("events", "RemovePermission", { ...params });

/** Calls events:RemoveTargets. */
export const removeTargets = (params: RemoveTargetsRequest): AwsCall<RemoveTargetsResponse> =>
  typedCall("events", "RemoveTargets", { ...params });

/** Calls events:StartReplay. */
export const startReplay = (params: StartReplayRequest): AwsCall<StartReplayResponse> =>
  typedCall("events", "StartReplay", { ...params });

/** Calls events:TagResource. */
export const tagResource = (params: TagResourceRequest): AwsCall<TagResourceResponse> =>
  typedCall("events", "TagResource", { ...params });

/** Calls events:TestEventPattern. */
export const testEventPattern = (
  params: TestEventPatternRequest,
): AwsCall<TestEventPatternResponse> => typedCall("events", "TestEventPattern", { ...params });

/** Calls events:UntagResource. */
export const untagResource = (params: UntagResourceRequest): AwsCall<UntagResourceResponse> =>
  typedCall("events", "UntagResource", { ...params });

/** Calls events:UpdateApiDestination. */
export const updateApiDestination = (
  params: UpdateApiDestinationRequest,
): AwsCall<UpdateApiDestinationResponse> =>
  typedCall("events", "UpdateApiDestination", { ...params });

/** Calls events:UpdateArchive. */
export const updateArchive = (params: UpdateArchiveRequest): AwsCall<UpdateArchiveResponse> =>
  typedCall("events", "UpdateArchive", { ...params });

/** Calls events:UpdateConnection. */
export const updateConnection = (
  params: UpdateConnectionRequest,
): AwsCall<UpdateConnectionResponse> => typedCall("events", "UpdateConnection", { ...params });

/** Calls events:UpdateEndpoint. */
export const updateEndpoint = (params: UpdateEndpointRequest): AwsCall<UpdateEndpointResponse> =>
  typedCall("events", "UpdateEndpoint", { ...params });

/** Calls events:UpdateEventBus. */
export const updateEventBus = (
  params: UpdateEventBusRequest = {},
): AwsCall<UpdateEventBusResponse> => typedCall("events", "UpdateEventBus", { ...params });

/** AWS's ActivateEventSourceRequest. */
interface ActivateEventSourceRequest {
  readonly Name: string;
}

/** AWS's ApiDestination. */
interface ApiDestination {
  readonly ApiDestinationArn?: string;
  readonly ApiDestinationState?: "ACTIVE" | "INACTIVE";
  readonly ConnectionArn?: string;
  readonly CreationTime?: number | string;
  readonly HttpMethod?: "POST" | "GET" | "HEAD" | "OPTIONS" | "PUT" | "PATCH" | "DELETE";
  readonly InvocationEndpoint?: string;
  readonly InvocationRateLimitPerSecond?: number;
  readonly LastModifiedTime?: number | string;
  readonly Name?: string;
}

/** AWS's AppSyncParameters. */
interface AppSyncParameters {
  readonly GraphQLOperation?: string;
}

/** AWS's Archive. */
interface Archive {
  readonly ArchiveName?: string;
  readonly CreationTime?: number | string;
  readonly EventCount?: number;
  readonly EventSourceArn?: string;
  readonly RetentionDays?: number;
  readonly SizeBytes?: number;
  readonly State?:
    "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  readonly StateReason?: string;
}

/** AWS's AwsVpcConfiguration. */
interface AwsVpcConfiguration {
  readonly AssignPublicIp?: "ENABLED" | "DISABLED";
  readonly SecurityGroups?: readonly string[];
  readonly Subnets: readonly string[];
}

/** AWS's BatchArrayProperties. */
interface BatchArrayProperties {
  readonly Size?: number;
}

/** AWS's BatchParameters. */
interface BatchParameters {
  readonly ArrayProperties?: BatchArrayProperties;
  readonly JobDefinition: string;
  readonly JobName: string;
  readonly RetryStrategy?: BatchRetryStrategy;
}

/** AWS's BatchRetryStrategy. */
interface BatchRetryStrategy {
  readonly Attempts?: number;
}

/** AWS's CancelReplayRequest. */
interface CancelReplayRequest {
  readonly ReplayName: string;
}

/** AWS's CancelReplayResponse. */
interface CancelReplayResponse {
  readonly ReplayArn?: string;
  readonly State?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  readonly StateReason?: string;
}

/** AWS's CapacityProviderStrategyItem. */
interface CapacityProviderStrategyItem {
  readonly base?: number;
  readonly capacityProvider: string;
  readonly weight?: number;
}

/** AWS's Condition. */
interface Condition {
  readonly Key: string;
  readonly Type: string;
  readonly Value: string;
}

/** AWS's Connection. */
interface Connection {
  readonly AuthorizationType?: "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";
  readonly ConnectionArn?: string;
  readonly ConnectionState?:
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "AUTHORIZED"
    | "DEAUTHORIZED"
    | "AUTHORIZING"
    | "DEAUTHORIZING"
    | "ACTIVE"
    | "FAILED_CONNECTIVITY";
  readonly CreationTime?: number | string;
  readonly LastAuthorizedTime?: number | string;
  readonly LastModifiedTime?: number | string;
  readonly Name?: string;
  readonly StateReason?: string;
}

/** AWS's ConnectionApiKeyAuthResponseParameters. */
interface ConnectionApiKeyAuthResponseParameters {
  readonly ApiKeyName?: string;
}

/** AWS's ConnectionAuthResponseParameters. */
interface ConnectionAuthResponseParameters {
  readonly ApiKeyAuthParameters?: ConnectionApiKeyAuthResponseParameters;
  readonly BasicAuthParameters?: ConnectionBasicAuthResponseParameters;
  readonly ConnectivityParameters?: DescribeConnectionConnectivityParameters;
  readonly InvocationHttpParameters?: ConnectionHttpParameters;
  readonly OAuthParameters?: ConnectionOAuthResponseParameters;
}

/** AWS's ConnectionBasicAuthResponseParameters. */
interface ConnectionBasicAuthResponseParameters {
  readonly Username?: string;
}

/** AWS's ConnectionBodyParameter. */
interface ConnectionBodyParameter {
  readonly IsValueSecret?: boolean;
  readonly Key?: string;
  readonly Value?: string;
}

/** AWS's ConnectionHeaderParameter. */
interface ConnectionHeaderParameter {
  readonly IsValueSecret?: boolean;
  readonly Key?: string;
  readonly Value?: string;
}

/** AWS's ConnectionHttpParameters. */
interface ConnectionHttpParameters {
  readonly BodyParameters?: readonly ConnectionBodyParameter[];
  readonly HeaderParameters?: readonly ConnectionHeaderParameter[];
  readonly QueryStringParameters?: readonly ConnectionQueryStringParameter[];
}

/** AWS's ConnectionOAuthClientResponseParameters. */
interface ConnectionOAuthClientResponseParameters {
  readonly ClientID?: string;
}

/** AWS's ConnectionOAuthResponseParameters. */
interface ConnectionOAuthResponseParameters {
  readonly AuthorizationEndpoint?: string;
  readonly ClientParameters?: ConnectionOAuthClientResponseParameters;
  readonly HttpMethod?: "GET" | "POST" | "PUT";
  readonly OAuthHttpParameters?: ConnectionHttpParameters;
}

/** AWS's ConnectionQueryStringParameter. */
interface ConnectionQueryStringParameter {
  readonly IsValueSecret?: boolean;
  readonly Key?: string;
  readonly Value?: string;
}

/** AWS's ConnectivityResourceConfigurationArn. */
interface ConnectivityResourceConfigurationArn {
  readonly ResourceConfigurationArn: string;
}

/** AWS's ConnectivityResourceParameters. */
interface ConnectivityResourceParameters {
  readonly ResourceParameters: ConnectivityResourceConfigurationArn;
}

/** AWS's CreateApiDestinationRequest. */
interface CreateApiDestinationRequest {
  readonly ConnectionArn: string;
  readonly Description?: string;
  readonly HttpMethod: "POST" | "GET" | "HEAD" | "OPTIONS" | "PUT" | "PATCH" | "DELETE";
  readonly InvocationEndpoint: string;
  readonly InvocationRateLimitPerSecond?: number;
  readonly Name: string;
}

/** AWS's CreateApiDestinationResponse. */
interface CreateApiDestinationResponse {
  readonly ApiDestinationArn?: string;
  readonly ApiDestinationState?: "ACTIVE" | "INACTIVE";
  readonly CreationTime?: number | string;
  readonly LastModifiedTime?: number | string;
}

/** AWS's CreateArchiveRequest. */
interface CreateArchiveRequest {
  readonly ArchiveName: string;
  readonly Description?: string;
  readonly EventPattern?: string;
  readonly EventSourceArn: string;
  readonly KmsKeyIdentifier?: string;
  readonly RetentionDays?: number;
}

/** AWS's CreateArchiveResponse. */
interface CreateArchiveResponse {
  readonly ArchiveArn?: string;
  readonly CreationTime?: number | string;
  readonly State?:
    "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  readonly StateReason?: string;
}

/** AWS's CreateConnectionApiKeyAuthRequestParameters. */
interface CreateConnectionApiKeyAuthRequestParameters {
  readonly ApiKeyName: string;
  readonly ApiKeyValue: string;
}

/** AWS's CreateConnectionAuthRequestParameters. */
interface CreateConnectionAuthRequestParameters {
  readonly ApiKeyAuthParameters?: CreateConnectionApiKeyAuthRequestParameters;
  readonly BasicAuthParameters?: CreateConnectionBasicAuthRequestParameters;
  readonly ConnectivityParameters?: ConnectivityResourceParameters;
  readonly InvocationHttpParameters?: ConnectionHttpParameters;
  readonly OAuthParameters?: CreateConnectionOAuthRequestParameters;
}

/** AWS's CreateConnectionBasicAuthRequestParameters. */
interface CreateConnectionBasicAuthRequestParameters {
  readonly Password: string;
  readonly Username: string;
}

/** AWS's CreateConnectionOAuthClientRequestParameters. */
interface CreateConnectionOAuthClientRequestParameters {
  readonly ClientID: string;
  readonly ClientSecret: string;
}

/** AWS's CreateConnectionOAuthRequestParameters. */
interface CreateConnectionOAuthRequestParameters {
  readonly AuthorizationEndpoint: string;
  readonly ClientParameters: CreateConnectionOAuthClientRequestParameters;
  readonly HttpMethod: "GET" | "POST" | "PUT";
  readonly OAuthHttpParameters?: ConnectionHttpParameters;
}

/** AWS's CreateConnectionRequest. */
interface CreateConnectionRequest {
  readonly AuthParameters: CreateConnectionAuthRequestParameters;
  readonly AuthorizationType: "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";
  readonly Description?: string;
  readonly InvocationConnectivityParameters?: ConnectivityResourceParameters;
  readonly KmsKeyIdentifier?: string;
  readonly Name: string;
}

/** AWS's CreateConnectionResponse. */
interface CreateConnectionResponse {
  readonly ConnectionArn?: string;
  readonly ConnectionState?:
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "AUTHORIZED"
    | "DEAUTHORIZED"
    | "AUTHORIZING"
    | "DEAUTHORIZING"
    | "ACTIVE"
    | "FAILED_CONNECTIVITY";
  readonly CreationTime?: number | string;
  readonly LastModifiedTime?: number | string;
}

/** AWS's CreateEndpointRequest. */
interface CreateEndpointRequest {
  readonly Description?: string;
  readonly EventBuses: readonly EndpointEventBus[];
  readonly Name: string;
  readonly ReplicationConfig?: ReplicationConfig;
  readonly RoleArn?: string;
  readonly RoutingConfig: RoutingConfig;
}

/** AWS's CreateEndpointResponse. */
interface CreateEndpointResponse {
  readonly Arn?: string;
  readonly EventBuses?: readonly EndpointEventBus[];
  readonly Name?: string;
  readonly ReplicationConfig?: ReplicationConfig;
  readonly RoleArn?: string;
  readonly RoutingConfig?: RoutingConfig;
  readonly State?:
    | "ACTIVE"
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "CREATE_FAILED"
    | "UPDATE_FAILED"
    | "DELETE_FAILED";
}

/** AWS's CreateEventBusRequest. */
interface CreateEventBusRequest {
  readonly DeadLetterConfig?: DeadLetterConfig;
  readonly Description?: string;
  readonly EventSourceName?: string;
  readonly KmsKeyIdentifier?: string;
  readonly LogConfig?: LogConfig;
  readonly Name: string;
  readonly Tags?: readonly Tag[];
}

/** AWS's CreateEventBusResponse. */
interface CreateEventBusResponse {
  readonly DeadLetterConfig?: DeadLetterConfig;
  readonly Description?: string;
  readonly EventBusArn?: string;
  readonly KmsKeyIdentifier?: string;
  readonly LogConfig?: LogConfig;
}

/** AWS's CreatePartnerEventSourceRequest. */
interface CreatePartnerEventSourceRequest {
  readonly Account: string;
  readonly Name: string;
}

/** AWS's CreatePartnerEventSourceResponse. */
interface CreatePartnerEventSourceResponse {
  readonly EventSourceArn?: string;
}

/** AWS's DeactivateEventSourceRequest. */
interface DeactivateEventSourceRequest {
  readonly Name: string;
}

/** AWS's DeadLetterConfig. */
interface DeadLetterConfig {
  readonly Arn?: string;
}

/** AWS's DeauthorizeConnectionRequest. */
interface DeauthorizeConnectionRequest {
  readonly Name: string;
}

/** AWS's DeauthorizeConnectionResponse. */
interface DeauthorizeConnectionResponse {
  readonly ConnectionArn?: string;
  readonly ConnectionState?:
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "AUTHORIZED"
    | "DEAUTHORIZED"
    | "AUTHORIZING"
    | "DEAUTHORIZING"
    | "ACTIVE"
    | "FAILED_CONNECTIVITY";
  readonly CreationTime?: number | string;
  readonly LastAuthorizedTime?: number | string;
  readonly LastModifiedTime?: number | string;
}

/** AWS's DeleteApiDestinationRequest. */
interface DeleteApiDestinationRequest {
  readonly Name: string;
}

/** AWS's DeleteApiDestinationResponse, which says nothing. */
type DeleteApiDestinationResponse = object;

/** AWS's DeleteArchiveRequest. */
interface DeleteArchiveRequest {
  readonly ArchiveName: string;
}

/** AWS's DeleteArchiveResponse, which says nothing. */
type DeleteArchiveResponse = object;

/** AWS's DeleteConnectionRequest. */
interface DeleteConnectionRequest {
  readonly Name: string;
}

/** AWS's DeleteConnectionResponse. */
interface DeleteConnectionResponse {
  readonly ConnectionArn?: string;
  readonly ConnectionState?:
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "AUTHORIZED"
    | "DEAUTHORIZED"
    | "AUTHORIZING"
    | "DEAUTHORIZING"
    | "ACTIVE"
    | "FAILED_CONNECTIVITY";
  readonly CreationTime?: number | string;
  readonly LastAuthorizedTime?: number | string;
  readonly LastModifiedTime?: number | string;
}

/** AWS's DeleteEndpointRequest. */
interface DeleteEndpointRequest {
  readonly Name: string;
}

/** AWS's DeleteEndpointResponse, which says nothing. */
type DeleteEndpointResponse = object;

/** AWS's DeleteEventBusRequest. */
interface DeleteEventBusRequest {
  readonly Name: string;
}

/** AWS's DeletePartnerEventSourceRequest. */
interface DeletePartnerEventSourceRequest {
  readonly Account: string;
  readonly Name: string;
}

/** AWS's DeleteRuleRequest. */
interface DeleteRuleRequest {
  readonly EventBusName?: string;
  readonly Force?: boolean;
  readonly Name: string;
}

/** AWS's DescribeApiDestinationRequest. */
interface DescribeApiDestinationRequest {
  readonly Name: string;
}

/** AWS's DescribeApiDestinationResponse. */
interface DescribeApiDestinationResponse {
  readonly ApiDestinationArn?: string;
  readonly ApiDestinationState?: "ACTIVE" | "INACTIVE";
  readonly ConnectionArn?: string;
  readonly CreationTime?: number | string;
  readonly Description?: string;
  readonly HttpMethod?: "POST" | "GET" | "HEAD" | "OPTIONS" | "PUT" | "PATCH" | "DELETE";
  readonly InvocationEndpoint?: string;
  readonly InvocationRateLimitPerSecond?: number;
  readonly LastModifiedTime?: number | string;
  readonly Name?: string;
}

/** AWS's DescribeArchiveRequest. */
interface DescribeArchiveRequest {
  readonly ArchiveName: string;
}

/** AWS's DescribeArchiveResponse. */
interface DescribeArchiveResponse {
  readonly ArchiveArn?: string;
  readonly ArchiveName?: string;
  readonly CreationTime?: number | string;
  readonly Description?: string;
  readonly EventCount?: number;
  readonly EventPattern?: string;
  readonly EventSourceArn?: string;
  readonly KmsKeyIdentifier?: string;
  readonly RetentionDays?: number;
  readonly SizeBytes?: number;
  readonly State?:
    "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  readonly StateReason?: string;
}

/** AWS's DescribeConnectionConnectivityParameters. */
interface DescribeConnectionConnectivityParameters {
  readonly ResourceParameters: DescribeConnectionResourceParameters;
}

/** AWS's DescribeConnectionRequest. */
interface DescribeConnectionRequest {
  readonly Name: string;
}

/** AWS's DescribeConnectionResourceParameters. */
interface DescribeConnectionResourceParameters {
  readonly ResourceAssociationArn: string;
  readonly ResourceConfigurationArn: string;
}

/** AWS's DescribeConnectionResponse. */
interface DescribeConnectionResponse {
  readonly AuthParameters?: ConnectionAuthResponseParameters;
  readonly AuthorizationType?: "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";
  readonly ConnectionArn?: string;
  readonly ConnectionState?:
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "AUTHORIZED"
    | "DEAUTHORIZED"
    | "AUTHORIZING"
    | "DEAUTHORIZING"
    | "ACTIVE"
    | "FAILED_CONNECTIVITY";
  readonly CreationTime?: number | string;
  readonly Description?: string;
  readonly InvocationConnectivityParameters?: DescribeConnectionConnectivityParameters;
  readonly KmsKeyIdentifier?: string;
  readonly LastAuthorizedTime?: number | string;
  readonly LastModifiedTime?: number | string;
  readonly Name?: string;
  readonly SecretArn?: string;
  readonly StateReason?: string;
}

/** AWS's DescribeEndpointRequest. */
interface DescribeEndpointRequest {
  readonly HomeRegion?: string;
  readonly Name: string;
}

/** AWS's DescribeEndpointResponse. */
interface DescribeEndpointResponse {
  readonly Arn?: string;
  readonly CreationTime?: number | string;
  readonly Description?: string;
  readonly EndpointId?: string;
  readonly EndpointUrl?: string;
  readonly EventBuses?: readonly EndpointEventBus[];
  readonly LastModifiedTime?: number | string;
  readonly Name?: string;
  readonly ReplicationConfig?: ReplicationConfig;
  readonly RoleArn?: string;
  readonly RoutingConfig?: RoutingConfig;
  readonly State?:
    | "ACTIVE"
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "CREATE_FAILED"
    | "UPDATE_FAILED"
    | "DELETE_FAILED";
  readonly StateReason?: string;
}

/** AWS's DescribeEventBusRequest. */
interface DescribeEventBusRequest {
  readonly Name?: string;
}

/** AWS's DescribeEventBusResponse. */
interface DescribeEventBusResponse {
  readonly Arn?: string;
  readonly CreationTime?: number | string;
  readonly DeadLetterConfig?: DeadLetterConfig;
  readonly Description?: string;
  readonly KmsKeyIdentifier?: string;
  readonly LastModifiedTime?: number | string;
  readonly LogConfig?: LogConfig;
  readonly Name?: string;
  readonly Policy?: string;
}

/** AWS's DescribeEventSourceRequest. */
interface DescribeEventSourceRequest {
  readonly Name: string;
}

/** AWS's DescribeEventSourceResponse. */
interface DescribeEventSourceResponse {
  readonly Arn?: string;
  readonly CreatedBy?: string;
  readonly CreationTime?: number | string;
  readonly ExpirationTime?: number | string;
  readonly Name?: string;
  readonly State?: "PENDING" | "ACTIVE" | "DELETED";
}

/** AWS's DescribePartnerEventSourceRequest. */
interface DescribePartnerEventSourceRequest {
  readonly Name: string;
}

/** AWS's DescribePartnerEventSourceResponse. */
interface DescribePartnerEventSourceResponse {
  readonly Arn?: string;
  readonly Name?: string;
}

/** AWS's DescribeReplayRequest. */
interface DescribeReplayRequest {
  readonly ReplayName: string;
}

/** AWS's DescribeReplayResponse. */
interface DescribeReplayResponse {
  readonly Description?: string;
  readonly Destination?: ReplayDestination;
  readonly EventEndTime?: number | string;
  readonly EventLastReplayedTime?: number | string;
  readonly EventSourceArn?: string;
  readonly EventStartTime?: number | string;
  readonly ReplayArn?: string;
  readonly ReplayEndTime?: number | string;
  readonly ReplayName?: string;
  readonly ReplayStartTime?: number | string;
  readonly State?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  readonly StateReason?: string;
}

/** AWS's DescribeRuleRequest. */
interface DescribeRuleRequest {
  readonly EventBusName?: string;
  readonly Name: string;
}

/** AWS's DescribeRuleResponse. */
interface DescribeRuleResponse {
  readonly Arn?: string;
  readonly CreatedBy?: string;
  readonly Description?: string;
  readonly EventBusName?: string;
  readonly EventPattern?: string;
  readonly ManagedBy?: string;
  readonly Name?: string;
  readonly RoleArn?: string;
  readonly ScheduleExpression?: string;
  readonly State?: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
}

/** AWS's DisableRuleRequest. */
interface DisableRuleRequest {
  readonly EventBusName?: string;
  readonly Name: string;
}

/** AWS's EcsParameters. */
interface EcsParameters {
  readonly CapacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  readonly EnableECSManagedTags?: boolean;
  readonly EnableExecuteCommand?: boolean;
  readonly Group?: string;
  readonly LaunchType?: "EC2" | "FARGATE" | "EXTERNAL";
  readonly NetworkConfiguration?: NetworkConfiguration;
  readonly PlacementConstraints?: readonly PlacementConstraint[];
  readonly PlacementStrategy?: readonly PlacementStrategy[];
  readonly PlatformVersion?: string;
  readonly PropagateTags?: "TASK_DEFINITION";
  readonly ReferenceId?: string;
  readonly Tags?: readonly Tag[];
  readonly TaskCount?: number;
  readonly TaskDefinitionArn: string;
}

/** AWS's EnableRuleRequest. */
interface EnableRuleRequest {
  readonly EventBusName?: string;
  readonly Name: string;
}

/** AWS's Endpoint. */
interface Endpoint {
  readonly Arn?: string;
  readonly CreationTime?: number | string;
  readonly Description?: string;
  readonly EndpointId?: string;
  readonly EndpointUrl?: string;
  readonly EventBuses?: readonly EndpointEventBus[];
  readonly LastModifiedTime?: number | string;
  readonly Name?: string;
  readonly ReplicationConfig?: ReplicationConfig;
  readonly RoleArn?: string;
  readonly RoutingConfig?: RoutingConfig;
  readonly State?:
    | "ACTIVE"
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "CREATE_FAILED"
    | "UPDATE_FAILED"
    | "DELETE_FAILED";
  readonly StateReason?: string;
}

/** AWS's EndpointEventBus. */
interface EndpointEventBus {
  readonly EventBusArn: string;
}

/** AWS's EventBus. */
interface EventBus {
  readonly Arn?: string;
  readonly CreationTime?: number | string;
  readonly Description?: string;
  readonly LastModifiedTime?: number | string;
  readonly Name?: string;
  readonly Policy?: string;
}

/** AWS's EventSource. */
interface EventSource {
  readonly Arn?: string;
  readonly CreatedBy?: string;
  readonly CreationTime?: number | string;
  readonly ExpirationTime?: number | string;
  readonly Name?: string;
  readonly State?: "PENDING" | "ACTIVE" | "DELETED";
}

/** AWS's FailoverConfig. */
interface FailoverConfig {
  readonly Primary: Primary;
  readonly Secondary: Secondary;
}

/** AWS's HttpParameters. */
interface HttpParameters {
  readonly HeaderParameters?: Readonly<Record<string, string>>;
  readonly PathParameterValues?: readonly string[];
  readonly QueryStringParameters?: Readonly<Record<string, string>>;
}

/** AWS's InputTransformer. */
interface InputTransformer {
  readonly InputPathsMap?: Readonly<Record<string, string>>;
  readonly InputTemplate: string;
}

/** AWS's KinesisParameters. */
interface KinesisParameters {
  readonly PartitionKeyPath: string;
}

/** AWS's ListApiDestinationsRequest. */
interface ListApiDestinationsRequest {
  readonly ConnectionArn?: string;
  readonly Limit?: number;
  readonly NamePrefix?: string;
  readonly NextToken?: string;
}

/** AWS's ListApiDestinationsResponse. */
interface ListApiDestinationsResponse {
  readonly ApiDestinations?: readonly ApiDestination[];
  readonly NextToken?: string;
}

/** AWS's ListArchivesRequest. */
interface ListArchivesRequest {
  readonly EventSourceArn?: string;
  readonly Limit?: number;
  readonly NamePrefix?: string;
  readonly NextToken?: string;
  readonly State?:
    "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
}

/** AWS's ListArchivesResponse. */
interface ListArchivesResponse {
  readonly Archives?: readonly Archive[];
  readonly NextToken?: string;
}

/** AWS's ListConnectionsRequest. */
interface ListConnectionsRequest {
  readonly ConnectionState?:
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "AUTHORIZED"
    | "DEAUTHORIZED"
    | "AUTHORIZING"
    | "DEAUTHORIZING"
    | "ACTIVE"
    | "FAILED_CONNECTIVITY";
  readonly Limit?: number;
  readonly NamePrefix?: string;
  readonly NextToken?: string;
}

/** AWS's ListConnectionsResponse. */
interface ListConnectionsResponse {
  readonly Connections?: readonly Connection[];
  readonly NextToken?: string;
}

/** AWS's ListEndpointsRequest. */
interface ListEndpointsRequest {
  readonly HomeRegion?: string;
  readonly MaxResults?: number;
  readonly NamePrefix?: string;
  readonly NextToken?: string;
}

/** AWS's ListEndpointsResponse. */
interface ListEndpointsResponse {
  readonly Endpoints?: readonly Endpoint[];
  readonly NextToken?: string;
}

/** AWS's ListEventBusesRequest. */
interface ListEventBusesRequest {
  readonly Limit?: number;
  readonly NamePrefix?: string;
  readonly NextToken?: string;
}

/** AWS's ListEventBusesResponse. */
interface ListEventBusesResponse {
  readonly EventBuses?: readonly EventBus[];
  readonly NextToken?: string;
}

/** AWS's ListEventSourcesRequest. */
interface ListEventSourcesRequest {
  readonly Limit?: number;
  readonly NamePrefix?: string;
  readonly NextToken?: string;
}

/** AWS's ListEventSourcesResponse. */
interface ListEventSourcesResponse {
  readonly EventSources?: readonly EventSource[];
  readonly NextToken?: string;
}

/** AWS's ListPartnerEventSourceAccountsRequest. */
interface ListPartnerEventSourceAccountsRequest {
  readonly EventSourceName: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** AWS's ListPartnerEventSourceAccountsResponse. */
interface ListPartnerEventSourceAccountsResponse {
  readonly NextToken?: string;
  readonly PartnerEventSourceAccounts?: readonly PartnerEventSourceAccount[];
}

/** AWS's ListPartnerEventSourcesRequest. */
interface ListPartnerEventSourcesRequest {
  readonly Limit?: number;
  readonly NamePrefix: string;
  readonly NextToken?: string;
}

/** AWS's ListPartnerEventSourcesResponse. */
interface ListPartnerEventSourcesResponse {
  readonly NextToken?: string;
  readonly PartnerEventSources?: readonly PartnerEventSource[];
}

/** AWS's ListReplaysRequest. */
interface ListReplaysRequest {
  readonly EventSourceArn?: string;
  readonly Limit?: number;
  readonly NamePrefix?: string;
  readonly NextToken?: string;
  readonly State?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
}

/** AWS's ListReplaysResponse. */
interface ListReplaysResponse {
  readonly NextToken?: string;
  readonly Replays?: readonly Replay[];
}

/** AWS's ListRuleNamesByTargetRequest. */
interface ListRuleNamesByTargetRequest {
  readonly EventBusName?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
  readonly TargetArn: string;
}

/** AWS's ListRuleNamesByTargetResponse. */
interface ListRuleNamesByTargetResponse {
  readonly NextToken?: string;
  readonly RuleNames?: readonly string[];
}

/** AWS's ListRulesRequest. */
interface ListRulesRequest {
  readonly EventBusName?: string;
  readonly Limit?: number;
  readonly NamePrefix?: string;
  readonly NextToken?: string;
}

/** AWS's ListRulesResponse. */
interface ListRulesResponse {
  readonly NextToken?: string;
  readonly Rules?: readonly Rule[];
}

/** AWS's ListTagsForResourceRequest. */
interface ListTagsForResourceRequest {
  readonly ResourceARN: string;
}

/** AWS's ListTagsForResourceResponse. */
interface ListTagsForResourceResponse {
  readonly Tags?: readonly Tag[];
}

/** AWS's ListTargetsByRuleRequest. */
interface ListTargetsByRuleRequest {
  readonly EventBusName?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
  readonly Rule: string;
}

/** AWS's ListTargetsByRuleResponse. */
interface ListTargetsByRuleResponse {
  readonly NextToken?: string;
  readonly Targets?: readonly Target[];
}

/** AWS's LogConfig. */
interface LogConfig {
  readonly IncludeDetail?: "NONE" | "FULL";
  readonly Level?: "OFF" | "ERROR" | "INFO" | "TRACE";
}

/** AWS's NetworkConfiguration. */
interface NetworkConfiguration {
  readonly awsvpcConfiguration?: AwsVpcConfiguration;
}

/** AWS's PartnerEventSource. */
interface PartnerEventSource {
  readonly Arn?: string;
  readonly Name?: string;
}

/** AWS's PartnerEventSourceAccount. */
interface PartnerEventSourceAccount {
  readonly Account?: string;
  readonly CreationTime?: number | string;
  readonly ExpirationTime?: number | string;
  readonly State?: "PENDING" | "ACTIVE" | "DELETED";
}

/** AWS's PlacementConstraint. */
interface PlacementConstraint {
  readonly expression?: string;
  readonly type?: "distinctInstance" | "memberOf";
}

/** AWS's PlacementStrategy. */
interface PlacementStrategy {
  readonly field?: string;
  readonly type?: "random" | "spread" | "binpack";
}

/** AWS's Primary. */
interface Primary {
  readonly HealthCheck: string;
}

/** AWS's PutEventsRequest. */
interface PutEventsRequest {
  readonly EndpointId?: string;
  readonly Entries: readonly PutEventsRequestEntry[];
}

/** AWS's PutEventsRequestEntry. */
interface PutEventsRequestEntry {
  readonly Detail?: string;
  readonly DetailType?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  readonly Source?: string;
  readonly Time?: number | string;
  readonly TraceHeader?: string;
}

/** AWS's PutEventsResponse. */
interface PutEventsResponse {
  readonly Entries?: readonly PutEventsResultEntry[];
  readonly FailedEntryCount?: number;
}

/** AWS's PutEventsResultEntry. */
interface PutEventsResultEntry {
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
  readonly EventId?: string;
}

/** AWS's PutPermissionRequest. */
interface PutPermissionRequest {
  readonly Action?: string;
  readonly Condition?: Condition;
  readonly EventBusName?: string;
  readonly Policy?: string;
  readonly Principal?: string;
  readonly StatementId?: string;
}

/** AWS's PutRuleRequest. */
interface PutRuleRequest {
  readonly Description?: string;
  readonly EventBusName?: string;
  readonly EventPattern?: string;
  readonly Name: string;
  readonly RoleArn?: string;
  readonly ScheduleExpression?: string;
  readonly State?: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  readonly Tags?: readonly Tag[];
}

/** AWS's PutRuleResponse. */
interface PutRuleResponse {
  readonly RuleArn?: string;
}

/** AWS's PutTargetsRequest. */
interface PutTargetsRequest {
  readonly EventBusName?: string;
  readonly Rule: string;
  readonly Targets: readonly Target[];
}

/** AWS's PutTargetsResponse. */
interface PutTargetsResponse {
  readonly FailedEntries?: readonly PutTargetsResultEntry[];
  readonly FailedEntryCount?: number;
}

/** AWS's PutTargetsResultEntry. */
interface PutTargetsResultEntry {
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
  readonly TargetId?: string;
}

/** AWS's RedshiftDataParameters. */
interface RedshiftDataParameters {
  readonly Database: string;
  readonly DbUser?: string;
  readonly SecretManagerArn?: string;
  readonly Sql?: string;
  readonly Sqls?: readonly string[];
  readonly StatementName?: string;
  readonly WithEvent?: boolean;
}

/** AWS's RemovePermissionRequest. */
interface RemovePermissionRequest {
  readonly EventBusName?: string;
  readonly RemoveAllPermissions?: boolean;
  readonly StatementId?: string;
}

/** AWS's RemoveTargetsRequest. */
interface RemoveTargetsRequest {
  readonly EventBusName?: string;
  readonly Force?: boolean;
  readonly Ids: readonly string[];
  readonly Rule: string;
}

/** AWS's RemoveTargetsResponse. */
interface RemoveTargetsResponse {
  readonly FailedEntries?: readonly RemoveTargetsResultEntry[];
  readonly FailedEntryCount?: number;
}

/** AWS's RemoveTargetsResultEntry. */
interface RemoveTargetsResultEntry {
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
  readonly TargetId?: string;
}

/** AWS's Replay. */
interface Replay {
  readonly EventEndTime?: number | string;
  readonly EventLastReplayedTime?: number | string;
  readonly EventSourceArn?: string;
  readonly EventStartTime?: number | string;
  readonly ReplayEndTime?: number | string;
  readonly ReplayName?: string;
  readonly ReplayStartTime?: number | string;
  readonly State?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  readonly StateReason?: string;
}

/** AWS's ReplayDestination. */
interface ReplayDestination {
  readonly Arn: string;
  readonly FilterArns?: readonly string[];
}

/** AWS's ReplicationConfig. */
interface ReplicationConfig {
  readonly State?: "ENABLED" | "DISABLED";
}

/** AWS's RetryPolicy. */
interface RetryPolicy {
  readonly MaximumEventAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
}

/** AWS's RoutingConfig. */
interface RoutingConfig {
  readonly FailoverConfig: FailoverConfig;
}

/** AWS's Rule. */
interface Rule {
  readonly Arn?: string;
  readonly Description?: string;
  readonly EventBusName?: string;
  readonly EventPattern?: string;
  readonly ManagedBy?: string;
  readonly Name?: string;
  readonly RoleArn?: string;
  readonly ScheduleExpression?: string;
  readonly State?: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
}

/** AWS's RunCommandParameters. */
interface RunCommandParameters {
  readonly RunCommandTargets: readonly RunCommandTarget[];
}

/** AWS's RunCommandTarget. */
interface RunCommandTarget {
  readonly Key: string;
  readonly Values: readonly string[];
}

/** AWS's SageMakerPipelineParameter. */
interface SageMakerPipelineParameter {
  readonly Name: string;
  readonly Value: string;
}

/** AWS's SageMakerPipelineParameters. */
interface SageMakerPipelineParameters {
  readonly PipelineParameterList?: readonly SageMakerPipelineParameter[];
}

/** AWS's Secondary. */
interface Secondary {
  readonly Route: string;
}

/** AWS's SqsParameters. */
interface SqsParameters {
  readonly MessageGroupId?: string;
}

/** AWS's StartReplayRequest. */
interface StartReplayRequest {
  readonly Description?: string;
  readonly Destination: ReplayDestination;
  readonly EventEndTime: number | string;
  readonly EventSourceArn: string;
  readonly EventStartTime: number | string;
  readonly ReplayName: string;
}

/** AWS's StartReplayResponse. */
interface StartReplayResponse {
  readonly ReplayArn?: string;
  readonly ReplayStartTime?: number | string;
  readonly State?: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  readonly StateReason?: string;
}

/** AWS's Tag. */
interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** AWS's TagResourceRequest. */
interface TagResourceRequest {
  readonly ResourceARN: string;
  readonly Tags: readonly Tag[];
}

/** AWS's TagResourceResponse, which says nothing. */
type TagResourceResponse = object;

/** AWS's Target. */
interface Target {
  readonly AppSyncParameters?: AppSyncParameters;
  readonly Arn: string;
  readonly BatchParameters?: BatchParameters;
  readonly DeadLetterConfig?: DeadLetterConfig;
  readonly EcsParameters?: EcsParameters;
  readonly HttpParameters?: HttpParameters;
  readonly Id: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: InputTransformer;
  readonly KinesisParameters?: KinesisParameters;
  readonly RedshiftDataParameters?: RedshiftDataParameters;
  readonly RetryPolicy?: RetryPolicy;
  readonly RoleArn?: string;
  readonly RunCommandParameters?: RunCommandParameters;
  readonly SageMakerPipelineParameters?: SageMakerPipelineParameters;
  readonly SqsParameters?: SqsParameters;
}

/** AWS's TestEventPatternRequest. */
interface TestEventPatternRequest {
  readonly Event: string;
  readonly EventPattern: string;
}

/** AWS's TestEventPatternResponse. */
interface TestEventPatternResponse {
  readonly Result?: boolean;
}

/** AWS's UntagResourceRequest. */
interface UntagResourceRequest {
  readonly ResourceARN: string;
  readonly TagKeys: readonly string[];
}

/** AWS's UntagResourceResponse, which says nothing. */
type UntagResourceResponse = object;

/** AWS's UpdateApiDestinationRequest. */
interface UpdateApiDestinationRequest {
  readonly ConnectionArn?: string;
  readonly Description?: string;
  readonly HttpMethod?: "POST" | "GET" | "HEAD" | "OPTIONS" | "PUT" | "PATCH" | "DELETE";
  readonly InvocationEndpoint?: string;
  readonly InvocationRateLimitPerSecond?: number;
  readonly Name: string;
}

/** AWS's UpdateApiDestinationResponse. */
interface UpdateApiDestinationResponse {
  readonly ApiDestinationArn?: string;
  readonly ApiDestinationState?: "ACTIVE" | "INACTIVE";
  readonly CreationTime?: number | string;
  readonly LastModifiedTime?: number | string;
}

/** AWS's UpdateArchiveRequest. */
interface UpdateArchiveRequest {
  readonly ArchiveName: string;
  readonly Description?: string;
  readonly EventPattern?: string;
  readonly KmsKeyIdentifier?: string;
  readonly RetentionDays?: number;
}

/** AWS's UpdateArchiveResponse. */
interface UpdateArchiveResponse {
  readonly ArchiveArn?: string;
  readonly CreationTime?: number | string;
  readonly State?:
    "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  readonly StateReason?: string;
}

/** AWS's UpdateConnectionApiKeyAuthRequestParameters. */
interface UpdateConnectionApiKeyAuthRequestParameters {
  readonly ApiKeyName?: string;
  readonly ApiKeyValue?: string;
}

/** AWS's UpdateConnectionAuthRequestParameters. */
interface UpdateConnectionAuthRequestParameters {
  readonly ApiKeyAuthParameters?: UpdateConnectionApiKeyAuthRequestParameters;
  readonly BasicAuthParameters?: UpdateConnectionBasicAuthRequestParameters;
  readonly ConnectivityParameters?: ConnectivityResourceParameters;
  readonly InvocationHttpParameters?: ConnectionHttpParameters;
  readonly OAuthParameters?: UpdateConnectionOAuthRequestParameters;
}

/** AWS's UpdateConnectionBasicAuthRequestParameters. */
interface UpdateConnectionBasicAuthRequestParameters {
  readonly Password?: string;
  readonly Username?: string;
}

/** AWS's UpdateConnectionOAuthClientRequestParameters. */
interface UpdateConnectionOAuthClientRequestParameters {
  readonly ClientID?: string;
  readonly ClientSecret?: string;
}

/** AWS's UpdateConnectionOAuthRequestParameters. */
interface UpdateConnectionOAuthRequestParameters {
  readonly AuthorizationEndpoint?: string;
  readonly ClientParameters?: UpdateConnectionOAuthClientRequestParameters;
  readonly HttpMethod?: "GET" | "POST" | "PUT";
  readonly OAuthHttpParameters?: ConnectionHttpParameters;
}

/** AWS's UpdateConnectionRequest. */
interface UpdateConnectionRequest {
  readonly AuthParameters?: UpdateConnectionAuthRequestParameters;
  readonly AuthorizationType?: "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";
  readonly Description?: string;
  readonly InvocationConnectivityParameters?: ConnectivityResourceParameters;
  readonly KmsKeyIdentifier?: string;
  readonly Name: string;
}

/** AWS's UpdateConnectionResponse. */
interface UpdateConnectionResponse {
  readonly ConnectionArn?: string;
  readonly ConnectionState?:
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "AUTHORIZED"
    | "DEAUTHORIZED"
    | "AUTHORIZING"
    | "DEAUTHORIZING"
    | "ACTIVE"
    | "FAILED_CONNECTIVITY";
  readonly CreationTime?: number | string;
  readonly LastAuthorizedTime?: number | string;
  readonly LastModifiedTime?: number | string;
}

/** AWS's UpdateEndpointRequest. */
interface UpdateEndpointRequest {
  readonly Description?: string;
  readonly EventBuses?: readonly EndpointEventBus[];
  readonly Name: string;
  readonly ReplicationConfig?: ReplicationConfig;
  readonly RoleArn?: string;
  readonly RoutingConfig?: RoutingConfig;
}

/** AWS's UpdateEndpointResponse. */
interface UpdateEndpointResponse {
  readonly Arn?: string;
  readonly EndpointId?: string;
  readonly EndpointUrl?: string;
  readonly EventBuses?: readonly EndpointEventBus[];
  readonly Name?: string;
  readonly ReplicationConfig?: ReplicationConfig;
  readonly RoleArn?: string;
  readonly RoutingConfig?: RoutingConfig;
  readonly State?:
    | "ACTIVE"
    | "CREATING"
    | "UPDATING"
    | "DELETING"
    | "CREATE_FAILED"
    | "UPDATE_FAILED"
    | "DELETE_FAILED";
}

/** AWS's UpdateEventBusRequest. */
interface UpdateEventBusRequest {
  readonly DeadLetterConfig?: DeadLetterConfig;
  readonly Description?: string;
  readonly KmsKeyIdentifier?: string;
  readonly LogConfig?: LogConfig;
  readonly Name?: string;
}

/** AWS's UpdateEventBusResponse. */
interface UpdateEventBusResponse {
  readonly Arn?: string;
  readonly DeadLetterConfig?: DeadLetterConfig;
  readonly Description?: string;
  readonly KmsKeyIdentifier?: string;
  readonly LogConfig?: LogConfig;
  readonly Name?: string;
}
