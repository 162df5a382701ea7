// Written by `npm run models` from AWS's API model of lambda (botocore 1.43.11): do not edit.
import { jsonOf, namedBy } from "../../service/call-values.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { typedCall, type AwsCall } from "../../service/script.ts";

/** Calls lambda:AddLayerVersionPermission. */
export const addLayerVersionPermission = (
  params: AddLayerVersionPermissionRequest,
): AwsCall<AddLayerVersionPermissionResponse> =>
  typedCall("lambda", "AddLayerVersionPermission", { ...params });

/** Calls lambda:AddPermission. */
export const addPermission = (
  fn: string | { readonly functionName: string },
  params: Omit<AddPermissionRequest, "FunctionName">,
): AwsCall<AddPermissionResponse> =>
  typedCall("lambda", "AddPermission", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:CheckpointDurableExecution. */
export const checkpointDurableExecution = (
  params: CheckpointDurableExecutionRequest,
): AwsCall<CheckpointDurableExecutionResponse> =>
  typedCall("lambda", "CheckpointDurableExecution", { ...params });

/** Calls lambda:CreateAlias. */
export const createAlias = (
  fn: string | { readonly functionName: string },
  params: Omit<CreateAliasRequest, "FunctionName">,
): AwsCall<AliasConfiguration> =>
  typedCall("lambda", "CreateAlias", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:CreateCapacityProvider. */
export const createCapacityProvider = (
  params: CreateCapacityProviderRequest,
): AwsCall<CreateCapacityProviderResponse> =>
  typedCall("lambda", "CreateCapacityProvider", { ...params });

/** Calls lambda:CreateCodeSigningConfig. */
export const createCodeSigningConfig = (
  params: CreateCodeSigningConfigRequest,
): AwsCall<CreateCodeSigningConfigResponse> =>
  typedCall("lambda", "CreateCodeSigningConfig", { ...params });

/** Calls lambda:CreateEventSourceMapping. */
export const createEventSourceMapping = (
  fn: string | { readonly functionName: string },
  params: Omit<CreateEventSourceMappingRequest, "FunctionName"> = {},
): AwsCall<EventSourceMappingConfiguration> =>
  typedCall("lambda", "CreateEventSourceMapping", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:CreateFunction. */
export const createFunction = (
  fn: string | { readonly functionName: string },
  params: Omit<CreateFunctionRequest, "FunctionName">,
): AwsCall<FunctionConfiguration> =>
  typedCall("lambda", "CreateFunction", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:CreateFunctionUrlConfig. */
export const createFunctionUrlConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<CreateFunctionUrlConfigRequest, "FunctionName">,
): AwsCall<CreateFunctionUrlConfigResponse> =>
  typedCall("lambda", "CreateFunctionUrlConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:DeleteAlias. */
export const deleteAlias = (
  fn: string | { readonly functionName: string },
  params: Omit<DeleteAliasRequest, "FunctionName">,
): AwsCall<PlainObject> =>
  typedCall("lambda", "DeleteAlias", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:DeleteCapacityProvider. */
export const deleteCapacityProvider = (
  params: DeleteCapacityProviderRequest,
): AwsCall<DeleteCapacityProviderResponse> =>
  typedCall("lambda", "DeleteCapacityProvider", { ...params });

/** Calls lambda:DeleteCodeSigningConfig. */
export const deleteCodeSigningConfig = (
  params: DeleteCodeSigningConfigRequest,
): AwsCall<DeleteCodeSigningConfigResponse> =>
  typedCall("lambda", "DeleteCodeSigningConfig", { ...params });

/** Calls lambda:DeleteEventSourceMapping. */
export const deleteEventSourceMapping = (
  params: DeleteEventSourceMappingRequest,
): AwsCall<EventSourceMappingConfiguration> =>
  typedCall("lambda", "DeleteEventSourceMapping", { ...params });

/** Calls lambda:DeleteFunction. */
export const deleteFunction = (
  fn: string | { readonly functionName: string },
  params: Omit<DeleteFunctionRequest, "FunctionName"> = {},
): AwsCall<DeleteFunctionResponse> =>
  typedCall("lambda", "DeleteFunction", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:DeleteFunctionCodeSigningConfig. */
export const deleteFunctionCodeSigningConfig = (
  fn: string | { readonly functionName: string },
): AwsCall<PlainObject> =>
  typedCall("lambda", "DeleteFunctionCodeSigningConfig", {
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:DeleteFunctionConcurrency. */
export const deleteFunctionConcurrency = (
  fn: string | { readonly functionName: string },
): AwsCall<PlainObject> =>
  typedCall("lambda", "DeleteFunctionConcurrency", { FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:DeleteFunctionEventInvokeConfig. */
export const deleteFunctionEventInvokeConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<DeleteFunctionEventInvokeConfigRequest, "FunctionName"> = {},
): AwsCall<PlainObject> =>
  typedCall("lambda", "DeleteFunctionEventInvokeConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:DeleteFunctionUrlConfig. */
export const deleteFunctionUrlConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<DeleteFunctionUrlConfigRequest, "FunctionName"> = {},
): AwsCall<PlainObject> =>
  typedCall("lambda", "DeleteFunctionUrlConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:DeleteLayerVersion. */
export const deleteLayerVersion = (params: DeleteLayerVersionRequest): AwsCall<PlainObject> =>
  typedCall("lambda", "DeleteLayerVersion", { ...params });

/** Calls lambda:DeleteProvisionedConcurrencyConfig. */
export const deleteProvisionedConcurrencyConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<DeleteProvisionedConcurrencyConfigRequest, "FunctionName">,
): AwsCall<PlainObject> =>
  typedCall("lambda", "DeleteProvisionedConcurrencyConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:GetAccountSettings. */
export const getAccountSettings = (): AwsCall<GetAccountSettingsResponse> =>
  typedCall("lambda", "GetAccountSettings", {});

/** Calls lambda:GetAlias. */
export const getAlias = (
  fn: string | { readonly functionName: string },
  params: Omit<GetAliasRequest, "FunctionName">,
): AwsCall<AliasConfiguration> =>
  typedCall("lambda", "GetAlias", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:GetCapacityProvider. */
export const getCapacityProvider = (
  params: GetCapacityProviderRequest,
): AwsCall<GetCapacityProviderResponse> =>
  typedCall("lambda", "GetCapacityProvider", { ...params });

/** Calls lambda:GetCodeSigningConfig. */
export const getCodeSigningConfig = (
  params: GetCodeSigningConfigRequest,
): AwsCall<GetCodeSigningConfigResponse> =>
  typedCall("lambda", "GetCodeSigningConfig", { ...params });

/** Calls lambda:GetDurableExecution. */
export const getDurableExecution = (
  params: GetDurableExecutionRequest,
): AwsCall<GetDurableExecutionResponse> =>
  typedCall("lambda", "GetDurableExecution", { ...params });

/** Calls lambda:GetDurableExecutionHistory. */
export const getDurableExecutionHistory = (
  params: GetDurableExecutionHistoryRequest,
): AwsCall<GetDurableExecutionHistoryResponse> =>
  typedCall("lambda", "GetDurableExecutionHistory", { ...params });

/** Calls lambda:GetDurableExecutionState. */
export const getDurableExecutionState = (
  params: GetDurableExecutionStateRequest,
): AwsCall<GetDurableExecutionStateResponse> =>
  typedCall("lambda", "GetDurableExecutionState", { ...params });

/** Calls lambda:GetEventSourceMapping. */
export const getEventSourceMapping = (
  params: GetEventSourceMappingRequest,
): AwsCall<EventSourceMappingConfiguration> =>
  typedCall("lambda", "GetEventSourceMapping", { ...params });

/** Calls lambda:GetFunction. */
export const getFunction = (
  fn: string | { readonly functionName: string },
  params: Omit<GetFunctionRequest, "FunctionName"> = {},
): AwsCall<GetFunctionResponse> =>
  typedCall("lambda", "GetFunction", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:GetFunctionCodeSigningConfig. */
export const getFunctionCodeSigningConfig = (
  fn: string | { readonly functionName: string },
): AwsCall<GetFunctionCodeSigningConfigResponse> =>
  typedCall("lambda", "GetFunctionCodeSigningConfig", {
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:GetFunctionConcurrency. */
export const getFunctionConcurrency = (
  fn: string | { readonly functionName: string },
): AwsCall<GetFunctionConcurrencyResponse> =>
  typedCall("lambda", "GetFunctionConcurrency", { FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:GetFunctionConfiguration. */
export const getFunctionConfiguration = (
  fn: string | { readonly functionName: string },
  params: Omit<GetFunctionConfigurationRequest, "FunctionName"> = {},
): AwsCall<FunctionConfiguration> =>
  typedCall("lambda", "GetFunctionConfiguration", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:GetFunctionEventInvokeConfig. */
export const getFunctionEventInvokeConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<GetFunctionEventInvokeConfigRequest, "FunctionName"> = {},
): AwsCall<FunctionEventInvokeConfig> =>
  typedCall("lambda", "GetFunctionEventInvokeConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:GetFunctionRecursionConfig. */
export const getFunctionRecursionConfig = (
  fn: string | { readonly functionName: string },
): AwsCall<GetFunctionRecursionConfigResponse> =>
  typedCall("lambda", "GetFunctionRecursionConfig", { FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:GetFunctionScalingConfig. */
export const getFunctionScalingConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<GetFunctionScalingConfigRequest, "FunctionName">,
): AwsCall<GetFunctionScalingConfigResponse> =>
  typedCall("lambda", "GetFunctionScalingConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:GetFunctionUrlConfig. */
export const getFunctionUrlConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<GetFunctionUrlConfigRequest, "FunctionName"> = {},
): AwsCall<GetFunctionUrlConfigResponse> =>
  typedCall("lambda", "GetFunctionUrlConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:GetLayerVersion. */
export const getLayerVersion = (params: GetLayerVersionRequest): AwsCall<GetLayerVersionResponse> =>
  typedCall("lambda", "GetLayerVersion", { ...params });

/** Calls lambda:GetLayerVersionByArn. */
export const getLayerVersionByArn = (
  params: GetLayerVersionByArnRequest,
): AwsCall<GetLayerVersionResponse> => typedCall("lambda", "GetLayerVersionByArn", { ...params });

/** Calls lambda:GetLayerVersionPolicy. */
export const getLayerVersionPolicy = (
  params: GetLayerVersionPolicyRequest,
): AwsCall<GetLayerVersionPolicyResponse> =>
  typedCall("lambda", "GetLayerVersionPolicy", { ...params });

/** Calls lambda:GetPolicy. */
export const getPolicy = (
  fn: string | { readonly functionName: string },
  params: Omit<GetPolicyRequest, "FunctionName"> = {},
): AwsCall<GetPolicyResponse> =>
  typedCall("lambda", "GetPolicy", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:GetProvisionedConcurrencyConfig. */
export const getProvisionedConcurrencyConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<GetProvisionedConcurrencyConfigRequest, "FunctionName">,
): AwsCall<GetProvisionedConcurrencyConfigResponse> =>
  typedCall("lambda", "GetProvisionedConcurrencyConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:Invoke. */
export const invoke = (
  fn: string | { readonly functionName: string },
  payload: unknown = {},
  params: Omit<InvocationRequest, "FunctionName" | "Payload"> = {},
): AwsCall<InvocationResponse> =>
  typedCall("lambda", "Invoke", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
    Payload: jsonOf(payload),
  });

/** Calls lambda:InvokeWithResponseStream. */
export const invokeWithResponseStream = (
  fn: string | { readonly functionName: string },
  payload: unknown = {},
  params: Omit<InvokeWithResponseStreamRequest, "FunctionName" | "Payload"> = {},
): AwsCall<InvokeWithResponseStreamResponse> =>
  typedCall("lambda", "InvokeWithResponseStream", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
    Payload: jsonOf(payload),
  });

/** Calls lambda:ListAliases. */
export const listAliases = (
  fn: string | { readonly functionName: string },
  params: Omit<ListAliasesRequest, "FunctionName"> = {},
): AwsCall<ListAliasesResponse> =>
  typedCall("lambda", "ListAliases", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:ListCapacityProviders. */
export const listCapacityProviders = (
  params: ListCapacityProvidersRequest = {},
): AwsCall<ListCapacityProvidersResponse> =>
  typedCall("lambda", "ListCapacityProviders", { ...params });

/** Calls lambda:ListCodeSigningConfigs. */
export const listCodeSigningConfigs = (
  params: ListCodeSigningConfigsRequest = {},
): AwsCall<ListCodeSigningConfigsResponse> =>
  typedCall("lambda", "ListCodeSigningConfigs", { ...params });

/** Calls lambda:ListDurableExecutionsByFunction. */
export const listDurableExecutionsByFunction = (
  fn: string | { readonly functionName: string },
  params: Omit<ListDurableExecutionsByFunctionRequest, "FunctionName"> = {},
): AwsCall<ListDurableExecutionsByFunctionResponse> =>
  typedCall("lambda", "ListDurableExecutionsByFunction", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:ListEventSourceMappings. */
export const listEventSourceMappings = (
  params: ListEventSourceMappingsRequest = {},
): AwsCall<ListEventSourceMappingsResponse> =>
  typedCall("lambda", "ListEventSourceMappings", { ...params });

/** Calls lambda:ListFunctionEventInvokeConfigs. */
export const listFunctionEventInvokeConfigs = (
  fn: string | { readonly functionName: string },
  params: Omit<ListFunctionEventInvokeConfigsRequest, "FunctionName"> = {},
): AwsCall<ListFunctionEventInvokeConfigsResponse> =>
  typedCall("lambda", "ListFunctionEventInvokeConfigs", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:ListFunctionUrlConfigs. */
export const listFunctionUrlConfigs = (
  fn: string | { readonly functionName: string },
  params: Omit<ListFunctionUrlConfigsRequest, "FunctionName"> = {},
): AwsCall<ListFunctionUrlConfigsResponse> =>
  typedCall("lambda", "ListFunctionUrlConfigs", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:ListFunctionVersionsByCapacityProvider. */
export const listFunctionVersionsByCapacityProvider = (
  params: ListFunctionVersionsByCapacityProviderRequest,
): AwsCall<ListFunctionVersionsByCapacityProviderResponse> =>
  typedCall("lambda", "ListFunctionVersionsByCapacityProvider", { ...params });

/** Calls lambda:ListFunctions. */
export const listFunctions = (params: ListFunctionsRequest = {}): AwsCall<ListFunctionsResponse> =>
  typedCall("lambda", "ListFunctions", { ...params });

/** Calls lambda:ListFunctionsByCodeSigningConfig. */
export const listFunctionsByCodeSigningConfig = (
  params: ListFunctionsByCodeSigningConfigRequest,
): AwsCall<ListFunctionsByCodeSigningConfigResponse> =>
  typedCall("lambda", "ListFunctionsByCodeSigningConfig", { ...params });

/** Calls lambda:ListLayerVersions. */
export const listLayerVersions = (
  params: ListLayerVersionsRequest,
): AwsCall<ListLayerVersionsResponse> => typedCall("lambda", "ListLayerVersions", { ...params });

/** Calls lambda:ListLayers. */
export const listLayers = (params: ListLayersRequest = {}): AwsCall<ListLayersResponse> =>
  typedCall("lambda", "ListLayers", { ...params });

/** Calls lambda:ListProvisionedConcurrencyConfigs. */
export const listProvisionedConcurrencyConfigs = (
  fn: string | { readonly functionName: string },
  params: Omit<ListProvisionedConcurrencyConfigsRequest, "FunctionName"> = {},
): AwsCall<ListProvisionedConcurrencyConfigsResponse> =>
  typedCall("lambda", "ListProvisionedConcurrencyConfigs", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:ListTags. */
export const listTags = (params: ListTagsRequest): AwsCall<ListTagsResponse> =>
  typedCall("lambda", "ListTags", { ...params });

/** Calls lambda:ListVersionsByFunction. */
export const listVersionsByFunction = (
  fn: string | { readonly functionName: string },
  params: Omit<ListVersionsByFunctionRequest, "FunctionName"> = {},
): AwsCall<ListVersionsByFunctionResponse> =>
  typedCall("lambda", "ListVersionsByFunction", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:PublishLayerVersion. */
export const publishLayerVersion = (
  params: PublishLayerVersionRequest,
): AwsCall<PublishLayerVersionResponse> =>
  typedCall("lambda", "PublishLayerVersion", { ...params });

/** Calls lambda:PublishVersion. */
export const publishVersion = (
  fn: string | { readonly functionName: string },
  params: Omit<PublishVersionRequest, "FunctionName"> = {},
): AwsCall<FunctionConfiguration> =>
  typedCall("lambda", "PublishVersion", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:PutFunctionCodeSigningConfig. */
export const putFunctionCodeSigningConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<PutFunctionCodeSigningConfigRequest, "FunctionName">,
): AwsCall<PutFunctionCodeSigningConfigResponse> =>
  typedCall("lambda", "PutFunctionCodeSigningConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:PutFunctionConcurrency. */
export const putFunctionConcurrency = (
  fn: string | { readonly functionName: string },
  params: Omit<PutFunctionConcurrencyRequest, "FunctionName">,
): AwsCall<Concurrency> =>
  typedCall("lambda", "PutFunctionConcurrency", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:PutFunctionEventInvokeConfig. */
export const putFunctionEventInvokeConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<PutFunctionEventInvokeConfigRequest, "FunctionName"> = {},
): AwsCall<FunctionEventInvokeConfig> =>
  typedCall("lambda", "PutFunctionEventInvokeConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:PutFunctionRecursionConfig. */
export const putFunctionRecursionConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<PutFunctionRecursionConfigRequest, "FunctionName">,
): AwsCall<PutFunctionRecursionConfigResponse> =>
  typedCall("lambda", "PutFunctionRecursionConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:PutFunctionScalingConfig. */
export const putFunctionScalingConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<PutFunctionScalingConfigRequest, "FunctionName">,
): AwsCall<PutFunctionScalingConfigResponse> =>
  typedCall("lambda", "PutFunctionScalingConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:PutProvisionedConcurrencyConfig. */
export const putProvisionedConcurrencyConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<PutProvisionedConcurrencyConfigRequest, "FunctionName">,
): AwsCall<PutProvisionedConcurrencyConfigResponse> =>
  typedCall("lambda", "PutProvisionedConcurrencyConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:RemoveLayerVersionPermission. */
export const removeLayerVersionPermission = (
  params: RemoveLayerVersionPermissionRequest,
): AwsCall<PlainObject> => typedCall("lambda", "RemoveLayerVersionPermission", { ...params });

/** Calls lambda:RemovePermission. */
export const removePermission = (
  fn: string | { readonly functionName: string },
  params: Omit<RemovePermissionRequest, "FunctionName">,
): AwsCall<PlainObject> =>
  typedCall("lambda", "RemovePermission", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:SendDurableExecutionCallbackFailure. */
export const sendDurableExecutionCallbackFailure = (
  params: SendDurableExecutionCallbackFailureRequest,
): AwsCall<SendDurableExecutionCallbackFailureResponse> =>
  typedCall("lambda", "SendDurableExecutionCallbackFailure", { ...params });

/** Calls lambda:SendDurableExecutionCallbackHeartbeat. */
export const sendDurableExecutionCallbackHeartbeat = (
  params: SendDurableExecutionCallbackHeartbeatRequest,
): AwsCall<SendDurableExecutionCallbackHeartbeatResponse> =>
  typedCall("lambda", "SendDurableExecutionCallbackHeartbeat", { ...params });

/** Calls lambda:SendDurableExecutionCallbackSuccess. */
export const sendDurableExecutionCallbackSuccess = (
  params: SendDurableExecutionCallbackSuccessRequest,
): AwsCall<SendDurableExecutionCallbackSuccessResponse> =>
  typedCall("lambda", "SendDurableExecutionCallbackSuccess", { ...params });

/** Calls lambda:StopDurableExecution. */
export const stopDurableExecution = (
  params: StopDurableExecutionRequest,
): AwsCall<StopDurableExecutionResponse> =>
  typedCall("lambda", "StopDurableExecution", { ...params });

/** Calls lambda:TagResource. */
export const tagResource = (params: TagResourceRequest): AwsCall<PlainObject> =>
  typedCall("lambda", "TagResource", { ...params });

/** Calls lambda:UntagResource. */
export const untagResource = (params: UntagResourceRequest): AwsCall<PlainObject> =>
  typedCall("lambda", "UntagResource", { ...params });

/** Calls lambda:UpdateAlias. */
export const updateAlias = (
  fn: string | { readonly functionName: string },
  params: Omit<UpdateAliasRequest, "FunctionName">,
): AwsCall<AliasConfiguration> =>
  typedCall("lambda", "UpdateAlias", { ...params, FunctionName: namedBy(fn, "functionName") });

/** Calls lambda:UpdateCapacityProvider. */
export const updateCapacityProvider = (
  params: UpdateCapacityProviderRequest,
): AwsCall<UpdateCapacityProviderResponse> =>
  typedCall("lambda", "UpdateCapacityProvider", { ...params });

/** Calls lambda:UpdateCodeSigningConfig. */
export const updateCodeSigningConfig = (
  params: UpdateCodeSigningConfigRequest,
): AwsCall<UpdateCodeSigningConfigResponse> =>
  typedCall("lambda", "UpdateCodeSigningConfig", { ...params });

/** Calls lambda:UpdateEventSourceMapping. */
export const updateEventSourceMapping = (
  params: UpdateEventSourceMappingRequest,
): AwsCall<EventSourceMappingConfiguration> =>
  typedCall("lambda", "UpdateEventSourceMapping", { ...params });

/** Calls lambda:UpdateFunctionCode. */
export const updateFunctionCode = (
  fn: string | { readonly functionName: string },
  params: Omit<UpdateFunctionCodeRequest, "FunctionName"> = {},
): AwsCall<FunctionConfiguration> =>
  typedCall("lambda", "UpdateFunctionCode", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:UpdateFunctionConfiguration. */
export const updateFunctionConfiguration = (
  fn: string | { readonly functionName: string },
  params: Omit<UpdateFunctionConfigurationRequest, "FunctionName"> = {},
): AwsCall<FunctionConfiguration> =>
  typedCall("lambda", "UpdateFunctionConfiguration", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:UpdateFunctionEventInvokeConfig. */
export const updateFunctionEventInvokeConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<UpdateFunctionEventInvokeConfigRequest, "FunctionName"> = {},
): AwsCall<FunctionEventInvokeConfig> =>
  typedCall("lambda", "UpdateFunctionEventInvokeConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** Calls lambda:UpdateFunctionUrlConfig. */
export const updateFunctionUrlConfig = (
  fn: string | { readonly functionName: string },
  params: Omit<UpdateFunctionUrlConfigRequest, "FunctionName"> = {},
): AwsCall<UpdateFunctionUrlConfigResponse> =>
  typedCall("lambda", "UpdateFunctionUrlConfig", {
    ...params,
    FunctionName: namedBy(fn, "functionName"),
  });

/** AWS's AccountLimit. */
interface AccountLimit {
  readonly CodeSizeUnzipped?: number;
  readonly CodeSizeZipped?: number;
  readonly ConcurrentExecutions?: number;
  readonly TotalCodeSize?: number;
  readonly UnreservedConcurrentExecutions?: number;
}

/** AWS's AccountUsage. */
interface AccountUsage {
  readonly FunctionCount?: number;
  readonly TotalCodeSize?: number;
}

/** AWS's AddLayerVersionPermissionRequest. */
interface AddLayerVersionPermissionRequest {
  readonly Action: string;
  readonly LayerName: string;
  readonly OrganizationId?: string;
  readonly Principal: string;
  readonly RevisionId?: string;
  readonly StatementId: string;
  readonly VersionNumber: number;
}

/** AWS's AddLayerVersionPermissionResponse. */
interface AddLayerVersionPermissionResponse {
  readonly RevisionId?: string;
  readonly Statement?: string;
}

/** AWS's AddPermissionRequest. */
interface AddPermissionRequest {
  readonly Action: string;
  readonly EventSourceToken?: string;
  readonly FunctionName: string;
  readonly FunctionUrlAuthType?: "NONE" | "AWS_IAM";
  readonly InvokedViaFunctionUrl?: boolean;
  readonly Principal: string;
  readonly PrincipalOrgID?: string;
  readonly Qualifier?: string;
  readonly RevisionId?: string;
  readonly SourceAccount?: string;
  readonly SourceArn?: string;
  readonly StatementId: string;
}

/** AWS's AddPermissionResponse. */
interface AddPermissionResponse {
  readonly Statement?: string;
}

/** AWS's AliasConfiguration. */
interface AliasConfiguration {
  readonly AliasArn?: string;
  readonly Description?: string;
  readonly FunctionVersion?: string;
  readonly Name?: string;
  readonly RevisionId?: string;
  readonly RoutingConfig?: AliasRoutingConfiguration;
}

/** AWS's AliasRoutingConfiguration. */
interface AliasRoutingConfiguration {
  readonly AdditionalVersionWeights?: Readonly<Record<string, number>>;
}

/** AWS's AllowedPublishers. */
interface AllowedPublishers {
  readonly SigningProfileVersionArns: readonly string[];
}

/** AWS's AmazonManagedKafkaEventSourceConfig. */
interface AmazonManagedKafkaEventSourceConfig {
  readonly ConsumerGroupId?: string;
  readonly SchemaRegistryConfig?: KafkaSchemaRegistryConfig;
}

/** AWS's CallbackDetails. */
interface CallbackDetails {
  readonly CallbackId?: string;
  readonly Error?: ErrorObject;
  readonly Result?: string;
}

/** AWS's CallbackFailedDetails. */
interface CallbackFailedDetails {
  readonly Error: EventError;
}

/** AWS's CallbackOptions. */
interface CallbackOptions {
  readonly HeartbeatTimeoutSeconds?: number;
  readonly TimeoutSeconds?: number;
}

/** AWS's CallbackStartedDetails. */
interface CallbackStartedDetails {
  readonly CallbackId: string;
  readonly HeartbeatTimeout?: number;
  readonly Timeout?: number;
}

/** AWS's CallbackSucceededDetails. */
interface CallbackSucceededDetails {
  readonly Result: EventResult;
}

/** AWS's CallbackTimedOutDetails. */
interface CallbackTimedOutDetails {
  readonly Error: EventError;
}

/** AWS's CapacityProvider. */
interface CapacityProvider {
  readonly CapacityProviderArn: string;
  readonly CapacityProviderScalingConfig?: CapacityProviderScalingConfig;
  readonly InstanceRequirements?: InstanceRequirements;
  readonly KmsKeyArn?: string;
  readonly LastModified?: string;
  readonly PermissionsConfig: CapacityProviderPermissionsConfig;
  readonly State: "Pending" | "Active" | "Failed" | "Deleting";
  readonly VpcConfig: CapacityProviderVpcConfig;
}

/** AWS's CapacityProviderConfig. */
interface CapacityProviderConfig {
  readonly LambdaManagedInstancesCapacityProviderConfig: LambdaManagedInstancesCapacityProviderConfig;
}

/** AWS's CapacityProviderPermissionsConfig. */
interface CapacityProviderPermissionsConfig {
  readonly CapacityProviderOperatorRoleArn: string;
}

/** AWS's CapacityProviderScalingConfig. */
interface CapacityProviderScalingConfig {
  readonly MaxVCpuCount?: number;
  readonly ScalingMode?: "Auto" | "Manual";
  readonly ScalingPolicies?: readonly TargetTrackingScalingPolicy[];
}

/** AWS's CapacityProviderVpcConfig. */
interface CapacityProviderVpcConfig {
  readonly SecurityGroupIds: readonly string[];
  readonly SubnetIds: readonly string[];
}

/** AWS's ChainedInvokeDetails. */
interface ChainedInvokeDetails {
  readonly Error?: ErrorObject;
  readonly Result?: string;
}

/** AWS's ChainedInvokeFailedDetails. */
interface ChainedInvokeFailedDetails {
  readonly Error: EventError;
}

/** AWS's ChainedInvokeOptions. */
interface ChainedInvokeOptions {
  readonly FunctionName: string;
  readonly TenantId?: string;
}

/** AWS's ChainedInvokeStartedDetails. */
interface ChainedInvokeStartedDetails {
  readonly DurableExecutionArn?: string;
  readonly ExecutedVersion?: string;
  readonly FunctionName: string;
  readonly Input?: EventInput;
  readonly TenantId?: string;
}

/** AWS's ChainedInvokeStoppedDetails. */
interface ChainedInvokeStoppedDetails {
  readonly Error: EventError;
}

/** AWS's ChainedInvokeSucceededDetails. */
interface ChainedInvokeSucceededDetails {
  readonly Result: EventResult;
}

/** AWS's ChainedInvokeTimedOutDetails. */
interface ChainedInvokeTimedOutDetails {
  readonly Error: EventError;
}

/** AWS's CheckpointDurableExecutionRequest. */
interface CheckpointDurableExecutionRequest {
  readonly CheckpointToken: string;
  readonly ClientToken?: string;
  readonly DurableExecutionArn: string;
  readonly Updates?: readonly OperationUpdate[];
}

/** AWS's CheckpointDurableExecutionResponse. */
interface CheckpointDurableExecutionResponse {
  readonly CheckpointToken?: string;
  readonly NewExecutionState: CheckpointUpdatedExecutionState;
}

/** AWS's CheckpointUpdatedExecutionState. */
interface CheckpointUpdatedExecutionState {
  readonly NextMarker?: string;
  readonly Operations?: readonly Operation[];
}

/** AWS's CodeSigningConfig. */
interface CodeSigningConfig {
  readonly AllowedPublishers: AllowedPublishers;
  readonly CodeSigningConfigArn: string;
  readonly CodeSigningConfigId: string;
  readonly CodeSigningPolicies: CodeSigningPolicies;
  readonly Description?: string;
  readonly LastModified: string;
}

/** AWS's CodeSigningPolicies. */
interface CodeSigningPolicies {
  readonly UntrustedArtifactOnDeployment?: "Warn" | "Enforce";
}

/** AWS's Concurrency. */
interface Concurrency {
  readonly ReservedConcurrentExecutions?: number;
}

/** AWS's ContextDetails. */
interface ContextDetails {
  readonly Error?: ErrorObject;
  readonly ReplayChildren?: boolean;
  readonly Result?: string;
}

/** AWS's ContextFailedDetails. */
interface ContextFailedDetails {
  readonly Error: EventError;
}

/** AWS's ContextOptions. */
interface ContextOptions {
  readonly ReplayChildren?: boolean;
}

/** AWS's ContextStartedDetails, which says nothing. */
type ContextStartedDetails = object;

/** AWS's ContextSucceededDetails. */
interface ContextSucceededDetails {
  readonly Result: EventResult;
}

/** AWS's Cors. */
interface Cors {
  readonly AllowCredentials?: boolean;
  readonly AllowHeaders?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowOrigins?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAge?: number;
}

/** AWS's CreateAliasRequest. */
interface CreateAliasRequest {
  readonly Description?: string;
  readonly FunctionName: string;
  readonly FunctionVersion: string;
  readonly Name: string;
  readonly RoutingConfig?: AliasRoutingConfiguration;
}

/** AWS's CreateCapacityProviderRequest. */
interface CreateCapacityProviderRequest {
  readonly CapacityProviderName: string;
  readonly CapacityProviderScalingConfig?: CapacityProviderScalingConfig;
  readonly InstanceRequirements?: InstanceRequirements;
  readonly KmsKeyArn?: string;
  readonly PermissionsConfig: CapacityProviderPermissionsConfig;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly VpcConfig: CapacityProviderVpcConfig;
}

/** AWS's CreateCapacityProviderResponse. */
interface CreateCapacityProviderResponse {
  readonly CapacityProvider: CapacityProvider;
}

/** AWS's CreateCodeSigningConfigRequest. */
interface CreateCodeSigningConfigRequest {
  readonly AllowedPublishers: AllowedPublishers;
  readonly CodeSigningPolicies?: CodeSigningPolicies;
  readonly Description?: string;
  readonly Tags?: Readonly<Record<string, string>>;
}

/** AWS's CreateCodeSigningConfigResponse. */
interface CreateCodeSigningConfigResponse {
  readonly CodeSigningConfig: CodeSigningConfig;
}

/** AWS's CreateEventSourceMappingRequest. */
interface CreateEventSourceMappingRequest {
  readonly AmazonManagedKafkaEventSourceConfig?: AmazonManagedKafkaEventSourceConfig;
  readonly BatchSize?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly DestinationConfig?: DestinationConfig;
  readonly DocumentDBEventSourceConfig?: DocumentDBEventSourceConfig;
  readonly Enabled?: boolean;
  readonly EventSourceArn?: string;
  readonly FilterCriteria?: FilterCriteria;
  readonly FunctionName: string;
  readonly FunctionResponseTypes?: readonly "ReportBatchItemFailures"[];
  readonly KMSKeyArn?: string;
  readonly LoggingConfig?: EventSourceMappingLoggingConfig;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly MetricsConfig?: EventSourceMappingMetricsConfig;
  readonly ParallelizationFactor?: number;
  readonly ProvisionedPollerConfig?: ProvisionedPollerConfig;
  readonly Queues?: readonly string[];
  readonly ScalingConfig?: ScalingConfig;
  readonly SelfManagedEventSource?: SelfManagedEventSource;
  readonly SelfManagedKafkaEventSourceConfig?: SelfManagedKafkaEventSourceConfig;
  readonly SourceAccessConfigurations?: readonly SourceAccessConfiguration[];
  readonly StartingPosition?: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly StartingPositionTimestamp?: number | string;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly Topics?: readonly string[];
  readonly TumblingWindowInSeconds?: number;
}

/** AWS's CreateFunctionRequest. */
interface CreateFunctionRequest {
  readonly Architectures?: readonly ("x86_64" | "arm64")[];
  readonly CapacityProviderConfig?: CapacityProviderConfig;
  readonly Code: FunctionCode;
  readonly CodeSigningConfigArn?: string;
  readonly DeadLetterConfig?: DeadLetterConfig;
  readonly Description?: string;
  readonly DurableConfig?: DurableConfig;
  readonly Environment?: Environment;
  readonly EphemeralStorage?: EphemeralStorage;
  readonly FileSystemConfigs?: readonly FileSystemConfig[];
  readonly FunctionName: string;
  readonly Handler?: string;
  readonly ImageConfig?: ImageConfig;
  readonly KMSKeyArn?: string;
  readonly Layers?: readonly string[];
  readonly LoggingConfig?: LoggingConfig;
  readonly MemorySize?: number;
  readonly PackageType?: "Zip" | "Image";
  readonly Publish?: boolean;
  readonly PublishTo?: "LATEST_PUBLISHED";
  readonly Role: string;
  readonly Runtime?:
    | "nodejs"
    | "nodejs4.3"
    | "nodejs6.10"
    | "nodejs8.10"
    | "nodejs10.x"
    | "nodejs12.x"
    | "nodejs14.x"
    | "nodejs16.x"
    | "java8"
    | "java8.al2"
    | "java11"
    | "python2.7"
    | "python3.6"
    | "python3.7"
    | "python3.8"
    | "python3.9"
    | "dotnetcore1.0"
    | "dotnetcore2.0"
    | "dotnetcore2.1"
    | "dotnetcore3.1"
    | "dotnet6"
    | "dotnet8"
    | "nodejs4.3-edge"
    | "go1.x"
    | "ruby2.5"
    | "ruby2.7"
    | "provided"
    | "provided.al2"
    | "nodejs18.x"
    | "python3.10"
    | "java17"
    | "ruby3.2"
    | "ruby3.3"
    | "ruby3.4"
    | "python3.11"
    | "nodejs20.x"
    | "provided.al2023"
    | "python3.12"
    | "java21"
    | "python3.13"
    | "nodejs22.x"
    | "nodejs24.x"
    | "python3.14"
    | "java25"
    | "dotnet10"
    | "ruby4.0";
  readonly SnapStart?: SnapStart;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly TenancyConfig?: TenancyConfig;
  readonly Timeout?: number;
  readonly TracingConfig?: TracingConfig;
  readonly VpcConfig?: VpcConfig;
}

/** AWS's CreateFunctionUrlConfigRequest. */
interface CreateFunctionUrlConfigRequest {
  readonly AuthType: "NONE" | "AWS_IAM";
  readonly Cors?: Cors;
  readonly FunctionName: string;
  readonly InvokeMode?: "BUFFERED" | "RESPONSE_STREAM";
  readonly Qualifier?: string;
}

/** AWS's CreateFunctionUrlConfigResponse. */
interface CreateFunctionUrlConfigResponse {
  readonly AuthType: "NONE" | "AWS_IAM";
  readonly Cors?: Cors;
  readonly CreationTime: string;
  readonly FunctionArn: string;
  readonly FunctionUrl: string;
  readonly InvokeMode?: "BUFFERED" | "RESPONSE_STREAM";
}

/** AWS's DeadLetterConfig. */
interface DeadLetterConfig {
  readonly TargetArn?: string;
}

/** AWS's DeleteAliasRequest. */
interface DeleteAliasRequest {
  readonly FunctionName: string;
  readonly Name: string;
}

/** AWS's DeleteCapacityProviderRequest. */
interface DeleteCapacityProviderRequest {
  readonly CapacityProviderName: string;
}

/** AWS's DeleteCapacityProviderResponse. */
interface DeleteCapacityProviderResponse {
  readonly CapacityProvider: CapacityProvider;
}

/** AWS's DeleteCodeSigningConfigRequest. */
interface DeleteCodeSigningConfigRequest {
  readonly CodeSigningConfigArn: string;
}

/** AWS's DeleteCodeSigningConfigResponse, which says nothing. */
type DeleteCodeSigningConfigResponse = object;

/** AWS's DeleteEventSourceMappingRequest. */
interface DeleteEventSourceMappingRequest {
  readonly UUID: string;
}

/** AWS's DeleteFunctionEventInvokeConfigRequest. */
interface DeleteFunctionEventInvokeConfigRequest {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** AWS's DeleteFunctionRequest. */
interface DeleteFunctionRequest {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** AWS's DeleteFunctionResponse. */
interface DeleteFunctionResponse {
  readonly StatusCode?: number;
}

/** AWS's DeleteFunctionUrlConfigRequest. */
interface DeleteFunctionUrlConfigRequest {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** AWS's DeleteLayerVersionRequest. */
interface DeleteLayerVersionRequest {
  readonly LayerName: string;
  readonly VersionNumber: number;
}

/** AWS's DeleteProvisionedConcurrencyConfigRequest. */
interface DeleteProvisionedConcurrencyConfigRequest {
  readonly FunctionName: string;
  readonly Qualifier: string;
}

/** AWS's DestinationConfig. */
interface DestinationConfig {
  readonly OnFailure?: OnFailure;
  readonly OnSuccess?: OnSuccess;
}

/** AWS's DocumentDBEventSourceConfig. */
interface DocumentDBEventSourceConfig {
  readonly CollectionName?: string;
  readonly DatabaseName?: string;
  readonly FullDocument?: "UpdateLookup" | "Default";
}

/** AWS's DurableConfig. */
interface DurableConfig {
  readonly ExecutionTimeout?: number;
  readonly RetentionPeriodInDays?: number;
}

/** AWS's Environment. */
interface Environment {
  readonly Variables?: Readonly<Record<string, string>>;
}

/** AWS's EnvironmentError. */
interface EnvironmentError {
  readonly ErrorCode?: string;
  readonly Message?: string;
}

/** AWS's EnvironmentResponse. */
interface EnvironmentResponse {
  readonly Error?: EnvironmentError;
  readonly Variables?: Readonly<Record<string, string>>;
}

/** AWS's EphemeralStorage. */
interface EphemeralStorage {
  readonly Size: number;
}

/** AWS's ErrorObject. */
interface ErrorObject {
  readonly ErrorData?: string;
  readonly ErrorMessage?: string;
  readonly ErrorType?: string;
  readonly StackTrace?: readonly string[];
}

/** AWS's Event. */
interface Event {
  readonly CallbackFailedDetails?: CallbackFailedDetails;
  readonly CallbackStartedDetails?: CallbackStartedDetails;
  readonly CallbackSucceededDetails?: CallbackSucceededDetails;
  readonly CallbackTimedOutDetails?: CallbackTimedOutDetails;
  readonly ChainedInvokeFailedDetails?: ChainedInvokeFailedDetails;
  readonly ChainedInvokeStartedDetails?: ChainedInvokeStartedDetails;
  readonly ChainedInvokeStoppedDetails?: ChainedInvokeStoppedDetails;
  readonly ChainedInvokeSucceededDetails?: ChainedInvokeSucceededDetails;
  readonly ChainedInvokeTimedOutDetails?: ChainedInvokeTimedOutDetails;
  readonly ContextFailedDetails?: ContextFailedDetails;
  readonly ContextStartedDetails?: ContextStartedDetails;
  readonly ContextSucceededDetails?: ContextSucceededDetails;
  readonly EventId?: number;
  readonly EventTimestamp?: number | string;
  readonly EventType?:
    | "ExecutionStarted"
    | "ExecutionSucceeded"
    | "ExecutionFailed"
    | "ExecutionTimedOut"
    | "ExecutionStopped"
    | "ContextStarted"
    | "ContextSucceeded"
    | "ContextFailed"
    | "WaitStarted"
    | "WaitSucceeded"
    | "WaitCancelled"
    | "StepStarted"
    | "StepSucceeded"
    | "StepFailed"
    | "ChainedInvokeStarted"
    | "ChainedInvokeSucceeded"
    | "ChainedInvokeFailed"
    | "ChainedInvokeTimedOut"
    | "ChainedInvokeStopped"
    | "CallbackStarted"
    | "CallbackSucceeded"
    | "CallbackFailed"
    | "CallbackTimedOut"
    | "InvocationCompleted";
  readonly ExecutionFailedDetails?: ExecutionFailedDetails;
  readonly ExecutionStartedDetails?: ExecutionStartedDetails;
  readonly ExecutionStoppedDetails?: ExecutionStoppedDetails;
  readonly ExecutionSucceededDetails?: ExecutionSucceededDetails;
  readonly ExecutionTimedOutDetails?: ExecutionTimedOutDetails;
  readonly Id?: string;
  readonly InvocationCompletedDetails?: InvocationCompletedDetails;
  readonly Name?: string;
  readonly ParentId?: string;
  readonly StepFailedDetails?: StepFailedDetails;
  readonly StepStartedDetails?: StepStartedDetails;
  readonly StepSucceededDetails?: StepSucceededDetails;
  readonly SubType?: string;
  readonly WaitCancelledDetails?: WaitCancelledDetails;
  readonly WaitStartedDetails?: WaitStartedDetails;
  readonly WaitSucceededDetails?: WaitSucceededDetails;
}

/** AWS's EventError. */
interface EventError {
  readonly Payload?: ErrorObject;
  readonly Truncated?: boolean;
}

/** AWS's EventInput. */
interface EventInput {
  readonly Payload?: string;
  readonly Truncated?: boolean;
}

/** AWS's EventResult. */
interface EventResult {
  readonly Payload?: string;
  readonly Truncated?: boolean;
}

/** AWS's EventSourceMappingConfiguration. */
interface EventSourceMappingConfiguration {
  readonly AmazonManagedKafkaEventSourceConfig?: AmazonManagedKafkaEventSourceConfig;
  readonly BatchSize?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly DestinationConfig?: DestinationConfig;
  readonly DocumentDBEventSourceConfig?: DocumentDBEventSourceConfig;
  readonly EventSourceArn?: string;
  readonly EventSourceMappingArn?: string;
  readonly FilterCriteria?: FilterCriteria;
  readonly FilterCriteriaError?: FilterCriteriaError;
  readonly FunctionArn?: string;
  readonly FunctionResponseTypes?: readonly "ReportBatchItemFailures"[];
  readonly KMSKeyArn?: string;
  readonly LastModified?: number | string;
  readonly LastProcessingResult?: string;
  readonly LoggingConfig?: EventSourceMappingLoggingConfig;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly MetricsConfig?: EventSourceMappingMetricsConfig;
  readonly ParallelizationFactor?: number;
  readonly ProvisionedPollerConfig?: ProvisionedPollerConfig;
  readonly Queues?: readonly string[];
  readonly ScalingConfig?: ScalingConfig;
  readonly SelfManagedEventSource?: SelfManagedEventSource;
  readonly SelfManagedKafkaEventSourceConfig?: SelfManagedKafkaEventSourceConfig;
  readonly SourceAccessConfigurations?: readonly SourceAccessConfiguration[];
  readonly StartingPosition?: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly StartingPositionTimestamp?: number | string;
  readonly State?: string;
  readonly StateTransitionReason?: string;
  readonly Topics?: readonly string[];
  readonly TumblingWindowInSeconds?: number;
  readonly UUID?: string;
}

/** AWS's EventSourceMappingLoggingConfig. */
interface EventSourceMappingLoggingConfig {
  readonly SystemLogLevel?: "DEBUG" | "INFO" | "WARN";
}

/** AWS's EventSourceMappingMetricsConfig. */
interface EventSourceMappingMetricsConfig {
  readonly Metrics?: readonly ("EventCount" | "ErrorCount" | "KafkaMetrics")[];
}

/** AWS's Execution. */
interface Execution {
  readonly DurableExecutionArn: string;
  readonly DurableExecutionName: string;
  readonly EndTimestamp?: number | string;
  readonly FunctionArn: string;
  readonly StartTimestamp: number | string;
  readonly Status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "STOPPED";
}

/** AWS's ExecutionDetails. */
interface ExecutionDetails {
  readonly InputPayload?: string;
}

/** AWS's ExecutionFailedDetails. */
interface ExecutionFailedDetails {
  readonly Error: EventError;
}

/** AWS's ExecutionStartedDetails. */
interface ExecutionStartedDetails {
  readonly ExecutionTimeout: number;
  readonly Input: EventInput;
}

/** AWS's ExecutionStoppedDetails. */
interface ExecutionStoppedDetails {
  readonly Error: EventError;
}

/** AWS's ExecutionSucceededDetails. */
interface ExecutionSucceededDetails {
  readonly Result: EventResult;
}

/** AWS's ExecutionTimedOutDetails. */
interface ExecutionTimedOutDetails {
  readonly Error?: EventError;
}

/** AWS's FileSystemConfig. */
interface FileSystemConfig {
  readonly Arn: string;
  readonly LocalMountPath: string;
}

/** AWS's Filter. */
interface Filter {
  readonly Pattern?: string;
}

/** AWS's FilterCriteria. */
interface FilterCriteria {
  readonly Filters?: readonly Filter[];
}

/** AWS's FilterCriteriaError. */
interface FilterCriteriaError {
  readonly ErrorCode?: string;
  readonly Message?: string;
}

/** AWS's FunctionCode. */
interface FunctionCode {
  readonly ImageUri?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
  readonly SourceKMSKeyArn?: string;
  readonly ZipFile?: string;
}

/** AWS's FunctionCodeLocation. */
interface FunctionCodeLocation {
  readonly ImageUri?: string;
  readonly Location?: string;
  readonly RepositoryType?: string;
  readonly ResolvedImageUri?: string;
  readonly SourceKMSKeyArn?: string;
}

/** AWS's FunctionConfiguration. */
interface FunctionConfiguration {
  readonly Architectures?: readonly ("x86_64" | "arm64")[];
  readonly CapacityProviderConfig?: CapacityProviderConfig;
  readonly CodeSha256?: string;
  readonly CodeSize?: number;
  readonly ConfigSha256?: string;
  readonly DeadLetterConfig?: DeadLetterConfig;
  readonly Description?: string;
  readonly DurableConfig?: DurableConfig;
  readonly Environment?: EnvironmentResponse;
  readonly EphemeralStorage?: EphemeralStorage;
  readonly FileSystemConfigs?: readonly FileSystemConfig[];
  readonly FunctionArn?: string;
  readonly FunctionName?: string;
  readonly Handler?: string;
  readonly ImageConfigResponse?: ImageConfigResponse;
  readonly KMSKeyArn?: string;
  readonly LastModified?: string;
  readonly LastUpdateStatus?: "Successful" | "Failed" | "InProgress";
  readonly LastUpdateStatusReason?: string;
  readonly LastUpdateStatusReasonCode?:
    | "EniLimitExceeded"
    | "InsufficientRolePermissions"
    | "InvalidConfiguration"
    | "InternalError"
    | "SubnetOutOfIPAddresses"
    | "InvalidSubnet"
    | "InvalidSecurityGroup"
    | "ImageDeleted"
    | "ImageAccessDenied"
    | "InvalidImage"
    | "KMSKeyAccessDenied"
    | "KMSKeyNotFound"
    | "InvalidStateKMSKey"
    | "DisabledKMSKey"
    | "EFSIOError"
    | "EFSMountConnectivityError"
    | "EFSMountFailure"
    | "EFSMountTimeout"
    | "InvalidRuntime"
    | "InvalidZipFileException"
    | "FunctionError"
    | "VcpuLimitExceeded"
    | "CapacityProviderScalingLimitExceeded"
    | "InsufficientCapacity"
    | "EC2RequestLimitExceeded"
    | "FunctionError.InitTimeout"
    | "FunctionError.RuntimeInitError"
    | "FunctionError.ExtensionInitError"
    | "FunctionError.InvalidEntryPoint"
    | "FunctionError.InvalidWorkingDirectory"
    | "FunctionError.PermissionDenied"
    | "FunctionError.TooManyExtensions"
    | "FunctionError.InitResourceExhausted"
    | "DisallowedByVpcEncryptionControl";
  readonly Layers?: readonly Layer[];
  readonly LoggingConfig?: LoggingConfig;
  readonly MasterArn?: string;
  readonly MemorySize?: number;
  readonly PackageType?: "Zip" | "Image";
  readonly RevisionId?: string;
  readonly Role?: string;
  readonly Runtime?:
    | "nodejs"
    | "nodejs4.3"
    | "nodejs6.10"
    | "nodejs8.10"
    | "nodejs10.x"
    | "nodejs12.x"
    | "nodejs14.x"
    | "nodejs16.x"
    | "java8"
    | "java8.al2"
    | "java11"
    | "python2.7"
    | "python3.6"
    | "python3.7"
    | "python3.8"
    | "python3.9"
    | "dotnetcore1.0"
    | "dotnetcore2.0"
    | "dotnetcore2.1"
    | "dotnetcore3.1"
    | "dotnet6"
    | "dotnet8"
    | "nodejs4.3-edge"
    | "go1.x"
    | "ruby2.5"
    | "ruby2.7"
    | "provided"
    | "provided.al2"
    | "nodejs18.x"
    | "python3.10"
    | "java17"
    | "ruby3.2"
    | "ruby3.3"
    | "ruby3.4"
    | "python3.11"
    | "nodejs20.x"
    | "provided.al2023"
    | "python3.12"
    | "java21"
    | "python3.13"
    | "nodejs22.x"
    | "nodejs24.x"
    | "python3.14"
    | "java25"
    | "dotnet10"
    | "ruby4.0";
  readonly RuntimeVersionConfig?: RuntimeVersionConfig;
  readonly SigningJobArn?: string;
  readonly SigningProfileVersionArn?: string;
  readonly SnapStart?: SnapStartResponse;
  readonly State?:
    | "Pending"
    | "Active"
    | "Inactive"
    | "Failed"
    | "Deactivating"
    | "Deactivated"
    | "ActiveNonInvocable"
    | "Deleting";
  readonly StateReason?: string;
  readonly StateReasonCode?:
    | "Idle"
    | "Creating"
    | "Restoring"
    | "EniLimitExceeded"
    | "InsufficientRolePermissions"
    | "InvalidConfiguration"
    | "InternalError"
    | "SubnetOutOfIPAddresses"
    | "InvalidSubnet"
    | "InvalidSecurityGroup"
    | "ImageDeleted"
    | "ImageAccessDenied"
    | "InvalidImage"
    | "KMSKeyAccessDenied"
    | "KMSKeyNotFound"
    | "InvalidStateKMSKey"
    | "DisabledKMSKey"
    | "EFSIOError"
    | "EFSMountConnectivityError"
    | "EFSMountFailure"
    | "EFSMountTimeout"
    | "InvalidRuntime"
    | "InvalidZipFileException"
    | "FunctionError"
    | "DrainingDurableExecutions"
    | "VcpuLimitExceeded"
    | "CapacityProviderScalingLimitExceeded"
    | "InsufficientCapacity"
    | "EC2RequestLimitExceeded"
    | "FunctionError.InitTimeout"
    | "FunctionError.RuntimeInitError"
    | "FunctionError.ExtensionInitError"
    | "FunctionError.InvalidEntryPoint"
    | "FunctionError.InvalidWorkingDirectory"
    | "FunctionError.PermissionDenied"
    | "FunctionError.TooManyExtensions"
    | "FunctionError.InitResourceExhausted"
    | "DisallowedByVpcEncryptionControl";
  readonly TenancyConfig?: TenancyConfig;
  readonly Timeout?: number;
  readonly TracingConfig?: TracingConfigResponse;
  readonly Version?: string;
  readonly VpcConfig?: VpcConfigResponse;
}

/** AWS's FunctionEventInvokeConfig. */
interface FunctionEventInvokeConfig {
  readonly DestinationConfig?: DestinationConfig;
  readonly FunctionArn?: string;
  readonly LastModified?: number | string;
  readonly MaximumEventAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
}

/** AWS's FunctionScalingConfig. */
interface FunctionScalingConfig {
  readonly MaxExecutionEnvironments?: number;
  readonly MinExecutionEnvironments?: number;
}

/** AWS's FunctionUrlConfig. */
interface FunctionUrlConfig {
  readonly AuthType: "NONE" | "AWS_IAM";
  readonly Cors?: Cors;
  readonly CreationTime: string;
  readonly FunctionArn: string;
  readonly FunctionUrl: string;
  readonly InvokeMode?: "BUFFERED" | "RESPONSE_STREAM";
  readonly LastModifiedTime: string;
}

/** AWS's FunctionVersionsByCapacityProviderListItem. */
interface FunctionVersionsByCapacityProviderListItem {
  readonly FunctionArn: string;
  readonly State:
    | "Pending"
    | "Active"
    | "Inactive"
    | "Failed"
    | "Deactivating"
    | "Deactivated"
    | "ActiveNonInvocable"
    | "Deleting";
}

/** AWS's GetAccountSettingsResponse. */
interface GetAccountSettingsResponse {
  readonly AccountLimit?: AccountLimit;
  readonly AccountUsage?: AccountUsage;
}

/** AWS's GetAliasRequest. */
interface GetAliasRequest {
  readonly FunctionName: string;
  readonly Name: string;
}

/** AWS's GetCapacityProviderRequest. */
interface GetCapacityProviderRequest {
  readonly CapacityProviderName: string;
}

/** AWS's GetCapacityProviderResponse. */
interface GetCapacityProviderResponse {
  readonly CapacityProvider: CapacityProvider;
}

/** AWS's GetCodeSigningConfigRequest. */
interface GetCodeSigningConfigRequest {
  readonly CodeSigningConfigArn: string;
}

/** AWS's GetCodeSigningConfigResponse. */
interface GetCodeSigningConfigResponse {
  readonly CodeSigningConfig: CodeSigningConfig;
}

/** AWS's GetDurableExecutionHistoryRequest. */
interface GetDurableExecutionHistoryRequest {
  readonly DurableExecutionArn: string;
  readonly IncludeExecutionData?: boolean;
  readonly Marker?: string;
  readonly MaxItems?: number;
  readonly ReverseOrder?: boolean;
}

/** AWS's GetDurableExecutionHistoryResponse. */
interface GetDurableExecutionHistoryResponse {
  readonly Events: readonly Event[];
  readonly NextMarker?: string;
}

/** AWS's GetDurableExecutionRequest. */
interface GetDurableExecutionRequest {
  readonly DurableExecutionArn: string;
}

/** AWS's GetDurableExecutionResponse. */
interface GetDurableExecutionResponse {
  readonly DurableExecutionArn: string;
  readonly DurableExecutionName: string;
  readonly EndTimestamp?: number | string;
  readonly Error?: ErrorObject;
  readonly FunctionArn: string;
  readonly InputPayload?: string;
  readonly Result?: string;
  readonly StartTimestamp: number | string;
  readonly Status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "STOPPED";
  readonly TraceHeader?: TraceHeader;
  readonly Version?: string;
}

/** AWS's GetDurableExecutionStateRequest. */
interface GetDurableExecutionStateRequest {
  readonly CheckpointToken: string;
  readonly DurableExecutionArn: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's GetDurableExecutionStateResponse. */
interface GetDurableExecutionStateResponse {
  readonly NextMarker?: string;
  readonly Operations: readonly Operation[];
}

/** AWS's GetEventSourceMappingRequest. */
interface GetEventSourceMappingRequest {
  readonly UUID: string;
}

/** AWS's GetFunctionCodeSigningConfigResponse. */
interface GetFunctionCodeSigningConfigResponse {
  readonly CodeSigningConfigArn: string;
  readonly FunctionName: string;
}

/** AWS's GetFunctionConcurrencyResponse. */
interface GetFunctionConcurrencyResponse {
  readonly ReservedConcurrentExecutions?: number;
}

/** AWS's GetFunctionConfigurationRequest. */
interface GetFunctionConfigurationRequest {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** AWS's GetFunctionEventInvokeConfigRequest. */
interface GetFunctionEventInvokeConfigRequest {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** AWS's GetFunctionRecursionConfigResponse. */
interface GetFunctionRecursionConfigResponse {
  readonly RecursiveLoop?: "Allow" | "Terminate";
}

/** AWS's GetFunctionRequest. */
interface GetFunctionRequest {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** AWS's GetFunctionResponse. */
interface GetFunctionResponse {
  readonly Code?: FunctionCodeLocation;
  readonly Concurrency?: Concurrency;
  readonly Configuration?: FunctionConfiguration;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly TagsError?: TagsError;
}

/** AWS's GetFunctionScalingConfigRequest. */
interface GetFunctionScalingConfigRequest {
  readonly FunctionName: string;
  readonly Qualifier: string;
}

/** AWS's GetFunctionScalingConfigResponse. */
interface GetFunctionScalingConfigResponse {
  readonly AppliedFunctionScalingConfig?: FunctionScalingConfig;
  readonly FunctionArn?: string;
  readonly RequestedFunctionScalingConfig?: FunctionScalingConfig;
}

/** AWS's GetFunctionUrlConfigRequest. */
interface GetFunctionUrlConfigRequest {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** AWS's GetFunctionUrlConfigResponse. */
interface GetFunctionUrlConfigResponse {
  readonly AuthType: "NONE" | "AWS_IAM";
  readonly Cors?: Cors;
  readonly CreationTime: string;
  readonly FunctionArn: string;
  readonly FunctionUrl: string;
  readonly InvokeMode?: "BUFFERED" | "RESPONSE_STREAM";
  readonly LastModifiedTime: string;
}

/** AWS's GetLayerVersionByArnRequest. */
interface GetLayerVersionByArnRequest {
  readonly Arn: string;
}

/** AWS's GetLayerVersionPolicyRequest. */
interface GetLayerVersionPolicyRequest {
  readonly LayerName: string;
  readonly VersionNumber: number;
}

/** AWS's GetLayerVersionPolicyResponse. */
interface GetLayerVersionPolicyResponse {
  readonly Policy?: string;
  readonly RevisionId?: string;
}

/** AWS's GetLayerVersionRequest. */
interface GetLayerVersionRequest {
  readonly LayerName: string;
  readonly VersionNumber: number;
}

/** AWS's GetLayerVersionResponse. */
interface GetLayerVersionResponse {
  readonly CompatibleArchitectures?: readonly ("x86_64" | "arm64")[];
  readonly CompatibleRuntimes?: readonly (
    | "nodejs"
    | "nodejs4.3"
    | "nodejs6.10"
    | "nodejs8.10"
    | "nodejs10.x"
    | "nodejs12.x"
    | "nodejs14.x"
    | "nodejs16.x"
    | "java8"
    | "java8.al2"
    | "java11"
    | "python2.7"
    | "python3.6"
    | "python3.7"
    | "python3.8"
    | "python3.9"
    | "dotnetcore1.0"
    | "dotnetcore2.0"
    | "dotnetcore2.1"
    | "dotnetcore3.1"
    | "dotnet6"
    | "dotnet8"
    | "nodejs4.3-edge"
    | "go1.x"
    | "ruby2.5"
    | "ruby2.7"
    | "provided"
    | "provided.al2"
    | "nodejs18.x"
    | "python3.10"
    | "java17"
    | "ruby3.2"
    | "ruby3.3"
    | "ruby3.4"
    | "python3.11"
    | "nodejs20.x"
    | "provided.al2023"
    | "python3.12"
    | "java21"
    | "python3.13"
    | "nodejs22.x"
    | "nodejs24.x"
    | "python3.14"
    | "java25"
    | "dotnet10"
    | "ruby4.0"
  )[];
  readonly Content?: LayerVersionContentOutput;
  readonly CreatedDate?: string;
  readonly Description?: string;
  readonly LayerArn?: string;
  readonly LayerVersionArn?: string;
  readonly LicenseInfo?: string;
  readonly Version?: number;
}

/** AWS's GetPolicyRequest. */
interface GetPolicyRequest {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** AWS's GetPolicyResponse. */
interface GetPolicyResponse {
  readonly Policy?: string;
  readonly RevisionId?: string;
}

/** AWS's GetProvisionedConcurrencyConfigRequest. */
interface GetProvisionedConcurrencyConfigRequest {
  readonly FunctionName: string;
  readonly Qualifier: string;
}

/** AWS's GetProvisionedConcurrencyConfigResponse. */
interface GetProvisionedConcurrencyConfigResponse {
  readonly AllocatedProvisionedConcurrentExecutions?: number;
  readonly AvailableProvisionedConcurrentExecutions?: number;
  readonly LastModified?: string;
  readonly RequestedProvisionedConcurrentExecutions?: number;
  readonly Status?: "IN_PROGRESS" | "READY" | "FAILED";
  readonly StatusReason?: string;
}

/** AWS's ImageConfig. */
interface ImageConfig {
  readonly Command?: readonly string[];
  readonly EntryPoint?: readonly string[];
  readonly WorkingDirectory?: string;
}

/** AWS's ImageConfigError. */
interface ImageConfigError {
  readonly ErrorCode?: string;
  readonly Message?: string;
}

/** AWS's ImageConfigResponse. */
interface ImageConfigResponse {
  readonly Error?: ImageConfigError;
  readonly ImageConfig?: ImageConfig;
}

/** AWS's InstanceRequirements. */
interface InstanceRequirements {
  readonly AllowedInstanceTypes?: readonly string[];
  readonly Architectures?: readonly ("x86_64" | "arm64")[];
  readonly ExcludedInstanceTypes?: readonly string[];
}

/** AWS's InvocationCompletedDetails. */
interface InvocationCompletedDetails {
  readonly EndTimestamp: number | string;
  readonly Error?: EventError;
  readonly RequestId: string;
  readonly StartTimestamp: number | string;
}

/** AWS's InvocationRequest. */
interface InvocationRequest {
  readonly ClientContext?: string;
  readonly DurableExecutionName?: string;
  readonly FunctionName: string;
  readonly InvocationType?: "Event" | "RequestResponse" | "DryRun";
  readonly LogType?: "None" | "Tail";
  readonly Payload?: string;
  readonly Qualifier?: string;
  readonly TenantId?: string;
}

/** AWS's InvocationResponse. */
interface InvocationResponse {
  readonly DurableExecutionArn?: string;
  readonly ExecutedVersion?: string;
  readonly FunctionError?: string;
  readonly LogResult?: string;
  readonly Payload?: string;
  readonly StatusCode?: number;
}

/** AWS's InvokeResponseStreamUpdate. */
interface InvokeResponseStreamUpdate {
  readonly Payload?: string;
}

/** AWS's InvokeWithResponseStreamCompleteEvent. */
interface InvokeWithResponseStreamCompleteEvent {
  readonly ErrorCode?: string;
  readonly ErrorDetails?: string;
  readonly LogResult?: string;
}

/** AWS's InvokeWithResponseStreamRequest. */
interface InvokeWithResponseStreamRequest {
  readonly ClientContext?: string;
  readonly FunctionName: string;
  readonly InvocationType?: "RequestResponse" | "DryRun";
  readonly LogType?: "None" | "Tail";
  readonly Payload?: string;
  readonly Qualifier?: string;
  readonly TenantId?: string;
}

/** AWS's InvokeWithResponseStreamResponse. */
interface InvokeWithResponseStreamResponse {
  readonly EventStream?: InvokeWithResponseStreamResponseEvent;
  readonly ExecutedVersion?: string;
  readonly ResponseStreamContentType?: string;
  readonly StatusCode?: number;
}

/** AWS's InvokeWithResponseStreamResponseEvent. */
interface InvokeWithResponseStreamResponseEvent {
  readonly InvokeComplete?: InvokeWithResponseStreamCompleteEvent;
  readonly PayloadChunk?: InvokeResponseStreamUpdate;
}

/** AWS's KafkaSchemaRegistryAccessConfig. */
interface KafkaSchemaRegistryAccessConfig {
  readonly Type?: "BASIC_AUTH" | "CLIENT_CERTIFICATE_TLS_AUTH" | "SERVER_ROOT_CA_CERTIFICATE";
  readonly URI?: string;
}

/** AWS's KafkaSchemaRegistryConfig. */
interface KafkaSchemaRegistryConfig {
  readonly AccessConfigs?: readonly KafkaSchemaRegistryAccessConfig[];
  readonly EventRecordFormat?: "JSON" | "SOURCE";
  readonly SchemaRegistryURI?: string;
  readonly SchemaValidationConfigs?: readonly KafkaSchemaValidationConfig[];
}

/** AWS's KafkaSchemaValidationConfig. */
interface KafkaSchemaValidationConfig {
  readonly Attribute?: "KEY" | "VALUE";
}

/** AWS's LambdaManagedInstancesCapacityProviderConfig. */
interface LambdaManagedInstancesCapacityProviderConfig {
  readonly CapacityProviderArn: string;
  readonly ExecutionEnvironmentMemoryGiBPerVCpu?: number;
  readonly PerExecutionEnvironmentMaxConcurrency?: number;
}

/** AWS's Layer. */
interface Layer {
  readonly Arn?: string;
  readonly CodeSize?: number;
  readonly SigningJobArn?: string;
  readonly SigningProfileVersionArn?: string;
}

/** AWS's LayerVersionContentInput. */
interface LayerVersionContentInput {
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
  readonly ZipFile?: string;
}

/** AWS's LayerVersionContentOutput. */
interface LayerVersionContentOutput {
  readonly CodeSha256?: string;
  readonly CodeSize?: number;
  readonly Location?: string;
  readonly SigningJobArn?: string;
  readonly SigningProfileVersionArn?: string;
}

/** AWS's LayerVersionsListItem. */
interface LayerVersionsListItem {
  readonly CompatibleArchitectures?: readonly ("x86_64" | "arm64")[];
  readonly CompatibleRuntimes?: readonly (
    | "nodejs"
    | "nodejs4.3"
    | "nodejs6.10"
    | "nodejs8.10"
    | "nodejs10.x"
    | "nodejs12.x"
    | "nodejs14.x"
    | "nodejs16.x"
    | "java8"
    | "java8.al2"
    | "java11"
    | "python2.7"
    | "python3.6"
    | "python3.7"
    | "python3.8"
    | "python3.9"
    | "dotnetcore1.0"
    | "dotnetcore2.0"
    | "dotnetcore2.1"
    | "dotnetcore3.1"
    | "dotnet6"
    | "dotnet8"
    | "nodejs4.3-edge"
    | "go1.x"
    | "ruby2.5"
    | "ruby2.7"
    | "provided"
    | "provided.al2"
    | "nodejs18.x"
    | "python3.10"
    | "java17"
    | "ruby3.2"
    | "ruby3.3"
    | "ruby3.4"
    | "python3.11"
    | "nodejs20.x"
    | "provided.al2023"
    | "python3.12"
    | "java21"
    | "python3.13"
    | "nodejs22.x"
    | "nodejs24.x"
    | "python3.14"
    | "java25"
    | "dotnet10"
    | "ruby4.0"
  )[];
  readonly CreatedDate?: string;
  readonly Description?: string;
  readonly LayerVersionArn?: string;
  readonly LicenseInfo?: string;
  readonly Version?: number;
}

/** AWS's LayersListItem. */
interface LayersListItem {
  readonly LatestMatchingVersion?: LayerVersionsListItem;
  readonly LayerArn?: string;
  readonly LayerName?: string;
}

/** AWS's ListAliasesRequest. */
interface ListAliasesRequest {
  readonly FunctionName: string;
  readonly FunctionVersion?: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListAliasesResponse. */
interface ListAliasesResponse {
  readonly Aliases?: readonly AliasConfiguration[];
  readonly NextMarker?: string;
}

/** AWS's ListCapacityProvidersRequest. */
interface ListCapacityProvidersRequest {
  readonly Marker?: string;
  readonly MaxItems?: number;
  readonly State?: "Pending" | "Active" | "Failed" | "Deleting";
}

/** AWS's ListCapacityProvidersResponse. */
interface ListCapacityProvidersResponse {
  readonly CapacityProviders: readonly CapacityProvider[];
  readonly NextMarker?: string;
}

/** AWS's ListCodeSigningConfigsRequest. */
interface ListCodeSigningConfigsRequest {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListCodeSigningConfigsResponse. */
interface ListCodeSigningConfigsResponse {
  readonly CodeSigningConfigs?: readonly CodeSigningConfig[];
  readonly NextMarker?: string;
}

/** AWS's ListDurableExecutionsByFunctionRequest. */
interface ListDurableExecutionsByFunctionRequest {
  readonly DurableExecutionName?: string;
  readonly FunctionName: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
  readonly Qualifier?: string;
  readonly ReverseOrder?: boolean;
  readonly StartedAfter?: number | string;
  readonly StartedBefore?: number | string;
  readonly Statuses?: readonly ("RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "STOPPED")[];
}

/** AWS's ListDurableExecutionsByFunctionResponse. */
interface ListDurableExecutionsByFunctionResponse {
  readonly DurableExecutions?: readonly Execution[];
  readonly NextMarker?: string;
}

/** AWS's ListEventSourceMappingsRequest. */
interface ListEventSourceMappingsRequest {
  readonly EventSourceArn?: string;
  readonly FunctionName?: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListEventSourceMappingsResponse. */
interface ListEventSourceMappingsResponse {
  readonly EventSourceMappings?: readonly EventSourceMappingConfiguration[];
  readonly NextMarker?: string;
}

/** AWS's ListFunctionEventInvokeConfigsRequest. */
interface ListFunctionEventInvokeConfigsRequest {
  readonly FunctionName: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListFunctionEventInvokeConfigsResponse. */
interface ListFunctionEventInvokeConfigsResponse {
  readonly FunctionEventInvokeConfigs?: readonly FunctionEventInvokeConfig[];
  readonly NextMarker?: string;
}

/** AWS's ListFunctionUrlConfigsRequest. */
interface ListFunctionUrlConfigsRequest {
  readonly FunctionName: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListFunctionUrlConfigsResponse. */
interface ListFunctionUrlConfigsResponse {
  readonly FunctionUrlConfigs: readonly FunctionUrlConfig[];
  readonly NextMarker?: string;
}

/** AWS's ListFunctionVersionsByCapacityProviderRequest. */
interface ListFunctionVersionsByCapacityProviderRequest {
  readonly CapacityProviderName: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListFunctionVersionsByCapacityProviderResponse. */
interface ListFunctionVersionsByCapacityProviderResponse {
  readonly CapacityProviderArn: string;
  readonly FunctionVersions: readonly FunctionVersionsByCapacityProviderListItem[];
  readonly NextMarker?: string;
}

/** AWS's ListFunctionsByCodeSigningConfigRequest. */
interface ListFunctionsByCodeSigningConfigRequest {
  readonly CodeSigningConfigArn: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListFunctionsByCodeSigningConfigResponse. */
interface ListFunctionsByCodeSigningConfigResponse {
  readonly FunctionArns?: readonly string[];
  readonly NextMarker?: string;
}

/** AWS's ListFunctionsRequest. */
interface ListFunctionsRequest {
  readonly FunctionVersion?: "ALL";
  readonly Marker?: string;
  readonly MasterRegion?: string;
  readonly MaxItems?: number;
}

/** AWS's ListFunctionsResponse. */
interface ListFunctionsResponse {
  readonly Functions?: readonly FunctionConfiguration[];
  readonly NextMarker?: string;
}

/** AWS's ListLayerVersionsRequest. */
interface ListLayerVersionsRequest {
  readonly CompatibleArchitecture?: "x86_64" | "arm64";
  readonly CompatibleRuntime?:
    | "nodejs"
    | "nodejs4.3"
    | "nodejs6.10"
    | "nodejs8.10"
    | "nodejs10.x"
    | "nodejs12.x"
    | "nodejs14.x"
    | "nodejs16.x"
    | "java8"
    | "java8.al2"
    | "java11"
    | "python2.7"
    | "python3.6"
    | "python3.7"
    | "python3.8"
    | "python3.9"
    | "dotnetcore1.0"
    | "dotnetcore2.0"
    | "dotnetcore2.1"
    | "dotnetcore3.1"
    | "dotnet6"
    | "dotnet8"
    | "nodejs4.3-edge"
    | "go1.x"
    | "ruby2.5"
    | "ruby2.7"
    | "provided"
    | "provided.al2"
    | "nodejs18.x"
    | "python3.10"
    | "java17"
    | "ruby3.2"
    | "ruby3.3"
    | "ruby3.4"
    | "python3.11"
    | "nodejs20.x"
    | "provided.al2023"
    | "python3.12"
    | "java21"
    | "python3.13"
    | "nodejs22.x"
    | "nodejs24.x"
    | "python3.14"
    | "java25"
    | "dotnet10"
    | "ruby4.0";
  readonly LayerName: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListLayerVersionsResponse. */
interface ListLayerVersionsResponse {
  readonly LayerVersions?: readonly LayerVersionsListItem[];
  readonly NextMarker?: string;
}

/** AWS's ListLayersRequest. */
interface ListLayersRequest {
  readonly CompatibleArchitecture?: "x86_64" | "arm64";
  readonly CompatibleRuntime?:
    | "nodejs"
    | "nodejs4.3"
    | "nodejs6.10"
    | "nodejs8.10"
    | "nodejs10.x"
    | "nodejs12.x"
    | "nodejs14.x"
    | "nodejs16.x"
    | "java8"
    | "java8.al2"
    | "java11"
    | "python2.7"
    | "python3.6"
    | "python3.7"
    | "python3.8"
    | "python3.9"
    | "dotnetcore1.0"
    | "dotnetcore2.0"
    | "dotnetcore2.1"
    | "dotnetcore3.1"
    | "dotnet6"
    | "dotnet8"
    | "nodejs4.3-edge"
    | "go1.x"
    | "ruby2.5"
    | "ruby2.7"
    | "provided"
    | "provided.al2"
    | "nodejs18.x"
    | "python3.10"
    | "java17"
    | "ruby3.2"
    | "ruby3.3"
    | "ruby3.4"
    | "python3.11"
    | "nodejs20.x"
    | "provided.al2023"
    | "python3.12"
    | "java21"
    | "python3.13"
    | "nodejs22.x"
    | "nodejs24.x"
    | "python3.14"
    | "java25"
    | "dotnet10"
    | "ruby4.0";
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListLayersResponse. */
interface ListLayersResponse {
  readonly Layers?: readonly LayersListItem[];
  readonly NextMarker?: string;
}

/** AWS's ListProvisionedConcurrencyConfigsRequest. */
interface ListProvisionedConcurrencyConfigsRequest {
  readonly FunctionName: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListProvisionedConcurrencyConfigsResponse. */
interface ListProvisionedConcurrencyConfigsResponse {
  readonly NextMarker?: string;
  readonly ProvisionedConcurrencyConfigs?: readonly ProvisionedConcurrencyConfigListItem[];
}

/** AWS's ListTagsRequest. */
interface ListTagsRequest {
  readonly Resource: string;
}

/** AWS's ListTagsResponse. */
interface ListTagsResponse {
  readonly Tags?: Readonly<Record<string, string>>;
}

/** AWS's ListVersionsByFunctionRequest. */
interface ListVersionsByFunctionRequest {
  readonly FunctionName: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** AWS's ListVersionsByFunctionResponse. */
interface ListVersionsByFunctionResponse {
  readonly NextMarker?: string;
  readonly Versions?: readonly FunctionConfiguration[];
}

/** AWS's LoggingConfig. */
interface LoggingConfig {
  readonly ApplicationLogLevel?: "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";
  readonly LogFormat?: "JSON" | "Text";
  readonly LogGroup?: string;
  readonly SystemLogLevel?: "DEBUG" | "INFO" | "WARN";
}

/** AWS's OnFailure. */
interface OnFailure {
  readonly Destination?: string;
}

/** AWS's OnSuccess. */
interface OnSuccess {
  readonly Destination?: string;
}

/** AWS's Operation. */
interface Operation {
  readonly CallbackDetails?: CallbackDetails;
  readonly ChainedInvokeDetails?: ChainedInvokeDetails;
  readonly ContextDetails?: ContextDetails;
  readonly EndTimestamp?: number | string;
  readonly ExecutionDetails?: ExecutionDetails;
  readonly Id: string;
  readonly Name?: string;
  readonly ParentId?: string;
  readonly StartTimestamp: number | string;
  readonly Status:
    | "STARTED"
    | "PENDING"
    | "READY"
    | "SUCCEEDED"
    | "FAILED"
    | "CANCELLED"
    | "TIMED_OUT"
    | "STOPPED";
  readonly StepDetails?: StepDetails;
  readonly SubType?: string;
  readonly Type: "EXECUTION" | "CONTEXT" | "STEP" | "WAIT" | "CALLBACK" | "CHAINED_INVOKE";
  readonly WaitDetails?: WaitDetails;
}

/** AWS's OperationUpdate. */
interface OperationUpdate {
  readonly Action: "START" | "SUCCEED" | "FAIL" | "RETRY" | "CANCEL";
  readonly CallbackOptions?: CallbackOptions;
  readonly ChainedInvokeOptions?: ChainedInvokeOptions;
  readonly ContextOptions?: ContextOptions;
  readonly Error?: ErrorObject;
  readonly Id: string;
  readonly Name?: string;
  readonly ParentId?: string;
  readonly Payload?: string;
  readonly StepOptions?: StepOptions;
  readonly SubType?: string;
  readonly Type: "EXECUTION" | "CONTEXT" | "STEP" | "WAIT" | "CALLBACK" | "CHAINED_INVOKE";
  readonly WaitOptions?: WaitOptions;
}

/** AWS's ProvisionedConcurrencyConfigListItem. */
interface ProvisionedConcurrencyConfigListItem {
  readonly AllocatedProvisionedConcurrentExecutions?: number;
  readonly AvailableProvisionedConcurrentExecutions?: number;
  readonly FunctionArn?: string;
  readonly LastModified?: string;
  readonly RequestedProvisionedConcurrentExecutions?: number;
  readonly Status?: "IN_PROGRESS" | "READY" | "FAILED";
  readonly StatusReason?: string;
}

/** AWS's ProvisionedPollerConfig. */
interface ProvisionedPollerConfig {
  readonly MaximumPollers?: number;
  readonly MinimumPollers?: number;
  readonly PollerGroupName?: string;
}

/** AWS's PublishLayerVersionRequest. */
interface PublishLayerVersionRequest {
  readonly CompatibleArchitectures?: readonly ("x86_64" | "arm64")[];
  readonly CompatibleRuntimes?: readonly (
    | "nodejs"
    | "nodejs4.3"
    | "nodejs6.10"
    | "nodejs8.10"
    | "nodejs10.x"
    | "nodejs12.x"
    | "nodejs14.x"
    | "nodejs16.x"
    | "java8"
    | "java8.al2"
    | "java11"
    | "python2.7"
    | "python3.6"
    | "python3.7"
    | "python3.8"
    | "python3.9"
    | "dotnetcore1.0"
    | "dotnetcore2.0"
    | "dotnetcore2.1"
    | "dotnetcore3.1"
    | "dotnet6"
    | "dotnet8"
    | "nodejs4.3-edge"
    | "go1.x"
    | "ruby2.5"
    | "ruby2.7"
    | "provided"
    | "provided.al2"
    | "nodejs18.x"
    | "python3.10"
    | "java17"
    | "ruby3.2"
    | "ruby3.3"
    | "ruby3.4"
    | "python3.11"
    | "nodejs20.x"
    | "provided.al2023"
    | "python3.12"
    | "java21"
    | "python3.13"
    | "nodejs22.x"
    | "nodejs24.x"
    | "python3.14"
    | "java25"
    | "dotnet10"
    | "ruby4.0"
  )[];
  readonly Content: LayerVersionContentInput;
  readonly Description?: string;
  readonly LayerName: string;
  readonly LicenseInfo?: string;
}

/** AWS's PublishLayerVersionResponse. */
interface PublishLayerVersionResponse {
  readonly CompatibleArchitectures?: readonly ("x86_64" | "arm64")[];
  readonly CompatibleRuntimes?: readonly (
    | "nodejs"
    | "nodejs4.3"
    | "nodejs6.10"
    | "nodejs8.10"
    | "nodejs10.x"
    | "nodejs12.x"
    | "nodejs14.x"
    | "nodejs16.x"
    | "java8"
    | "java8.al2"
    | "java11"
    | "python2.7"
    | "python3.6"
    | "python3.7"
    | "python3.8"
    | "python3.9"
    | "dotnetcore1.0"
    | "dotnetcore2.0"
    | "dotnetcore2.1"
    | "dotnetcore3.1"
    | "dotnet6"
    | "dotnet8"
    | "nodejs4.3-edge"
    | "go1.x"
    | "ruby2.5"
    | "ruby2.7"
    | "provided"
    | "provided.al2"
    | "nodejs18.x"
    | "python3.10"
    | "java17"
    | "ruby3.2"
    | "ruby3.3"
    | "ruby3.4"
    | "python3.11"
    | "nodejs20.x"
    | "provided.al2023"
    | "python3.12"
    | "java21"
    | "python3.13"
    | "nodejs22.x"
    | "nodejs24.x"
    | "python3.14"
    | "java25"
    | "dotnet10"
    | "ruby4.0"
  )[];
  readonly Content?: LayerVersionContentOutput;
  readonly CreatedDate?: string;
  readonly Description?: string;
  readonly LayerArn?: string;
  readonly LayerVersionArn?: string;
  readonly LicenseInfo?: string;
  readonly Version?: number;
}

/** AWS's PublishVersionRequest. */
interface PublishVersionRequest {
  readonly CodeSha256?: string;
  readonly Description?: string;
  readonly FunctionName: string;
  readonly PublishTo?: "LATEST_PUBLISHED";
  readonly RevisionId?: string;
}

/** AWS's PutFunctionCodeSigningConfigRequest. */
interface PutFunctionCodeSigningConfigRequest {
  readonly CodeSigningConfigArn: string;
  readonly FunctionName: string;
}

/** AWS's PutFunctionCodeSigningConfigResponse. */
interface PutFunctionCodeSigningConfigResponse {
  readonly CodeSigningConfigArn: string;
  readonly FunctionName: string;
}

/** AWS's PutFunctionConcurrencyRequest. */
interface PutFunctionConcurrencyRequest {
  readonly FunctionName: string;
  readonly ReservedConcurrentExecutions: number;
}

/** AWS's PutFunctionEventInvokeConfigRequest. */
interface PutFunctionEventInvokeConfigRequest {
  readonly DestinationConfig?: DestinationConfig;
  readonly FunctionName: string;
  readonly MaximumEventAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly Qualifier?: string;
}

/** AWS's PutFunctionRecursionConfigRequest. */
interface PutFunctionRecursionConfigRequest {
  readonly FunctionName: string;
  readonly RecursiveLoop: "Allow" | "Terminate";
}

/** AWS's PutFunctionRecursionConfigResponse. */
interface PutFunctionRecursionConfigResponse {
  readonly RecursiveLoop?: "Allow" | "Terminate";
}

/** AWS's PutFunctionScalingConfigRequest. */
interface PutFunctionScalingConfigRequest {
  readonly FunctionName: string;
  readonly FunctionScalingConfig?: FunctionScalingConfig;
  readonly Qualifier: string;
}

/** AWS's PutFunctionScalingConfigResponse. */
interface PutFunctionScalingConfigResponse {
  readonly FunctionState?:
    | "Pending"
    | "Active"
    | "Inactive"
    | "Failed"
    | "Deactivating"
    | "Deactivated"
    | "ActiveNonInvocable"
    | "Deleting";
}

/** AWS's PutProvisionedConcurrencyConfigRequest. */
interface PutProvisionedConcurrencyConfigRequest {
  readonly FunctionName: string;
  readonly ProvisionedConcurrentExecutions: number;
  readonly Qualifier: string;
}

/** AWS's PutProvisionedConcurrencyConfigResponse. */
interface PutProvisionedConcurrencyConfigResponse {
  readonly AllocatedProvisionedConcurrentExecutions?: number;
  readonly AvailableProvisionedConcurrentExecutions?: number;
  readonly LastModified?: string;
  readonly RequestedProvisionedConcurrentExecutions?: number;
  readonly Status?: "IN_PROGRESS" | "READY" | "FAILED";
  readonly StatusReason?: string;
}

/** AWS's RemoveLayerVersionPermissionRequest. */
interface RemoveLayerVersionPermissionRequest {
  readonly LayerName: string;
  readonly RevisionId?: string;
  readonly StatementId: string;
  readonly VersionNumber: number;
}

/** AWS's RemovePermissionRequest. */
interface RemovePermissionRequest {
  readonly FunctionName: string;
  readonly Qualifier?: string;
  readonly RevisionId?: string;
  readonly StatementId: string;
}

/** AWS's RetryDetails. */
interface RetryDetails {
  readonly CurrentAttempt?: number;
  readonly NextAttemptDelaySeconds?: number;
}

/** AWS's RuntimeVersionConfig. */
interface RuntimeVersionConfig {
  readonly Error?: RuntimeVersionError;
  readonly RuntimeVersionArn?: string;
}

/** AWS's RuntimeVersionError. */
interface RuntimeVersionError {
  readonly ErrorCode?: string;
  readonly Message?: string;
}

/** AWS's ScalingConfig. */
interface ScalingConfig {
  readonly MaximumConcurrency?: number;
}

/** AWS's SelfManagedEventSource. */
interface SelfManagedEventSource {
  readonly Endpoints?: Readonly<Record<string, readonly string[]>>;
}

/** AWS's SelfManagedKafkaEventSourceConfig. */
interface SelfManagedKafkaEventSourceConfig {
  readonly ConsumerGroupId?: string;
  readonly SchemaRegistryConfig?: KafkaSchemaRegistryConfig;
}

/** AWS's SendDurableExecutionCallbackFailureRequest. */
interface SendDurableExecutionCallbackFailureRequest {
  readonly CallbackId: string;
  readonly Error?: ErrorObject;
}

/** AWS's SendDurableExecutionCallbackFailureResponse, which says nothing. */
type SendDurableExecutionCallbackFailureResponse = object;

/** AWS's SendDurableExecutionCallbackHeartbeatRequest. */
interface SendDurableExecutionCallbackHeartbeatRequest {
  readonly CallbackId: string;
}

/** AWS's SendDurableExecutionCallbackHeartbeatResponse, which says nothing. */
type SendDurableExecutionCallbackHeartbeatResponse = object;

/** AWS's SendDurableExecutionCallbackSuccessRequest. */
interface SendDurableExecutionCallbackSuccessRequest {
  readonly CallbackId: string;
  readonly Result?: string;
}

/** AWS's SendDurableExecutionCallbackSuccessResponse, which says nothing. */
type SendDurableExecutionCallbackSuccessResponse = object;

/** AWS's SnapStart. */
interface SnapStart {
  readonly ApplyOn?: "PublishedVersions" | "None";
}

/** AWS's SnapStartResponse. */
interface SnapStartResponse {
  readonly ApplyOn?: "PublishedVersions" | "None";
  readonly OptimizationStatus?: "On" | "Off";
}

/** AWS's SourceAccessConfiguration. */
interface SourceAccessConfiguration {
  readonly Type?:
    | "BASIC_AUTH"
    | "VPC_SUBNET"
    | "VPC_SECURITY_GROUP"
    | "SASL_SCRAM_512_AUTH"
    | "SASL_SCRAM_256_AUTH"
    | "VIRTUAL_HOST"
    | "CLIENT_CERTIFICATE_TLS_AUTH"
    | "SERVER_ROOT_CA_CERTIFICATE";
  readonly URI?: string;
}

/** AWS's StepDetails. */
interface StepDetails {
  readonly Attempt?: number;
  readonly Error?: ErrorObject;
  readonly NextAttemptTimestamp?: number | string;
  readonly Result?: string;
}

/** AWS's StepFailedDetails. */
interface StepFailedDetails {
  readonly Error: EventError;
  readonly RetryDetails: RetryDetails;
}

/** AWS's StepOptions. */
interface StepOptions {
  readonly NextAttemptDelaySeconds?: number;
}

/** AWS's StepStartedDetails, which says nothing. */
type StepStartedDetails = object;

/** AWS's StepSucceededDetails. */
interface StepSucceededDetails {
  readonly Result: EventResult;
  readonly RetryDetails: RetryDetails;
}

/** AWS's StopDurableExecutionRequest. */
interface StopDurableExecutionRequest {
  readonly DurableExecutionArn: string;
  readonly Error?: ErrorObject;
}

/** AWS's StopDurableExecutionResponse. */
interface StopDurableExecutionResponse {
  readonly StopTimestamp: number | string;
}

/** AWS's TagResourceRequest. */
interface TagResourceRequest {
  readonly Resource: string;
  readonly Tags: Readonly<Record<string, string>>;
}

/** AWS's TagsError. */
interface TagsError {
  readonly ErrorCode: string;
  readonly Message: string;
}

/** AWS's TargetTrackingScalingPolicy. */
interface TargetTrackingScalingPolicy {
  readonly PredefinedMetricType: "LambdaCapacityProviderAverageCPUUtilization";
  readonly TargetValue: number;
}

/** AWS's TenancyConfig. */
interface TenancyConfig {
  readonly TenantIsolationMode: "PER_TENANT";
}

/** AWS's TraceHeader. */
interface TraceHeader {
  readonly XAmznTraceId?: string;
}

/** AWS's TracingConfig. */
interface TracingConfig {
  readonly Mode?: "Active" | "PassThrough";
}

/** AWS's TracingConfigResponse. */
interface TracingConfigResponse {
  readonly Mode?: "Active" | "PassThrough";
}

/** AWS's UntagResourceRequest. */
interface UntagResourceRequest {
  readonly Resource: string;
  readonly TagKeys: readonly string[];
}

/** AWS's UpdateAliasRequest. */
interface UpdateAliasRequest {
  readonly Description?: string;
  readonly FunctionName: string;
  readonly FunctionVersion?: string;
  readonly Name: string;
  readonly RevisionId?: string;
  readonly RoutingConfig?: AliasRoutingConfiguration;
}

/** AWS's UpdateCapacityProviderRequest. */
interface UpdateCapacityProviderRequest {
  readonly CapacityProviderName: string;
  readonly CapacityProviderScalingConfig?: CapacityProviderScalingConfig;
}

/** AWS's UpdateCapacityProviderResponse. */
interface UpdateCapacityProviderResponse {
  readonly CapacityProvider: CapacityProvider;
}

/** AWS's UpdateCodeSigningConfigRequest. */
interface UpdateCodeSigningConfigRequest {
  readonly AllowedPublishers?: AllowedPublishers;
  readonly CodeSigningConfigArn: string;
  readonly CodeSigningPolicies?: CodeSigningPolicies;
  readonly Description?: string;
}

/** AWS's UpdateCodeSigningConfigResponse. */
interface UpdateCodeSigningConfigResponse {
  readonly CodeSigningConfig: CodeSigningConfig;
}

/** AWS's UpdateEventSourceMappingRequest. */
interface UpdateEventSourceMappingRequest {
  readonly AmazonManagedKafkaEventSourceConfig?: AmazonManagedKafkaEventSourceConfig;
  readonly BatchSize?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly DestinationConfig?: DestinationConfig;
  readonly DocumentDBEventSourceConfig?: DocumentDBEventSourceConfig;
  readonly Enabled?: boolean;
  readonly FilterCriteria?: FilterCriteria;
  readonly FunctionName?: string;
  readonly FunctionResponseTypes?: readonly "ReportBatchItemFailures"[];
  readonly KMSKeyArn?: string;
  readonly LoggingConfig?: EventSourceMappingLoggingConfig;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly MetricsConfig?: EventSourceMappingMetricsConfig;
  readonly ParallelizationFactor?: number;
  readonly ProvisionedPollerConfig?: ProvisionedPollerConfig;
  readonly ScalingConfig?: ScalingConfig;
  readonly SelfManagedKafkaEventSourceConfig?: SelfManagedKafkaEventSourceConfig;
  readonly SourceAccessConfigurations?: readonly SourceAccessConfiguration[];
  readonly TumblingWindowInSeconds?: number;
  readonly UUID: string;
}

/** AWS's UpdateFunctionCodeRequest. */
interface UpdateFunctionCodeRequest {
  readonly Architectures?: readonly ("x86_64" | "arm64")[];
  readonly DryRun?: boolean;
  readonly FunctionName: string;
  readonly ImageUri?: string;
  readonly Publish?: boolean;
  readonly PublishTo?: "LATEST_PUBLISHED";
  readonly RevisionId?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
  readonly SourceKMSKeyArn?: string;
  readonly ZipFile?: string;
}

/** AWS's UpdateFunctionConfigurationRequest. */
interface UpdateFunctionConfigurationRequest {
  readonly CapacityProviderConfig?: CapacityProviderConfig;
  readonly DeadLetterConfig?: DeadLetterConfig;
  readonly Description?: string;
  readonly DurableConfig?: DurableConfig;
  readonly Environment?: Environment;
  readonly EphemeralStorage?: EphemeralStorage;
  readonly FileSystemConfigs?: readonly FileSystemConfig[];
  readonly FunctionName: string;
  readonly Handler?: string;
  readonly ImageConfig?: ImageConfig;
  readonly KMSKeyArn?: string;
  readonly Layers?: readonly string[];
  readonly LoggingConfig?: LoggingConfig;
  readonly MemorySize?: number;
  readonly RevisionId?: string;
  readonly Role?: string;
  readonly Runtime?:
    | "nodejs"
    | "nodejs4.3"
    | "nodejs6.10"
    | "nodejs8.10"
    | "nodejs10.x"
    | "nodejs12.x"
    | "nodejs14.x"
    | "nodejs16.x"
    | "java8"
    | "java8.al2"
    | "java11"
    | "python2.7"
    | "python3.6"
    | "python3.7"
    | "python3.8"
    | "python3.9"
    | "dotnetcore1.0"
    | "dotnetcore2.0"
    | "dotnetcore2.1"
    | "dotnetcore3.1"
    | "dotnet6"
    | "dotnet8"
    | "nodejs4.3-edge"
    | "go1.x"
    | "ruby2.5"
    | "ruby2.7"
    | "provided"
    | "provided.al2"
    | "nodejs18.x"
    | "python3.10"
    | "java17"
    | "ruby3.2"
    | "ruby3.3"
    | "ruby3.4"
    | "python3.11"
    | "nodejs20.x"
    | "provided.al2023"
    | "python3.12"
    | "java21"
    | "python3.13"
    | "nodejs22.x"
    | "nodejs24.x"
    | "python3.14"
    | "java25"
    | "dotnet10"
    | "ruby4.0";
  readonly SnapStart?: SnapStart;
  readonly Timeout?: number;
  readonly TracingConfig?: TracingConfig;
  readonly VpcConfig?: VpcConfig;
}

/** AWS's UpdateFunctionEventInvokeConfigRequest. */
interface UpdateFunctionEventInvokeConfigRequest {
  readonly DestinationConfig?: DestinationConfig;
  readonly FunctionName: string;
  readonly MaximumEventAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly Qualifier?: string;
}

/** AWS's UpdateFunctionUrlConfigRequest. */
interface UpdateFunctionUrlConfigRequest {
  readonly AuthType?: "NONE" | "AWS_IAM";
  readonly Cors?: Cors;
  readonly FunctionName: string;
  readonly InvokeMode?: "BUFFERED" | "RESPONSE_STREAM";
  readonly Qualifier?: string;
}

/** AWS's UpdateFunctionUrlConfigResponse. */
interface UpdateFunctionUrlConfigResponse {
  readonly AuthType: "NONE" | "AWS_IAM";
  readonly Cors?: Cors;
  readonly CreationTime: string;
  readonly FunctionArn: string;
  readonly FunctionUrl: string;
  readonly InvokeMode?: "BUFFERED" | "RESPONSE_STREAM";
  readonly LastModifiedTime: string;
}

/** AWS's VpcConfig. */
interface VpcConfig {
  readonly Ipv6AllowedForDualStack?: boolean;
  readonly SecurityGroupIds?: readonly string[];
  readonly SubnetIds?: readonly string[];
}

/** AWS's VpcConfigResponse. */
interface VpcConfigResponse {
  readonly Ipv6AllowedForDualStack?: boolean;
  readonly SecurityGroupIds?: readonly string[];
  readonly SubnetIds?: readonly string[];
  readonly VpcId?: string;
}

/** AWS's WaitCancelledDetails. */
interface WaitCancelledDetails {
  readonly Error?: EventError;
}

/** AWS's WaitDetails. */
interface WaitDetails {
  readonly ScheduledEndTimestamp?: number | string;
}

/** AWS's WaitOptions. */
interface WaitOptions {
  readonly WaitSeconds?: number;
}

/** AWS's WaitStartedDetails. */
interface WaitStartedDetails {
  readonly Duration: number;
  readonly ScheduledEndTimestamp: number | string;
}

/** AWS's WaitSucceededDetails. */
interface WaitSucceededDetails {
  readonly Duration?: number;
}
