// Written by `npm run models` from AWS's API model of sts (botocore 1.43.11): do not edit.
// sha256 of the facts: 7ae2081edfa8b7479f05c93ab8dfe88d390c5581316e37cda8f19bd3e25d0aea
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of sts that are modeled. */
export const stsModel = new ApiModel(String.raw`
{
"protocol": "query",
"operations": {
"AssumeRole": ". DurationSeconds:roleDurationSecondsType ExternalId:externalIdType Policy:unrestrictedSessionPolicyDocumentType PolicyArns:policyDescriptorListType ProvidedContexts:ProvidedContextsListType !RoleArn:arnType !RoleSessionName:roleSessionNameType SerialNumber:serialNumberType SourceIdentity:sourceIdentityType Tags:tagListType TokenCode:tokenCodeType TransitiveTagKeys:tagKeyListType",
"GetCallerIdentity": ".",
"GetFederationToken": ". DurationSeconds:durationSecondsType !Name:userNameType Policy:sessionPolicyDocumentType PolicyArns:policyDescriptorListType Tags:tagListType",
"GetSessionToken": ". DurationSeconds:durationSecondsType SerialNumber:serialNumberType TokenCode:tokenCodeType"
},
"shapes": {
"PolicyDescriptorType": ". arn:arnType",
"ProvidedContext": ". ContextAssertion:contextAssertionType ProviderArn:arnType",
"ProvidedContextsListType": {"is":"[ProvidedContext]","min":1,"max":5},
"Tag": ". !Key:tagKeyType !Value:tagValueType",
"arnType": {"min":20,"max":2048,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+"},
"contextAssertionType": {"min":4,"max":2048},
"durationSecondsType": {"is":"integer","min":900,"max":129600},
"externalIdType": {"min":2,"max":1224,"pattern":"[\\w+=,.@:\\/-]*"},
"policyDescriptorListType": "[PolicyDescriptorType]",
"roleDurationSecondsType": {"is":"integer","min":900,"max":43200},
"roleSessionNameType": {"min":2,"max":64,"pattern":"[\\w+=,.@-]*"},
"serialNumberType": {"min":9,"max":256,"pattern":"[\\w+=/:,.@-]*"},
"sessionPolicyDocumentType": {"min":1,"max":2048,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"},
"sourceIdentityType": {"min":2,"max":64,"pattern":"[\\w+=,.@-]*"},
"tagKeyListType": {"is":"[tagKeyType]","max":50},
"tagKeyType": {"min":1,"max":128,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"},
"tagListType": {"is":"[Tag]","max":50},
"tagValueType": {"min":0,"max":256,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"},
"tokenCodeType": {"min":6,"max":6,"pattern":"[\\d]*"},
"unrestrictedSessionPolicyDocumentType": {"min":1,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"},
"userNameType": {"min":2,"max":32,"pattern":"[\\w+=,.@-]*"}
},
"errors": {
"ExpiredTokenException": "message",
"MalformedPolicyDocument": "=MalformedPolicyDocumentException message",
"PackedPolicyTooLarge": "=PackedPolicyTooLargeException message",
"RegionDisabledException": "403 message"
},
"waiters": {

}
}
`);
