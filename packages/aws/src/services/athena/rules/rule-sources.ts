/** When the sources were read. */
export const read = "2026-11";
/** A page of the Athena User Guide. */
export const guide = (page: string): string =>
  `https://docs.aws.amazon.com/athena/latest/ug/${page}.html`;
