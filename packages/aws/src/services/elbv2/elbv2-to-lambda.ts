/** The type of target groups whose target is a function. */
export const functionType = "lambda";

/** The attribute of such a group that says whether events and answers have lists of headers. */
export const listsAttribute = "lambda.multi_value_headers.enabled";
