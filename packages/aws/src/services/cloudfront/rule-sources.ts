/** When the sources were read. */
export const read = "2026-11";
/** A page of the developer guide. */
export const guide = (page: string): string => `Amazon CloudFront Developer Guide, ${page}`;
