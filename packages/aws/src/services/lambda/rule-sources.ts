/** A page of the Lambda Developer Guide. */
export const guide = (page: string): string =>
  `https://docs.aws.amazon.com/lambda/latest/dg/${page}.html`;
/** A page of the Lambda API Reference. */
export const reference = (operation: string): string =>
  `https://docs.aws.amazon.com/lambda/latest/api/API_${operation}.html`;
/** A recording of what Lambda answered. */
export const recorded = (date: string): string =>
  `MEASURED ${date} by localstack/localstack (tests marked aws.validated)`;
/** Answers whose dates are those of reading: when AWS answered so is not noted there. */
export const validated =
  "github.com/localstack/localstack, provider and tests that are validated on AWS";
