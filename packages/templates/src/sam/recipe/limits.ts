/**
 * What Lambda takes at most, in bytes.
 *
 * Source: lambda/latest/dg/gettingstarted-limits.html, read 2026-11. Inline code may have 4 MB, more than
 * CloudFormation takes of a whole template, so that no template comes to it.
 */
export const packageLimits = {
  /** Of a zip file that is given in the request itself; by S3 there may be more. */
  zipped: 52_428_800,
  /** Of a function's code with its layers, unzipped. */
  unzipped: 262_144_000,
  /** Of a container image, uncompressed. */
  image: 10_737_418_240,
} as const;
