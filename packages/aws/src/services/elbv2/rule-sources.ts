/** When the sources were read. */
export const read = "2026-11";
/** A page of the user guide. */
export const guide = (page: string): string =>
  `AWS User Guide for Application Load Balancers, ${page}`;
