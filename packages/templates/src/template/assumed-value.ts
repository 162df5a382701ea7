/** A value that only AWS knows, and what stands for it. */
export interface AssumedValue {
  /** Such as `Database.Endpoint.Address`. */
  readonly reference: string;
  readonly value: string;
}
