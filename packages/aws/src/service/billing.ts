/** What AWS charges for one thing. */
export interface Charge {
  /** Such as `SQS requests`. */
  readonly what: string;
  readonly quantity: number;
  /** Of the quantity, such as `requests`. */
  readonly unit: string;
  /** US dollars. */
  readonly dollars: number;
}
