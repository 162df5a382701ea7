import { ConfigError, shownValue } from "@orrery/kernel";
import type {
  SubscriptionOptions,
  Topic,
  TopicSubscription,
  TopicSubscriptionConfig,
} from "./construct.ts";
import { lambdaProtocol } from "./sns-to-lambda.ts";
import { sqsProtocol } from "./sns-to-sqs.ts";

// What the namespace `subscriptions` holds, with the names of the CDK's `aws-cdk-lib/aws-sns-subscriptions`.

/** What a subscription of every kind may be told. */
export type SubscriptionProps = Pick<
  SubscriptionOptions,
  "filterPolicy" | "filterPolicyWithMessageBody" | "deadLetterQueue" | "replayPolicy"
>;
/** How a queue subscribes. */
export type SqsSubscriptionProps = SubscriptionProps &
  Pick<SubscriptionOptions, "rawMessageDelivery">;
/** How a function subscribes. */
export type LambdaSubscriptionProps = SubscriptionProps;
/** How an endpoint outside subscribes. */
type OutsideProps = Pick<SubscriptionOptions, "confirmed" | "answers">;
/** How a URL subscribes. */
export type UrlSubscriptionProps = SqsSubscriptionProps &
  OutsideProps &
  Pick<SubscriptionOptions, "deliveryPolicy">;
/** How an e-mail address subscribes. */
export interface EmailSubscriptionProps extends SubscriptionProps, OutsideProps {
  /** Whether e-mails have JSON in place of a text that people read. @defaultValue false */
  readonly json?: boolean;
}
/** How a telephone number subscribes. */
export type SmsSubscriptionProps = SubscriptionProps & Pick<OutsideProps, "answers">;

/** A queue that a topic is to deliver to. */
export class SqsSubscription implements TopicSubscription {
  private readonly queue: { readonly id: string; readonly queueArn: string };
  private readonly props: SqsSubscriptionProps;

  /**
   * A queue that a topic is to deliver to. The subscription's logical id is the queue's and the topic's together,
   * such as `BillingOrders`.
   *
   * @param props what is left out takes the default of SNS: all messages, each in the JSON of a notification.
   */
  constructor(
    queue: { readonly id: string; readonly queueArn: string },
    props: SqsSubscriptionProps = {},
  ) {
    this.queue = queue;
    this.props = props;
  }

  bind({ id }: Topic): TopicSubscriptionConfig {
    const { id: queueId, queueArn: endpoint } = this.queue;
    return { ...this.props, subscriberId: `${queueId}${id}`, protocol: sqsProtocol, endpoint };
  }
}

/** A function that a topic is to invoke. */
export class LambdaSubscription implements TopicSubscription {
  private readonly target: { readonly id: string; readonly functionArn: string };
  private readonly props: LambdaSubscriptionProps;

  /**
   * A function that a topic is to invoke, asynchronously. The subscription's logical id is the function's and the
   * topic's together, such as `WorkerOrders`.
   *
   * @param props what is left out takes the default of SNS: all messages.
   */
  constructor(
    target: { readonly id: string; readonly functionArn: string },
    props: LambdaSubscriptionProps = {},
  ) {
    this.target = target;
    this.props = props;
  }

  bind({ id }: Topic): TopicSubscriptionConfig {
    const { id: functionId, functionArn: endpoint } = this.target;
    return {
      ...this.props,
      subscriberId: `${functionId}${id}`,
      protocol: lambdaProtocol,
      endpoint,
    };
  }
}

/** A URL that a topic is to deliver to. */
export class UrlSubscription implements TopicSubscription {
  private readonly url: string;
  private readonly props: UrlSubscriptionProps;

  /**
   * A URL that a topic is to deliver to. The subscription's logical id is the topic's and the letters and digits of
   * the URL.
   *
   * @param props what is left out takes the default of SNS: 3 retries, 20 s apart. The endpoint takes everything,
   *   unless `answers` says otherwise.
   * @throws ConfigError when the URL begins with neither `http://` nor `https://`.
   */
  constructor(url: string, props: UrlSubscriptionProps = {}) {
    if (!/^https?:\/\//.test(url)) {
      throw new ConfigError("url", "one that begins with http:// or https://", shownValue(url));
    }
    this.url = url;
    this.props = props;
  }

  bind(topic: Topic): TopicSubscriptionConfig {
    const protocol = this.url.startsWith("https:") ? "https" : "http";
    return { ...this.props, subscriberId: idOf(topic, this.url), protocol, endpoint: this.url };
  }
}

/** An e-mail address that a topic is to deliver to. */
export class EmailSubscription implements TopicSubscription {
  private readonly address: string;
  private readonly props: EmailSubscriptionProps;

  /**
   * An e-mail address that a topic is to deliver to. The subscription's logical id is the topic's and the letters
   * and digits of the address.
   */
  constructor(address: string, props: EmailSubscriptionProps = {}) {
    this.address = address;
    this.props = props;
  }

  bind(topic: Topic): TopicSubscriptionConfig {
    const { json = false, ...props } = this.props;
    const protocol = json ? "email-json" : "email";
    return { ...props, subscriberId: idOf(topic, this.address), protocol, endpoint: this.address };
  }
}

/** A telephone number that a topic is to deliver to. */
export class SmsSubscription implements TopicSubscription {
  private readonly number: string;
  private readonly props: SmsSubscriptionProps;

  /**
   * A telephone number that a topic is to deliver to, such as `+15550100`. The subscription's logical id is the
   * topic's and the digits of the number.
   */
  constructor(number: string, props: SmsSubscriptionProps = {}) {
    this.number = number;
    this.props = props;
  }

  bind(topic: Topic): TopicSubscriptionConfig {
    const subscriberId = idOf(topic, this.number);
    return { ...this.props, subscriberId, protocol: "sms", endpoint: this.number };
  }
}

/** A logical id, which has letters and digits alone. */
const idOf = ({ id }: Topic, endpoint: string): string =>
  `${id}${endpoint.replace(/[^a-zA-Z0-9]/g, "")}`;
