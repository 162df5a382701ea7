// Written by `npm run models` from AWS's API model of dynamodbstreams (botocore 1.43.11): do not edit.
// sha256 of the facts: f5d50d80ef25a4ef9b5df14e3f47cf612f76b92f79b6805868c4b2ab5971a345
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of dynamodbstreams that are modeled. */
export const dynamodbstreamsModel = new ApiModel(String.raw`
{
"protocol": "json",
"operations": {
"DescribeStream": ". ExclusiveStartShardId:ShardId Limit:PositiveIntegerObject ShardFilter !StreamArn",
"GetRecords": {"in":". Limit:PositiveIntegerObject !ShardIterator","blobs":["Records.*.dynamodb.Keys.*.B","Records.*.dynamodb.Keys.*.BS.*","Records.*.dynamodb.NewImage.*.B","Records.*.dynamodb.NewImage.*.BS.*","Records.*.dynamodb.OldImage.*.B","Records.*.dynamodb.OldImage.*.BS.*"]},
"GetShardIterator": ". SequenceNumber !ShardId !ShardIteratorType !StreamArn",
"ListStreams": ". ExclusiveStartStreamArn:StreamArn Limit:PositiveIntegerObject TableName"
},
"shapes": {
"PositiveIntegerObject": {"is":"integer","min":1},
"SequenceNumber": {"min":21,"max":40},
"ShardFilter": ". ShardId Type:ShardFilterType",
"ShardFilterType": {"enum":["CHILD_SHARDS"]},
"ShardId": {"min":28,"max":65},
"ShardIterator": {"min":1,"max":2048},
"ShardIteratorType": {"enum":["TRIM_HORIZON","LATEST","AT_SEQUENCE_NUMBER","AFTER_SEQUENCE_NUMBER"]},
"StreamArn": {"min":37,"max":1024},
"TableName": {"min":3,"max":255,"pattern":"[a-zA-Z0-9_.-]+"}
},
"errors": {
"ExpiredIteratorException": "message",
"InternalServerError": "500 ! message",
"LimitExceededException": "message",
"ResourceNotFoundException": "message",
"TrimmedDataAccessException": "message"
},
"waiters": {

}
}
`);
