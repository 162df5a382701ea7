/** Where a list of objects is kept that a job made. Assumed: AWS shows none. */
export const keyOfList = (prefix: string | null, id: string): string =>
  `${prefix === null ? "" : `${prefix}/`}job-${id}/manifest.csv`;
