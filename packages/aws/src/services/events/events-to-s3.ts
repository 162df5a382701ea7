/** The source of events about objects, which a bucket puts only where its owner asks for it. */
export const objectEventSource = "aws.s3";
