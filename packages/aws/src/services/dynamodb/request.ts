import type { Corrections } from "../../request/api-model.ts";

/** Where DynamoDB answers otherwise than its model says, as recorded. */
export const dynamodbCorrections: Corrections = {
  members: {
    // Ours: the keys that a profile's item lacks are made of what led to it.
    PutItem: { FillsKeys: "any" },
    // Whether there is a stream is looked at before what it is to show.
    UpdateTable: { StreamSpecification: "any" },
  },
  errors: {
    ValidationException: { status: 400 },
    ThrottlingException: { status: 400 },
    RequestLimitExceeded: { status: 400 },
    TransactionCanceledException: { status: 400 },
  },
};
