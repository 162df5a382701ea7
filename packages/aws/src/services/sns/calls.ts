// Written by `npm run models` from AWS's API model of sns (botocore 1.43.11): do not edit.
import { namedBy, textOf } from "../../service/call-values.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { typedCall, type AwsCall } from "../../service/script.ts";

/** Calls sns:AddPermission. */
export const addPermission = (
  topic: string | { readonly topicArn: string },
  params: Omit<AddPermissionInput, "TopicArn">,
): AwsCall<PlainObject> =>
  typedCall("sns", "AddPermission", { ...params, TopicArn: namedBy(topic, "topicArn") });

/** Calls sns:CheckIfPhoneNumberIsOptedOut. */
export const checkIfPhoneNumberIsOptedOut = (
  params: CheckIfPhoneNumberIsOptedOutInput,
): AwsCall<CheckIfPhoneNumberIsOptedOutResponse> =>
  typedCall("sns", "CheckIfPhoneNumberIsOptedOut", { ...params });

/** Calls sns:ConfirmSubscription. */
export const confirmSubscription = (
  topic: string | { readonly topicArn: string },
  params: Omit<ConfirmSubscriptionInput, "TopicArn">,
): AwsCall<ConfirmSubscriptionResponse> =>
  typedCall("sns", "ConfirmSubscription", { ...params, TopicArn: namedBy(topic, "topicArn") });

/** Calls sns:CreatePlatformApplication. */
export const createPlatformApplication = (
  params: CreatePlatformApplicationInput,
): AwsCall<CreatePlatformApplicationResponse> =>
  typedCall("sns", "CreatePlatformApplication", { ...params });

/** Calls sns:CreatePlatformEndpoint. */
export const createPlatformEndpoint = (
  params: CreatePlatformEndpointInput,
): AwsCall<CreateEndpointResponse> => typedCall("sns", "CreatePlatformEndpoint", { ...params });

/** Calls sns:CreateSMSSandboxPhoneNumber. */
export const createSMSSandboxPhoneNumber = (
  params: CreateSMSSandboxPhoneNumberInput,
): AwsCall<CreateSMSSandboxPhoneNumberResult> =>
  typedCall("sns", "CreateSMSSandboxPhoneNumber", { ...params });

/** Calls sns:CreateTopic. */
export const createTopic = (params: CreateTopicInput): AwsCall<CreateTopicResponse> =>
  typedCall("sns", "CreateTopic", { ...params });

/** Calls sns:DeleteEndpoint. */
export const deleteEndpoint = (params: DeleteEndpointInput): AwsCall<PlainObject> =>
  typedCall("sns", "DeleteEndpoint", { ...params });

/** Calls sns:DeletePlatformApplication. */
export const deletePlatformApplication = (
  params: DeletePlatformApplicationInput,
): AwsCall<PlainObject> => typedCall("sns", "DeletePlatformApplication", { ...params });

/** Calls sns:DeleteSMSSandboxPhoneNumber. */
export const deleteSMSSandboxPhoneNumber = (
  params: DeleteSMSSandboxPhoneNumberInput,
): AwsCall<DeleteSMSSandboxPhoneNumberResult> =>
  typedCall("sns", "DeleteSMSSandboxPhoneNumber", { ...params });

/** Calls sns:DeleteTopic. */
export const deleteTopic = (topic: string | { readonly topicArn: string }): AwsCall<PlainObject> =>
  typedCall("sns", "DeleteTopic", { TopicArn: namedBy(topic, "topicArn") });

/** Calls sns:GetDataProtectionPolicy. */
export const getDataProtectionPolicy = (
  params: GetDataProtectionPolicyInput,
): AwsCall<GetDataProtectionPolicyResponse> =>
  typedCall("sns", "GetDataProtectionPolicy", { ...params });

/** Calls sns:GetEndpointAttributes. */
export const getEndpointAttributes = (
  params: GetEndpointAttributesInput,
): AwsCall<GetEndpointAttributesResponse> =>
  typedCall("sns", "GetEndpointAttributes", { ...params });

/** Calls sns:GetPlatformApplicationAttributes. */
export const getPlatformApplicationAttributes = (
  params: GetPlatformApplicationAttributesInput,
): AwsCall<GetPlatformApplicationAttributesResponse> =>
  typedCall("sns", "GetPlatformApplicationAttributes", { ...params });

/** Calls sns:GetSMSAttributes. */
export const getSMSAttributes = (
  params: GetSMSAttributesInput = {},
): AwsCall<GetSMSAttributesResponse> => typedCall("sns", "GetSMSAttributes", { ...params });

/** Calls sns:GetSMSSandboxAccountStatus. */
export const getSMSSandboxAccountStatus = (): AwsCall<GetSMSSandboxAccountStatusResult> =>
  typedCall("sns", "GetSMSSandboxAccountStatus", {});

/** Calls sns:GetSubscriptionAttributes. */
export const getSubscriptionAttributes = (
  params: GetSubscriptionAttributesInput,
): AwsCall<GetSubscriptionAttributesResponse> =>
  typedCall("sns", "GetSubscriptionAttributes", { ...params });

/** Calls sns:GetTopicAttributes. */
export const getTopicAttributes = (
  topic: string | { readonly topicArn: string },
): AwsCall<GetTopicAttributesResponse> =>
  typedCall("sns", "GetTopicAttributes", { TopicArn: namedBy(topic, "topicArn") });

/** Calls sns:ListEndpointsByPlatformApplication. */
export const listEndpointsByPlatformApplication = (
  params: ListEndpointsByPlatformApplicationInput,
): AwsCall<ListEndpointsByPlatformApplicationResponse> =>
  typedCall("sns", "ListEndpointsByPlatformApplication", { ...params });

/** Calls sns:ListOriginationNumbers. */
export const listOriginationNumbers = (
  params: ListOriginationNumbersRequest = {},
): AwsCall<ListOriginationNumbersResult> =>
  typedCall("sns", "ListOriginationNumbers", { ...params });

/** Calls sns:ListPhoneNumbersOptedOut. */
export const listPhoneNumbersOptedOut = (
  params: ListPhoneNumbersOptedOutInput = {},
): AwsCall<ListPhoneNumbersOptedOutResponse> =>
  typedCall("sns", "ListPhoneNumbersOptedOut", { ...params });

/** Calls sns:ListPlatformApplications. */
export const listPlatformApplications = (
  params: ListPlatformApplicationsInput = {},
): AwsCall<ListPlatformApplicationsResponse> =>
  typedCall("sns", "ListPlatformApplications", { ...params });

/** Calls sns:ListSMSSandboxPhoneNumbers. */
export const listSMSSandboxPhoneNumbers = (
  params: ListSMSSandboxPhoneNumbersInput = {},
): AwsCall<ListSMSSandboxPhoneNumbersResult> =>
  typedCall("sns", "ListSMSSandboxPhoneNumbers", { ...params });

/** Calls sns:ListSubscriptions. */
export const listSubscriptions = (
  params: ListSubscriptionsInput = {},
): AwsCall<ListSubscriptionsResponse> => typedCall("sns", "ListSubscriptions", { ...params });

/** Calls sns:ListSubscriptionsByTopic. */
export const listSubscriptionsByTopic = (
  topic: string | { readonly topicArn: string },
  params: Omit<ListSubscriptionsByTopicInput, "TopicArn"> = {},
): AwsCall<ListSubscriptionsByTopicResponse> =>
  typedCall("sns", "ListSubscriptionsByTopic", { ...params, TopicArn: namedBy(topic, "topicArn") });

/** Calls sns:ListTagsForResource. */
export const listTagsForResource = (
  params: ListTagsForResourceRequest,
): AwsCall<ListTagsForResourceResponse> => typedCall("sns", "ListTagsForResource", { ...params });

/** Calls sns:ListTopics. */
export const listTopics = (params: ListTopicsInput = {}): AwsCall<ListTopicsResponse> =>
  typedCall("sns", "ListTopics", { ...params });

/** Calls sns:OptInPhoneNumber. */
export const optInPhoneNumber = (
  params: OptInPhoneNumberInput,
): AwsCall<OptInPhoneNumberResponse> => typedCall("sns", "OptInPhoneNumber", { ...params });

/** Calls sns:Publish. */
export const publish = (
  topic: string | { readonly topicArn: string },
  body: unknown,
  params: Omit<PublishInput, "TopicArn" | "Message"> = {},
): AwsCall<PublishResponse> =>
  typedCall("sns", "Publish", {
    ...params,
    TopicArn: namedBy(topic, "topicArn"),
    Message: textOf(body),
  });

/** Calls sns:PublishBatch. */
export const publishBatch = (
  topic: string | { readonly topicArn: string },
  params: Omit<PublishBatchInput, "TopicArn">,
): AwsCall<PublishBatchResponse> =>
  typedCall("sns", "PublishBatch", { ...params, TopicArn: namedBy(topic, "topicArn") });

/** Calls sns:PutDataProtectionPolicy. */
export const putDataProtectionPolicy = (
  params: PutDataProtectionPolicyInput,
): AwsCall<PlainObject> => typedCall("sns", "PutDataProtectionPolicy", { ...params });

/** Calls sns:RemovePermission. */
export const removePermission = (
  topic: string | { readonly topicArn: string },
  params: Omit<RemovePermissionInput, "TopicArn">,
): AwsCall<PlainObject> =>
  typedCall("sns", "RemovePermission", { ...params, TopicArn: namedBy(topic, "topicArn") });

/** Calls sns:SetEndpointAttributes. */
export const setEndpointAttributes = (params: SetEndpointAttributesInput): AwsCall<PlainObject> =>
  typedCall("sns", "SetEndpointAttributes", { ...params });

/** Calls sns:SetPlatformApplicationAttributes. */
export const setPlatformApplicationAttributes = (
  params: SetPlatformApplicationAttributesInput,
): AwsCall<PlainObject> => typedCall("sns", "SetPlatformApplicationAttributes", { ...params });

/** Calls sns:SetSMSAttributes. */
export const setSMSAttributes = (
  params: SetSMSAttributesInput,
): AwsCall<SetSMSAttributesResponse> => typedCall("sns", "SetSMSAttributes", { ...params });

/** Calls sns:SetSubscriptionAttributes. */
export const setSubscriptionAttributes = (
  params: SetSubscriptionAttributesInput,
): AwsCall<PlainObject> => typedCall("sns", "SetSubscriptionAttributes", { ...params });

/** Calls sns:SetTopicAttributes. */
export const setTopicAttributes = (
  topic: string | { readonly topicArn: string },
  params: Omit<SetTopicAttributesInput, "TopicArn">,
): AwsCall<PlainObject> =>
  typedCall("sns", "SetTopicAttributes", { ...params, TopicArn: namedBy(topic, "topicArn") });

/** Calls sns:Subscribe. */
export const subscribe = (
  topic: string | { readonly topicArn: string },
  params: Omit<SubscribeInput, "TopicArn">,
): AwsCall<SubscribeResponse> =>
  typedCall("sns", "Subscribe", { ...params, TopicArn: namedBy(topic, "topicArn") });

/** Calls sns:TagResource. */
export const tagResource = (params: TagResourceRequest): AwsCall<TagResourceResponse> =>
  typedCall("sns", "TagResource", { ...params });

/** Calls sns:Unsubscribe. */
export const unsubscribe = (params: UnsubscribeInput): AwsCall<PlainObject> =>
  typedCall("sns", "Unsubscribe", { ...params });

/** Calls sns:UntagResource. */
export const untagResource = (params: UntagResourceRequest): AwsCall<UntagResourceResponse> =>
  typedCall("sns", "UntagResource", { ...params });

/** Calls sns:VerifySMSSandboxPhoneNumber. */
export const verifySMSSandboxPhoneNumber = (
  params: VerifySMSSandboxPhoneNumberInput,
): AwsCall<VerifySMSSandboxPhoneNumberResult> =>
  typedCall("sns", "VerifySMSSandboxPhoneNumber", { ...params });

/** AWS's AddPermissionInput. */
interface AddPermissionInput {
  readonly AWSAccountId: readonly string[];
  readonly ActionName: readonly string[];
  readonly Label: string;
  readonly TopicArn: string;
}

/** AWS's BatchResultErrorEntry. */
interface BatchResultErrorEntry {
  readonly Code: string;
  readonly Id: string;
  readonly Message?: string;
  readonly SenderFault: boolean;
}

/** AWS's CheckIfPhoneNumberIsOptedOutInput. */
interface CheckIfPhoneNumberIsOptedOutInput {
  readonly phoneNumber: string;
}

/** AWS's CheckIfPhoneNumberIsOptedOutResponse. */
interface CheckIfPhoneNumberIsOptedOutResponse {
  readonly isOptedOut?: boolean;
}

/** AWS's ConfirmSubscriptionInput. */
interface ConfirmSubscriptionInput {
  readonly AuthenticateOnUnsubscribe?: string;
  readonly Token: string;
  readonly TopicArn: string;
}

/** AWS's ConfirmSubscriptionResponse. */
interface ConfirmSubscriptionResponse {
  readonly SubscriptionArn?: string;
}

/** AWS's CreateEndpointResponse. */
interface CreateEndpointResponse {
  readonly EndpointArn?: string;
}

/** AWS's CreatePlatformApplicationInput. */
interface CreatePlatformApplicationInput {
  readonly Attributes: Readonly<Record<string, string>>;
  readonly Name: string;
  readonly Platform: string;
}

/** AWS's CreatePlatformApplicationResponse. */
interface CreatePlatformApplicationResponse {
  readonly PlatformApplicationArn?: string;
}

/** AWS's CreatePlatformEndpointInput. */
interface CreatePlatformEndpointInput {
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly CustomUserData?: string;
  readonly PlatformApplicationArn: string;
  readonly Token: string;
}

/** AWS's CreateSMSSandboxPhoneNumberInput. */
interface CreateSMSSandboxPhoneNumberInput {
  readonly LanguageCode?:
    | "en-US"
    | "en-GB"
    | "es-419"
    | "es-ES"
    | "de-DE"
    | "fr-CA"
    | "fr-FR"
    | "it-IT"
    | "ja-JP"
    | "pt-BR"
    | "kr-KR"
    | "zh-CN"
    | "zh-TW";
  readonly PhoneNumber: string;
}

/** AWS's CreateSMSSandboxPhoneNumberResult, which says nothing. */
type CreateSMSSandboxPhoneNumberResult = object;

/** AWS's CreateTopicInput. */
interface CreateTopicInput {
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly DataProtectionPolicy?: string;
  readonly Name: string;
  readonly Tags?: readonly Tag[];
}

/** AWS's CreateTopicResponse. */
interface CreateTopicResponse {
  readonly TopicArn?: string;
}

/** AWS's DeleteEndpointInput. */
interface DeleteEndpointInput {
  readonly EndpointArn: string;
}

/** AWS's DeletePlatformApplicationInput. */
interface DeletePlatformApplicationInput {
  readonly PlatformApplicationArn: string;
}

/** AWS's DeleteSMSSandboxPhoneNumberInput. */
interface DeleteSMSSandboxPhoneNumberInput {
  readonly PhoneNumber: string;
}

/** AWS's DeleteSMSSandboxPhoneNumberResult, which says nothing. */
type DeleteSMSSandboxPhoneNumberResult = object;

/** AWS's Endpoint. */
interface Endpoint {
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly EndpointArn?: string;
}

/** AWS's GetDataProtectionPolicyInput. */
interface GetDataProtectionPolicyInput {
  readonly ResourceArn: string;
}

/** AWS's GetDataProtectionPolicyResponse. */
interface GetDataProtectionPolicyResponse {
  readonly DataProtectionPolicy?: string;
}

/** AWS's GetEndpointAttributesInput. */
interface GetEndpointAttributesInput {
  readonly EndpointArn: string;
}

/** AWS's GetEndpointAttributesResponse. */
interface GetEndpointAttributesResponse {
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** AWS's GetPlatformApplicationAttributesInput. */
interface GetPlatformApplicationAttributesInput {
  readonly PlatformApplicationArn: string;
}

/** AWS's GetPlatformApplicationAttributesResponse. */
interface GetPlatformApplicationAttributesResponse {
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** AWS's GetSMSAttributesInput. */
interface GetSMSAttributesInput {
  readonly attributes?: readonly string[];
}

/** AWS's GetSMSAttributesResponse. */
interface GetSMSAttributesResponse {
  readonly attributes?: Readonly<Record<string, string>>;
}

/** AWS's GetSMSSandboxAccountStatusResult. */
interface GetSMSSandboxAccountStatusResult {
  readonly IsInSandbox: boolean;
}

/** AWS's GetSubscriptionAttributesInput. */
interface GetSubscriptionAttributesInput {
  readonly SubscriptionArn: string;
}

/** AWS's GetSubscriptionAttributesResponse. */
interface GetSubscriptionAttributesResponse {
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** AWS's GetTopicAttributesResponse. */
interface GetTopicAttributesResponse {
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** AWS's ListEndpointsByPlatformApplicationInput. */
interface ListEndpointsByPlatformApplicationInput {
  readonly NextToken?: string;
  readonly PlatformApplicationArn: string;
}

/** AWS's ListEndpointsByPlatformApplicationResponse. */
interface ListEndpointsByPlatformApplicationResponse {
  readonly Endpoints?: readonly Endpoint[];
  readonly NextToken?: string;
}

/** AWS's ListOriginationNumbersRequest. */
interface ListOriginationNumbersRequest {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** AWS's ListOriginationNumbersResult. */
interface ListOriginationNumbersResult {
  readonly NextToken?: string;
  readonly PhoneNumbers?: readonly PhoneNumberInformation[];
}

/** AWS's ListPhoneNumbersOptedOutInput. */
interface ListPhoneNumbersOptedOutInput {
  readonly nextToken?: string;
}

/** AWS's ListPhoneNumbersOptedOutResponse. */
interface ListPhoneNumbersOptedOutResponse {
  readonly nextToken?: string;
  readonly phoneNumbers?: readonly string[];
}

/** AWS's ListPlatformApplicationsInput. */
interface ListPlatformApplicationsInput {
  readonly NextToken?: string;
}

/** AWS's ListPlatformApplicationsResponse. */
interface ListPlatformApplicationsResponse {
  readonly NextToken?: string;
  readonly PlatformApplications?: readonly PlatformApplication[];
}

/** AWS's ListSMSSandboxPhoneNumbersInput. */
interface ListSMSSandboxPhoneNumbersInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** AWS's ListSMSSandboxPhoneNumbersResult. */
interface ListSMSSandboxPhoneNumbersResult {
  readonly NextToken?: string;
  readonly PhoneNumbers: readonly SMSSandboxPhoneNumber[];
}

/** AWS's ListSubscriptionsByTopicInput. */
interface ListSubscriptionsByTopicInput {
  readonly NextToken?: string;
  readonly TopicArn: string;
}

/** AWS's ListSubscriptionsByTopicResponse. */
interface ListSubscriptionsByTopicResponse {
  readonly NextToken?: string;
  readonly Subscriptions?: readonly Subscription[];
}

/** AWS's ListSubscriptionsInput. */
interface ListSubscriptionsInput {
  readonly NextToken?: string;
}

/** AWS's ListSubscriptionsResponse. */
interface ListSubscriptionsResponse {
  readonly NextToken?: string;
  readonly Subscriptions?: readonly Subscription[];
}

/** AWS's ListTagsForResourceRequest. */
interface ListTagsForResourceRequest {
  readonly ResourceArn: string;
}

/** AWS's ListTagsForResourceResponse. */
interface ListTagsForResourceResponse {
  readonly Tags?: readonly Tag[];
}

/** AWS's ListTopicsInput. */
interface ListTopicsInput {
  readonly NextToken?: string;
}

/** AWS's ListTopicsResponse. */
interface ListTopicsResponse {
  readonly NextToken?: string;
  readonly Topics?: readonly Topic[];
}

/** AWS's MessageAttributeValue. */
interface MessageAttributeValue {
  readonly BinaryValue?: string;
  readonly DataType: string;
  readonly StringValue?: string;
}

/** AWS's OptInPhoneNumberInput. */
interface OptInPhoneNumberInput {
  readonly phoneNumber: string;
}

/** AWS's OptInPhoneNumberResponse, which says nothing. */
type OptInPhoneNumberResponse = object;

/** AWS's PhoneNumberInformation. */
interface PhoneNumberInformation {
  readonly CreatedAt?: number | string;
  readonly Iso2CountryCode?: string;
  readonly NumberCapabilities?: readonly ("SMS" | "MMS" | "VOICE")[];
  readonly PhoneNumber?: string;
  readonly RouteType?: "Transactional" | "Promotional" | "Premium";
  readonly Status?: string;
}

/** AWS's PlatformApplication. */
interface PlatformApplication {
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly PlatformApplicationArn?: string;
}

/** AWS's PublishBatchInput. */
interface PublishBatchInput {
  readonly PublishBatchRequestEntries: readonly PublishBatchRequestEntry[];
  readonly TopicArn: string;
}

/** AWS's PublishBatchRequestEntry. */
interface PublishBatchRequestEntry {
  readonly Id: string;
  readonly Message: string;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>>;
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
  readonly MessageStructure?: string;
  readonly Subject?: string;
}

/** AWS's PublishBatchResponse. */
interface PublishBatchResponse {
  readonly Failed?: readonly BatchResultErrorEntry[];
  readonly Successful?: readonly PublishBatchResultEntry[];
}

/** AWS's PublishBatchResultEntry. */
interface PublishBatchResultEntry {
  readonly Id?: string;
  readonly MessageId?: string;
  readonly SequenceNumber?: string;
}

/** AWS's PublishInput. */
interface PublishInput {
  readonly Message: string;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>>;
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
  readonly MessageStructure?: string;
  readonly PhoneNumber?: string;
  readonly Subject?: string;
  readonly TargetArn?: string;
  readonly TopicArn?: string;
}

/** AWS's PublishResponse. */
interface PublishResponse {
  readonly MessageId?: string;
  readonly SequenceNumber?: string;
}

/** AWS's PutDataProtectionPolicyInput. */
interface PutDataProtectionPolicyInput {
  readonly DataProtectionPolicy: string;
  readonly ResourceArn: string;
}

/** AWS's RemovePermissionInput. */
interface RemovePermissionInput {
  readonly Label: string;
  readonly TopicArn: string;
}

/** AWS's SMSSandboxPhoneNumber. */
interface SMSSandboxPhoneNumber {
  readonly PhoneNumber?: string;
  readonly Status?: "Pending" | "Verified";
}

/** AWS's SetEndpointAttributesInput. */
interface SetEndpointAttributesInput {
  readonly Attributes: Readonly<Record<string, string>>;
  readonly EndpointArn: string;
}

/** AWS's SetPlatformApplicationAttributesInput. */
interface SetPlatformApplicationAttributesInput {
  readonly Attributes: Readonly<Record<string, string>>;
  readonly PlatformApplicationArn: string;
}

/** AWS's SetSMSAttributesInput. */
interface SetSMSAttributesInput {
  readonly attributes: Readonly<Record<string, string>>;
}

/** AWS's SetSMSAttributesResponse, which says nothing. */
type SetSMSAttributesResponse = object;

/** AWS's SetSubscriptionAttributesInput. */
interface SetSubscriptionAttributesInput {
  readonly AttributeName: string;
  readonly AttributeValue?: string;
  readonly SubscriptionArn: string;
}

/** AWS's SetTopicAttributesInput. */
interface SetTopicAttributesInput {
  readonly AttributeName: string;
  readonly AttributeValue?: string;
  readonly TopicArn: string;
}

/** AWS's SubscribeInput. */
interface SubscribeInput {
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly Endpoint?: string;
  readonly Protocol: string;
  readonly ReturnSubscriptionArn?: boolean;
  readonly TopicArn: string;
}

/** AWS's SubscribeResponse. */
interface SubscribeResponse {
  readonly SubscriptionArn?: string;
}

/** AWS's Subscription. */
interface Subscription {
  readonly Endpoint?: string;
  readonly Owner?: string;
  readonly Protocol?: string;
  readonly SubscriptionArn?: string;
  readonly TopicArn?: string;
}

/** AWS's Tag. */
interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** AWS's TagResourceRequest. */
interface TagResourceRequest {
  readonly ResourceArn: string;
  readonly Tags: readonly Tag[];
}

/** AWS's TagResourceResponse, which says nothing. */
type TagResourceResponse = object;

/** AWS's Topic. */
interface Topic {
  readonly TopicArn?: string;
}

/** AWS's UnsubscribeInput. */
interface UnsubscribeInput {
  readonly SubscriptionArn: string;
}

/** AWS's UntagResourceRequest. */
interface UntagResourceRequest {
  readonly ResourceArn: string;
  readonly TagKeys: readonly string[];
}

/** AWS's UntagResourceResponse, which says nothing. */
type UntagResourceResponse = object;

/** AWS's VerifySMSSandboxPhoneNumberInput. */
interface VerifySMSSandboxPhoneNumberInput {
  readonly OneTimePassword: string;
  readonly PhoneNumber: string;
}

/** AWS's VerifySMSSandboxPhoneNumberResult, which says nothing. */
type VerifySMSSandboxPhoneNumberResult = object;
