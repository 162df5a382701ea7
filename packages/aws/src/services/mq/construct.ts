import type { ConstructScope } from "../../service/construct.ts";
import { brokerArnOf } from "./operations/names.ts";

// What the namespace `mq` holds. The CDK has no constructs of its own for brokers.

/** How a broker is made. */
export interface BrokerProps {
  readonly engineType: "ACTIVEMQ" | "RABBITMQ";
  /** @defaultValue made of the stack's name and the id */
  readonly brokerName?: string;
  /** Which decides how many bytes of messages it holds. @defaultValue mq.m5.large */
  readonly hostInstanceType?: string;
}

/** A broker of Amazon MQ. */
export class Broker {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly brokerArn: string;

  /**
   * Makes a broker of Amazon MQ. Its queues are made by whoever uses them.
   *
   * ```ts
   * const broker = new mq.Broker(stack, "Orders", { engineType: "ACTIVEMQ" });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: BrokerProps) {
    const { engineType, brokerName, hostInstanceType = "mq.m5.large" } = props;
    const name = brokerName ?? stack.physicalName(id);
    this.id = id;
    const [, partition = "aws", , region = "", accountId = ""] = stack.arnOf("mq", "").split(":");
    this.brokerArn = brokerArnOf(name, { partition, region, accountId });
    stack.add("mq", "CreateBroker", id, {
      BrokerName: name,
      EngineType: engineType,
      DeploymentMode: "SINGLE_INSTANCE",
      HostInstanceType: hostInstanceType,
      PubliclyAccessible: false,
    });
  }
}
