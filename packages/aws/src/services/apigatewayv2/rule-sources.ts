/** When the sources were read. */
export const read = "2026-11";
/** A page of the API Gateway Developer Guide. */
export const guide = (page: string): string => `AWS API Gateway Developer Guide, ${page}`;
