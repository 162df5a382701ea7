// Written by `npm run models` from AWS's API model of xray (botocore 1.43.11): do not edit.
// sha256 of the facts: 0f1b0525c1f6e13a2046a41af1fed68305c18ecf28f329dd3ede492c1d076890
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of xray that are modeled. */
export const xrayModel = new ApiModel(String.raw`
{
"protocol": "rest-json",
"operations": {
"BatchGetTraces": {"in":". NextToken:string !TraceIds:TraceIdList","page":{"input":["NextToken"],"output":["NextToken"],"results":["Traces"]}},
"CreateSamplingRule": ". !SamplingRule Tags:TagList",
"DeleteSamplingRule": ". RuleARN:string RuleName:string",
"GetSamplingRules": {"in":". NextToken:string","page":{"input":["NextToken"],"output":["NextToken"],"results":["SamplingRuleRecords"]}},
"GetSamplingTargets": ". SamplingBoostStatisticsDocuments:SamplingBoostStatisticsDocumentList !SamplingStatisticsDocuments:SamplingStatisticsDocumentList",
"GetTraceSummaries": {"in":". !EndTime:timestamp FilterExpression:string NextToken:string Sampling:boolean SamplingStrategy !StartTime:timestamp TimeRangeType","page":{"input":["NextToken"],"output":["NextToken"],"results":["TraceSummaries"]}},
"PutTelemetryRecords": ". EC2InstanceId Hostname ResourceARN !TelemetryRecords:TelemetryRecordList",
"PutTraceSegments": ". !TraceSegmentDocuments:TraceSegmentDocumentList",
"UpdateSamplingRule": ". !SamplingRuleUpdate"
},
"shapes": {
"AnomalyCount": {"is":"integer","min":0},
"AttributeKey": {"min":1,"max":32},
"AttributeMap": {"is":"{AttributeKey,AttributeValue}","max":5},
"AttributeValue": {"min":1,"max":32},
"BackendConnectionErrors": ". ConnectionRefusedCount:integer HTTPCode4XXCount:integer HTTPCode5XXCount:integer OtherCount:integer TimeoutCount:integer UnknownHostCount:integer",
"BorrowCount": {"is":"integer","min":0},
"ClientID": {"min":24,"max":24},
"CooldownWindowMinutes": {"is":"integer","min":0},
"EC2InstanceId": {"max":20},
"FixedRate": {"is":"double","min":0,"max":1},
"HTTPMethod": {"max":10},
"Host": {"max":64},
"Hostname": {"max":255},
"MaxRate": {"is":"double","min":0,"max":1},
"Priority": {"is":"integer","min":1,"max":9999},
"RequestCount": {"is":"integer","min":0},
"ReservoirSize": {"is":"integer","min":0},
"ResourceARN": {"max":500},
"RuleName": {"min":1,"max":32},
"SampledAnomalyCount": {"is":"integer","min":0},
"SampledCount": {"is":"integer","min":0},
"SamplingBoostStatisticsDocument": ". !AnomalyCount !RuleName !SampledAnomalyCount !ServiceName !Timestamp:timestamp !TotalCount",
"SamplingBoostStatisticsDocumentList": {"is":"[SamplingBoostStatisticsDocument]","max":25},
"SamplingRateBoost": ". !CooldownWindowMinutes !MaxRate",
"SamplingRule": ". Attributes:AttributeMap !FixedRate !HTTPMethod !Host !Priority !ReservoirSize !ResourceARN RuleARN:string RuleName SamplingRateBoost !ServiceName !ServiceType !URLPath !Version",
"SamplingRuleUpdate": ". Attributes:AttributeMap FixedRate:double HTTPMethod Host Priority:integer ReservoirSize:integer ResourceARN RuleARN:string RuleName SamplingRateBoost ServiceName ServiceType URLPath",
"SamplingStatisticsDocument": ". BorrowCount !ClientID !RequestCount !RuleName !SampledCount !Timestamp:timestamp",
"SamplingStatisticsDocumentList": {"is":"[SamplingStatisticsDocument]","max":25},
"SamplingStrategy": ". Name:SamplingStrategyName Value:double",
"SamplingStrategyName": {"enum":["PartialScan","FixedRate"]},
"ServiceName": {"max":64},
"ServiceType": {"max":64},
"Tag": ". !Key:TagKey !Value:TagValue",
"TagKey": {"min":1,"max":128},
"TagList": {"is":"[Tag]","min":0,"max":200},
"TagValue": {"min":0,"max":256},
"TelemetryRecord": ". BackendConnectionErrors SegmentsReceivedCount:integer SegmentsRejectedCount:integer SegmentsSentCount:integer SegmentsSpilloverCount:integer !Timestamp:timestamp",
"TelemetryRecordList": "[TelemetryRecord]",
"TimeRangeType": {"enum":["TraceId","Event","Service"]},
"TotalCount": {"is":"integer","min":0},
"TraceId": {"min":1,"max":35},
"TraceIdList": "[TraceId]",
"TraceSegmentDocumentList": "[string]",
"URLPath": {"max":128},
"Version": {"is":"integer","min":1}
},
"errors": {
"InvalidRequestException": "Message",
"RuleLimitExceededException": "Message",
"ThrottledException": "429 Message"
},
"waiters": {

}
}
`);
