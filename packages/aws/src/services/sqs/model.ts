// Written by `npm run models` from AWS's API model of sqs (botocore 1.43.11): do not edit.
// sha256 of the facts: 00dabaf35a1a9e6983cf4218874a984630b26772781c5c3d478de237fba78db8
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of sqs that are modeled. */
export const sqsModel = new ApiModel(String.raw`
{
"protocol": "json",
"queryCompatible": true,
"operations": {
"AddPermission": ". !AWSAccountIds:AWSAccountIdList !Actions:ActionNameList !Label:string !QueueUrl:string",
"CancelMessageMoveTask": ". !TaskHandle:string",
"ChangeMessageVisibility": ". !QueueUrl:string !ReceiptHandle:string !VisibilityTimeout:integer",
"ChangeMessageVisibilityBatch": ". !Entries:ChangeMessageVisibilityBatchRequestEntryList !QueueUrl:string",
"CreateQueue": ". Attributes:QueueAttributeMap !QueueName:string tags:TagMap",
"DeleteMessage": ". !QueueUrl:string !ReceiptHandle:string",
"DeleteMessageBatch": ". !Entries:DeleteMessageBatchRequestEntryList !QueueUrl:string",
"DeleteQueue": ". !QueueUrl:string",
"GetQueueAttributes": ". AttributeNames:AttributeNameList !QueueUrl:string",
"GetQueueUrl": ". !QueueName:string QueueOwnerAWSAccountId:string",
"ListDeadLetterSourceQueues": {"in":". MaxResults:integer NextToken:string !QueueUrl:string","page":{"input":["NextToken"],"output":["NextToken"],"limit":"MaxResults","results":["queueUrls"]}},
"ListMessageMoveTasks": ". MaxResults:integer !SourceArn:string",
"ListQueueTags": ". !QueueUrl:string",
"ListQueues": {"in":". MaxResults:integer NextToken:string QueueNamePrefix:string","page":{"input":["NextToken"],"output":["NextToken"],"limit":"MaxResults","results":["QueueUrls"]}},
"PurgeQueue": ". !QueueUrl:string",
"ReceiveMessage": {"in":". AttributeNames:AttributeNameList MaxNumberOfMessages:integer MessageAttributeNames:MessageAttributeNameList MessageSystemAttributeNames:MessageSystemAttributeList !QueueUrl:string ReceiveRequestAttemptId:string VisibilityTimeout:integer WaitTimeSeconds:integer","blobs":["Messages.*.MessageAttributes.*.BinaryListValues.*","Messages.*.MessageAttributes.*.BinaryValue"]},
"RemovePermission": ". !Label:string !QueueUrl:string",
"SendMessage": ". DelaySeconds:integer MessageAttributes:MessageBodyAttributeMap !MessageBody:string MessageDeduplicationId:string MessageGroupId:string MessageSystemAttributes:MessageBodySystemAttributeMap !QueueUrl:string",
"SendMessageBatch": ". !Entries:SendMessageBatchRequestEntryList !QueueUrl:string",
"SetQueueAttributes": ". !Attributes:QueueAttributeMap !QueueUrl:string",
"StartMessageMoveTask": ". DestinationArn:string MaxNumberOfMessagesPerSecond:integer !SourceArn:string",
"TagQueue": ". !QueueUrl:string !Tags:TagMap",
"UntagQueue": ". !QueueUrl:string !TagKeys:TagKeyList"
},
"shapes": {
"AWSAccountIdList": "[string]",
"ActionNameList": "[string]",
"AttributeNameList": "[QueueAttributeName]",
"BinaryList": "[blob]",
"ChangeMessageVisibilityBatchRequestEntry": ". !Id:string !ReceiptHandle:string VisibilityTimeout:integer",
"ChangeMessageVisibilityBatchRequestEntryList": "[ChangeMessageVisibilityBatchRequestEntry]",
"DeleteMessageBatchRequestEntry": ". !Id:string !ReceiptHandle:string",
"DeleteMessageBatchRequestEntryList": "[DeleteMessageBatchRequestEntry]",
"MessageAttributeNameList": "[string]",
"MessageAttributeValue": ". BinaryListValues:BinaryList BinaryValue:blob !DataType:string StringListValues:StringList StringValue:string",
"MessageBodyAttributeMap": "{string,MessageAttributeValue}",
"MessageBodySystemAttributeMap": "{MessageSystemAttributeNameForSends,MessageSystemAttributeValue}",
"MessageSystemAttributeList": "[MessageSystemAttributeName]",
"MessageSystemAttributeName": {"enum":["All","SenderId","SentTimestamp","ApproximateReceiveCount","ApproximateFirstReceiveTimestamp","SequenceNumber","MessageDeduplicationId","MessageGroupId","AWSTraceHeader","DeadLetterQueueSourceArn"]},
"MessageSystemAttributeNameForSends": {"enum":["AWSTraceHeader"]},
"MessageSystemAttributeValue": ". BinaryListValues:BinaryList BinaryValue:blob !DataType:string StringListValues:StringList StringValue:string",
"QueueAttributeMap": "{QueueAttributeName,string}",
"QueueAttributeName": {"enum":["All","Policy","VisibilityTimeout","MaximumMessageSize","MessageRetentionPeriod","ApproximateNumberOfMessages","ApproximateNumberOfMessagesNotVisible","CreatedTimestamp","LastModifiedTimestamp","QueueArn","ApproximateNumberOfMessagesDelayed","DelaySeconds","ReceiveMessageWaitTimeSeconds","RedrivePolicy","FifoQueue","ContentBasedDeduplication","KmsMasterKeyId","KmsDataKeyReusePeriodSeconds","DeduplicationScope","FifoThroughputLimit","RedriveAllowPolicy","SqsManagedSseEnabled"]},
"SendMessageBatchRequestEntry": ". DelaySeconds:integer !Id:string MessageAttributes:MessageBodyAttributeMap !MessageBody:string MessageDeduplicationId:string MessageGroupId:string MessageSystemAttributes:MessageBodySystemAttributeMap",
"SendMessageBatchRequestEntryList": "[SendMessageBatchRequestEntry]",
"StringList": "[string]",
"TagKeyList": "[string]",
"TagMap": "{string,string}"
},
"errors": {
"BatchEntryIdsNotDistinct": "message",
"BatchRequestTooLong": "message",
"EmptyBatchRequest": "message",
"InvalidAddress": "message",
"InvalidAttributeName": "message",
"InvalidAttributeValue": "message",
"InvalidBatchEntryId": "message",
"InvalidIdFormat": "",
"InvalidMessageContents": "message",
"InvalidSecurity": "message",
"KmsAccessDenied": "message",
"KmsDisabled": "message",
"KmsInvalidKeyUsage": "message",
"KmsInvalidState": "message",
"KmsNotFound": "message",
"KmsOptInRequired": "message",
"KmsThrottled": "message",
"MessageNotInflight": "",
"OverLimit": "message",
"PurgeQueueInProgress": "message",
"QueueDeletedRecently": "message",
"QueueDoesNotExist": "message",
"QueueNameExists": "message",
"ReceiptHandleIsInvalid": "message",
"RequestThrottled": "message",
"ResourceNotFoundException": "message",
"TooManyEntriesInBatchRequest": "message",
"UnsupportedOperation": "message"
},
"waiters": {

}
}
`);
