/** What a broker runs. */
export type Engine = "ACTIVEMQ" | "RABBITMQ";

/** What the machine of a broker goes by. Plain data. */
export interface BrokerSettings {
  /** The resource number. */
  readonly broker: number;
  readonly name: string;
  /** Such as `b-…`. */
  readonly id: string;
  readonly region: string;
  readonly engine: Engine;
  /** How many bytes of messages it holds. */
  readonly storage: number;
}
