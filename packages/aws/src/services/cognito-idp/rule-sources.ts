/** When the sources were read. */
export const read = "2026-11";
/** A page of the Amazon Cognito Developer Guide. */
export const guide = (page: string): string =>
  `https://docs.aws.amazon.com/cognito/latest/developerguide/${page}.html`;
/** An operation of the reference of the user pools' API. */
export const api = (operation: string): string =>
  `https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_${operation}.html`;
