/** Where requests of HTTP come in. */
export interface RestApiReference {
  /** Its logical id: workloads may be for it. */
  readonly id: string;
}
