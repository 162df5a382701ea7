// Written by `npm run models` from AWS's API model of iam (botocore 1.43.11): do not edit.
// sha256 of the facts: 1d42a83bbf6f45da849f431d327b5af70f90ee9a12146aee95b79e888d263759
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of iam that are modeled. */
export const iamModel = new ApiModel(String.raw`
{
"protocol": "query",
"operations": {
"AttachRolePolicy": ". !PolicyArn:arnType !RoleName:roleNameType",
"CreatePolicy": ". Description:policyDescriptionType Path:policyPathType !PolicyDocument:policyDocumentType !PolicyName:policyNameType Tags:tagListType",
"CreatePolicyVersion": ". !PolicyArn:arnType !PolicyDocument:policyDocumentType SetAsDefault:boolean",
"CreateRole": ". !AssumeRolePolicyDocument:policyDocumentType Description:roleDescriptionType MaxSessionDuration:roleMaxSessionDurationType Path:pathType PermissionsBoundary:arnType !RoleName:roleNameType Tags:tagListType",
"DeletePolicy": ". !PolicyArn:arnType",
"DeletePolicyVersion": ". !PolicyArn:arnType !VersionId:policyVersionIdType",
"DeleteRole": ". !RoleName:roleNameType",
"DeleteRolePermissionsBoundary": ". !RoleName:roleNameType",
"DeleteRolePolicy": ". !PolicyName:policyNameType !RoleName:roleNameType",
"DetachRolePolicy": ". !PolicyArn:arnType !RoleName:roleNameType",
"GetPolicy": ". !PolicyArn:arnType",
"GetPolicyVersion": ". !PolicyArn:arnType !VersionId:policyVersionIdType",
"GetRole": ". !RoleName:roleNameType",
"GetRolePolicy": ". !PolicyName:policyNameType !RoleName:roleNameType",
"ListAttachedRolePolicies": {"in":". Marker:markerType MaxItems:maxItemsType PathPrefix:policyPathType !RoleName:roleNameType","page":{"input":["Marker"],"output":["Marker"],"limit":"MaxItems","results":["AttachedPolicies"],"more":"IsTruncated"}},
"ListPolicies": {"in":". Marker:markerType MaxItems:maxItemsType OnlyAttached:boolean PathPrefix:policyPathType PolicyUsageFilter:PolicyUsageType Scope:policyScopeType","page":{"input":["Marker"],"output":["Marker"],"limit":"MaxItems","results":["Policies"],"more":"IsTruncated"}},
"ListRolePolicies": {"in":". Marker:markerType MaxItems:maxItemsType !RoleName:roleNameType","page":{"input":["Marker"],"output":["Marker"],"limit":"MaxItems","results":["PolicyNames"],"more":"IsTruncated"}},
"ListRoles": {"in":". Marker:markerType MaxItems:maxItemsType PathPrefix:pathPrefixType","page":{"input":["Marker"],"output":["Marker"],"limit":"MaxItems","results":["Roles"],"more":"IsTruncated"}},
"PutRolePermissionsBoundary": ". !PermissionsBoundary:arnType !RoleName:roleNameType",
"PutRolePolicy": ". !PolicyDocument:policyDocumentType !PolicyName:policyNameType !RoleName:roleNameType",
"SetDefaultPolicyVersion": ". !PolicyArn:arnType !VersionId:policyVersionIdType",
"UpdateAssumeRolePolicy": ". !PolicyDocument:policyDocumentType !RoleName:roleNameType"
},
"shapes": {
"PolicyUsageType": {"enum":["PermissionsPolicy","PermissionsBoundary"]},
"Tag": ". !Key:tagKeyType !Value:tagValueType",
"arnType": {"min":20,"max":2048},
"markerType": {"min":1,"max":320,"pattern":"[\\u0020-\\u00FF]+"},
"maxItemsType": {"is":"integer","min":1,"max":1000},
"pathPrefixType": {"min":1,"max":512,"pattern":"\\u002F[\\u0021-\\u007F]*"},
"pathType": {"min":1,"max":512,"pattern":"(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)"},
"policyDescriptionType": {"max":1000},
"policyDocumentType": {"min":1,"max":131072,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"},
"policyNameType": {"min":1,"max":128,"pattern":"[\\w+=,.@-]+"},
"policyPathType": {"min":1,"max":512,"pattern":"((/[A-Za-z0-9\\.,\\+@=_-]+)*)/"},
"policyScopeType": {"enum":["All","AWS","Local"]},
"policyVersionIdType": {"pattern":"v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?"},
"roleDescriptionType": {"max":1000,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*"},
"roleMaxSessionDurationType": {"is":"integer","min":3600,"max":43200},
"roleNameType": {"min":1,"max":64,"pattern":"[\\w+=,.@-]+"},
"tagKeyType": {"min":1,"max":128,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"},
"tagListType": {"is":"[Tag]","max":50},
"tagValueType": {"min":0,"max":256,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"}
},
"errors": {
"ConcurrentModification": "409 =ConcurrentModificationException message",
"DeleteConflict": "409 =DeleteConflictException message",
"EntityAlreadyExists": "409 =EntityAlreadyExistsException message",
"InvalidInput": "=InvalidInputException message",
"LimitExceeded": "409 =LimitExceededException message",
"MalformedPolicyDocument": "=MalformedPolicyDocumentException message",
"NoSuchEntity": "404 =NoSuchEntityException message",
"PolicyNotAttachable": "=PolicyNotAttachableException message",
"ServiceFailure": "500 =ServiceFailureException ! message",
"UnmodifiableEntity": "=UnmodifiableEntityException message"
},
"waiters": {
"PolicyExists": {"operation":"GetPolicy","delay":1,"attempts":20,"acceptors":[{"state":"success","matcher":"status","expected":200},{"state":"retry","matcher":"error","expected":"NoSuchEntity"}]},
"RoleExists": {"operation":"GetRole","delay":1,"attempts":20,"acceptors":[{"state":"success","matcher":"status","expected":200},{"state":"retry","matcher":"error","expected":"NoSuchEntity"}]}
}
}
`);
