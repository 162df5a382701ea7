/** What the machine of a cluster goes by. Plain data. */
export interface ClusterSettings {
  /** The resource number. */
  readonly cluster: number;
  readonly name: string;
}
