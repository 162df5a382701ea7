/** How large a package is: a folder, a zip file or an image in an archive. */
export interface PackageSize {
  /** Bytes of the zip file; `null` where it is not zipped yet. */
  readonly zipped: number | null;
  readonly unzipped: number;
  /** Whether its code takes the module `cfn-response` from outside: nobody brings it but inline code. */
  readonly needsCfnResponse: boolean;
}

/** Measures what lies at a path from the folder of the template; `null` where nothing does. */
export type MeasurePackage = (path: string) => PackageSize | null;
