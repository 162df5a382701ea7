// Written by `npm run models` from AWS's API model of codepipeline (botocore 1.43.106): do not edit.
// sha256 of the facts: 0a7a7a00892f5ae9e6ed798eb70b9b62a8cd25b13257953cc9e46ee337dbb94b
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of codepipeline that are modeled. */
export const codepipelineModel = new ApiModel(String.raw`
{
"protocol": "json",
"operations": {
"PutJobFailureResult": ". !jobId:JobId !failureDetails:FailureDetails",
"PutJobSuccessResult": ". !jobId:JobId currentRevision:CurrentRevision continuationToken:ContinuationToken executionDetails:ExecutionDetails outputVariables:OutputVariablesMap"
},
"shapes": {
"ContinuationToken": {"min":1,"max":2048},
"CurrentRevision": ". !revision:Revision !changeIdentifier:RevisionChangeIdentifier created:timestamp revisionSummary:RevisionSummary",
"ExecutionDetails": ". summary:ExecutionSummary externalExecutionId:ExecutionId percentComplete:Percentage",
"ExecutionId": {"min":1,"max":1500},
"ExecutionSummary": {"min":1,"max":2048},
"FailureDetails": ". !type:FailureType !message:Message externalExecutionId:ExecutionId",
"FailureType": {"enum":["JobFailed","ConfigurationError","PermissionError","RevisionOutOfSync","RevisionUnavailable","SystemUnavailable"]},
"JobId": {"pattern":"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"},
"Message": {"min":1,"max":5000},
"OutputVariablesKey": {"pattern":"[A-Za-z0-9@\\-_]+"},
"OutputVariablesMap": "{OutputVariablesKey,string}",
"Percentage": {"is":"integer","min":0,"max":100},
"Revision": {"min":1,"max":1500},
"RevisionChangeIdentifier": {"min":1,"max":100},
"RevisionSummary": {"min":1,"max":2048}
},
"errors": {
"InvalidJobStateException": "",
"JobNotFoundException": "",
"OutputVariablesSizeExceededException": "message",
"ValidationException": ""
},
"waiters": {

}
}
`);
