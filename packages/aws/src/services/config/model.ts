// Written by `npm run models` from AWS's API model of config (botocore 1.43.106): do not edit.
// sha256 of the facts: df17b79ac856b97a48035dbd3448a844696ea002f75bbec2b09510624ed630a9
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of config that are modeled. */
export const configModel = new ApiModel(String.raw`
{
"protocol": "json",
"operations": {
"PutEvaluations": ". Evaluations !ResultToken:string TestMode:boolean"
},
"shapes": {
"BaseResourceId": {"min":1,"max":768},
"ComplianceType": {"enum":["COMPLIANT","NON_COMPLIANT","NOT_APPLICABLE","INSUFFICIENT_DATA"]},
"Evaluation": ". !ComplianceResourceType:StringWithCharLimit256 !ComplianceResourceId:BaseResourceId !ComplianceType Annotation:StringWithCharLimit256 !OrderingTimestamp:timestamp",
"Evaluations": {"is":"[Evaluation]","min":0,"max":100},
"StringWithCharLimit256": {"min":1,"max":256}
},
"errors": {
"InvalidParameterValueException": "",
"InvalidResultTokenException": "",
"NoSuchConfigRuleException": ""
},
"waiters": {

}
}
`);
