// Written by `npm run models` from AWS's API model of logs (botocore 1.43.11): do not edit.
// sha256 of the facts: c22331f3234613b2967bc0052fa2ac52b9742967bf06fb3ec70f2fd88d93e776
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of logs that are modeled. */
export const logsModel = new ApiModel(String.raw`
{
"protocol": "json",
"operations": {
"DescribeLogGroups": {"in":". accountIdentifiers:AccountIds includeLinkedAccounts:boolean limit:DescribeLimit logGroupClass:LogGroupClass logGroupIdentifiers:DescribeLogGroupsLogGroupIdentifiers logGroupNamePattern:LogGroupNamePattern logGroupNamePrefix:LogGroupName nextToken:NextToken","page":{"input":["nextToken"],"output":["nextToken"],"limit":"limit","results":["logGroups"]}},
"DescribeLogStreams": {"in":". descending:boolean limit:DescribeLimit logGroupIdentifier:LogGroupIdentifier logGroupName:LogGroupName logStreamNamePrefix:LogStreamName nextToken:NextToken orderBy:OrderBy","page":{"input":["nextToken"],"output":["nextToken"],"limit":"limit","results":["logStreams"]}},
"FilterLogEvents": {"in":". endTime:Timestamp filterPattern:FilterPattern interleaved:boolean limit:EventsLimit logGroupIdentifier:LogGroupIdentifier logGroupName:LogGroupName logStreamNamePrefix:LogStreamName logStreamNames:InputLogStreamNames nextToken:NextToken startTime:Timestamp unmask:boolean","page":{"input":["nextToken"],"output":["nextToken"],"limit":"limit","results":["events","searchedLogStreams"]}},
"GetLogEvents": ". endTime:Timestamp limit:EventsLimit logGroupIdentifier:LogGroupIdentifier logGroupName:LogGroupName !logStreamName:LogStreamName nextToken:NextToken startFromHead:boolean startTime:Timestamp unmask:boolean"
},
"shapes": {
"AccountId": {"min":12,"max":12,"pattern":"^\\d{12}$"},
"AccountIds": {"is":"[AccountId]","min":0,"max":20},
"DescribeLimit": {"is":"integer","min":1,"max":50},
"DescribeLogGroupsLogGroupIdentifiers": {"is":"[LogGroupIdentifier]","min":1,"max":50},
"EventsLimit": {"is":"integer","min":1,"max":10000},
"FilterPattern": {"min":0,"max":1024},
"InputLogStreamNames": {"is":"[LogStreamName]","min":1,"max":100},
"LogGroupClass": {"enum":["STANDARD","INFREQUENT_ACCESS","DELIVERY"]},
"LogGroupIdentifier": {"min":1,"max":2048,"pattern":"[\\w#+=/:,.@-]*"},
"LogGroupName": {"min":1,"max":512,"pattern":"[\\.\\-_/#A-Za-z0-9]+"},
"LogGroupNamePattern": {"min":0,"max":512,"pattern":"[\\.\\-_/#A-Za-z0-9]*"},
"LogStreamName": {"min":1,"max":512,"pattern":"[^:*]*"},
"NextToken": {"min":1},
"OrderBy": {"enum":["LogStreamName","LastEventTime"]},
"Timestamp": {"is":"long","min":0}
},
"errors": {
"InvalidParameterException": "",
"ResourceNotFoundException": "",
"ServiceUnavailableException": "500 !"
},
"waiters": {

}
}
`);
